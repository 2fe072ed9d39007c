"""A user's own entities, laid over the tables: `onrecord read --entities FILE`, `Reader(entities=FILE)`.

A row with a new id adds an entity; a row with a known id corrects it: what the row gives replaces what the tables say,
what it leaves out stays. The user's names come before the tables' own. docs/entities.md tells the format.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import msgspec

from onrecord.codebook.countries import countries
from onrecord.codebook.sectors import SECTORS
from onrecord.codebook.tables import cells, table
from onrecord.errors import ConfigError
from onrecord.model.entity import EntityKind

T = TypeVar("T")

_KINDS = frozenset(get_args(EntityKind)) - {"document"}
_BODIES = frozenset(("EUR", "UNO", "IGO"))
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[a-z_]+:\S+")
_LISTS = ("sectors", "names", "acronyms", "short", "without")


class OverlayOffice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office of a person, from `since` up to, not including, `to`; without `to` it is held on every later day."""

    title: str
    since: str
    to: str = ""
    iso3: str = ""
    sectors: tuple[str, ...] = ()


class OverlayRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entity of the user's file.

    Attributes:
        id: `KIND:NAME`, e.g. `organization:northwind`; a known id corrects that entity.
        names: further wordings; `acronyms` match in these very letters only.
        short: surnames that mean this person where the report names no namesake.
        without: wordings of the tables that shall not mean it any more.
        offices: of a person; they replace those of the tables.
    """

    id: str
    name: str = ""
    iso3: str = ""
    sectors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    gender: Literal["", "f", "m"] = ""
    without: tuple[str, ...] = ()
    offices: tuple[OverlayOffice, ...] = ()

    @property
    def kind(self) -> str:
        """The entity's kind."""
        return self.id.partition(":")[0]

    @property
    def key(self) -> str:
        """What stands behind the kind; for people the key of the tables."""
        return self.id.partition(":")[2]


@dataclass(frozen=True, eq=False)
class Overlay:
    """The rows of a user's file by id, and the digest that a reading names."""

    rows: dict[str, OverlayRow]
    digest: str = ""

    def people(self) -> Iterator[OverlayRow]:
        """The rows that are people."""
        return (row for row in self.rows.values() if row.kind == "person")


NONE = Overlay({})
_IN_FORCE: ContextVar[Overlay] = ContextVar("overlay", default=NONE)


def in_force() -> Overlay:
    """The overlay that the report at hand is read with."""
    return _IN_FORCE.get()


@contextmanager
def using(overlay: Overlay) -> Iterator[None]:
    """Read with an overlay."""
    token = _IN_FORCE.set(overlay)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def overlaid(make: Callable[[Overlay], T]) -> Callable[[], T]:
    """A table that an overlay is part of: made once for each overlay, given for the one in force."""
    kept = functools.lru_cache(maxsize=4)(make)

    @functools.wraps(make)
    def given() -> T:
        return kept(_IN_FORCE.get())

    return given


def load(path: str | Path) -> Overlay:
    """The overlay of a TOML or CSV file.

    Raises:
        ConfigError: it cannot be read, or a row of it cannot be used; the message names the row.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror} (check the path)") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (save it as UTF-8)") from error
    if path.suffix.lower() == ".toml":
        plain = _of_toml(path, text)
    elif path.suffix.lower() == ".csv":
        plain = _of_csv(path, text)
    else:
        raise ConfigError(f"{path}: entities are read from .toml or .csv (docs/entities.md shows both)")
    rows: dict[str, OverlayRow] = {}
    for place, given in plain:
        row = _row(f"{path}: {place}", given)
        if row.id in rows:
            raise ConfigError(f"{path}: {place}: {row.id} stands there twice (put both rows into one)")
        rows[row.id] = row
    if not rows:
        raise ConfigError(f"{path}: holds no entity (docs/entities.md shows the format)")
    canonical = msgspec.json.encode(sorted(rows.items()))
    return Overlay(rows, sha256(canonical).hexdigest())


def _of_toml(path: Path, text: str) -> list[tuple[str, dict[str, Any]]]:
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: no TOML: {error}") from error
    found = whole.pop("entity", [])
    if whole or not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        other = ", ".join(sorted(whole)) or "entity"
        raise ConfigError(f"{path}: {other}: every entity is a table [[entity]] (docs/entities.md shows the format)")
    return [(f"entity {number} ({one.get('id', 'no id')})", one) for number, one in enumerate(found, 1)]


def _of_csv(path: Path, text: str) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a CSV file; the rows of one person, an office each, are joined."""
    reader = csv.DictReader(io.StringIO(text), restkey="")
    if "id" not in (reader.fieldnames or ()):
        raise ConfigError(f"{path}: the first line names no column id (docs/entities.md shows the format)")
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for line in reader:
        place = f"line {reader.line_num} ({line.get('id') or 'no id'})"
        if "" in line:
            raise ConfigError(f"{path}: {place}: more cells than the first line has columns")
        row: dict[str, Any] = {name: value.strip() for name, value in line.items() if value and value.strip()}
        for name in _LISTS:
            if name in row:
                row[name] = [part.strip() for part in row[name].split(";") if part.strip()]
        office: dict[str, Any] = {name: row.pop(name) for name in ("title", "since", "to") if name in row}
        office |= {name: row[name] for name in ("iso3", "sectors") if office and name in row}
        _, kept = found.setdefault(row.get("id", place), (place, row))
        if office:
            kept.setdefault("offices", []).append(office)
        elif kept is not row:
            raise ConfigError(f"{path}: {place}: {row['id']} stands there twice (put both rows into one)")
    return list(found.values())


@functools.cache
def _known() -> frozenset[str]:
    """The ids of the tables."""
    people = (f"person:{row[0]}" for name in ("offices.tsv", "people.tsv") for row in cells(name))
    return frozenset((*people, *(row["id"] for row in table("entities.tsv"))))


def _row(where: str, given: dict[str, Any]) -> OverlayRow:
    """One row, checked."""
    try:
        row = msgspec.convert(given, OverlayRow)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {error}") from error
    if not _ID.fullmatch(row.id) or row.kind not in _KINDS:
        raise ConfigError(f"{where}: id {row.id!r} is not KIND:NAME with one of the kinds {', '.join(sorted(_KINDS))}")
    if row.kind == "country" and row.key not in countries():
        raise ConfigError(f"{where}: {row.key} is no country of the tables (its id ends in an ISO 3166-1 code)")
    if not row.name and row.kind != "country" and row.id not in _known():
        raise ConfigError(f"{where}: an entity that the tables do not have needs a name")
    if row.kind != "person" and (row.offices or row.short or row.gender):
        raise ConfigError(f"{where}: offices, short and gender are for people (id person:NAME)")
    for code in filter(None, (row.iso3, *(office.iso3 for office in row.offices))):
        if code not in countries() and code not in _BODIES:
            raise ConfigError(f"{where}: iso3 {code!r} is no ISO 3166-1 alpha-3 code, XKX, EUR, UNO or IGO")
    for sector in (*row.sectors, *(sector for office in row.offices for sector in office.sectors)):
        if sector not in SECTORS:
            raise ConfigError(f"{where}: sector {sector!r} is none of {' '.join(SECTORS)}")
    for office in row.offices:
        for name, date in (("since", office.since), ("to", office.to)):
            if not _DATE.fullmatch(date) and (date or name == "since"):
                raise ConfigError(f"{where}: {name} {date!r} is no date such as 2024-03-01, 2024-03 or 2024")
        if office.to and office.to <= office.since:
            raise ConfigError(f"{where}: the office {office.title!r} ends before it begins")
    return row
