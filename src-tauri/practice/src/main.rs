//! `counterfoil-practice`: the practice tenant by itself.

use clap::Parser;
use counterfoil_practice::{Knobs, Options, Practice, WalletShape};

/// Serves a practice tenant on 127.0.0.1 until Ctrl-C.
#[derive(Parser)]
struct Arguments {
    /// TCP port; any free one by default.
    #[arg(long)]
    port: Option<u16>,
    /// Repeats every id, code and key from start to start.
    #[arg(long)]
    seed: Option<u64>,
    /// Lifetime of access tokens in seconds.
    #[arg(long, default_value_t = 86_400)]
    token_lifetime: u64,
    /// Serves wallets as OpenID4VCI 1.0 says, instead of as the vendor's pages show.
    #[arg(long)]
    openid4vci_1: bool,
}

#[tokio::main]
#[expect(
    clippy::print_stdout,
    reason = "the operator copies the printed object"
)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let wallet_shape = if arguments.openid4vci_1 {
        WalletShape::V1
    } else {
        WalletShape::Mattr
    };
    let knobs = Knobs {
        token_lifetime_s: arguments.token_lifetime,
        wallet_shape,
        ..Knobs::default()
    };
    let practice = Practice::start(Options {
        port: arguments.port,
        seed: arguments.seed,
        knobs,
        record_requests: false,
        ..Options::default()
    })
    .await?;
    println!("{}", practice.sign_in().vendor_json());
    tokio::signal::ctrl_c().await?;
    Ok(())
}
