//! Changing a create reply: its members, the offer inside its link, or the link itself.

use counterfoil_practice::edit_offer;
use serde_json::Value;

use crate::line::Act;

/// The grant's name.
pub(crate) const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// An id that nobody here has.
pub(crate) const STRANGER: &str = "00000000-0000-4000-8000-000000000001";

/// Changes the members of the reply.
pub(crate) fn reply(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Act {
    Act::json(move |mut reply| {
        change(&mut reply);
        reply
    })
}

/// Changes the offer inside the link.
pub(crate) fn offer(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Act {
    Act::json(move |reply| edit_offer(reply, &change))
}

/// Changes the grant inside the offer.
pub(crate) fn grant(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Act {
    offer(move |offer| change(&mut offer["grants"][GRANT]))
}

/// Changes what the offer says of its transaction code.
pub(crate) fn tx_code(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Act {
    grant(move |grant| change(&mut grant["tx_code"]))
}

/// Changes the link as text.
pub(crate) fn link(change: impl Fn(&str) -> String + Send + Sync + 'static) -> Act {
    reply(move |reply| {
        let uri = reply["uri"].as_str().map(&change).unwrap_or_default();
        reply["uri"] = uri.into();
    })
}

/// Takes a member out.
pub(crate) fn without(object: &mut Value, name: &str) {
    if let Value::Object(members) = object {
        members.shift_remove(name);
    }
}
