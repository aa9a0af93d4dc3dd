#!/usr/bin/env bash
# Expected: GraphQL (October 2021), section 6.4.4: a field whose resolver fails is null in `data`, and where its type is
#   non-null the null goes up to the nearest parent that may be null.
# Seen: async-graphql 7.2.1 leaves the field out, whether its type is String or String!: `{ open required }` is {"open":"a"},
#   and the object around stays. An object of which nothing is left is null, as an item of [Box!]! too. A field whose
#   value itself fails (Option<Result<T>>) is null, as it should be; one that a guard refuses is left out like the others.
# Means: a client meets a missing key where the type says a value or null; `key in data` and `data.key === null` miss it.
#   Go by `errors`, which has the path. A resolver that may fail returns Option<Result<T>> rather than Result<Option<T>>.
# Needs cargo on the PATH; builds for a minute or two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "partial"
version = "0.0.0"
edition = "2024"

[dependencies]
async-graphql = { version = "=7.2.1", default-features = false }
futures-executor = "=0.3.32"
serde_json = "1"
TOML
cat >src/main.rs <<'RUST'
use async_graphql::{EmptyMutation, EmptySubscription, Object, Result, Schema};

struct Query;
struct Box;

#[Object]
impl Query {
    async fn open(&self) -> &str {
        "a"
    }
    #[graphql(guard = "|_: &async_graphql::Context<'_>| -> Result<()> { Err(\"no\".into()) }")]
    async fn guarded(&self) -> Option<&str> {
        Some("b")
    }
    async fn nullable(&self) -> Result<Option<String>> {
        Err("no".into())
    }
    async fn required(&self) -> Result<String> {
        Err("no".into())
    }
    async fn value(&self) -> Option<Result<String>> {
        Some(Err("no".into()))
    }
    async fn boxed(&self) -> Option<Box> {
        Some(Box)
    }
    async fn boxes(&self) -> Vec<Box> {
        vec![Box, Box]
    }
}

#[Object]
impl Box {
    async fn open(&self) -> &str {
        "a"
    }
    async fn required(&self) -> Result<String> {
        Err("no".into())
    }
}

fn main() {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
    for query in [
        "{ open guarded }",
        "{ open nullable }",
        "{ open required }",
        "{ open value }",
        "{ open boxed { open required } }",
        "{ boxes { required } }",
        "{ required }",
    ] {
        let answer = futures_executor::block_on(schema.execute(query));
        println!("{query} -> {}, {} error(s)", serde_json::to_string(&answer.data).unwrap(), answer.errors.len());
    }
}
RUST

echo "$(cargo --version), async-graphql 7.2.1"
cargo build --quiet
cargo run --quiet | tee seen
cat >expected <<'TXT'
{ open guarded } -> {"open":"a"}, 1 error(s)
{ open nullable } -> {"open":"a"}, 1 error(s)
{ open required } -> {"open":"a"}, 1 error(s)
{ open value } -> {"open":"a","value":null}, 1 error(s)
{ open boxed { open required } } -> {"open":"a","boxed":{"open":"a"}}, 1 error(s)
{ boxes { required } } -> {"boxes":[null,null]}, 2 error(s)
{ required } -> null, 1 error(s)
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
