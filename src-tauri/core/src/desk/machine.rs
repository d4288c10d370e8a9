//! What a desk stands on: the network, the boot, and where work on the disk is done.

use std::sync::Arc;

use mattr_vii::{Client, Connection, Error, Ports};
use uuid::Uuid;

use crate::journal::DiskWork;

/// Makes the clients that talk to tenants, so that a simulation can own the network.
pub trait Network: Send + Sync {
    /// A client of the tenant at `connection`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When no client can be made at all.
    fn client(&self, connection: Connection, ports: Ports) -> Result<Client, Error>;
}

/// The real network (R60).
pub struct RealNetwork;

impl Network for RealNetwork {
    fn client(&self, connection: Connection, ports: Ports) -> Result<Client, Error> {
        Client::new(connection, ports)
    }
}

/// The computer below a desk. [`Machine::default`] is the real one.
#[derive(Clone)]
pub struct Machine {
    /// The network.
    pub network: Arc<dyn Network>,
    /// Where the journal's work is done.
    pub disk: DiskWork,
    /// The boot that boot times are counted in; `None` is what the system says.
    pub boot_id: Option<Uuid>,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            network: Arc::new(RealNetwork),
            disk: DiskWork::default(),
            boot_id: None,
        }
    }
}
