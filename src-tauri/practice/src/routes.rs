//! Which path is served by which function.

use std::sync::Arc;

use axum::{
    Router, extract::DefaultBodyLimit, middleware::from_fn_with_state, routing::MethodFilter,
};

use crate::{
    answer::not_found,
    api::{configurations, credentials, domain, events, offers, sign_in, users},
    guesses::{IACAS_PATH, NONCE_PATH},
    oid4vci::{authorities, credential, metadata, nonce, token},
    tenant::{Tenant, on},
    traffic,
};

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
const PUT: MethodFilter = MethodFilter::PUT;
const DELETE: MethodFilter = MethodFilter::DELETE;

/// The whole tenant.
pub(crate) fn all(tenant: Arc<Tenant>) -> Router {
    console()
        .merge(wallet())
        .fallback(async || *not_found())
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(tenant.clone(), traffic::pass))
        .with_state(tenant)
}

fn console() -> Router<Arc<Tenant>> {
    const OFFERS: &str = "/v1/openid/offers/pre-authorized";
    const CONFIGURATIONS: &str = "/v2/credentials/mobile/configurations";
    Router::new()
        .route("/oauth/token", on(POST, sign_in::token))
        .route(CONFIGURATIONS, on(GET, configurations::list))
        .route(
            &format!("{CONFIGURATIONS}/{{id}}"),
            on(GET, configurations::fetch),
        )
        .route(OFFERS, on(POST, offers::create))
        .route(&format!("{OFFERS}/{{id}}"), on(DELETE, offers::delete))
        .route(
            "/v1/openid/offers",
            on(POST, offers::create_for_authorization_code),
        )
        .route("/v1/users/search", on(POST, users::search))
        .route(
            "/v1/users",
            on(GET, users::list).merge(on(POST, users::create)),
        )
        .route(
            "/v1/users/{id}",
            on(GET, users::fetch)
                .merge(on(PUT, users::replace))
                .merge(on(DELETE, users::delete)),
        )
        .route("/v1/users/{id}/credentials", on(GET, credentials::list))
        .route(
            "/v2/credentials/mobile/{id}/status",
            on(GET, credentials::status).merge(on(POST, credentials::set_status)),
        )
        .route("/v1/events", on(GET, events::newest))
        .route("/v1/analytics/events", on(GET, events::analytics))
        .route("/core/v1/analytics/events", on(GET, events::core))
        .route("/v1/config/domain", on(GET, domain::fetch))
}

fn wallet() -> Router<Arc<Tenant>> {
    Router::new()
        .route(
            "/.well-known/openid-credential-issuer",
            on(GET, metadata::issuer),
        )
        .route(
            "/.well-known/oauth-authorization-server",
            on(GET, metadata::authorization_server),
        )
        .route("/v1/openid/jwks", on(GET, metadata::keys))
        .route(IACAS_PATH, on(GET, authorities::list))
        .route("/v1/oauth/token", on(POST, token::exchange))
        .route(NONCE_PATH, on(POST, nonce::give))
        .route("/v1/openid/credential", on(POST, credential::issue))
}
