"""The parts that need no network. Run with: python3 -m unittest"""

from __future__ import annotations

import asyncio
import unittest

from config import Config
from framing import LineDecoder
from protocol import (
    ACCEPTED,
    INVALID_JSON,
    LINE_TOO_LONG,
    NOT_HTTP,
    SERVER_BUSY,
    BadRequest,
    BalanceQuery,
    Event,
    Request,
    balance_reply,
    parse,
)
from server import Server

BUY = b'{"user":"ada","action":"buy","amount":1}'
BALANCE = b'{"type":"balance","user":"ada"}'

NO_OBJECT = "request: must be a JSON object"
BAD_TYPE = "type: must be balance, or absent for an event"
BAD_USER = "user: must be a string of 1 to 128 characters, not blank"
BAD_ACTION = "action: must be buy or sell"
BAD_AMOUNT = "amount: must be an integer from 1 to 1000000000"


def lines(*pieces: bytes) -> list[bytes]:
    """What a decoder with a limit of ten bytes makes of the pieces."""
    decoder = LineDecoder(10)
    found = []
    try:
        for piece in pieces:
            decoder.feed(piece)
            while (line := decoder.next_line()) is not None:
                found.append(line)
    except BadRequest as bad:
        found.append(bad.reply)
    return found


def outcome(line: bytes) -> Request | bytes:
    try:
        return parse(line)
    except BadRequest as bad:
        return bad.reply


def refusal(detail: str) -> bytes:
    reply = f'{{"status":"error","reason":"invalid_request","detail":"{detail}"}}\n'
    return reply.encode()


class LineDecoderTest(unittest.TestCase):
    def test_the_pieces_make_no_difference(self) -> None:
        for text, expected in (
            (b"\xc3\xa9\r\n\n\r\na\rb\r\r\nrest", [b"\xc3\xa9", b"", b"", b"a\rb\r"]),
            (b"0123456789\n0123456789\r\n", [b"0123456789", b"0123456789"]),
            (b"before\n0123456789x\n", [b"before", LINE_TOO_LONG]),
            (b"before\n0123456789\r\r\n", [b"before", LINE_TOO_LONG]),
        ):
            single = [text[i : i + 1] for i in range(len(text))]
            self.assertEqual(lines(*single), expected)
            for i in range(len(text) + 1):
                for j in range(i, len(text) + 1):
                    with self.subTest(text=text, i=i, j=j):
                        self.assertEqual(lines(text[:i], text[i:j], text[j:]), expected)

    def test_a_line_too_long_is_known_before_it_ends(self) -> None:
        self.assertEqual(lines(b"0123456789", b"\r"), [])
        self.assertEqual(lines(b"0123456789", b"\r\r"), [LINE_TOO_LONG])
        self.assertEqual(lines(b"0123456789", b"x"), [LINE_TOO_LONG])


class ParseTest(unittest.TestCase):
    def test_events_and_queries(self) -> None:
        for line, expected in (
            (BUY, Event("ada", 1)),
            (BUY.replace(b"buy", b"sell"), Event("ada", -1)),
            (
                BUY.replace(b"{", b'{"amount":"no","user":7,"note":[{}],'),
                Event("ada", 1),
            ),
            (BUY.replace(b"user", b"\\u0075ser"), Event("ada", 1)),
            (b"\t\r " + BUY + b" ", Event("ada", 1)),
            (BUY.replace(b"1", b"1000000000"), Event("ada", 1_000_000_000)),
            (BUY.replace(b"ada", b"\\ud800"), Event("\ud800", 1)),
            (BALANCE, BalanceQuery("ada")),
            (BALANCE.replace(b"{", b'{"action":5,'), BalanceQuery("ada")),
        ):
            with self.subTest(line=line):
                self.assertEqual(outcome(line), expected)

    def test_the_first_wrong_field_is_named(self) -> None:
        for line, detail in (
            (b"null", NO_OBJECT),
            (b"[1e400, -0]", NO_OBJECT),
            (b"{}", BAD_USER),
            (b'{"type":null}', BAD_TYPE),
            (b'{"type":"metrics"}', BAD_TYPE),
            (b'{"type":"balance"}', BAD_USER),
            (b'{"user":"ada","amount":1}', BAD_ACTION),
            (b'{"user":"ada","action":"buy"}', BAD_AMOUNT),
        ):
            with self.subTest(line=line):
                self.assertEqual(outcome(line), refusal(detail))

    def test_users(self) -> None:
        for user, good in (
            ("", False),
            (" \t\r\n", False),
            ("\x00", True),
            ("u" * 128, True),
            ("u" * 129, False),
            ("\U0001f600" * 64, True),
            ("\U0001f600" * 65, False),
        ):
            escaped = "".join(
                char if char > "\x1f" else f"\\u{ord(char):04x}" for char in user
            )
            expected = Event(user, 1) if good else refusal(BAD_USER)
            with self.subTest(user=user):
                self.assertEqual(
                    outcome(BUY.replace(b"ada", escaped.encode())), expected
                )

    def test_no_value_passes_for_an_amount(self) -> None:
        amounts = b'0 -0 -1 1000000001 1.0 1e2 "1" true null [1]'.split()
        for amount in [*amounts, b"9" * 1000]:
            with self.subTest(amount=amount):
                line = BUY.replace(b"1", amount)
                self.assertEqual(outcome(line), refusal(BAD_AMOUNT))

    def test_what_is_not_json(self) -> None:
        for line in (
            b"",
            b"{",
            b"{} {}",
            b"{'a':1}",
            b"[1,]",
            b"NaN",
            b"-Infinity",
            b"01",
            b'"\t"',
            b'"\\x41"',
            b"\x0b1",
            b"\xc2\xa01",
            b'"\xff"',
            b"\xef\xbb\xbf{}",
            BUY.decode().encode("utf-16"),
            b"9" * 1001,
            b"-0." + b"9" * 998,
            b"9" * 60_000,
            b"[" * 60_000,
        ):
            with self.subTest(line=line[:20]):
                self.assertEqual(outcome(line), INVALID_JSON)

    def test_deep_nesting_has_an_answer(self) -> None:
        self.assertEqual(outcome(b"[" * 32 + b"]" * 32), refusal(NO_OBJECT))
        self.assertEqual(outcome(b"[" * 100_000 + b"]" * 100_000), INVALID_JSON)
        self.assertEqual(outcome(b'"' + b"[" * 100_000 + b'"'), refusal(NO_OBJECT))

    def test_http(self) -> None:
        self.assertEqual(outcome(b"GET / HTTP/1.1"), NOT_HTTP)
        self.assertEqual(outcome(b"\xff HTTP/1.0"), NOT_HTTP)
        self.assertEqual(outcome(b"GET / HTTP/2.0"), INVALID_JSON)
        self.assertEqual(outcome(b'"GET / HTTP/1.1"'), refusal(NO_OBJECT))


class BackpressureTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_full_queue_says_so_and_what_is_accepted_is_applied(self) -> None:
        config = Config(
            port=0, max_line_bytes=100, max_connections=1, work_ms=0, queue=3
        )
        server = Server(config)
        self.assertEqual([server.answer(BUY) for _ in range(3)], [ACCEPTED] * 3)
        self.assertEqual(server.answer(BUY), SERVER_BUSY)
        self.assertEqual(server.answer(BALANCE), balance_reply(0))

        worker = asyncio.create_task(server.work())
        await asyncio.sleep(0)

        self.assertEqual(server.answer(BALANCE), balance_reply(3))
        self.assertEqual(server.answer(BUY), ACCEPTED)
        worker.cancel()


if __name__ == "__main__":
    unittest.main()
