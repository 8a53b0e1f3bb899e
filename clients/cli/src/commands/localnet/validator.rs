//! The embedded validator, at the usual ports.

use std::{path::Path, time::Duration};

use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID};
use solana_pubkey::Pubkey;
use surfpool_sdk::{BlockProductionMode, Surfnet, SurfnetResult, cheatcodes::builders::DeployProgram};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::Handle,
    sync::oneshot,
    task::block_in_place,
    time::timeout,
};

use crate::failure::{Code, Failure, Outcome};

/// How long a start may take.
const START: Duration = Duration::from_secs(60);
/// How long a block takes, in milliseconds, as on Solana's clusters.
const SLOT: u64 = 400;
const PROGRAMS: [(Pubkey, &str); 3] =
    [(MAIL_ID, "mail.so"), (REPUTATION_ID, "reputation.so"), (BOUNTY_ID, "bounty.so")];

/// A running validator with the programs.
pub struct Validator {
    surfnet: Surfnet,
    pub url: String,
    pub websocket: String,
}

impl Validator {
    /// # Errors
    /// If the programs are not built, a port is taken, or it does not start in time.
    pub async fn start(port: u16, programs: &Path) -> Outcome<Self> {
        for (_, file) in PROGRAMS {
            if !programs.join(file).exists() {
                let says = format!(
                    "{file} is not in {}: run `make build`, or name the folder with --programs",
                    programs.display()
                );
                return Err(Failure::not_set_up(says));
            }
        }
        // The validator chooses free ports, so what comes to the usual ones is passed on.
        let (rpc, websocket) = (listen(port).await?, listen(port.saturating_add(1)).await?);
        let surfnet = surfnet().await?;
        forward(rpc, surfnet.rpc_url());
        forward(websocket, surfnet.ws_url());
        for (address, file) in PROGRAMS {
            let program = DeployProgram::new(address).so_path(programs.join(file));
            block_in_place(|| surfnet.cheatcodes().deploy(program)).map_err(failed)?;
        }
        let url = |scheme, port| format!("{scheme}://127.0.0.1:{port}");
        Ok(Self { surfnet, url: url("http", port), websocket: url("ws", port.saturating_add(1)) })
    }

    /// Gives somebody lamports.
    ///
    /// # Errors
    /// If the validator does not answer.
    pub fn fund(&self, wallet: &Pubkey, lamports: u64) -> Outcome<()> {
        block_in_place(|| self.surfnet.cheatcodes().fund_sol(wallet, lamports)).map_err(failed)
    }
}

/// Starts a validator on a thread of its own: a start that fails can wait forever, and blocks its thread.
async fn surfnet() -> Outcome<Surfnet> {
    let builder = Surfnet::builder().block_production_mode(BlockProductionMode::Clock).slot_time_ms(SLOT);
    let (handle, (done, started)) = (Handle::current(), oneshot::channel::<SurfnetResult<Surfnet>>());
    std::thread::spawn(move || drop(done.send(handle.block_on(builder.start()))));
    match timeout(START, started).await {
        Ok(Ok(started)) => started.map_err(failed),
        _ => Err(Failure::new(Code::Failed, "the validator did not start in time: try again")),
    }
}

fn failed(error: surfpool_sdk::SurfnetError) -> Failure {
    Failure::new(Code::Failed, format!("the validator failed: {error}"))
}

async fn listen(port: u16) -> Outcome<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        let says = format!(
            "port {port} cannot be used ({error}): end what uses it, such as another localnet, or say --rpc-port"
        );
        Failure::new(Code::Failed, says)
    })
}

/// Passes on what comes to a port.
fn forward(listener: TcpListener, url: &str) {
    let to = url.rsplit('/').next().unwrap_or(url).to_owned();
    tokio::spawn(async move {
        while let Ok((mut from, _)) = listener.accept().await {
            let to = to.clone();
            tokio::spawn(async move {
                if let Ok(mut to) = TcpStream::connect(&to).await {
                    // Whoever ends the connection ends both.
                    let _ = copy_bidirectional(&mut from, &mut to).await;
                }
            });
        }
    });
}
