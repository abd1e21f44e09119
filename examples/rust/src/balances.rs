//! The balance of every user.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dashmap::DashMap;
use dashmap::try_result::TryResult;
use tokio::task;

use crate::request::{Event, User};

/// A map in shards, each with a lock of its own. Changes of users in different shards never wait for each other;
/// changes of one user do, however many shards there are.
pub struct Balances {
    users: DashMap<User, i64>,
    work: Duration,
    hold: Duration,
}

impl Balances {
    /// The number of stripes is rounded up to a power of two, and to the two shards that a `DashMap` has at least.
    pub fn new(stripes: usize, work: Duration, hold: Duration) -> Self {
        Balances { users: DashMap::with_shard_amount(stripes.next_power_of_two().max(2)), work, hold }
    }

    /// Changes the user's balance by the event and returns the new one; nothing, and no change, if it would overflow.
    /// Blocks for the work and for the lock.
    pub fn apply(&self, event: Event) -> Option<i64> {
        simulate(self.work);
        // The guard has the lock of the shard from here to the end of the method, on every way out.
        let mut balance = self.users.entry(event.user).or_insert(0);
        simulate(self.hold);
        *balance = balance.checked_add(event.change)?;
        Some(*balance)
    }

    /// The user's balance; 0 for a user never seen. If a worker holds the shard, the caller must wait, for as long as
    /// `hold` and the queue for the lock last. A thread of the runtime must not, so another thread does it.
    pub async fn of(self: &Arc<Self>, user: User) -> i64 {
        // The guard of a shard is not `Send`: it must be gone before the `await`.
        let known = match self.users.try_get(&user) {
            TryResult::Present(balance) => Some(*balance),
            TryResult::Absent => Some(0),
            TryResult::Locked => None,
        };
        if let Some(balance) = known {
            return balance;
        }
        let balances = Arc::clone(self);
        task::spawn_blocking(move || balances.users.get(&user).map_or(0, |balance| *balance))
            .await
            .expect("a read does not panic")
    }
}

/// Stands in for work that takes time, such as a call to a database. Blocks.
fn simulate(work: Duration) {
    if !work.is_zero() {
        thread::sleep(work);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_update_is_lost() {
        let balances = Arc::new(Balances::new(1, Duration::ZERO, Duration::ZERO));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..1000 {
                        balances.apply(event(3));
                    }
                });
            }
        });
        assert_eq!(balances.of(user()).await, 12_000);
    }

    #[tokio::test]
    async fn a_balance_that_is_being_changed_is_read_afterwards() {
        let balances = Arc::new(Balances::new(2, Duration::ZERO, Duration::ZERO));
        let guard = balances.users.entry(user()).or_insert(7);
        let reader = tokio::spawn({
            let balances = Arc::clone(&balances);
            async move { balances.of(user()).await }
        });
        task::yield_now().await;
        assert!(!reader.is_finished());
        drop(guard);
        assert_eq!(reader.await.unwrap(), 7);
    }

    #[test]
    fn an_overflow_changes_nothing() {
        let balances = Balances::new(64, Duration::ZERO, Duration::ZERO);
        assert_eq!(balances.apply(Event { user: user(), change: i64::MAX }), Some(i64::MAX));
        assert_eq!(balances.apply(event(1)), None);
        assert_eq!(balances.apply(event(-1)), Some(i64::MAX - 1));
    }

    fn user() -> User {
        b"ada"[..].into()
    }

    fn event(change: i64) -> Event {
        Event { user: user(), change }
    }
}
