//! What becomes of one call, drawn before it begins.

use std::{fmt, time::Duration};

use jiff::SignedDuration;
use mattr_vii::{Cause, CertificateFault};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DOWN, State};
use crate::{dice::Dice, tenant::Op};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    NotSent(Cause),
    Certificate(CertificateFault),
    /// The line breaks, before or after the service acted.
    Cut {
        acts: bool,
    },
    /// No answer until the caller gives up.
    Silence {
        acts: bool,
    },
    /// Another status than the right one.
    Status {
        status: u16,
        acts: bool,
    },
    /// A success whose body is cut short or no JSON.
    Garbled,
    /// A success that breaks one of the reply checks.
    Wrong(Wrong),
}

/// How a create reply is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    Issuer,
    OtherConfigurations,
    NoTransactionCode,
    CodeInLink,
    ShortCode,
    TwoParameters,
    EarlierOffer,
    EndsTomorrow,
    EndedBefore,
    NoUser,
}

const WRONGS: [Wrong; 10] = [
    Wrong::Issuer,
    Wrong::OtherConfigurations,
    Wrong::NoTransactionCode,
    Wrong::CodeInLink,
    Wrong::ShortCode,
    Wrong::TwoParameters,
    Wrong::EarlierOffer,
    Wrong::EndsTomorrow,
    Wrong::EndedBefore,
    Wrong::NoUser,
];

/// One call's fate.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) fault: Fault,
    /// Until the service has the request, or until it is known that it was not sent.
    pub(crate) there: Duration,
    /// Until the answer is here.
    pub(crate) back: Duration,
    pub(crate) date_error: SignedDuration,
    pub(crate) retry_after: String,
    garble_at: usize,
}

impl fmt::Display for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} {:?}+{:?}", self.fault, self.there, self.back)?;
        if !self.date_error.is_zero() {
            write!(out, " date off by {:?}", self.date_error)?;
        }
        Ok(())
    }
}

impl Plan {
    pub(super) fn draw(dice: &Dice, op: Op, state: &State) -> Self {
        let millis = |low, high| Duration::from_millis(dice.between(low, high));
        let mut plan = Self {
            fault: Fault::None,
            there: millis(5, 200),
            back: millis(5, 200),
            date_error: SignedDuration::ZERO,
            retry_after: String::new(),
            garble_at: usize::try_from(dice.below(40)).unwrap_or(0),
        };
        if state.down {
            let cause = dice.one_of(&DOWN).unwrap_or(Cause::Unreachable);
            plan.fault = Fault::NotSent(cause);
            plan.there = if cause == Cause::ConnectTimeout {
                Duration::from_secs(5)
            } else {
                millis(1, 300)
            };
            return plan;
        }
        // Where the program decides most, most goes wrong; too many faults elsewhere would keep it
        // from ever getting there.
        let create = op == Op::CreateOffer;
        let faulty = match op {
            Op::CreateOffer | Op::DeleteOffer(_) => state.faulty,
            Op::Credentials(_) => state.faulty / 2,
            _ => state.faulty / 6,
        };
        if !dice.percent(faulty) {
            return plan;
        }
        match dice.below(14) {
            0 => {
                plan.fault = if dice.percent(20) {
                    Fault::Certificate(CertificateFault::UnknownIssuer)
                } else {
                    Fault::NotSent(dice.one_of(&DOWN).unwrap_or(Cause::Refused))
                };
            }
            1 | 2 => plan.fault = Fault::Cut { acts: true },
            3 => plan.fault = Fault::Cut { acts: false },
            4 => {
                let acts = dice.percent(50);
                plan.fault = Fault::Silence { acts };
            }
            5 | 6 => {
                let status = dice.one_of(&[500, 502, 503, 504, 302, 408]).unwrap_or(500);
                let acts = dice.percent(50);
                plan.fault = Fault::Status { status, acts };
            }
            7 => plan.fault = status(401),
            8 => {
                plan.fault = status(429);
                let waits = ["1", "5", "0", "soon", "1000000000", ""];
                plan.retry_after = dice.one_of(&waits).unwrap_or_default().to_owned();
            }
            9 => plan.fault = status(dice.one_of(&[400, 403, 404, 409, 422]).unwrap_or(400)),
            10 => plan.fault = Fault::Garbled,
            11 if create => {
                plan.fault = Fault::Wrong(dice.one_of(&WRONGS).unwrap_or(Wrong::Issuer));
            }
            11 | 12 => {
                // Slow, and for a create perhaps later than staff wait.
                let most = if create { 145_000 } else { 14_000 };
                plan.back = millis(1_000, most);
                if dice.percent(50) {
                    std::mem::swap(&mut plan.there, &mut plan.back);
                }
            }
            _ => {
                let seconds = i64::try_from(dice.between(1, 7_200)).unwrap_or(60);
                let sign = if dice.percent(50) { 1 } else { -1 };
                plan.date_error = SignedDuration::from_secs(sign * seconds);
            }
        }
        plan
    }

    /// Does the service do what it is asked?
    pub(super) fn acts(&self) -> bool {
        match self.fault {
            Fault::NotSent(_) | Fault::Certificate(_) => false,
            Fault::Cut { acts } | Fault::Silence { acts } | Fault::Status { acts, .. } => acts,
            Fault::None | Fault::Garbled | Fault::Wrong(_) => true,
        }
    }

    /// The bytes that arrive.
    pub(super) fn spoil(&self, body: Value, earlier: Option<Uuid>) -> Vec<u8> {
        match self.fault {
            Fault::Garbled => {
                let mut bytes = body.to_string().into_bytes();
                // An empty list is shorter than most cuts, and a whole one is no fault.
                bytes.truncate(self.garble_at.min(bytes.len().saturating_sub(1)));
                bytes
            }
            Fault::Wrong(wrong) => spoiled(body, wrong, earlier).to_string().into_bytes(),
            _ => body.to_string().into_bytes(),
        }
    }
}

fn status(status: u16) -> Fault {
    Fault::Status {
        status,
        acts: false,
    }
}

fn spoiled(mut reply: Value, wrong: Wrong, earlier: Option<Uuid>) -> Value {
    let uri = reply["uri"].as_str().unwrap_or_default().to_owned();
    let code = reply["transactionCode"].to_string();
    match wrong {
        Wrong::Issuer => reply["uri"] = uri.replacen("credential%5Fissuer", "issuer", 1).into(),
        Wrong::OtherConfigurations => {
            let id = |last: char| format!("0000%2D0000000000a{last}");
            reply["uri"] = uri
                .replace(&id('1'), &id('3'))
                .replace(&id('2'), &id('4'))
                .into();
        }
        Wrong::NoTransactionCode => {
            if let Some(members) = reply.as_object_mut()
                && members.remove("transactionCode").is_none()
            {
                members.insert("transactionCode".to_owned(), "123456".into());
            }
        }
        Wrong::CodeInLink => {
            // A JSON number has lost its leading zeros; the code itself has them.
            let inside = format!("%2C%22note%22%3A%22{:0>6}%22%7D", code.trim_matches('"'));
            reply["uri"] = match uri.strip_suffix("%7D") {
                Some(rest) if code != "null" => format!("{rest}{inside}").into(),
                _ => format!("{uri}&more=1").into(),
            };
        }
        Wrong::ShortCode => {
            reply["uri"] = match uri.split_once("code%22%3A%22") {
                Some((before, after)) => {
                    let rest = after.split_once("%22").map_or("", |(_, rest)| rest);
                    format!("{before}code%22%3A%22short%22{rest}").into()
                }
                None => "".into(),
            };
        }
        Wrong::TwoParameters => reply["uri"] = format!("{uri}&credential_offer=%7B%7D").into(),
        Wrong::EarlierOffer => {
            reply["id"] = json!(earlier.unwrap_or_else(Uuid::nil));
        }
        Wrong::EndsTomorrow => reply["expiresAt"] = "2031-01-01T00:00:00Z".into(),
        Wrong::EndedBefore => reply["expiresAt"] = "2020-01-01T00:00:00Z".into(),
        Wrong::NoUser => reply["userId"] = Value::Null,
    }
    reply
}
