use std::{sync::Arc, time::Duration};

use counterfoil_practice::{Control, Knobs, ManualClock, Options, Practice, Role};
use jiff::Timestamp;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Map, Value, json};

pub(crate) const OFFERS: &str = "/v1/openid/offers/pre-authorized";
pub(crate) const CONFIGURATIONS: &str = "/v2/credentials/mobile/configurations";
pub(crate) const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
pub(crate) const LICENCE: &str = "org.iso.18013.5.1.mDL";
pub(crate) const VISITOR: &str = "nz.example.practice.visitor-pass.1";
pub(crate) const STAFF: &str = "nz.example.practice.staff-pass.1";
pub(crate) const MEMBERSHIP: &str = "nz.example.practice.membership.1";
pub(crate) const CLEARANCE: &str = "nz.example.practice.clearance.1";

/// 2026-03-02T01:00:00Z.
pub(crate) fn start_time() -> Timestamp {
    "2026-03-02T01:00:00Z".parse().unwrap()
}

pub(crate) struct Session {
    pub(crate) practice: Practice,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) client: Client,
    token: String,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) json: Value,
    pub(crate) headers: reqwest::header::HeaderMap,
}

pub(crate) fn http() -> Client {
    let builder = Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(20));
    builder
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

impl Session {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(turn: impl FnOnce(&mut Knobs)) -> Self {
        let clock = Arc::new(ManualClock::starting_at(start_time()));
        let mut knobs = Knobs::default();
        turn(&mut knobs);
        let options = Options {
            clock: clock.clone(),
            seed: Some(7),
            knobs,
            ..Options::default()
        };
        let practice = Practice::start(options).await.unwrap();
        let mut session = Self {
            practice,
            clock,
            client: http(),
            token: String::new(),
        };
        session.sign_in_as(Role::Issuer).await;
        session
    }

    pub(crate) async fn sign_in_as(&mut self, role: Role) {
        let reply = self.token_reply(role, |_| {}).await;
        self.token = reply.json["access_token"].as_str().unwrap().to_owned();
    }

    pub(crate) async fn token_reply(&self, role: Role, change: impl FnOnce(&mut Value)) -> Reply {
        let sign_in = self.practice.sign_in_as(role);
        let mut body = json!({
            "client_id": sign_in.client_id, "client_secret": sign_in.client_secret,
            "audience": sign_in.audience, "grant_type": "client_credentials",
        });
        change(&mut body);
        let url = format!("{}/oauth/token", self.practice.base_url());
        read(self.client.post(url).json(&body).send().await.unwrap()).await
    }

    pub(crate) fn control(&self) -> Control {
        self.practice.control()
    }

    pub(crate) fn id(&self, doctype: &str) -> String {
        self.control().configuration(doctype).unwrap().to_string()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        read(self.try_send(method, path, body).await.unwrap()).await
    }

    pub(crate) async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> reqwest::Result<Response> {
        let url = format!("{}{path}", self.practice.base_url());
        let mut request = self.client.request(method, url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, id: &str) -> u16 {
        self.send(Method::DELETE, &format!("{OFFERS}/{id}"), None)
            .await
            .status
    }

    /// The stored person with this member number.
    pub(crate) async fn person(&self, number: &str) -> Value {
        let found = self
            .post(
                "/v1/users/search",
                json!({"claims": {"externalUserId": number}}),
            )
            .await;
        found.json["data"][0].clone()
    }

    /// An offer for 104233 with a transaction code.
    pub(crate) async fn offer(&self, doctypes: &[&str], claims: Value) -> Offer {
        let user = self.person("104233").await;
        let ids: Vec<String> = doctypes.iter().map(|doctype| self.id(doctype)).collect();
        let body = json!({
            "credentials": ids, "userId": user["id"], "claims": claims,
            "transactionCodeConfiguration": {"inputMode": "numeric", "description": "Ask the desk"},
        });
        let reply = self.post(OFFERS, body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        Offer::read(&reply.json)
    }

    pub(crate) async fn listed(&self, user: &str) -> Vec<Value> {
        let reply = self.get(&format!("/v1/users/{user}/credentials")).await;
        reply.json["data"].as_array().unwrap().clone()
    }

    /// The wallet's token call, with a form made by the client library.
    pub(crate) async fn redeem(&self, offer: &Offer, code: Option<&str>) -> Reply {
        let mut form = vec![
            ("grant_type", GRANT),
            ("pre-authorized_code", offer.code.as_str()),
        ];
        form.extend(code.map(|code| ("tx_code", code)));
        let url = format!("{}/v1/oauth/token", self.practice.base_url());
        read(self.client.post(url).form(&form).send().await.unwrap()).await
    }
}

pub(crate) async fn read(response: Response) -> Reply {
    let status: StatusCode = response.status();
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    let json = serde_json::from_str(&text).unwrap_or(Value::Null);
    Reply {
        status: status.as_u16(),
        text,
        json,
        headers,
    }
}

/// A create reply, read as the console has to.
pub(crate) struct Offer {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) uri: String,
    pub(crate) code: String,
    pub(crate) transaction_code: String,
    pub(crate) content: Value,
}

impl Offer {
    pub(crate) fn read(reply: &Value) -> Self {
        let uri = reply["uri"].as_str().unwrap().to_owned();
        let encoded = uri
            .strip_prefix("openid-credential-offer://?credential_offer=")
            .unwrap();
        let text = percent_encoding::percent_decode_str(encoded)
            .decode_utf8()
            .unwrap();
        let content: Value = serde_json::from_str(&text).unwrap();
        let transaction_code = match &reply["transactionCode"] {
            Value::Number(number) => format!("{:06}", number.as_u64().unwrap()),
            Value::String(text) => text.clone(),
            _ => String::new(),
        };
        Self {
            id: reply["id"].as_str().unwrap().to_owned(),
            user: reply["userId"].as_str().unwrap().to_owned(),
            code: content["grants"][GRANT]["pre-authorized_code"]
                .as_str()
                .unwrap()
                .to_owned(),
            uri,
            transaction_code,
            content,
        }
    }

    pub(crate) fn wrong_code(&self) -> &'static str {
        if self.transaction_code == "000001" {
            "000002"
        } else {
            "000001"
        }
    }
}

pub(crate) fn members(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}
