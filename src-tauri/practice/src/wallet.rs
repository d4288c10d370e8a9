//! A pretend wallet for the practice panel and for tests. It speaks the real wallet endpoints
//! over HTTP and keeps nothing: that a credential came back is all it looks at.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use percent_encoding::percent_decode_str;
use reqwest::{Client, RequestBuilder, redirect::Policy};
use serde_json::{Value, json};

use crate::{
    chance::Chance,
    clock::{PracticeClock, SystemClock},
};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const PREFIX: &str = "?credential_offer=";
/// Practice never leaves this computer, whatever a link says.
const LOOPBACK: &str = "http://127.0.0.1:";
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// One step of a wallet, in the order they happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletStep {
    /// `offer`, `metadata`, `authorization server`, `token`, `nonce` or `credential`.
    pub what: &'static str,
    /// HTTP status; none when no answer came or the step needs no network.
    pub status: Option<u16>,
    /// The step did what the wallet wanted.
    pub good: bool,
    /// The OAuth error of a refusal, or the configuration id of a credential. No claim values.
    pub detail: Option<String>,
}

/// What a wallet went through. The last step tells how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalletReport {
    /// All steps, the failed one last.
    pub steps: Vec<WalletStep>,
}

impl WalletReport {
    /// Every credential of the offer was received.
    pub fn claimed(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.good)
    }

    /// How many credentials were received.
    pub fn credentials(&self) -> usize {
        self.steps
            .iter()
            .filter(|step| step.what == "credential" && step.good)
            .count()
    }
}

/// A wallet with one P-256 key.
pub struct PretendWallet {
    client: Option<Client>,
    key: SigningKey,
}

impl Default for PretendWallet {
    fn default() -> Self {
        Self::new()
    }
}

struct Failed;

struct Metadata {
    credential_endpoint: String,
    nonce_endpoint: Option<String>,
    token_endpoint: String,
    configurations: Value,
}

impl PretendWallet {
    /// A wallet with a new key.
    pub fn new() -> Self {
        // A proxy or a redirect would take the codes off this computer.
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            // Nothing of it stays open on a tenant that is stopped, or in a runtime that is gone.
            .pool_max_idle_per_host(0)
            .build();
        Self {
            client: client.ok(),
            key: Chance::new(None).signing_key(),
        }
    }

    /// Redeems an offer whole: code, then every credential.
    pub async fn claim(&self, offer_uri: &str, tx_code: Option<&str>) -> WalletReport {
        let mut report = WalletReport::default();
        // The report already tells where it ended.
        let _ended = self.claim_steps(offer_uri, tx_code, &mut report).await;
        report
    }

    /// Tries a transaction code and stops before any credential. A right code uses the offer up.
    pub async fn try_code(&self, offer_uri: &str, tx_code: Option<&str>) -> WalletReport {
        let mut report = WalletReport::default();
        let _ended = self.token_steps(offer_uri, tx_code, &mut report).await;
        report
    }

    async fn claim_steps(
        &self,
        offer_uri: &str,
        tx_code: Option<&str>,
        report: &mut WalletReport,
    ) -> Result<(), Failed> {
        let (offer, metadata, token) = self.token_steps(offer_uri, tx_code, report).await?;
        let issuer = offer["credential_issuer"].as_str().unwrap_or_default();
        let ids = offer
            .get("credential_configuration_ids")
            .unwrap_or(&offer["credentials"]);
        for id in ids
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            let nonce = self.nonce(&metadata, &token, report).await?;
            self.credential(&metadata, &token, (issuer, id, &nonce), report)
                .await?;
        }
        Ok(())
    }

    async fn token_steps(
        &self,
        offer_uri: &str,
        tx_code: Option<&str>,
        report: &mut WalletReport,
    ) -> Result<(Value, Metadata, Value), Failed> {
        let offer = read_offer(offer_uri).filter(is_local);
        report.steps.push(WalletStep {
            what: "offer",
            status: None,
            good: offer.is_some(),
            detail: None,
        });
        let offer = offer.ok_or(Failed)?;
        let issuer = offer["credential_issuer"].as_str().ok_or(Failed)?;
        let metadata = self.metadata(issuer, report).await?;
        let token = self.token(&metadata, &offer, tx_code, report).await?;
        Ok((offer, metadata, token))
    }

    async fn metadata(&self, issuer: &str, report: &mut WalletReport) -> Result<Metadata, Failed> {
        let client = self.client.as_ref().ok_or(Failed)?;
        let at = |path: &str| client.get(format!("{issuer}/.well-known/{path}"));
        let of_issuer = send("metadata", at("openid-credential-issuer"), report).await?;
        let of_server = send(
            "authorization server",
            at("oauth-authorization-server"),
            report,
        )
        .await?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Ok(Metadata {
            credential_endpoint: text(&of_issuer["credential_endpoint"]).ok_or(Failed)?,
            nonce_endpoint: text(&of_issuer["nonce_endpoint"]),
            token_endpoint: text(&of_server["token_endpoint"]).ok_or(Failed)?,
            configurations: of_issuer["credential_configurations_supported"].clone(),
        })
    }

    async fn token(
        &self,
        metadata: &Metadata,
        offer: &Value,
        tx_code: Option<&str>,
        report: &mut WalletReport,
    ) -> Result<Value, Failed> {
        let client = self.client.as_ref().ok_or(Failed)?;
        let code = offer["grants"][GRANT]["pre-authorized_code"]
            .as_str()
            .ok_or(Failed)?;
        let mut form = vec![("grant_type", GRANT), ("pre-authorized_code", code)];
        form.extend(tx_code.map(|code| ("tx_code", code)));
        send(
            "token",
            client.post(&metadata.token_endpoint).form(&form),
            report,
        )
        .await
    }

    /// From the nonce endpoint, else from the token reply.
    async fn nonce(
        &self,
        metadata: &Metadata,
        token: &Value,
        report: &mut WalletReport,
    ) -> Result<String, Failed> {
        let client = self.client.as_ref().ok_or(Failed)?;
        let reply = match &metadata.nonce_endpoint {
            Some(endpoint) => send("nonce", client.post(endpoint), report).await?,
            None => token.clone(),
        };
        reply["c_nonce"].as_str().map(str::to_owned).ok_or(Failed)
    }

    async fn credential(
        &self,
        metadata: &Metadata,
        token: &Value,
        (issuer, id, nonce): (&str, &str, &str),
        report: &mut WalletReport,
    ) -> Result<(), Failed> {
        let client = self.client.as_ref().ok_or(Failed)?;
        let proof = self.proof(issuer, nonce);
        let body = if metadata.nonce_endpoint.is_some() {
            json!({"credential_configuration_id": id, "proofs": {"jwt": [proof]}})
        } else {
            let doctype = &metadata.configurations[id]["doctype"];
            json!({"format": "mso_mdoc", "doctype": doctype, "proof": {"proof_type": "jwt", "jwt": proof}})
        };
        let bearer = token["access_token"].as_str().unwrap_or_default();
        let request = client
            .post(&metadata.credential_endpoint)
            .bearer_auth(bearer)
            .json(&body);
        let reply = send("credential", request, report).await?;
        let received =
            reply["credential"].is_string() || reply["credentials"][0]["credential"].is_string();
        if let Some(step) = report.steps.last_mut() {
            step.good = received;
            step.detail = Some(id.to_owned());
        }
        if received { Ok(()) } else { Err(Failed) }
    }

    fn proof(&self, issuer: &str, nonce: &str) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        let (x, y) = (
            URL_SAFE_NO_PAD.encode(&point[1..33]),
            URL_SAFE_NO_PAD.encode(&point[33..]),
        );
        let jwk = json!({"kty": "EC", "crv": "P-256", "x": x, "y": y});
        let header = json!({"alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": jwk});
        let payload = json!({"aud": issuer, "nonce": nonce, "iat": SystemClock.now().as_second()});
        let signed = format!("{}.{}", part(header), part(payload));
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// The offer in a link, with any prefix before `?`.
fn read_offer(uri: &str) -> Option<Value> {
    let at = uri.find(PREFIX)?;
    let text = percent_decode_str(&uri[at + PREFIX.len()..])
        .decode_utf8()
        .ok()?;
    serde_json::from_str(&text).ok().filter(Value::is_object)
}

fn is_local(offer: &Value) -> bool {
    let issuer = offer["credential_issuer"].as_str();
    issuer.is_some_and(|issuer| issuer.starts_with(LOOPBACK) && !issuer.contains('@'))
}

async fn send(
    what: &'static str,
    request: RequestBuilder,
    report: &mut WalletReport,
) -> Result<Value, Failed> {
    let Ok(response) = request.send().await else {
        report.steps.push(WalletStep {
            what,
            status: None,
            good: false,
            detail: None,
        });
        return Err(Failed);
    };
    let status = response.status();
    let body: Value = response.json().await.unwrap_or_default();
    let detail = body["error"].as_str().map(str::to_owned);
    let good = status.is_success() && body.is_object();
    report.steps.push(WalletStep {
        what,
        status: Some(status.as_u16()),
        good,
        detail,
    });
    if good { Ok(body) } else { Err(Failed) }
}
