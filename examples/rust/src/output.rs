//! Printing, on a thread for each stream: it can block, as a pipe that nobody reads is full after 64 kB.

use std::io::{self, Write};
use std::sync::LazyLock;
use std::thread;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

const MAX_WAITING_LINES: usize = 65_536;

static STDERR: LazyLock<Output> = LazyLock::new(|| Output::to(io::stderr()));

/// Prints a line on stderr soon. Never waits.
pub fn stderr(line: String) {
    STDERR.print(line);
}

/// Prints the last line on stderr. Waits until it is printed, or for the deadline.
pub async fn finish_stderr(line: String, deadline: Instant) {
    STDERR.finish(line, deadline).await;
}

/// Hands lines to a printer. If too many wait to be printed, further ones are dropped.
#[derive(Clone)]
pub struct Output {
    lines: mpsc::Sender<Line>,
}

/// With the last line comes the way to say that it is printed.
type Line = (String, Option<oneshot::Sender<()>>);

impl Output {
    pub fn to(stream: impl Write + Send + 'static) -> Self {
        let (lines, to_print) = mpsc::channel(MAX_WAITING_LINES);
        thread::spawn(move || print_all(stream, to_print));
        Output { lines }
    }

    /// Prints the line soon. Never waits.
    pub fn print(&self, line: String) {
        let _ = self.lines.try_send((line, None));
    }

    /// Prints the last line: none follows it. Waits until it is printed, or for the deadline.
    pub async fn finish(&self, line: String, deadline: Instant) {
        let (printed, is_printed) = oneshot::channel();
        let _ = timeout_at(deadline, async {
            let _ = self.lines.send((line, Some(printed))).await;
            is_printed.await
        })
        .await;
    }
}

/// A stream that is closed is no reason to stop serving: its lines are lost.
fn print_all(mut stream: impl Write, mut lines: mpsc::Receiver<Line>) {
    while let Some((line, last)) = lines.blocking_recv() {
        let _ = writeln!(stream, "{line}").and_then(|()| stream.flush());
        if let Some(printed) = last {
            let _ = printed.send(());
            return;
        }
    }
}
