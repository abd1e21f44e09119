"""Bytes in, lines out, whatever the pieces they arrive in."""

from __future__ import annotations

from protocol import LINE_TOO_LONG, BadRequest


class LineDecoder:
    """Keeps the bytes received and not handed out. It belongs to one connection."""

    def __init__(self, max_line_bytes: int) -> None:
        self._max_line_bytes = max_line_bytes
        self._bytes = bytearray()
        # There is no newline before this index, so no byte is searched twice.
        self._searched = 0

    def feed(self, data: bytes) -> None:
        self._bytes += data

    def next_line(self) -> bytes | None:
        """The next line without its line end; None if there is no complete one.

        Raises BadRequest once a line has passed the limit, complete or not.
        """
        newline = self._bytes.find(b"\n", self._searched)
        end = newline if newline >= 0 else len(self._bytes)
        # A final carriage return may belong to the line end.
        length = end - 1 if self._bytes.endswith(b"\r", 0, end) else end
        if length > self._max_line_bytes:
            raise BadRequest(LINE_TOO_LONG)
        if newline < 0:
            self._searched = end
            return None
        line = bytes(self._bytes[:length])
        del self._bytes[: newline + 1]
        self._searched = 0
        return line
