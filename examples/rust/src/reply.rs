//! The replies of the protocol, byte for byte.

use std::borrow::Cow;

use crate::metrics::Snapshot;

/// One reply: a line without its newline.
#[derive(Debug, PartialEq)]
pub struct Reply(Cow<'static, str>);

impl Reply {
    pub const ACCEPTED: Reply = Reply::fixed(r#"{"status":"accepted"}"#);
    pub const OK: Reply = Reply::fixed(r#"{"status":"ok"}"#);
    pub const DRAINING: Reply = Reply::fixed(r#"{"status":"draining"}"#);
    pub const SERVER_BUSY: Reply = Reply::fixed(r#"{"status":"rejected","reason":"server_busy"}"#);
    pub const SHUTTING_DOWN: Reply = Reply::fixed(r#"{"status":"rejected","reason":"shutting_down"}"#);
    pub const TOO_MANY_CONNECTIONS: Reply = Reply::fixed(r#"{"status":"rejected","reason":"too_many_connections"}"#);
    pub const INVALID_JSON: Reply = Reply::fixed(r#"{"status":"error","reason":"invalid_json"}"#);
    pub const LINE_TOO_LONG: Reply = Reply::fixed(r#"{"status":"error","reason":"line_too_long"}"#);
    pub const NOT_HTTP: Reply = Reply::fixed(r#"{"status":"error","reason":"not_http"}"#);

    const fn fixed(json: &'static str) -> Self {
        Reply(Cow::Borrowed(json))
    }

    /// The detail is our own text, never the client's, and needs no escaping.
    pub fn invalid_request(detail: &str) -> Self {
        Reply(format!(r#"{{"status":"error","reason":"invalid_request","detail":"{detail}"}}"#).into())
    }

    pub fn balance(balance: i64) -> Self {
        Reply(format!(r#"{{"status":"ok","balance":{balance}}}"#).into())
    }

    pub fn metrics(metrics: &Snapshot) -> Self {
        let Snapshot { received, processed, dropped, failed } = metrics;
        let taken = format!(r#"{{"received":{received},"processed":{processed},"dropped":{dropped}"#);
        Reply(format!(r#"{taken},"pending":{},"failed":{failed}}}"#, metrics.pending()).into())
    }

    /// Whether the connection ends with this reply.
    pub fn is_last(&self) -> bool {
        *self == Reply::LINE_TOO_LONG || *self == Reply::NOT_HTTP
    }

    pub fn append_to(&self, replies: &mut Vec<u8>) {
        replies.extend_from_slice(self.0.as_bytes());
        replies.push(b'\n');
    }

    pub fn into_text(self) -> String {
        self.0.into_owned()
    }
}
