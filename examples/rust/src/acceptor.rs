//! Listens, and starts a task for each client, up to a limit.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream, lookup_host};
use tokio::sync::{Semaphore, watch};
use tokio::time::sleep;

use crate::config::Config;
use crate::connection::Connection;
use crate::handler::Handler;
use crate::output;
use crate::reply::Reply;

/// Clients the kernel may keep waiting.
const BACKLOG: u32 = 1024;

const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

pub struct Acceptor {
    handler: Arc<Handler>,
    max_line_bytes: usize,
    max_connections: u32,
    /// Each connection has a permit for as long as it lives.
    places: Arc<Semaphore>,
    /// Becomes true when connections are to close.
    closing: watch::Sender<bool>,
}

/// Listens on the first address that the host has.
pub async fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let address = lookup_host((host, port)).await?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Without it, a restart would have to wait for the connections that linger in the kernel (TIME_WAIT).
    socket.set_reuseaddr(true)?;
    // The sockets of clients inherit it.
    socket.set_keepalive(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

impl Acceptor {
    pub fn new(config: &Config, handler: Arc<Handler>) -> Self {
        Acceptor {
            handler,
            max_line_bytes: config.max_line_bytes as usize,
            max_connections: config.max_connections,
            places: Arc::new(Semaphore::new(config.max_connections as usize)),
            closing: watch::Sender::new(false),
        }
    }

    /// Owns the listener: to drop the future is to close it.
    pub async fn accept_all(&self, listener: TcpListener) -> ! {
        let mut failure_reported = false;
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    // An error means that the client left before it was served.
                    let _ = self.admit(stream);
                }
                // The process has no file descriptor left. The client that waits makes the listener ready again at
                // once, so without a pause this loop would spin.
                Err(error) => {
                    if !failure_reported {
                        failure_reported = true;
                        output::stderr(format!("cannot accept, will keep trying: {error}"));
                    }
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    /// Closes each connection once its replies are written, and waits until the last one is closed.
    pub async fn close_connections(&self) {
        self.closing.send_replace(true);
        // All places are free when nobody has one.
        let _ = self.places.acquire_many(self.max_connections).await;
    }

    fn admit(&self, stream: TcpStream) -> io::Result<()> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return turn_away(stream);
        };
        stream.set_nodelay(true)?;
        let connection = Connection::new(stream, Arc::clone(&self.handler), self.max_line_bytes);
        let closing = self.closing.subscribe();
        tokio::spawn(async move {
            // An error means that the client is gone, and so is whoever could be told.
            let _ = connection.serve(closing).await;
            drop(place);
        });
        Ok(())
    }
}

/// Reads what the client has sent by now, because closing with unread input makes TCP send a reset. What comes later
/// still does: to linger would take a place that others wait for. Tokio has not yet heard that the socket is ready, so
/// it is asked without Tokio; it does not block.
fn turn_away(stream: TcpStream) -> io::Result<()> {
    let mut stream = stream.into_std()?;
    let _ = stream.read(&mut [0; 4096]);
    let mut reply = Vec::new();
    Reply::TOO_MANY_CONNECTIONS.append_to(&mut reply);
    stream.write_all(&reply)
}
