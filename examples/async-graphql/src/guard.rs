use async_graphql::{Context, ErrorExtensions, Guard};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, errors::ErrorKind};
use serde::Deserialize;

use crate::{caller::Caller, keys::Keys};

#[derive(Deserialize)]
pub struct Claims {
    pub sub: String,
    #[serde(default)]
    pub roles: Vec<String>,
}

/// The roles of the gateway (`ROLES`) that this service asks for.
#[derive(Clone, Copy)]
pub enum Role {
    Admin,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::Admin => "ADMIN",
        }
    }
}

#[derive(Clone, Copy)]
pub enum Refusal {
    Unauthenticated,
    Expired,
    Invalid,
    Forbidden,
    Unavailable,
}

impl Refusal {
    /// As the gateway says it.
    pub fn to_error(self) -> async_graphql::Error {
        let (code, message) = match self {
            Refusal::Unauthenticated => ("UNAUTHENTICATED", "Sign in first."),
            Refusal::Expired => ("TOKEN_EXPIRED", "The access token has expired."),
            Refusal::Invalid => ("TOKEN_INVALID", "The access token is not valid."),
            Refusal::Forbidden => ("FORBIDDEN", "Your role does not allow this."),
            Refusal::Unavailable => ("UNAVAILABLE", "Tokens cannot be verified at the moment."),
        };
        async_graphql::Error::new(message).extend_with(|_, extensions| extensions.set("code", code))
    }
}

/// What `@auth` and `@auth(roles: [ADMIN])` are elsewhere: a good token, and one of the roles if any are named.
pub struct Auth {
    roles: &'static [Role],
}

impl Auth {
    pub fn anybody() -> Self {
        Self { roles: &[] }
    }

    pub fn any_of(roles: &'static [Role]) -> Self {
        Self { roles }
    }
}

impl Guard for Auth {
    async fn check(&self, context: &Context<'_>) -> async_graphql::Result<()> {
        let claims = context.data::<Caller>()?.claims(context).await?;
        let has = |role: &Role| claims.roles.iter().any(|held| held == role.name());
        if !self.roles.is_empty() && !self.roles.iter().any(has) {
            return Err(Refusal::Forbidden.to_error());
        }
        Ok(())
    }
}

pub struct Verifier {
    pub issuer: String,
    pub audience: String,
    pub keys: Keys,
}

impl Verifier {
    pub async fn verify(&self, token: &str) -> Result<Claims, Refusal> {
        let header = decode_header(token).map_err(|_| Refusal::Invalid)?;
        // jsonwebtoken does not look at typ (RFC 9068, section 4).
        if header.typ.as_deref() != Some("at+jwt") {
            return Err(Refusal::Invalid);
        }
        let jwk = self
            .keys
            .find(header.kid.as_deref().ok_or(Refusal::Invalid)?)
            .await?;
        let key = DecodingKey::from_jwk(&jwk).map_err(|_| Refusal::Invalid)?;
        // The algorithm is the key's, whatever the token says: EdDSA, ES256, RS256 or PS256.
        let algorithm = jwk
            .common
            .key_algorithm
            .and_then(|name| Algorithm::try_from(name).ok());
        let validation = self.validation(algorithm.ok_or(Refusal::Invalid)?);
        match decode(token, &key, &validation) {
            Ok(verified) => Ok(verified.claims),
            Err(error) if matches!(error.kind(), ErrorKind::ExpiredSignature) => {
                Err(Refusal::Expired)
            }
            Err(_) => Err(Refusal::Invalid),
        }
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        // Without this a token that has no iss or no aud at all would pass.
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation
    }
}
