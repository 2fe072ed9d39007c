"""Answers as JSON: made once for each state of the record, with an entity tag."""

from __future__ import annotations

import json as plainly
from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import Request, Response
from sqlalchemy import Connection

from onrecord.web.house import House, state
from onrecord.web.ready import Ready, fresh, tag

JSON = "application/json"


class Answers:
    """Makes answers to questions, as JSON unless another type is named.

    Args:
        house: the record.
        ready: answers of before.
    """

    def __init__(self, house: House, ready: Ready) -> None:
        self.house = house
        self._ready = ready

    def to(self, request: Request, make: Callable[[Connection], Any], media: str = JSON) -> Response:
        """The answer to a question of the record; nothing but its tag where the caller has it already.

        Args:
            request: the question; its path and query are all that the answer depends on, beside the record.
            make: gives the answer, to be encoded as JSON; bytes and strings go as they are.
            media: type of the answer.

        Raises:
            OnRecordError: whatever `make` raises.
        """
        with self.house.asking() as connection:
            asked = request.scope["path"], request.scope["query_string"].decode("latin-1")  # of no header
            mark = tag(state(connection), *asked, media)
            headers = {"etag": f'W/"{mark}"', "cache-control": "private, no-cache", "vary": "accept-encoding, cookie"}
            if fresh(request.headers.get("if-none-match"), mark):
                return Response(status_code=304, headers=headers)
            held = self._ready.get(mark)
            if held is None:
                made = make(connection)
                held = (encoded(made), media)
                self._ready.put(mark, *held)
        return Response(held[0], media_type=held[1], headers=headers)


def encoded(made: Any) -> bytes:
    """An answer as bytes."""
    if isinstance(made, bytes):
        return made
    if isinstance(made, str):
        return made.encode("utf-8")
    try:
        return msgspec.json.encode(made)
    except UnicodeEncodeError:  # half a surrogate pair, out of a text that was sent in: JSON can escape it
        return plainly.dumps(msgspec.to_builtins(made)).encode()


def json(made: Any, status: int = 200) -> Response:
    """An answer that is not kept: what was just done, or read."""
    return Response(encoded(made), status, {"cache-control": "no-store"}, JSON)
