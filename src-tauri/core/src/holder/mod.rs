//! The holder's display: what it shows, and which display that is.
//!
//! Decides frames; knows no window. The page gets one message after another and keeps nothing. In
//! no message is a transaction code: the types here have no room for one (R40).

mod board;
mod displays;
mod frame;
mod shown;

pub(crate) use board::Board;
pub use displays::{Display, DisplayKey, SavedDisplays, ScanSize, are_mirrored};
pub use frame::{
    CodeAsked, HolderFrame, HolderLine, HolderMessage, HolderPlace, HolderScene, HolderShow,
    PrepareHolderRequest,
};
pub use shown::HolderWindow;
