"""What the tests of the command line share: two reports, and the shape of a result."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

REPORT = (
    "ANKARA, March 3 (Northwire) - Turkey accused Syria on Monday of shelling a border post, killing three soldiers.\n"
    "\n"
    '"We will answer in kind," Defence Minister Selim Aydin said. Syria denied that it had fired.\n\n'
    "The United Nations said it could not verify the accounts.\n"
)
SHORT = "Peru signed a trade agreement with Chile on Tuesday, the foreign ministry in Lima said.\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def readings(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Result]
