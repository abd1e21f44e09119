//! The same server as stage 10 of the ladder. This is its composition root.
//!
//! ```text
//!   clients <==> acceptor, connection    a task for each client
//!                    | lines
//!                    v
//!                 handler -> request, reply
//!                    |          |
//!              offer |          | of
//!                    v          v
//!                  queue     balances
//!                    |          ^
//!               take |          | apply
//!                    v          |
//!                 workers ------+
//!
//!   metrics: handler and workers count, handler asks
//!   drain: ends the work of acceptor, queue, workers and connections, in this order
//! ```
//!
//! Tasks run on the threads of the runtime, one for each processor, and never block them. What blocks has threads of
//! its own: the workers, a printer for each of stdout and stderr, and the read of a balance whose lock is held.

mod acceptor;
mod balances;
mod config;
mod connection;
mod drain;
mod handler;
mod lines;
mod metrics;
mod output;
mod queue;
mod reply;
mod request;
mod workers;

use std::io::{self, Write};
use std::process;
use std::sync::Arc;

use tokio::select;

use acceptor::{Acceptor, listen};
use balances::Balances;
use config::Config;
use drain::{Drain, Signals};
use handler::Handler;
use metrics::Metrics;
use output::Output;
use queue::Queue;
use workers::{Worker, Workers};

const SIGNAL_EXIT_BASE: i32 = 128;

/// Exits with 2 for a user's mistake on the command line, and with 1 for any other failure.
#[tokio::main]
async fn main() {
    let code = match Config::from_command_line() {
        Ok(Some(config)) => serve(config).await.unwrap_or_else(|message| fail(1, &message)),
        Ok(None) => 0,
        Err(message) => fail(2, &message),
    };
    // To return would not do: the runtime would wait for whoever still waits for a balance.
    process::exit(code);
}

/// Serves until a signal, then drains. Returns the exit code; an error is a message for the user.
async fn serve(config: Config) -> Result<i32, String> {
    let Config { host, port, .. } = &config;
    let mut signals = Signals::new().map_err(|e| format!("cannot handle signals: {e}"))?;
    let refused = |e: io::Error| format!("cannot listen on {host}:{port} (--host, --port): {e}");
    let listener = listen(host, *port).await.map_err(refused)?;
    let address = format!("{host}:{}", listener.local_addr().map_err(refused)?.port());

    let stdout = Output::to(io::stdout());
    let queue = Arc::new(Queue::new(config.queue as usize));
    let balances = Arc::new(Balances::new(config.stripes as usize, config.work_ms, config.hold_ms));
    let metrics = Arc::new(Metrics::default());
    let log = config.verbose.then(|| stdout.clone());
    let worker = Worker { queue: queue.clone(), balances: balances.clone(), metrics: metrics.clone(), log };
    let workers = Workers::start(config.workers, &worker)
        .map_err(|e| format!("cannot start {} threads (--workers): {e}", config.workers))?;
    let handler = Handler { queue: queue.clone(), balances, metrics: metrics.clone() };
    let acceptor = Acceptor::new(&config, Arc::new(handler));
    stdout.print(format!("listening on {address}"));

    // The branch that loses is dropped, and with it the listener.
    select! {
        never = acceptor.accept_all(listener) => never,
        _ = signals.next() => {}
    }
    let drain = Drain { acceptor, queue, workers, metrics, stdout };
    Ok(select! {
        code = drain.run(config.drain_ms) => code,
        second = signals.next() => SIGNAL_EXIT_BASE + second.as_raw_value(),
    })
}

fn fail(code: i32, message: &str) -> i32 {
    // If stderr is gone, the exit code must do.
    let _ = writeln!(io::stderr(), "{message}");
    code
}
