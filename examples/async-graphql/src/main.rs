mod caller;
mod guard;
mod keys;

use std::{env, error::Error, time::Duration};

use async_graphql::{
    Context, EmptyMutation, EmptySubscription, ID, Object, Result, Schema, SimpleObject,
};
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header::AUTHORIZATION},
    routing::post,
};
use tokio::net::TcpListener;

use crate::{
    caller::Caller,
    guard::{Auth, Role, Verifier},
    keys::Keys,
};

type AppSchema = Schema<Query, EmptyMutation, EmptySubscription>;

struct Query;

#[Object]
impl Query {
    async fn public(&self) -> &str {
        "Anybody may read this."
    }

    #[graphql(guard = "Auth::anybody()")]
    async fn me(&self, context: &Context<'_>) -> Result<Option<Me>> {
        let claims = context.data::<Caller>()?.claims(context).await?;
        Ok(Some(Me {
            user_id: ID(claims.sub.clone()),
            roles: claims.roles.clone(),
        }))
    }

    #[graphql(guard = "Auth::any_of(&[Role::Admin])")]
    async fn admin(&self) -> Option<Report> {
        Some(Report {
            title: "Admins may read this.",
        })
    }
}

#[derive(SimpleObject)]
struct Me {
    user_id: ID,
    roles: Vec<String>,
}

#[derive(SimpleObject)]
struct Report {
    title: &'static str,
}

async fn answer(
    State(schema): State<AppSchema>,
    headers: HeaderMap,
    request: GraphQLRequest,
) -> GraphQLResponse {
    let authorization = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    schema
        .execute(request.into_inner().data(Caller::new(authorization)))
        .await
        .into()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let issuer = setting("ISSUER", "http://localhost:4000");
    let max_age = Duration::from_secs(setting("KEYS_MAX_AGE", "300").parse()?);
    let keys = Keys::new(format!("{issuer}/.well-known/jwks.json"), max_age)?;
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription)
        .data(Verifier {
            issuer,
            audience: setting("AUDIENCE", "portcullis"),
            keys,
        })
        .finish();
    let port = setting("PORT", "3012");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://localhost:{port}/graphql");
    axum::serve(
        listener,
        Router::new()
            .route("/graphql", post(answer))
            .with_state(schema),
    )
    .await?;
    Ok(())
}

fn setting(name: &str, fallback: &str) -> String {
    env::var(name).unwrap_or_else(|_| fallback.to_owned())
}
