"""One shape for every error over HTTP (RFC 9457), and one table from our errors to statuses."""

from __future__ import annotations

from http import HTTPStatus

import msgspec

from onrecord.errors import ConfigError, DataError, EngineError, InputError, OnRecordError, StoreError

MEDIA = "application/problem+json"


class BusyError(EngineError):
    """More is asked for at once than is done at once; later it will do."""


class NotAllowedError(OnRecordError):
    """This server does not do it, as it was started."""


class Problem(msgspec.Struct, frozen=True):
    """What went wrong.

    Attributes:
        type: `urn:onrecord:error:` and the kind: `config`, `input`, `data`, `store`, `engine`, `busy`, `http`, ...
        title: the status in words.
        status: of HTTP.
        detail: what is wrong and what to do.
    """

    type: str
    title: str
    status: int
    detail: str

    def encoded(self) -> bytes:
        """Its bytes."""
        return msgspec.json.encode(self)


_LONG = 1_000
"""Characters of a detail at most: it may repeat what was sent."""


_TABLE: tuple[tuple[type[OnRecordError], str, int], ...] = (
    (BusyError, "busy", 503),
    (NotAllowedError, "not-allowed", 403),
    (InputError, "input", 422),
    (ConfigError, "config", 422),
    (DataError, "data", 422),
    (StoreError, "store", 503),
    (EngineError, "engine", 501),
    (OnRecordError, "error", 500),
)
"""Every error of ours: its kind and status, the first that fits. What is not found is 404 (`of` is told)."""


def of(error: OnRecordError, asked: bool = False) -> Problem:
    """An error of ours as a problem.

    Args:
        error: the error.
        asked: whether something was asked for by id: wrong data is then something that is not there.
    """
    kind, status = next((kind, status) for cls, kind, status in _TABLE if isinstance(error, cls))
    if kind == "data" and asked:
        status = 404
    return plain(status, str(error), kind)


def plain(status: int, detail: str, kind: str = "http") -> Problem:
    """A problem of HTTP itself, unless another kind is named."""
    told = detail[:_LONG].encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair may have been sent
    return Problem(f"urn:onrecord:error:{kind}", HTTPStatus(status).phrase, status, told)
