"""Ids that hash identity alone: never when a thing was seen, nor by which version."""

from __future__ import annotations

from hashlib import blake2b


def identity(kind: str, *parts: object) -> str:
    """An id such as `s4b1f0c9d2e7a`: one letter for the kind, then 48 bits of hash of the parts.

    Args:
        kind: the letter: `s` statement, `c` claim, `e` event, `t` tie, `r` report.
        parts: what makes the thing that thing (report id, offsets, type), in a fixed order.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return kind + blake2b(joined.encode("utf-8"), digest_size=6).hexdigest()
