//! The options: each with its default, its range and its meaning.

use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::{Parser, value_parser};

/// Stage 10 of the ladder in Rust: a drain on SIGINT that applies what was accepted.
#[derive(Parser)]
#[command(name = "tenstages-rust")]
pub struct Config {
    /// Address to listen on (0.0.0.0: all).
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,

    /// Port to listen on (0: any).
    #[arg(long, env = "TEN_PORT", default_value_t = 7010)]
    pub port: u16,

    /// Longest line accepted, in bytes.
    #[arg(long, env = "TEN_MAX_LINE_BYTES", default_value_t = 65_536, value_parser = up_to(1 << 24))]
    pub max_line_bytes: u32,

    /// Clients served at the same time.
    #[arg(long, env = "TEN_MAX_CONNECTIONS", default_value_t = 10_000, value_parser = up_to(1 << 24))]
    pub max_connections: u32,

    /// Simulated work for each event, in milliseconds.
    #[arg(long, env = "TEN_WORK_MS", default_value = "100", value_parser = millis(3_600_000))]
    pub work_ms: Duration,

    /// Events that may wait for a worker.
    #[arg(long, env = "TEN_QUEUE", default_value_t = 100, value_parser = up_to(1 << 24))]
    pub queue: u32,

    /// Threads that apply events.
    #[arg(long, env = "TEN_WORKERS", default_value_t = 16, value_parser = up_to(1024))]
    pub workers: u32,

    /// Simulated work under the lock, in milliseconds.
    #[arg(long, env = "TEN_HOLD_MS", default_value = "10", value_parser = millis(3_600_000))]
    pub hold_ms: Duration,

    /// Print a line for each event applied.
    #[arg(long)]
    pub verbose: bool,

    /// Locks for the balances (rounded up to 2^n, at least 2).
    #[arg(long, env = "TEN_STRIPES", default_value_t = 64, value_parser = up_to(65_536))]
    pub stripes: u32,

    /// Longest drain, in milliseconds.
    #[arg(long, env = "TEN_DRAIN_MS", default_value = "10000", value_parser = millis(86_400_000))]
    pub drain_ms: Duration,
}

impl Config {
    /// Nothing if help was asked for and printed. The error is a line for the user.
    pub fn from_command_line() -> Result<Option<Config>, String> {
        Config::try_parse().map(Some).or_else(|error| {
            if error.use_stderr() {
                let text = error.to_string();
                let wrong = text.lines().next().unwrap_or_default();
                let wrong = wrong.strip_prefix("error: ").unwrap_or(wrong);
                Err(format!("{wrong} (--help explains every option)"))
            } else {
                // If stdout is gone, nobody reads the help.
                let _ = error.print();
                Ok(None)
            }
        })
    }
}

fn up_to(most: i64) -> impl TypedValueParser<Value = u32> {
    value_parser!(u32).range(1..=most)
}

fn millis(most: u64) -> impl TypedValueParser<Value = Duration> {
    value_parser!(u64).range(0..=most).map(Duration::from_millis)
}
