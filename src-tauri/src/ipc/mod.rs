//! The contract with the web view: every command, every event, every error code. One file a topic.
//! `ui/src/backend/types.ts` is generated from here; a test fails when it is stale.

mod compose;
mod desktop;
mod error;
mod frame;
mod holder;
mod offers;
mod practice;
mod presets;
mod records;
mod workplaces;

use counterfoil_core::{
    activity::{ActivityPage, ActivityRequest},
    claims::{Form, Review, ReviewRequest},
    desk::{ExportActivityRequest, ExportOffersRequest},
    export::Exported,
    holder::PrepareHolderRequest,
    offer::bulk::BulkResult,
    offer::timeline::Timeline,
    offer::view::{
        CodeView, DraftRequest, OfferView, PendingPage, PendingRequest, PresetPreview, PresetView,
        QrView,
    },
    portrait::{PortraitRequest, PortraitView},
    preset::Preset,
    roster::{Roster, RosterRequest},
    session::view::{CheckResult, TenantRequest, TenantView},
    settings::Settings,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use compose::*;
pub use desktop::*;
pub use error::*;
pub use frame::*;
pub use holder::*;
pub use offers::*;
pub use practice::*;
pub use presets::*;
pub use records::*;
pub use workplaces::*;

/// Every command as `(request, response)`. The web view can name nothing else.
#[derive(TS)]
#[expect(dead_code, reason = "read by the type generator only")]
pub struct Commands {
    /// What the frame shows; asked once at start.
    app_status: (Nothing, AppStatus),
    /// Credential configurations of the active tenant.
    list_credentials: (CredentialsRequest, Vec<CredentialView>),
    /// The form for the chosen configurations, with what the person's record holds.
    make_form: (FormRequest, Form),
    /// What is wrong so far in a form, what follows from what was typed, and its size.
    review_details: (ReviewRequest, Review),
    /// The people of a CSV file, as rows that the form takes.
    read_roster: (RosterRequest, Roster),
    /// Makes a chosen picture upright, and a portrait of the part in the frame.
    prepare_portrait: (PortraitRequest, PortraitView),
    /// People by user id or by exact member number or e-mail.
    search_people: (SearchRequest, Vec<PersonView>),
    /// Someone issued to in this run who may be the person typed as new.
    possible_match: (MatchRequest, Option<PersonView>),
    /// A fresh intent id for one press of Issue.
    new_intent: (Nothing, String),
    /// Checks what was typed and creates the offer. Settles in a final or live state.
    issue_offer: (DraftRequest, OfferView),
    /// The offer on the ticket, if any.
    current_offer: (Nothing, Option<OfferView>),
    /// Turns the ticket to its QR face; the code face is gone first.
    show_qr: (ShowQrRequest, QrView),
    /// Turns the ticket to its code face, masked; the QR is gone first.
    turn_to_code: (OfferRequest, OfferView),
    /// The transaction code itself, on the code face only.
    show_code: (OfferRequest, CodeView),
    /// Takes QR and code off the screen, keeping the offer.
    hide_faces: (OfferRequest, OfferView),
    stop_waiting: (OfferRequest, Nothing),
    /// Cancels an offer of this desk.
    cancel_offer: (OfferRequest, OfferView),
    /// Cancels at most 25 offers; each result is also told by the `bulk_result` event.
    cancel_offers: (BulkRequest, Vec<BulkResult>),
    /// Notes what staff saw with their own eyes.
    staff_saw: (SawRequest, OfferView),
    /// One offer of the journal with everything that happened to it and how it is known.
    offer_timeline: (OfferRequest, Timeline),
    /// Makes a new offer with the same details, swaps it in, cancels the old one.
    renew_offer: (RenewRequest, OfferView),
    /// "Next person": forgets everything personal about the offer on the ticket.
    close_offer: (OfferRequest, Option<OfferView>),
    /// The presets of the active workplace; the first nine have keys.
    list_presets: (Nothing, Vec<PresetView>),
    /// Saves a new or changed preset.
    save_preset: (Preset, PresetView),
    /// How a preset would work, before it is saved.
    preview_preset: (Preset, PresetPreview),
    /// Takes a preset off the list.
    delete_preset: (PresetRef, Vec<PresetView>),
    /// Moves a preset one place up or down.
    move_preset: (MovePresetRequest, Vec<PresetView>),
    /// Asks where to, and writes the presets into a file; says whether it was written.
    export_presets: (Nothing, bool),
    /// Asks which file, and adds its presets; nothing when nobody chose one.
    import_presets: (Nothing, Option<ImportedView>),
    /// One page of this desk's journal.
    list_pending: (PendingRequest, PendingPage),
    /// Asks where to, and writes the list under its filter into a file; nothing when nobody chose one.
    export_offers: (ExportOffersRequest, Option<Exported>),
    /// One page of the log of what happened, newest first.
    list_activity: (ActivityRequest, ActivityPage),
    /// Asks where to, and writes the log under its filter into a file; nothing when nobody chose one.
    export_activity: (ExportActivityRequest, Option<Exported>),
    /// Opens the system's print dialog for the sheet that the page has laid out, and logs it.
    print_sheet: (PrintRequest, Nothing),
    /// Saved tenants, practice first.
    list_tenants: (Nothing, Vec<TenantView>),
    /// Saves the tenant form; changed addresses erase secret and token (R62).
    save_tenant: (TenantRequest, TenantView),
    /// Runs the connection check; each step is also told by the `check_step` event.
    check_connection: (TenantRef, Vec<CheckResult>),
    /// Makes offers at another tenant; refused while an offer is live.
    switch_tenant: (TenantRef, AppStatus),
    /// Forgets a tenant with its secret and token; the journal keeps its offers.
    remove_tenant: (TenantRef, Vec<TenantView>),
    /// Enters the secret for this run (and the keyring, when there is one).
    enter_secret: (SecretRequest, TenantView),
    /// Practice only: act as the holder's wallet against the offer on the ticket.
    pretend: (PretendRequest, PretendReport),
    /// Displays of this computer, left to right.
    list_displays: (Nothing, Vec<DisplayView>),
    /// Chooses the display that faces the holder; it names itself for two seconds.
    choose_display: (ChooseDisplayRequest, AppStatus),
    /// Opens or closes the holder window.
    toggle_holder: (Nothing, AppStatus),
    /// What the holder window shows before there is an offer.
    prepare_holder: (PrepareHolderRequest, Nothing),
    /// The language of the holder window, for this person.
    set_holder_language: (HolderLanguageRequest, Nothing),
    /// Puts the QR code on the holder window and the masked code before staff.
    show_on_holder: (OfferRequest, OfferView),
    /// "Hard to scan?": level M, level L, bigger.
    ease_scan: (OfferRequest, OfferView),
    /// The privacy key: the holder window says "One moment".
    blank_holder: (Nothing, Nothing),
    /// Shows a harmless QR code: on the holder window, else returned for the staff window.
    test_scan: (TestScanRequest, Option<QrView>),
    /// Ends the test scan and keeps what it found.
    end_test_scan: (EndTestScanRequest, Nothing),
    /// Opens the data folder in the system's file manager.
    open_data_folder: (Nothing, Nothing),
    /// Takes the settings of this desk; they apply at once.
    save_settings: (Settings, AppStatus),
    /// Closes the staff window as its own button does; asks first while an offer is live.
    close_window: (Nothing, Nothing),
    /// What staff answered to `quit_asked`.
    answer_quit: (QuitRequest, Nothing),
    /// Version, licences and the diagnostics report.
    about: (Nothing, About),
    /// Puts one of the texts that may be copied on the clipboard; Rust writes it.
    copy_text: (CopyRequest, Nothing),
}

/// What Rust tells the staff window, by event name.
#[derive(TS)]
#[expect(dead_code, reason = "read by the type generator only")]
pub struct Events {
    /// An offer changed; also sent at the end of its time.
    offer_changed: OfferView,
    /// Once a second while the ticket holds a live offer.
    tick: Tick,
    /// The journal changed: a list on screen should be read again.
    pending_changed: Nothing,
    /// Connection, keyring or tenant changed: ask `app_status` again.
    status_changed: Nothing,
    /// One offer of a bulk cancel is known.
    bulk_result: BulkResult,
    /// One step of a connection check ended.
    check_step: CheckResult,
    /// Someone wants to close the program while an offer is live.
    quit_asked: QuitAsked,
    /// The computer slept or was locked: QR code and code are off every display.
    hidden: Nothing,
}

/// An empty request or answer.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
