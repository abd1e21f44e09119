"""The server of stage 5 in Python: one event loop, a bounded queue, one worker.

clients <==> Server._serve         a task for each client
                 | LineDecoder, parse
                 v
             Server.answer
                 |        ^
      put_nowait |        | get
                 v        |
               queue   balances
                 |        ^
             get |        | change
                 v        |
             Server.work           one task

All of it runs on one thread. Another task can run only while this one waits at an
await, so what stands between two awaits needs no lock.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

from config import Config
from framing import LineDecoder
from protocol import (
    ACCEPTED,
    LAST_REPLIES,
    SERVER_BUSY,
    TOO_MANY_CONNECTIONS,
    BadRequest,
    BalanceQuery,
    Event,
    balance_reply,
    parse,
)

HOST = "127.0.0.1"

# Clients the kernel may keep waiting between two turns of the loop.
BACKLOG = 1024

READ_BYTES = 16 * 1024

# A turn of a client ends after so many lines: then others and the worker have theirs.
TURN_LINES = 64

ACCEPT_PAUSE_SECONDS = 0.1
LINGER_SECONDS = 5
LINGER_SILENT_SECONDS = 1


class Server:
    """Owns the state. Event loop only."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._clients: set[asyncio.Task[None]] = set()
        self._balances: dict[str, int] = {}
        self._queue: asyncio.Queue[Event] = asyncio.Queue(config.queue)
        self._accept_failure_reported = False

    async def run(self, listener: socket.socket) -> None:
        """Serves until the process is ended."""
        # If one of them fails, so does the other: neither lives on alone.
        await asyncio.gather(self._accept(listener), self.work())

    async def _accept(self, listener: socket.socket) -> None:
        """Makes a task of each client, up to the limit.

        Accepting fails when the process has no file descriptor left. Then it pauses for
        a moment. (asyncio.start_server would print a traceback for every try, and try
        ever more often.)
        """
        loop = asyncio.get_running_loop()
        while True:
            try:
                client, _ = await loop.sock_accept(listener)
            except OSError as failure:
                self._report_once(
                    f"cannot accept, will keep trying: {failure.strerror}"
                )
                await asyncio.sleep(ACCEPT_PAUSE_SECONDS)
                continue
            if len(self._clients) < self._config.max_connections:
                task = loop.create_task(self._serve(client))
                self._clients.add(task)
                task.add_done_callback(self._clients.discard)
            else:
                turn_away(client)
            # While clients wait to be accepted, sock_accept lets nobody else run.
            await asyncio.sleep(0)

    async def _serve(self, client: socket.socket) -> None:
        """One client, until its connection is closed."""
        with contextlib.suppress(OSError):  # The client is gone.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            # Given a socket that is connected, it only makes streams of it.
            reader, writer = await asyncio.open_connection(
                sock=client, limit=READ_BYTES
            )
            try:
                await self._answer_lines(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

    async def _answer_lines(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answers lines until the client ends its input, or must be told off.

        While replies wait to be written it neither reads nor answers. So a client that
        does not read its replies is stopped by TCP, and costs no more memory than the
        line it has begun, what asyncio reads ahead, and one turn's replies.
        """
        # drain() is to wait until all is written. By default it lets 64 kB wait.
        writer.transport.set_write_buffer_limits(high=0)
        decoder = LineDecoder(self._config.max_line_bytes)
        while data := await reader.read(READ_BYTES):
            decoder.feed(data)
            replies = self._replies(decoder)
            while turn := list(itertools.islice(replies, TURN_LINES)):
                writer.write(b"".join(turn))
                await writer.drain()
                if turn[-1] in LAST_REPLIES:
                    await linger(reader, writer)
                    return
                # drain() lets others run only if it has to wait.
                await asyncio.sleep(0)

    def _replies(self, decoder: LineDecoder) -> Iterator[bytes]:
        """One for each complete line. What follows a last reply is not acted upon."""
        while True:
            try:
                line = decoder.next_line()
                if line is None:
                    return
                yield self.answer(line)
            except BadRequest as bad:
                yield bad.reply
                if bad.reply in LAST_REPLIES:
                    return

    def answer(self, line: bytes) -> bytes:
        """The reply to one line. Never waits: if the queue is full, it says so."""
        request = parse(line)
        if isinstance(request, BalanceQuery):
            return balance_reply(self._balances.get(request.user, 0))
        try:
            self._queue.put_nowait(request)
        except asyncio.QueueFull:
            return SERVER_BUSY
        return ACCEPTED

    async def work(self) -> None:
        """The worker: takes events from the queue and applies them one by one."""
        while True:
            event = await self._queue.get()
            if self._config.work_ms:
                await asyncio.sleep(self._config.work_ms / 1000)
            balance = self._balances.get(event.user, 0)
            self._balances[event.user] = balance + event.change

    def _report_once(self, accept_failure: str) -> None:
        if not self._accept_failure_reported:
            self._accept_failure_reported = True
            say(accept_failure)


def turn_away(client: socket.socket) -> None:
    """Closing with unread input makes TCP send a reset, which can destroy our reply.

    So what the client has sent by now is read first. What comes later is still reset:
    to linger would take a place that others wait for.
    """
    with client, contextlib.suppress(OSError):  # The client is gone.
        with contextlib.suppress(BlockingIOError):  # It has sent nothing yet.
            client.recv(1 << 16)
        client.send(TOO_MANY_CONNECTIONS)


async def linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Closing with unread input makes TCP send a reset, which can destroy the replies.

    So this closes the sending side only, and discards what arrives until the client
    closes its side, is silent, or has had its time. (nginx calls it a lingering close.)
    """

    async def discard_input() -> None:
        while await asyncio.wait_for(reader.read(1 << 16), LINGER_SILENT_SECONDS):
            pass

    writer.write_eof()
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(discard_input(), LINGER_SECONDS)


def say(message: str) -> None:
    with contextlib.suppress(OSError):  # Nobody reads our stderr.
        print(message, file=sys.stderr, flush=True)


def end(number: int, _: FrameType | None) -> NoReturn:
    """Ends at once, and what waits in the queue is lost. (Stage 10 mends that.)"""
    os._exit(128 + number)


def main() -> None:
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    config = Config.of(sys.argv[1:])
    try:
        listener = socket.create_server((HOST, config.port), backlog=BACKLOG)
    except OSError as failure:
        reason = os.strerror(failure.errno or 0)
        say(f"cannot listen on {HOST}:{config.port} (--port): {reason}")
        sys.exit(1)
    listener.setblocking(False)
    with contextlib.suppress(OSError):  # Nobody reads our stdout.
        print(f"listening on {HOST}:{listener.getsockname()[1]}", flush=True)
    asyncio.run(serve(config, listener))


async def serve(config: Config, listener: socket.socket) -> None:
    # Made here, because in Python 3.9 a queue belongs to the loop that runs by then.
    await Server(config).run(listener)


if __name__ == "__main__":
    main()
