//! The form model: what the claim mappings of the chosen configurations ask of a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that one compose form shows for the chosen configurations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Form {
    /// Fields to fill in, in the order of first appearance.
    pub fields: Vec<Field>,
    /// Values that the configuration fixes, shown for information.
    pub fixed: Vec<FixedValue>,
    /// What staff should know before issuing.
    pub notes: Vec<FormNote>,
}

/// One field: one claim path, however many configurations use it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// The path below `claims.`, such as `address.formatted`; names the field everywhere.
    pub id: String,
    /// Readable label, made from the element name.
    pub label: String,
    /// Which control fits.
    pub kind: FieldKind,
    /// The mapping's type as the tenant wrote it, for unknown kinds.
    pub type_name: String,
    /// Issue is blocked while it is empty: the wallet would fail later.
    pub required: bool,
    /// Names of the configurations that use it.
    pub used_by: Vec<String>,
    /// What the tenant uses when it is left empty.
    pub default: Option<String>,
    /// What the person's record at the tenant already holds, as text for the control.
    pub stored: Option<String>,
    /// First part of a nested path, made readable; groups fields.
    pub group: Option<String>,
    /// Two mappings give this path different types; the first is used.
    pub conflicting_types: bool,
    /// How its value follows from another field. It is not asked, and nothing typed is sent.
    pub worked_out: Option<WorkedOut>,
    /// Something ends at this moment: a day without a time means the end of that day.
    pub ends: bool,
}

/// `age_over_NN` follows from the birth date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkedOut {
    /// The field that holds the birth date.
    pub from: String,
    /// NN: true from this age on.
    pub years: u8,
}

/// Which control a field gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text: an address.
    Lines,
    /// A JSON number.
    Number,
    /// Yes or no.
    Boolean,
    /// A full-date (RFC 3339), `YYYY-MM-DD`.
    Date,
    /// A date-time (RFC 3339).
    DateTime,
    /// A picture of a face, base64.
    Portrait,
    /// A code of ISO/IEC 5218, as ISO/IEC 18013-5 has it: 0 not known, 1 male, 2 female, 9 not
    /// applicable.
    Sex,
    /// Rows as JSON text: an array of `category`, `issued`, `expires` and `restrictions`, each a
    /// text; dates `YYYY-MM-DD`, restrictions such as `01, S01<=2500`.
    DrivingPrivileges,
    /// A type this program does not know: text, or JSON when it starts with `[` or `{`.
    Unknown,
}

/// A value that cannot be changed here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FixedValue {
    /// Readable label.
    pub label: String,
    /// The fixed value as text.
    pub value: String,
    /// Names of the configurations that fix it.
    pub used_by: Vec<String>,
}

/// What staff should know about the chosen configurations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum FormNote {
    /// The tenant asks an outside source for values while issuing; it may override or fail.
    ClaimSource {
        /// The configuration's name.
        credential: String,
    },
    /// A required element comes from the person's sign-in, which an offer cannot fill.
    NeedsSignIn {
        /// The configuration's name.
        credential: String,
        /// The element's readable label.
        label: String,
    },
    /// A mapping that no offer can fill: its `mapFrom` is no path, clashes with another one, or is
    /// missing while the element is required. It is left out.
    UnusableMapping {
        /// The configuration's name.
        credential: String,
        /// The element's readable label.
        label: String,
        /// Required: the wallet will fail while claiming.
        required: bool,
    },
}

/// Why what was typed in a field cannot be sent.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// [`Field::id`], or `lifetime`, `description`, `person`, `credentials`. A part of a row is
    /// named after a `#`: `driving_privileges#2.expires`, counted from 1.
    pub field: String,
    /// The field's label, for the error summary.
    pub label: String,
    /// What is wrong.
    pub problem: Problem,
    /// The service's own words, when the service refused it; shown as data, never logged.
    pub message: Option<String>,
}

/// What is wrong with a field. The UI has one sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Required and empty.
    Missing,
    /// Not a number.
    NotANumber,
    /// Neither yes nor no.
    NotABoolean,
    /// None of the answers to choose from.
    NotAChoice,
    /// Not a list of restriction codes.
    NotCodes,
    /// Ends before it starts.
    EndsBeforeStart,
    /// Not a calendar date, such as 31 February.
    NotADate,
    /// Not a date with a time.
    NotADateTime,
    /// Starts like JSON and is not JSON.
    NotJson,
    /// Not a JPEG or PNG picture.
    NotAPicture,
    /// Longer than is accepted.
    TooLong,
    /// The picture would push the request over 500 kB.
    PictureTooLarge,
    /// The whole request would be over 500 kB.
    RequestTooLarge,
    /// Holds control characters.
    ControlCharacters,
    /// Not a time between 1 second and 10 minutes.
    NotALifetime,
    /// The QR code would be too dense; a shorter text or fewer credentials are needed.
    TooDense,
    /// The service refused it.
    RefusedByService,
    /// The service has no such person any more.
    PersonGone,
    /// No credential is chosen.
    NothingChosen,
    /// A preset may not hold a value about one person.
    Personal,
    /// This workplace wants a transaction code with every offer.
    CodeRequired,
    /// This workplace does not allow this claim to be kept.
    KeepNotAllowed,
}
