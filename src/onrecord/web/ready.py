"""Answers that are kept ready: the same question to the same state of a record has the same answer."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

from onrecord._version import __version__


def tag(state: str, *parts: str) -> str:
    """The entity tag of an answer, without its quotation marks.

    Args:
        state: of the record.
        parts: what else the answer depends on: the path, the question.
    """
    whole = "\x1f".join((__version__, state, *parts))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def fresh(header: str | None, tag_: str) -> bool:
    """Whether `If-None-Match` names the tag: the caller has the answer already."""
    return header is not None and any(one.strip().removeprefix("W/") == f'"{tag_}"' for one in header.split(","))


class Ready:
    """The latest answers by their tags, as many as fit.

    Args:
        most: bytes of all together, with what it takes to hold each.
    """

    _EACH = 500

    def __init__(self, most: int = 48_000_000) -> None:
        self._most = most
        self._held: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, tag_: str) -> tuple[bytes, str] | None:
        """Body and media type, if they are here."""
        with self._lock:
            found = self._held.get(tag_)
            if found is not None:
                self._held.move_to_end(tag_)
            return found

    def put(self, tag_: str, body: bytes, media: str) -> None:
        """Hold an answer; the oldest make room. One that would take an eighth of it all is not held."""
        if len(body) > self._most // 8:
            return
        with self._lock:
            if tag_ in self._held:
                return
            self._held[tag_] = (body, media)
            self._bytes += len(body) + self._EACH
            while self._bytes > self._most:
                _, (old, _) = self._held.popitem(last=False)
                self._bytes -= len(old) + self._EACH
