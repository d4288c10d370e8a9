//! Use cases that need no network.

mod save_tenant;
