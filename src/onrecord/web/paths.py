"""Addresses whose segments are taken apart before they are decoded: an id may hold a slash.

A server hands on the path decoded, where `/reports/a%2Fb` and `/reports/a/b` are the same. Here they are not.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

from fastapi import Request


def apart(scope: MutableMapping[str, Any]) -> str:
    """The path of a request with each segment decoded by itself; `/` and `%` inside of one stay encoded."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%" not in raw:
        return str(scope["path"])
    segments = (unquote(segment) for segment in raw.partition(b"?")[0].decode("latin-1").split("/"))
    return "/".join(segment.replace("%", "%25").replace("/", "%2F") for segment in segments)


def asked_for(scope: MutableMapping[str, Any]) -> str:
    """Path and query of a request as they were sent."""
    raw: bytes = scope.get("raw_path") or b"/"
    query: bytes = scope["query_string"]
    return (raw.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


async def whole(request: Request) -> None:
    """Decode what `apart` left encoded, once the route is known. A dependency of every route."""
    given = request.scope.get("path_params", {})
    request.scope["path_params"] = {name: unquote(value) for name, value in given.items()}
