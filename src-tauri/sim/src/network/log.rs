//! What really went over the network, to compare with what the desk says.

use std::collections::{BTreeMap, BTreeSet};

use mattr_vii::{FaultKind, Response, TransportFault};
use uuid::Uuid;

use super::fault::{Fault, Plan};
use crate::tenant::{Asked, Op, mark_of};

/// Calls of one press of Issue (and of those that renew it, which carry the same claims).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Posts {
    /// Of which at least a byte left.
    pub(crate) on_the_wire: u32,
    /// Not proved to have done nothing.
    pub(crate) may_have_acted: u32,
}

/// What is proved about an offer by answers that reached the desk.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Proof {
    /// A delete was answered with success.
    pub(crate) deleted: bool,
    /// A delete was answered with 404, and a later question about claims got an answer.
    pub(crate) gone: bool,
    pub(crate) asked_after: bool,
}

/// The log.
#[derive(Default)]
pub(crate) struct Log {
    calls: u64,
    posts: BTreeMap<String, Posts>,
    proofs: BTreeMap<Uuid, Proof>,
    /// Offers whose reply reached the desk in good order.
    good: BTreeSet<Uuid>,
    /// Offers whose reply reached the desk spoiled.
    spoiled: BTreeSet<Uuid>,
    last: Option<Uuid>,
}

impl Log {
    pub(super) fn open(&mut self, asked: &Asked) -> u64 {
        self.calls += 1;
        if asked.op == Op::CreateOffer {
            let posts = self
                .posts
                .entry(mark_of(&asked.body["claims"]))
                .or_default();
            // Until it is proved otherwise.
            posts.on_the_wire += 1;
            posts.may_have_acted += 1;
        }
        self.calls
    }

    /// The offer whose id reached the desk, with the mark of its press.
    pub(super) fn close(
        &mut self,
        asked: &Asked,
        plan: &Plan,
        outcome: &Result<Response, TransportFault>,
    ) -> Option<(Uuid, String)> {
        match asked.op {
            Op::CreateOffer => return self.close_create(asked, plan, outcome),
            Op::DeleteOffer(id) => {
                let proof = self.proofs.entry(id).or_default();
                match outcome {
                    Ok(response) if (200..300).contains(&response.head.status) => {
                        proof.deleted = true;
                    }
                    Ok(response) if response.head.status == 404 => proof.gone = true,
                    _ => {}
                }
            }
            Op::Credentials(_) => {
                let answered = |response: &Response| {
                    response.head.status == 404
                        || (response.head.status == 200 && plan.fault != Fault::Garbled)
                };
                if outcome.as_ref().is_ok_and(answered) {
                    for proof in self.proofs.values_mut().filter(|proof| proof.gone) {
                        proof.asked_after = true;
                    }
                }
            }
            _ => {}
        }
        None
    }

    fn close_create(
        &mut self,
        asked: &Asked,
        plan: &Plan,
        outcome: &Result<Response, TransportFault>,
    ) -> Option<(Uuid, String)> {
        let did_nothing = match outcome {
            Ok(response) => matches!(
                response.head.status,
                400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429
            ),
            Err(fault) => matches!(
                fault.kind,
                FaultKind::NotSent(_) | FaultKind::Certificate(_)
            ),
        };
        if did_nothing {
            let posts = self
                .posts
                .entry(mark_of(&asked.body["claims"]))
                .or_default();
            posts.may_have_acted = posts.may_have_acted.saturating_sub(1);
            if outcome.is_err() {
                posts.on_the_wire = posts.on_the_wire.saturating_sub(1);
            }
        }
        let response = outcome.as_ref().ok()?;
        let reply: serde_json::Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let id = reply["id"].as_str()?.parse::<Uuid>().ok()?;
        if matches!(plan.fault, Fault::Wrong(_)) {
            self.spoiled.insert(id);
        } else {
            self.good.insert(id);
            self.last = Some(id);
        }
        Some((id, mark_of(&asked.body["claims"])))
    }

    pub(super) fn earlier_offer(&self) -> Option<Uuid> {
        self.last
    }

    pub(crate) fn posts(&self) -> &BTreeMap<String, Posts> {
        &self.posts
    }

    pub(crate) fn proof(&self, id: Uuid) -> Proof {
        self.proofs.get(&id).copied().unwrap_or_default()
    }

    /// Did its reply reach the desk, in good order?
    pub(crate) fn arrived_well(&self, id: Uuid) -> bool {
        self.good.contains(&id)
    }
}
