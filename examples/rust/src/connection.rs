//! One client: turns its bytes into lines and its replies into bytes.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio::{select, task};

use crate::handler::Handler;
use crate::lines::{LineDecoder, LineTooLong};
use crate::reply::Reply;

/// Replies are written as soon as they have so many bytes. Until then, they wait for the end of the turn.
const REPLY_BYTES: usize = 16 * 1024;

const LINGER: Duration = Duration::from_secs(5);
const LINGER_SILENT: Duration = Duration::from_secs(1);
const LINGER_READ_BYTES: usize = 16 * 1024;

/// Owned by one task. It does one thing at a time: it reads, or answers, or writes. So a client that does not read its
/// replies is not read from either: TCP stops it in the end, and it costs no more memory than the line it has begun, one
/// read, and `REPLY_BYTES`.
pub struct Connection {
    stream: TcpStream,
    handler: Arc<Handler>,
    lines: LineDecoder,
    /// Not yet written.
    replies: Vec<u8>,
}

impl Connection {
    pub fn new(stream: TcpStream, handler: Arc<Handler>, max_line_bytes: usize) -> Self {
        Connection { stream, handler, lines: LineDecoder::new(max_line_bytes), replies: Vec::new() }
    }

    /// Serves the client until it leaves, or is told off, or the server closes. An error means that the client is gone.
    pub async fn serve(mut self, mut closing: watch::Receiver<bool>) -> io::Result<()> {
        let mut closing = pin!(closing.wait_for(|closing| *closing));
        // Each round is a turn: a read, the replies to all the lines in it, a write.
        while !self.answer_lines().await? {
            select! {
                biased;
                _ = &mut closing => break,
                count = self.stream.read_buf(self.lines.space()) => {
                    if count? == 0 {
                        // Every complete line is answered. The rest, without a newline, is not a line.
                        return Ok(());
                    }
                }
            }
        }
        self.linger().await
    }

    /// Answers all complete lines and writes the replies. Returns whether the last reply ends the connection: then what
    /// follows its line is not acted upon.
    async fn answer_lines(&mut self) -> io::Result<bool> {
        let mut last = false;
        while !last {
            // A client with much to say has its turn interrupted, so that others on this thread have theirs.
            task::consume_budget().await;
            let reply = match self.lines.next_line() {
                Ok(Some(line)) => self.handler.answer(line).await,
                Ok(None) => break,
                Err(LineTooLong) => Reply::LINE_TOO_LONG,
            };
            reply.append_to(&mut self.replies);
            last = reply.is_last();
            if self.replies.len() >= REPLY_BYTES {
                self.write_replies().await?;
            }
        }
        self.write_replies().await?;
        Ok(last)
    }

    async fn write_replies(&mut self) -> io::Result<()> {
        self.stream.write_all(&self.replies).await?;
        self.replies.clear();
        Ok(())
    }

    /// Closing with unread input makes TCP send a reset, which can destroy the last replies on their way to the client.
    /// So the connection first closes its sending side. Then it reads and discards, until the client closes its side,
    /// is silent, or has had its time. (nginx calls this a lingering close.)
    async fn linger(mut self) -> io::Result<()> {
        self.stream.shutdown().await?;
        let mut discarded = vec![0; LINGER_READ_BYTES];
        let _ = timeout(LINGER, async {
            while let Ok(Ok(1..)) = timeout(LINGER_SILENT, self.stream.read(&mut discarded)).await {}
        })
        .await;
        Ok(())
    }
}
