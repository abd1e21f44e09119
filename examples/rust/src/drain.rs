//! The shutdown: its order, its deadline, its accounting and the exit code.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::{Instant, timeout_at};

use crate::acceptor::Acceptor;
use crate::metrics::Metrics;
use crate::output::{self, Output};
use crate::queue::Queue;
use crate::reply::Reply;
use crate::workers::Workers;

/// What stdout and stderr have in any case to take a last line.
const GRACE: Duration = Duration::from_millis(500);

/// What a drain ends, once the listener is closed.
pub struct Drain {
    pub acceptor: Acceptor,
    pub queue: Arc<Queue>,
    pub workers: Workers,
    pub metrics: Arc<Metrics>,
    pub stdout: Output,
}

impl Drain {
    /// From the outside in: new events, the queue, the connections. Returns the exit code: 1 if accepted events are
    /// lost. Meanwhile the connections are served by their tasks.
    pub async fn run(mut self, limit: Duration) -> i32 {
        output::stderr("draining; a second signal ends it at once".to_string());
        let deadline = Instant::now() + limit;
        // No event can come in behind the last one, because a closed queue takes none.
        self.queue.close();
        let _ = timeout_at(deadline, self.workers.done()).await;
        let _ = timeout_at(deadline, self.acceptor.close_connections()).await;
        self.account(deadline).await
    }

    /// The last line on stdout: what became of every event ever received.
    async fn account(&self, deadline: Instant) -> i32 {
        let metrics = self.metrics.snapshot();
        self.stdout.finish(Reply::metrics(&metrics).into_text(), deadline + GRACE).await;
        let (code, conclusion) = match metrics.pending() {
            0 => (0, "drained".to_string()),
            lost => (1, format!("the drain ran out of time (--drain-ms); accepted events lost: {lost}")),
        };
        output::finish_stderr(conclusion, Instant::now() + GRACE).await;
        code
    }
}

/// Ctrl+C is SIGINT; `kill` and service managers send SIGTERM.
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// From now on these signals do not end the process.
    pub fn new() -> io::Result<Self> {
        Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    pub async fn next(&mut self) -> SignalKind {
        select! {
            _ = self.interrupt.recv() => SignalKind::interrupt(),
            _ = self.terminate.recv() => SignalKind::terminate(),
        }
    }
}
