//! Everything a fresh machine lacks. Each part looks first and says what it does before it does it,
//! so that a second start takes no time.

mod decoders;
mod node;
mod packages;
mod stamp;
mod tools;
mod ui;

pub(crate) use decoders::install as install_decoders;
pub(crate) use packages::{BUILD, TEST, install as install_packages};
pub(crate) use stamp::Stamp;
pub(crate) use tools::{Tool, install as install_tool};
pub(crate) use ui::{build as build_ui, install as install_ui};
