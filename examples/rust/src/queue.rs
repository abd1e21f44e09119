//! The queue between the connections and the workers.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, RwLock};

use crate::request::Event;

/// A bounded channel. Its producers never wait for room, so tasks may offer. Its consumers block until there is an
/// event; so they are threads, and the channel is one of the standard library.
///
/// It has one receiver, which the workers share under a lock: one waits for the channel, and the others wait for the
/// lock. So however many are idle, an event wakes one of them.
pub struct Queue {
    /// The only sender. With it goes the last way into the queue.
    sender: RwLock<Option<SyncSender<Event>>>,
    receiver: Mutex<Receiver<Event>>,
}

/// A lock is poisoned if a thread panics while it has it.
const POISONED: &str = "a panic ends the process";

/// Why an event was not taken into the queue.
#[derive(Debug, PartialEq)]
pub enum Refused {
    Full,
    Closed,
}

impl Queue {
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = sync_channel(capacity);
        Queue { sender: RwLock::new(Some(sender)), receiver: Mutex::new(receiver) }
    }

    /// Never waits for room.
    pub fn offer(&self, event: Event) -> Result<(), Refused> {
        let sender = self.sender.read().expect(POISONED);
        sender.as_ref().ok_or(Refused::Closed)?.try_send(event).map_err(|refused| match refused {
            TrySendError::Full(_) => Refused::Full,
            TrySendError::Disconnected(_) => Refused::Closed,
        })
    }

    /// Blocks until there is an event; nothing once the queue is closed and empty.
    pub fn take(&self) -> Option<Event> {
        self.receiver.lock().expect(POISONED).recv().ok()
    }

    /// No event comes in from the return of this call on. Those that are in the queue can still be taken.
    pub fn close(&self) {
        *self.sender.write().expect(POISONED) = None;
    }

    pub fn is_open(&self) -> bool {
        self.sender.read().expect(POISONED).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(change: i64) -> Event {
        Event { user: Box::default(), change }
    }

    #[test]
    fn a_full_queue_refuses() {
        let queue = Queue::new(2);
        assert_eq!(queue.offer(event(1)), Ok(()));
        assert_eq!(queue.offer(event(2)), Ok(()));
        assert_eq!(queue.offer(event(3)), Err(Refused::Full));
        assert_eq!(queue.take(), Some(event(1)));
        assert_eq!(queue.offer(event(4)), Ok(()));
    }

    #[test]
    fn a_closed_queue_refuses_and_is_drained() {
        let queue = Queue::new(2);
        queue.offer(event(1)).unwrap();
        queue.close();
        assert!(!queue.is_open());
        assert_eq!(queue.offer(event(2)), Err(Refused::Closed));
        assert_eq!(queue.take(), Some(event(1)));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn closing_wakes_whoever_waits() {
        let queue = Queue::new(1);
        std::thread::scope(|scope| {
            let takers = [scope.spawn(|| queue.take()), scope.spawn(|| queue.take())];
            queue.close();
            for taker in takers {
                assert_eq!(taker.join().unwrap(), None);
            }
        });
    }
}
