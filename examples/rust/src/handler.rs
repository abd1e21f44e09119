//! What the server does with one line: line in, reply out.

use std::sync::Arc;

use crate::balances::Balances;
use crate::metrics::Metrics;
use crate::queue::{Queue, Refused};
use crate::reply::Reply;
use crate::request::{self, Event, Request};

/// All connections share it.
pub struct Handler {
    pub queue: Arc<Queue>,
    pub balances: Arc<Balances>,
    pub metrics: Arc<Metrics>,
}

impl Handler {
    /// Answers one line, given without its line end. Only a balance may have to be waited for.
    pub async fn answer(&self, line: &[u8]) -> Reply {
        match request::parse(line) {
            Ok(Request::Event(event)) => self.offer(event),
            Ok(Request::Balance(user)) => Reply::balance(self.balances.of(user).await),
            Ok(Request::Metrics) => Reply::metrics(&self.metrics.snapshot()),
            Ok(Request::Health) if self.queue.is_open() => Reply::OK,
            Ok(Request::Health) => Reply::DRAINING,
            Err(reply) => reply,
        }
    }

    fn offer(&self, event: Event) -> Reply {
        self.metrics.event_received();
        let refused = match self.queue.offer(event) {
            Ok(()) => return Reply::ACCEPTED,
            Err(Refused::Full) => Reply::SERVER_BUSY,
            Err(Refused::Closed) => Reply::SHUTTING_DOWN,
        };
        self.metrics.event_dropped();
        refused
    }
}
