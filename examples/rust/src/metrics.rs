//! What became of every event.

use std::sync::atomic::{AtomicU64, Ordering};

/// Any thread may count and ask.
#[derive(Default)]
pub struct Metrics {
    received: AtomicU64,
    processed: AtomicU64,
    dropped: AtomicU64,
    failed: AtomicU64,
}

/// The counters, read one after the other.
pub struct Snapshot {
    /// Valid events.
    pub received: u64,
    /// Of those, applied.
    pub processed: u64,
    /// Of those, refused: the client was told so.
    pub dropped: u64,
    /// Of those, taken by a worker and not applied.
    pub failed: u64,
}

impl Snapshot {
    /// Accepted, and neither applied nor failed yet; never negative.
    pub fn pending(&self) -> u64 {
        self.received - self.processed - self.dropped - self.failed
    }
}

impl Metrics {
    /// To be called before the event is offered to the queue: `snapshot` relies on it.
    pub fn event_received(&self) {
        self.received.fetch_add(1, Ordering::Relaxed);
    }

    pub fn event_processed(&self) {
        self.processed.fetch_add(1, Ordering::Release);
    }

    pub fn event_dropped(&self) {
        self.dropped.fetch_add(1, Ordering::Release);
    }

    pub fn event_failed(&self) {
        self.failed.fetch_add(1, Ordering::Release);
    }

    /// Reads `received` last. An event is counted as received before it goes into the queue, and the queue's lock
    /// orders that before the worker's count. The Release of that count and the Acquire here carry the order on: who
    /// sees an event as processed, dropped or failed also sees it as received. So the subtraction never underflows.
    pub fn snapshot(&self) -> Snapshot {
        let processed = self.processed.load(Ordering::Acquire);
        let dropped = self.dropped.load(Ordering::Acquire);
        let failed = self.failed.load(Ordering::Acquire);
        Snapshot { received: self.received.load(Ordering::Relaxed), processed, dropped, failed }
    }
}
