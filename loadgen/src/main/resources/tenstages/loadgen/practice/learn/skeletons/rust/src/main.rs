//! A server that listens, and answers nothing yet.

use std::io::{self, Read};
use std::net::{TcpListener, TcpStream};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", option("--port", 7000)))?;
    for client in listener.incoming() {
        if let Err(error) = client.and_then(serve) {
            eprintln!("{error}");
        }
    }
    Ok(())
}

/// The number behind a name on the command line; names that nobody asks for are ignored.
fn option(name: &str, otherwise: u16) -> u16 {
    let words: Vec<String> = std::env::args().collect();
    words
        .iter()
        .position(|word| word == name)
        .and_then(|at| words.get(at + 1)?.parse().ok())
        .unwrap_or(otherwise)
}

/// Reads until the client ends its input.
fn serve(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        // Begin here: what was read is half a line, or forty lines and a half.
        if client.read(&mut buffer)? == 0 {
            return Ok(());
        }
    }
}
