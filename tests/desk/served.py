"""A desk as people start it: a server of its own, and questions to its API to compare the pages with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

_ONRECORD = Path(sys.executable).parent / "onrecord"


class Served:
    """`onrecord serve` over a record, at a free port.

    Args:
        record: path of the record.
        more: options, as `--writable`.
    """

    def __init__(self, record: Path, *more: str) -> None:
        self.record = record
        self._command = [str(_ONRECORD), "serve", "--record", str(record), "--port", "0", "--rate", "0", *more]
        self.base = ""

    def __enter__(self) -> Served:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        environment.pop("ONRECORD_TOKEN", None)
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/", line):
                self.base = found[1]
                self._answering()
                return self
        raise AssertionError("the desk did not start")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _answering(self) -> None:
        """The address may be told a moment before anybody is let in."""
        until = time.monotonic() + 30
        while True:
            try:
                self.raw("/static/x/theme.js")
                return
            except URLError:
                assert time.monotonic() < until, "the desk does not answer"
                time.sleep(0.05)

    def raw(self, path: str) -> bytes:
        """What a path answers."""
        with urlopen(self.base + path, timeout=60) as answer:
            body: bytes = answer.read()
        return body

    def api(self, path: str) -> Any:
        """What the API answers."""
        return json.loads(self.raw("/api/v1" + path))

    def all(self, path: str) -> list[dict[str, Any]]:
        """All items of a list of the API."""
        found: list[dict[str, Any]] = []
        cursor, sign = "", "&" if "?" in path else "?"
        while True:
            answer = self.api(f"{path}{sign}limit=100{cursor}")
            found += answer["items"]
            if not answer.get("cursor"):
                return found
            cursor = f"&cursor={answer['cursor']}"
