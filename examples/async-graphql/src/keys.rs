use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{Jwk, JwkSet};
use reqwest::Client;
use tokio::sync::Mutex;

use crate::guard::Refusal;

/// How soon a key that is lacking is asked for again: anybody can write tokens with made-up key ids.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// The gateway's key set: fetched anew after `max_age`, so that a withdrawn key stops counting, and for a key that it lacks.
pub struct Keys {
    client: Client,
    url: String,
    max_age: Duration,
    fetched: Mutex<Option<(Instant, JwkSet)>>,
}

impl Keys {
    pub fn new(url: String, max_age: Duration) -> reqwest::Result<Self> {
        let client = Client::builder().timeout(Duration::from_secs(5)).build()?;
        Ok(Self {
            client,
            url,
            max_age,
            fetched: Mutex::new(None),
        })
    }

    pub async fn find(&self, kid: &str) -> Result<Jwk, Refusal> {
        let mut fetched = self.fetched.lock().await;
        if let Some((at, set)) = &*fetched {
            let jwk = set.find(kid);
            let counts_for = if jwk.is_some() {
                self.max_age
            } else {
                AGAIN_AFTER.min(self.max_age)
            };
            if at.elapsed() < counts_for {
                return jwk.cloned().ok_or(Refusal::Invalid);
            }
        }
        let set = self.fetch().await.map_err(|_| Refusal::Unavailable)?;
        let (_, set) = fetched.insert((Instant::now(), set));
        set.find(kid).cloned().ok_or(Refusal::Invalid)
    }

    async fn fetch(&self) -> reqwest::Result<JwkSet> {
        self.client
            .get(&self.url)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }
}
