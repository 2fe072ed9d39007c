"""The proof of a reading: every span cut from the text again, every reference followed, what is derived derived again,
the source hashed again. What only the reader can know (a stance, a type, a date) is proved by `onrecord.query.again`.

It works on the JSON as it stands in the file, not on decoded values, so that a fault is found where it is
and named by its path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from onrecord import intake
from onrecord.errors import DataError
from onrecord.model import SCHEMA, Reading, Report, report_id
from onrecord.query.derived import misfits

_OWN_ID = re.compile(r"r[0-9a-f]{12}")
_FIELDS = frozenset(Reading.__struct_fields__)


class Fault(NamedTuple):
    """One thing in a reading that does not hold.

    Attributes:
        path: the field (`statements[2].cue`).
        problem: what is wrong, with what was expected and found.
    """

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class Proof(NamedTuple):
    """What was checked in one reading.

    Attributes:
        report: its id, or `?` where it has none.
        spans: passages cut from the text and compared.
        references: ids followed.
        rehashed: whether the bytes of the source, or the text itself, gave the reading's sha256 again.
        faults: what does not hold; none is a proof.
    """

    report: str
    spans: int
    references: int
    rehashed: bool
    faults: tuple[Fault, ...]


def sources(paths: Iterable[str | Path]) -> dict[str, str]:
    """The text of every report of these inputs by the sha256 of its bytes.

    Raises:
        InputError: an input cannot be read at all.
    """
    found = {}
    for path in paths:
        errors = []
        some = False
        for item in intake.reports([path], intake.Options(force=True)):
            if isinstance(item, Report):
                found[item.sha256] = item.text
                some = True
            else:
                errors.append(item)
        if errors and not some:
            raise errors[0]
    return found


def verify(line: str | bytes, known: Mapping[str, str] | None = None) -> Proof:
    """Check one reading.

    Args:
        line: its JSON.
        known: text by sha256 of the sources at hand (`sources`); None where none is given.

    Raises:
        DataError: not a JSON object with a report in it.
    """
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"not JSON: {error}") from error
    report = plain.get("report") if isinstance(plain, dict) else None
    if not isinstance(report, dict) or not isinstance(report.get("text"), str):
        raise DataError("not a reading: it has no report with a text")
    checker = _Checker(report)
    try:
        checker.fields(plain, line)
        for name, value in plain.items():
            if name != "report":
                checker.passages(value, name)
    except RecursionError:
        raise DataError("not a reading: nested deeper than any is") from None
    checker.references(plain)
    rehashed = checker.source(known)
    return Proof(str(report.get("id", "?")), checker.spans, checker.followed, rehashed, tuple(checker.faults))


class _Checker:
    """The checks of one reading; collects what does not hold."""

    def __init__(self, report: dict[str, Any]) -> None:
        self._report = report
        title = report.get("title")
        self._parts = {"text": report["text"], "title": title if isinstance(title, str) else ""}
        self.faults: list[Fault] = []
        self.spans = 0
        self.followed = 0

    def fields(self, plain: dict[str, Any], line: str | bytes) -> None:
        """The schema's name; where no part was left out, every field's type and all that is derived."""
        if plain.get("schema") != SCHEMA:
            self._fault("schema", f"expected {SCHEMA!r}, found {plain.get('schema')!r}")
        if plain.keys() >= _FIELDS:
            try:
                reading = Reading.from_json(line)
            except DataError as error:
                if "characters, its text" not in str(error):  # told with its path by `passages`
                    self._fault("reading", str(error))
            else:
                self.faults.extend(Fault(*found) for found in misfits(reading))

    def passages(self, value: Any, path: str) -> None:
        """Cut every passage from the text again."""
        if isinstance(value, dict):
            if value.get("span") is not None:
                self._cut(value["span"], value.get("text"), value.get("in", "text"), path)
            for number, offsets in enumerate(_list(value.get("spans"))):
                self._cut(offsets, None, value.get("in", "text"), f"{path}.spans[{number}]")
            for name, inner in value.items():
                self.passages(inner, f"{path}.{name}")
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.passages(inner, f"{path}[{number}]")

    def _cut(self, offsets: Any, text: Any, part: Any, path: str) -> None:
        self.spans += 1
        whole = self._parts.get(part) if isinstance(part, str) else None
        if whole is None:
            return self._fault(path, f"a span in {part!r}, which a report has not")
        if not (isinstance(offsets, list) and len(offsets) == 2 and all(type(at) is int for at in offsets)):
            return self._fault(path, f"{offsets!r} are no offsets")
        start, end = offsets
        # A stance's offsets do not say their part: they lie in its statement's, at most the longer of the two.
        limit = (
            len(whole)
            if text is not None or (path.endswith("]") and ".spans[" in path)
            else max(map(len, self._parts.values()))
        )
        if not 0 <= start <= end <= limit:
            return self._fault(path, f"[{start}, {end}] lies outside the {part} of {limit} characters")
        if text is not None and whole[start:end] != text:
            self._fault(
                path, f"at [{start}, {end}] of the {part}: expected {short(text)}, found {short(whole[start:end])}"
            )
        return None

    def references(self, plain: dict[str, Any]) -> None:
        """Follow every id to what it names; parts that were left out (`--only`) are not asked for."""
        ids = {
            field: {_id(item) for item in plain[field]}
            for field in ("entities", "statements", "claims", "events", "ties")
            if isinstance(plain.get(field), list)
        }
        for field, path, wanted in _references(plain):
            if wanted is not None and field in ids:
                self.followed += 1
                if not isinstance(wanted, str) or wanted not in ids[field]:
                    self._fault(path, f"names {wanted!r}, which is not among the {field}")
        for field in ids:
            seen: set[str | None] = set()
            for number, item in enumerate(plain[field]):
                key = _id(item)
                if key in seen:
                    self._fault(f"{field}[{number}].id", f"{key!r} is there twice")
                seen.add(key)

    def source(self, known: Mapping[str, str] | None) -> bool:
        """Hash again what can be hashed: the report's own id, the text, the sources at hand."""
        report, text = self._report, self._parts["text"]
        given = str(report.get("sha256"))
        fields = {name: report.get(name) for name in ("outlet", "published", "url", "title")}
        plain_fields = all(value is None or isinstance(value, str) for value in fields.values())
        if plain_fields and isinstance(report.get("id"), str) and _OWN_ID.fullmatch(report["id"]):
            made = report_id(text, **fields)
            if made != report["id"]:
                self._fault("report.id", f"expected {made} from its text, title, outlet, date and address, found "
                            f"{report['id']}: one of them was changed")  # fmt: skip
        if known is None:
            return bool(sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest() == given)
        if given not in known:
            self._fault("report.sha256", f"no report of the given source has the sha256 {given}")
            return False
        if known[given] != text:
            at = _first_difference(known[given], text)
            self._fault("report.text", f"at character {at}: expected {short(known[given][at : at + 20])} from the "
                        f"source, found {short(text[at : at + 20])}")  # fmt: skip
        return True

    def _fault(self, path: str, problem: str) -> None:
        self.faults.append(Fault(path, problem))


Reference = tuple[str, str, Any]


def _references(plain: dict[str, Any]) -> Iterator[Reference]:
    """Every id that a reading uses: the field it must stand in, where it is used, the id."""
    walkers: dict[str, Callable[[dict[str, Any], str], Iterator[Reference]]] = {
        "statements": _of_statement, "claims": _of_claim, "events": _of_event, "ties": _of_tie,
    }  # fmt: skip
    for field, walker in walkers.items():
        for number, item in enumerate(_list(plain.get(field))):
            if isinstance(item, dict):
                yield from walker(item, f"{field}[{number}]")


def _of_statement(item: dict[str, Any], path: str) -> Iterator[Reference]:
    source = item.get("source")
    for number, entity in enumerate(_list(source.get("entities")) if isinstance(source, dict) else ()):
        yield "entities", f"{path}.source.entities[{number}]", entity
    yield "statements", f"{path}.parent", item.get("parent")


def _of_claim(item: dict[str, Any], path: str) -> Iterator[Reference]:
    for field in ("events", "ties"):
        for number, name in enumerate(_list(item.get(field))):
            yield field, f"{path}.{field}[{number}]", name
    for number, stance in enumerate(_list(item.get("stances"))):
        if isinstance(stance, dict):
            yield "statements", f"{path}.stances[{number}].statement", stance.get("statement")
            holder = stance.get("holder")
            if isinstance(holder, str) and _ENTITY_ID.match(holder):
                yield "entities", f"{path}.stances[{number}].holder", holder


_ENTITY_ID = re.compile(
    r"(?:country|person|government|military|igo|organization|armed_group|media|people|place|document):\S"
)


def _of_event(item: dict[str, Any], path: str) -> Iterator[Reference]:
    for side in ("actors", "recipients"):
        for number, actor in enumerate(_list(item.get(side))):
            if isinstance(actor, dict):
                yield "entities", f"{path}.{side}[{number}].entity", actor.get("entity")
    yield "claims", f"{path}.claim", item.get("claim")


def _of_tie(item: dict[str, Any], path: str) -> Iterator[Reference]:
    for number, party in enumerate(_list(item.get("parties"))):
        if isinstance(party, dict):
            yield "entities", f"{path}.parties[{number}].entity", party.get("entity")
    for number, party in enumerate(_list(item.get("invoked_by"))):
        yield "entities", f"{path}.invoked_by[{number}]", party
    for number, change in enumerate(_list(item.get("changes"))):
        if isinstance(change, dict):
            here = f"{path}.changes[{number}]"
            yield "events", f"{here}.event", change.get("event")
            yield "statements", f"{here}.statement", change.get("statement")
            for place, party in enumerate(_list(change.get("by"))):
                yield "entities", f"{here}.by[{place}]", party
    for number, claim in enumerate(_list(item.get("claims"))):
        yield "claims", f"{path}.claims[{number}]", claim


def _id(item: Any) -> str | None:
    id_ = item.get("id") if isinstance(item, dict) else None
    return id_ if isinstance(id_, str) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def short(text: Any) -> str:
    """A value as shown in a message, its middle left out where it is long."""
    shown = repr(text)
    return shown if len(shown) <= 80 else f"{shown[:50]} … {shown[-25:]}"


def _first_difference(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
