"""The options: each with its default, its range and its meaning."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

_OPTIONS = (
    ("--port", 7005, 0, 65_535, "port to listen on (0: any)"),
    ("--max-line-bytes", 65_536, 1, 1 << 24, "longest line accepted, in bytes"),
    ("--max-connections", 10_000, 1, 1 << 24, "clients served at the same time"),
    ("--work-ms", 500, 0, 3_600_000, "simulated work for each event, in milliseconds"),
    ("--queue", 100, 1, 1 << 24, "events that may wait for the worker"),
)


@dataclass(frozen=True)
class Config:
    port: int
    max_line_bytes: int
    max_connections: int
    work_ms: int
    queue: int

    @staticmethod
    def of(arguments: list[str]) -> Config:
        """Ends the process, with a message for the user, if an option is wrong."""
        parser = _Parser(
            description="The server of stage 5, backpressure, with asyncio.",
            epilog="Environment variables set defaults: TEN_WORK_MS that of --work-ms.",
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
            allow_abbrev=False,
        )
        for name, default, low, high, meaning in _OPTIONS:
            variable = "TEN_" + name[2:].upper().replace("-", "_")
            parser.add_argument(
                name,
                default=os.environ.get(variable) or str(default),
                type=_within(low, high, variable),
                metavar="N",
                help=meaning,
            )
        return Config(**vars(parser.parse_args(arguments)))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message} (--help explains every option)\n")


def _within(low: int, high: int, variable: str) -> Callable[[str], int]:
    def number(text: str) -> int:
        # int() alone would also take 1_000 and digits of other scripts.
        if re.fullmatch("[0-9]{1,10}", text) and low <= int(text) <= high:
            return int(text)
        wrong = f"must be an integer from {low} to {high}, not {text!r}"
        raise argparse.ArgumentTypeError(f"{wrong}; its default is {variable}, if set")

    return number
