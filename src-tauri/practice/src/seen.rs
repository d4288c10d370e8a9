//! What arrived, for tests: requests as they were on the wire, and what was odd about them.

use std::collections::VecDeque;

use axum::{body::Bytes, http::HeaderMap};

const MOST_REQUESTS: usize = 512;
const MOST_DIAGNOSES: usize = 64;

/// A request as it arrived. Holds secrets and claims; lives in memory only.
#[derive(Clone)]
pub struct SeenRequest {
    /// Method, in capitals.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
}

impl std::fmt::Debug for SeenRequest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} {} ({} bytes)",
            self.method,
            self.path,
            self.body.len()
        )
    }
}

/// Why the tenant refused a wallet, where the cause is the wallet's and worth a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// The code fits once its spaces become `+`: the wallet sent the form body unencoded.
    PlusArrivedAsSpace,
    /// The transaction code was wrong.
    WrongTransactionCode,
    /// The transaction code was wrong for the third time; the offer is dead.
    Locked,
    /// The offer's time was over.
    Expired,
    /// The code was used before.
    Replayed,
    /// The offer was deleted.
    Deleted,
    /// The proof did not verify: signature, nonce, audience or type.
    BadProof,
    /// A required claim was missing or of the wrong type.
    ClaimMissing,
    /// The claims source did not answer.
    ClaimSourceFailed,
}

pub(crate) struct Seen {
    recording: bool,
    requests: VecDeque<SeenRequest>,
    diagnoses: VecDeque<Diagnosis>,
}

impl Seen {
    pub(crate) fn new(recording: bool) -> Self {
        Self {
            recording,
            requests: VecDeque::new(),
            diagnoses: VecDeque::new(),
        }
    }

    pub(crate) fn record(&mut self, request: SeenRequest) {
        if !self.recording {
            return;
        }
        if self.requests.len() == MOST_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }

    pub(crate) fn diagnose(&mut self, diagnosis: Diagnosis) {
        if self.diagnoses.len() == MOST_DIAGNOSES {
            self.diagnoses.pop_front();
        }
        self.diagnoses.push_back(diagnosis);
    }

    pub(crate) fn requests(&self) -> Vec<SeenRequest> {
        self.requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.requests.clear();
        self.diagnoses.clear();
    }

    pub(crate) fn diagnoses(&self) -> Vec<Diagnosis> {
        self.diagnoses.iter().copied().collect()
    }
}
