//! The pending list: this desk's journal, with what only this run knows added (F6).

use std::collections::HashMap;

use mattr_vii::Moment;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::{
    journal::OfferRow,
    offer::{
        ticket::Ticket,
        view::{PendingPage, PendingRequest, PendingRow, Remake},
    },
};

/// Rows on a page, at most.
const PAGE: u32 = 200;

impl Desk {
    /// One page of this desk's offers.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_pending(
        &self,
        mut request: PendingRequest,
    ) -> Result<PendingPage, DeskError> {
        request.limit = request.limit.clamp(1, PAGE);
        let page = self.journal().list(&request).await?;
        let names = self.tenant_names().await?;
        let active = self.active_tenant().await?;
        Ok(PendingPage {
            rows: page
                .rows
                .into_iter()
                .map(|row| self.pending_row(row, &names, active))
                .collect(),
            next: page.next,
            counts: page.counts,
        })
    }

    pub(crate) fn pending_row(
        &self,
        row: OfferRow,
        names: &HashMap<Uuid, String>,
        active: Uuid,
    ) -> PendingRow {
        let now = Moment::now(self.clock());
        let before_restart = self.was_left_open(row.intent_id);
        let tickets = self.tickets();
        let ticket = tickets.get(row.intent_id);
        let has_details = ticket.is_some_and(|ticket| ticket.details.is_some());
        let here = active == row.tenant_id;
        PendingRow {
            before_restart,
            left_ms: ticket.and_then(|ticket| ticket.left_ms(now)),
            person: ticket
                .and_then(|ticket| ticket.details.as_ref())
                .and_then(|details| details.person.clone()),
            can_show: ticket
                .is_some_and(|ticket: &Ticket| ticket.secrets.is_some() && ticket.is_showable()),
            tenant_name: names.get(&row.tenant_id).cloned().unwrap_or_default(),
            can_cancel: row.state.is_open() && row.offer_id.is_some(),
            remake: (here && row.state.is_open() && !has_details).then_some(Remake {
                preset_id: row.preset_id,
                configuration_ids: row.configuration_ids,
            }),
            intent_id: row.intent_id,
            reference: row.reference,
            state: row.state,
            known_by: row.known_by,
            credentials: row.credentials,
            desk: row.desk,
            issued_at: row.issued.wall,
            ended_at: row.ended_at,
        }
    }
}
