use async_graphql::Context;
use tokio::sync::OnceCell;

use crate::guard::{Claims, Refusal, Verifier};

/// Who is asking. The token is judged when a guarded field asks first, so that a bad one stops no public field.
pub struct Caller {
    authorization: String,
    verified: OnceCell<Result<Claims, Refusal>>,
}

impl Caller {
    pub fn new(authorization: Option<&str>) -> Self {
        Self {
            authorization: authorization.unwrap_or_default().to_owned(),
            verified: OnceCell::new(),
        }
    }

    pub async fn claims(&self, context: &Context<'_>) -> async_graphql::Result<&Claims> {
        let verifier = context.data::<Verifier>()?;
        let verified = self.verified.get_or_init(|| self.verify(verifier)).await;
        Ok(verified.as_ref().map_err(|refusal| refusal.to_error())?)
    }

    async fn verify(&self, verifier: &Verifier) -> Result<Claims, Refusal> {
        match self.authorization.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
                verifier.verify(token).await
            }
            _ => Err(Refusal::Unauthenticated),
        }
    }
}
