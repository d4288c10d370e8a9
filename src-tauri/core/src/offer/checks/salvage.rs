//! The offer id of a reply that failed a check, so that the offer can still be deleted (R22).

use mattr_vii::OfferReply;
use uuid::Uuid;

use super::reply::uuid_of;

/// The `id` of the reply's outermost object, read leniently: from a reply that is cut short, too
/// deep or otherwise no strict JSON. `None` when there is none, or two that differ: deleting the
/// wrong offer would be worse than leaving one to run out.
pub fn salvage_offer_id(reply: &OfferReply) -> Option<Uuid> {
    let mut found = None;
    let mut tokens = Tokens::new(&reply.body);
    let mut before = [Token::End, Token::End];
    loop {
        let token = tokens.next();
        if matches!(token, Token::End) {
            return found;
        }
        if let (1, [Token::Text(b"id"), Token::Mark(b':')], Token::Text(value)) =
            (tokens.depth, before, token)
        {
            let id = std::str::from_utf8(value).ok().and_then(uuid_of)?;
            if found.is_some_and(|other| other != id) {
                return None;
            }
            found = Some(id);
        }
        before = [before[1], token];
    }
}

#[derive(Clone, Copy)]
enum Token<'a> {
    /// A string that was closed, without its quotes, escapes left as they are.
    Text(&'a [u8]),
    /// Any other byte that is no white space.
    Mark(u8),
    /// Nothing more can be read.
    End,
}

struct Tokens<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Tokens<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            depth: 0,
        }
    }

    fn next(&mut self) -> Token<'a> {
        let Some((first, rest)) = self.rest.trim_ascii_start().split_first() else {
            return Token::End;
        };
        self.rest = rest;
        match first {
            b'"' => return self.text(),
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Token::Mark(*first)
    }

    fn text(&mut self) -> Token<'a> {
        let mut escaped = false;
        let end = self.rest.iter().position(|byte| {
            let closes = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            closes
        });
        let Some((text, rest)) = end.and_then(|end| self.rest.split_at_checked(end)) else {
            self.rest = &[];
            return Token::End;
        };
        self.rest = rest.get(1..).unwrap_or_default();
        Token::Text(text)
    }
}
