//! What can be turned while the tenant runs.

use std::time::Duration;

use jiff::SignedDuration;

/// A client's role (access-control pages; `mattr-vii.md` 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// May do everything.
    Admin,
    /// What Counterfoil needs; may not read events.
    Issuer,
    /// Newer pages let it create and delete offers.
    ManagedIssuer,
    /// May read the domain only.
    Verifier,
    /// May read the domain only.
    DtsProvider,
    /// May do nothing here.
    DtsConsumer,
    /// May read events only.
    Auditor,
}

impl Role {
    /// Every role, in the order of the vendor's page.
    pub const ALL: [Self; 7] = [
        Self::Admin,
        Self::Issuer,
        Self::ManagedIssuer,
        Self::Verifier,
        Self::DtsProvider,
        Self::DtsConsumer,
        Self::Auditor,
    ];

    /// The vendor's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Issuer => "issuer",
            Self::ManagedIssuer => "managed-issuer",
            Self::Verifier => "verifier",
            Self::DtsProvider => "dts-provider",
            Self::DtsConsumer => "dts-consumer",
            Self::Auditor => "auditor",
        }
    }
}

/// JSON type of `transactionCode` (sources disagree, G7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeShape {
    /// Drawn anew for each offer.
    #[default]
    Auto,
    /// A JSON number, which loses leading zeros.
    Number,
    /// A JSON string.
    Text,
}

/// JSON type of `expiresAt` (sources disagree, G8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpiresAtShape {
    /// Drawn anew for each offer from the other three.
    #[default]
    Auto,
    /// ISO 8601 text in UTC.
    Iso,
    /// A number of seconds since 1970.
    EpochSeconds,
    /// A number of milliseconds since 1970.
    EpochMillis,
}

/// Which of the two shapes wallets meet (`mattr-vii.md` 10, item 9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WalletShape {
    /// As MATTR's pages show: nonce in the token reply, one `credential`.
    #[default]
    Mattr,
    /// `OpenID4VCI` 1.0: `nonce_endpoint`, `credentials[]`.
    V1,
}

/// The `Date` header of every reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateHeader {
    /// The tenant's own time.
    #[default]
    Right,
    /// No header.
    Absent,
    /// The tenant's time plus this.
    OffBy(SignedDuration),
}

/// Where the events are served (`mattr-vii.md` 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventsPath {
    /// `/v1/events`.
    #[default]
    Newest,
    /// `/v1/analytics/events`.
    Analytics,
    /// `/core/v1/analytics/events`.
    Core,
}

/// Everything that can be turned. [`Knobs::default`] is a well-behaved tenant.
#[derive(Clone, Debug)]
pub struct Knobs {
    /// When set, every access token has this role, whoever it was given to.
    pub role: Option<Role>,
    /// Lifetime of access tokens in seconds.
    pub token_lifetime_s: u64,
    /// JSON type of `transactionCode`.
    pub code_as_number: CodeShape,
    /// Every transaction code starts with 0 (otherwise every second one).
    pub leading_zero: bool,
    /// JSON type of `expiresAt`.
    pub expires_at: ExpiresAtShape,
    /// The offer has `credentials` only, as older tenants send it.
    pub legacy_ids_only: bool,
    /// Unknown members in the create reply and in the offer.
    pub extra_members: bool,
    /// Create answers 201 instead of the documented 200.
    pub create_answers_201: bool,
    /// Shape of the wallet side.
    pub wallet_shape: WalletShape,
    /// The `Date` header.
    pub date_header: DateHeader,
    /// How long an issued credential stays out of the user's list (G14).
    pub credentials_lag: Duration,
    /// Entries of a user's credentials carry no `offerId` (G14).
    pub omit_offer_id: bool,
    /// Entries each issued credential leaves in the list: a bundle leaves several.
    pub entries_per_credential: u32,
    /// Status of DELETE for a claimed offer: 404, or 204 (G3).
    pub delete_claimed_answers: u16,
    /// DELETE also stops a wallet that holds an access token (G4).
    pub delete_stops_wallet_tokens: bool,
    /// Largest create request in bytes (the vendor names 500 KB).
    pub largest_create_body: usize,
    /// Status for a larger one (G2).
    pub too_large_answers: u16,
    /// The claims source of configurations that have one does not answer.
    pub claim_source_fails: bool,
    /// 1: events without `data`; 2 and 3: with `data`.
    pub event_level: u8,
    /// How long an event stays out of the list (G18).
    pub events_lag: Duration,
    /// Path of the events.
    pub events_path: EventsPath,
    /// `credential_issuer` of offers and metadata, when it is not the tenant's own address.
    pub credential_issuer: Option<String>,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            role: None,
            token_lifetime_s: 86_400,
            code_as_number: CodeShape::Auto,
            leading_zero: false,
            expires_at: ExpiresAtShape::Auto,
            legacy_ids_only: false,
            extra_members: false,
            create_answers_201: false,
            wallet_shape: WalletShape::Mattr,
            date_header: DateHeader::Right,
            credentials_lag: Duration::ZERO,
            omit_offer_id: false,
            entries_per_credential: 1,
            delete_claimed_answers: 404,
            delete_stops_wallet_tokens: true,
            largest_create_body: 500_000,
            too_large_answers: 413,
            claim_source_fails: false,
            event_level: 2,
            events_lag: Duration::ZERO,
            events_path: EventsPath::Newest,
            credential_issuer: None,
        }
    }
}
