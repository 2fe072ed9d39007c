"""How large an answer may be: what is too long is cut, and the answer says where, how much, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from onrecord.errors import ConfigError

LARGEST = 50_000
"""Bytes of an answer's JSON, about: what a model can take in at once beside its task. One item may go over it."""
TEXT = 20_000
"""Characters of a report's text in one answer."""
LISTED = 10
"""Items of a list inside an entry of a page."""
WHOLE = 50
"""Items of a list of an entry that is asked for alone."""
_LETTERS = (4_000, 1_000, 200)
"""Characters of one string, the next where an item is still too large."""


class Cut(NamedTuple):
    """An object made to fit.

    Attributes:
        made: the object; wherever a field of it is not whole, `cut` beside it has the field's whole length.
        then: where its lists go on; None where all have come.
    """

    made: dict[str, Any]
    then: int | None


def size(value: object) -> int:
    """Bytes of a value's JSON."""
    return len(msgspec.json.encode(value))


def fitting(value: dict[str, Any], most: int, at: int = 0, room: int = LARGEST) -> Cut:
    """An object in so many bytes: its long lists from one place on, its long strings from their beginning.

    Args:
        value: the object, of plain JSON.
        most: items of a list; a list that has no more stays whole.
        at: where the object's own lists begin.
        room: bytes.
    """
    for letters in _LETTERS:
        made = _cut(value, most, letters, at)
        if size(made) <= room or letters == _LETTERS[-1]:
            break
        most = max(1, most // 3)
    longest = max((len(item) for item in value.values() if isinstance(item, list)), default=0)
    return Cut(made, at + most if longest > at + most else None)


def _cut(value: dict[str, Any], most: int, letters: int, at: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {}
    cut: dict[str, int] = {}
    for name, item in value.items():
        made[name] = _shorter(item, most, letters, at)
        if isinstance(item, list | str) and len(item) != len(made[name]):
            cut[name] = len(item)
    return {**made, "cut": cut} if cut else made


def _shorter(item: Any, most: int, letters: int, at: int = 0) -> Any:
    if isinstance(item, dict):
        return _cut(item, most, letters)
    if isinstance(item, list):
        shown = item if len(item) <= most else item[at : at + most]
        return [_shorter(one, most, letters) for one in shown]
    return item[:letters] if isinstance(item, str) else item


def some(items: Iterable[dict[str, Any]], most: int = LISTED) -> list[dict[str, Any]]:
    """As many of some objects as an answer holds, in order, each made to fit; at least one, if there is one."""
    shown: list[dict[str, Any]] = []
    room = LARGEST
    for item in items:
        made = fitting(item, most).made
        room -= size(made)
        if room < 0 and shown:
            break
        shown.append(made)
    return shown


def window(reading: dict[str, Any], parts: Sequence[str], cursor: str | None) -> dict[str, Any]:
    """As much of a reading as an answer holds.

    Args:
        reading: the plain object of its JSON.
        parts: which parts of it.
        cursor: of the answer before.

    Raises:
        ConfigError: a cursor that is none.
    """
    text_at, item_at = _places(cursor)
    text = reading["report"]["text"]
    report = {name: value for name, value in reading["report"].items() if name != "text"}
    text_end = len(text)
    if "text" in parts:
        text_at, text_end = min(text_at, len(text)), min(text_at + TEXT, len(text))
        report |= {"text": text[text_at:text_end], "text_span": [text_at, text_end]}
    listed = [part for part in reading if part in parts and isinstance(reading[part], list)]
    items = [(part, item) for part in listed for item in reading[part]]
    room = LARGEST - size(report)
    told = "text" in parts and text_end > text_at
    shown: dict[str, list[Any]] = {part: [] for part in listed}
    then = item_at
    for part, item in items[item_at:]:
        made = fitting(item, WHOLE).made
        room -= size(made)
        if room < 0 and (told or then > item_at):
            break
        shown[part].append(made)
        then += 1
    more = text_end < len(text) or then < len(items)
    return {
        "schema": reading["schema"], "report": report, **shown,
        "counts": {part: len(reading[part]) for part in listed}, "reader": reading["reader"],
        "cursor": f"{text_end}.{then}" if more else None,
    }  # fmt: skip


def _places(cursor: str | None) -> tuple[int, int]:
    if cursor is None:
        return 0, 0
    one, _, other = cursor.partition(".")
    return offset(one, cursor), offset(other, cursor)


def offset(digits: str | None, cursor: str | None = None) -> int:
    """The number in a cursor; 0 where there is none.

    Raises:
        ConfigError: no number.
    """
    if digits is None:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise ConfigError(f"{cursor or digits!r} is no cursor: take the one that the last page gave")
    return int(digits)
