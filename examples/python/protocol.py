"""The protocol without the network: one line in, one request or one error reply out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, Union

ACCEPTED = b'{"status":"accepted"}\n'
SERVER_BUSY = b'{"status":"rejected","reason":"server_busy"}\n'
TOO_MANY_CONNECTIONS = b'{"status":"rejected","reason":"too_many_connections"}\n'
INVALID_JSON = b'{"status":"error","reason":"invalid_json"}\n'
LINE_TOO_LONG = b'{"status":"error","reason":"line_too_long"}\n'
NOT_HTTP = b'{"status":"error","reason":"not_http"}\n'

# The connection ends with these.
LAST_REPLIES = (LINE_TOO_LONG, NOT_HTTP)

_MAX_NUMBER_CHARS = 1000
_MAX_USER_CHARS = 128
_MAX_AMOUNT = 1_000_000_000


class Event(NamedTuple):
    """A change of the user's balance, negative for a sale."""

    user: str
    change: int


class BalanceQuery(NamedTuple):
    """What is this user's balance?"""

    user: str


Request = Union[Event, BalanceQuery]


class BadRequest(Exception):
    """A line that is no request, with the reply that says why."""

    def __init__(self, reply: bytes) -> None:
        super().__init__(reply)
        self.reply = reply


def balance_reply(balance: int) -> bytes:
    return b'{"status":"ok","balance":%d}\n' % balance


def parse(line: bytes) -> Request:
    """Reads a line, given without its line end. Raises BadRequest if it is no request.

    First the whole line must be JSON; only then are the fields checked.
    """
    fields = _read_json(line)
    if not isinstance(fields, dict):
        raise _invalid("request: must be a JSON object")
    if "type" not in fields:
        return Event(_user(fields), _sign(fields) * _amount(fields))
    if fields["type"] == "balance":
        return BalanceQuery(_user(fields))
    raise _invalid("type: must be balance, or absent for an event")


def _read_json(line: bytes) -> object:
    try:
        # Given bytes, the json module would accept UTF-16 and UTF-32 too.
        return _DECODER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        pass  # No UTF-8, no JSON, or nested too deeply: the client is told below.
    # Any web page can make a browser send HTTP to a port of the machine it runs on,
    # with events in the body.
    is_http = line.endswith((b" HTTP/1.0", b" HTTP/1.1"))
    raise BadRequest(NOT_HTTP if is_http else INVALID_JSON)


def _bounded(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    """To convert n digits takes time in proportion to n squared, so n has a limit."""

    def number(text: str) -> Any:
        if len(text) > _MAX_NUMBER_CHARS:
            raise ValueError("a number that is too long")
        return convert(text)

    return number


def _no_constant(text: str) -> NoReturn:
    """The json module takes NaN and Infinity for JSON."""
    raise ValueError(text)


_DECODER = json.JSONDecoder(
    parse_int=_bounded(int), parse_float=_bounded(float), parse_constant=_no_constant
)


def _user(fields: dict[str, Any]) -> str:
    user = fields.get("user")
    if (
        isinstance(user, str)
        and user.strip()
        and _utf16_length(user) <= _MAX_USER_CHARS
    ):
        return user
    raise _invalid("user: must be a string of 1 to 128 characters, not blank")


def _utf16_length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _sign(fields: dict[str, Any]) -> int:
    action = fields.get("action")
    if action == "buy":
        return 1
    if action == "sell":
        return -1
    raise _invalid("action: must be buy or sell")


def _amount(fields: dict[str, Any]) -> int:
    amount = fields.get("amount")
    # Not isinstance: True is an int, too.
    if type(amount) is int and 1 <= amount <= _MAX_AMOUNT:
        return amount
    raise _invalid("amount: must be an integer from 1 to 1000000000")


def _invalid(detail: str) -> BadRequest:
    """The detail is our own text, never the client's, and needs no escaping."""
    return BadRequest(
        b'{"status":"error","reason":"invalid_request","detail":"%b"}\n'
        % detail.encode()
    )
