//! Bytes to [`Request`], in two steps: first the whole line must be JSON (RFC 8259), strictly; only then are the fields
//! checked. A value is kept as the JSON text it is until its field is checked, so no type is ever coerced.

use std::borrow::Cow;
use std::fmt;
use std::str;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::reply::Reply;

const MAX_USER_UNITS: usize = 128;
const MAX_AMOUNT: i64 = 1_000_000_000;

/// The name of a user. JSON may escape half of a surrogate pair alone, which no `str` can hold, so it is WTF-8: UTF-8
/// that may also hold such halves.
pub type User = Box<[u8]>;

/// What a client may ask.
#[derive(Debug, PartialEq)]
pub enum Request {
    Event(Event),
    Balance(User),
    Metrics,
    Health,
}

/// A change of the user's balance, negative for a sale.
#[derive(Debug, PartialEq)]
pub struct Event {
    pub user: User,
    pub change: i64,
}

/// Reads one line, given without its line end. The error is the reply.
pub fn parse(line: &[u8]) -> Result<Request, Reply> {
    let fields = read(line)?;
    let Some(kind) = fields.kind else {
        let user = user(&fields)?;
        return Ok(Request::Event(Event { user, change: sign(&fields)? * amount(&fields)? }));
    };
    match text(kind).as_deref() {
        Some(b"balance") => Ok(Request::Balance(user(&fields)?)),
        Some(b"metrics") => Ok(Request::Metrics),
        Some(b"health") => Ok(Request::Health),
        _ => Err(Reply::invalid_request("type: must be balance, metrics or health, or absent for an event")),
    }
}

fn read(line: &[u8]) -> Result<Fields<'_>, Reply> {
    let not_json = || if is_http(line) { Reply::NOT_HTTP } else { Reply::INVALID_JSON };
    // serde_json does not look at the UTF-8 of what it ignores.
    let json = str::from_utf8(line).map_err(|_| not_json())?;
    serde_json::from_str(json).map_err(|_| match serde_json::from_str(json) {
        Ok(IgnoredAny) => Reply::invalid_request("request: must be a JSON object"),
        Err(_) => not_json(),
    })
}

/// Whether the line is the first of an HTTP request. Any web page can make a browser send one to a port of the machine
/// that the browser runs on, with events in the body.
fn is_http(line: &[u8]) -> bool {
    line.ends_with(b" HTTP/1.0") || line.ends_with(b" HTTP/1.1")
}

/// The fields that mean something to us, each as the JSON text of its value. `serde_json` reads a `RawValue` or an
/// `IgnoredAny` without recursion and without converting numbers. So its limits on both, which JSON has not, do not
/// apply.
#[derive(Default)]
struct Fields<'a> {
    kind: Option<&'a RawValue>,
    user: Option<&'a RawValue>,
    action: Option<&'a RawValue>,
    amount: Option<&'a RawValue>,
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    /// Of two fields with the same name the last counts. (A derived `Deserialize` refuses the second.)
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut fields = Fields::default();
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            match text(name).as_deref() {
                Some(b"type") => fields.kind = Some(value),
                Some(b"user") => fields.user = Some(value),
                Some(b"action") => fields.action = Some(value),
                Some(b"amount") => fields.amount = Some(value),
                _ => {}
            }
        }
        Ok(fields)
    }
}

fn user(fields: &Fields) -> Result<User, Reply> {
    fields
        .user
        .and_then(text)
        .filter(|user| !is_blank(user) && utf16_units(user) <= MAX_USER_UNITS)
        .map(|user| user.into_owned().into())
        .ok_or_else(|| Reply::invalid_request("user: must be a string of 1 to 128 characters, not blank"))
}

fn sign(fields: &Fields) -> Result<i64, Reply> {
    match fields.action.and_then(text).as_deref() {
        Some(b"buy") => Ok(1),
        Some(b"sell") => Ok(-1),
        _ => Err(Reply::invalid_request("action: must be buy or sell")),
    }
}

/// Of the JSON values, only integers are also integers to Rust.
fn amount(fields: &Fields) -> Result<i64, Reply> {
    fields
        .amount
        .and_then(|amount| amount.get().parse().ok())
        .filter(|amount| (1..=MAX_AMOUNT).contains(amount))
        .ok_or_else(|| Reply::invalid_request("amount: must be an integer from 1 to 1000000000"))
}

/// What a JSON string says, as WTF-8; nothing for any other value.
fn text(json: &RawValue) -> Option<Cow<'_, [u8]>> {
    serde_json::from_str::<Text>(json.get()).ok().map(|text| text.0)
}

/// `serde_bytes` would do, but for JSON it takes an array of numbers too.
struct Text<'a>(Cow<'a, [u8]>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_bytes<E: de::Error>(self, text: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    /// Of a string with escapes.
    fn visit_bytes<E: de::Error>(self, text: &[u8]) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_vec())))
    }
}

/// The length as Java counts: a character beyond the first 65,536 has two units.
fn utf16_units(text: &[u8]) -> usize {
    text.iter()
        .map(|byte| match byte {
            0x80..=0xBF => 0,
            0xF0.. => 2,
            _ => 1,
        })
        .sum()
}

/// Half of a surrogate pair is not blank.
fn is_blank(text: &[u8]) -> bool {
    str::from_utf8(text).is_ok_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(user: &[u8], change: i64) -> Request {
        Request::Event(Event { user: user.into(), change })
    }

    fn bad_field(json: &str) -> String {
        let reply = parse(json.as_bytes()).unwrap_err().into_text();
        let detail = reply.split_once(r#""detail":""#).unwrap_or_else(|| panic!("{json}: {reply}")).1;
        detail.split_once(':').unwrap().0.to_string()
    }

    #[test]
    fn requests() {
        assert_eq!(parse(br#"{"user":"ada","action":"buy","amount":5}"#), Ok(event(b"ada", 5)));
        assert_eq!(parse(br#" {"amount" : 5,"action":"sell","user":"ada"} "#), Ok(event(b"ada", -5)));
        assert_eq!(
            parse(br#"{"user":1,"\u0075ser":"\u0061","x":[{}],"action":"b\u0075y","amount":5}"#),
            Ok(event(b"a", 5))
        );
        assert_eq!(parse(br#"{"user":"a","type":"balance"}"#), Ok(Request::Balance(b"a"[..].into())));
        assert_eq!(parse(br#"{"type":"metrics"}"#), Ok(Request::Metrics));
        assert_eq!(parse(br#"{"type":"health"}"#), Ok(Request::Health));
    }

    #[test]
    fn half_of_a_surrogate_pair_is_a_character() {
        assert_eq!(parse(br#"{"user":"\ud800","action":"buy","amount":5}"#), Ok(event(b"\xed\xa0\x80", 5)));
        assert_eq!(
            parse(br#"{"user":"\ud83d\ude00","action":"buy","amount":5}"#),
            Ok(event("\u{1f600}".as_bytes(), 5))
        );
        assert_eq!(bad_field(r#"{"\ud800":"\udc00"}"#), "user");
    }

    #[test]
    fn not_json() {
        let deep = "[".repeat(100_000);
        for line in ["", "{", "{}{}", "01", "{\"a\tb\":1}", "\u{feff}{}", "{\"a\":1e400,}", &deep] {
            assert_eq!(parse(line.as_bytes()), Err(Reply::INVALID_JSON), "{line}");
        }
        assert_eq!(parse(b"{\"note\":\"\xed\xa0\x80\"}"), Err(Reply::INVALID_JSON));
        assert_eq!(parse(b"GET / HTTP/1.1"), Err(Reply::NOT_HTTP));
    }

    #[test]
    fn not_a_request() {
        for json in ["null", "1e400", "\"\\ud800\"", "[1]", "-0"] {
            assert_eq!(bad_field(json), "request");
        }
        assert_eq!(bad_field(r#"{"type":null,"user":"a","action":"buy","amount":1}"#), "type");
        assert_eq!(bad_field(r#"{"user":["a"],"action":"buy","amount":1}"#), "user");
        assert_eq!(bad_field(r#"{"user":"a","action":"BUY","amount":1}"#), "action");
        for amount in ["0", "-0", "1000000001", "100.0", "1e2", "\"100\"", "true", "18446744073709551621"] {
            assert_eq!(bad_field(&format!(r#"{{"user":"a","action":"buy","amount":{amount}}}"#)), "amount");
        }
    }

    #[test]
    fn any_depth_and_any_number_is_json() {
        assert_eq!(bad_field(&("[".repeat(100_000) + &"]".repeat(100_000))), "request");
        assert_eq!(bad_field(&"9".repeat(100_000)), "request");
    }

    #[test]
    fn users() {
        let user_of = |user: &str| bad_field(&format!(r#"{{"user":"{user}"}}"#));
        for good in ["u".repeat(128), "\u{1f600}".repeat(64), "\\u0000".into(), "\\ud800".into()] {
            assert_eq!(user_of(&good), "action");
        }
        for bad in ["u".repeat(129), "\u{1f600}".repeat(65), String::new(), " \\t\\r\\n".into()] {
            assert_eq!(user_of(&bad), "user");
        }
    }
}
