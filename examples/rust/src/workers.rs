//! The threads that apply events.

use std::io;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc;

use crate::balances::Balances;
use crate::metrics::Metrics;
use crate::output::{self, Output};
use crate::queue::Queue;

/// What a worker works with. Each has a copy.
#[derive(Clone)]
pub struct Worker {
    pub queue: Arc<Queue>,
    pub balances: Arc<Balances>,
    pub metrics: Arc<Metrics>,
    /// Where to print a line for each event, if anywhere.
    pub log: Option<Output>,
}

/// Threads of their own and not tasks, because their work and their lock block. Not `spawn_blocking` either: that pool
/// is for work that ends, and these live as long as the server.
pub struct Workers {
    /// Nobody sends anything: each worker has a sender, and when the last is dropped, the channel ends.
    all_done: mpsc::Receiver<()>,
}

impl Workers {
    pub fn start(count: u32, worker: &Worker) -> io::Result<Self> {
        let (working, all_done) = mpsc::channel(1);
        for i in 1..=count {
            let (worker, working) = (worker.clone(), working.clone());
            thread::Builder::new().name(format!("worker-{i}")).spawn(move || {
                worker.run();
                drop(working);
            })?;
        }
        Ok(Workers { all_done })
    }

    /// Waits until the queue is closed and its last event applied.
    pub async fn done(&mut self) {
        self.all_done.recv().await;
    }
}

impl Worker {
    fn run(&self) {
        while let Some(event) = self.queue.take() {
            let user = self.log.is_some().then(|| event.user.clone());
            let Some(balance) = self.balances.apply(event) else {
                self.metrics.event_failed();
                output::stderr(format!("{}: an event failed: its balance would overflow", name()));
                continue;
            };
            self.metrics.event_processed();
            if let (Some(log), Some(user)) = (&self.log, user) {
                // A client chooses the name: a newline in it must not pass for a line of ours.
                log.print(format!("{} user={} balance={balance}", name(), user.escape_ascii()));
            }
        }
    }
}

fn name() -> String {
    thread::current().name().unwrap_or_default().to_string()
}
