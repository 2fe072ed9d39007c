"""`onrecord obligations` and `onrecord context`: the reference table, beside what reports say and never in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from onrecord.cli.outcome import SOME_FAILED, write
from onrecord.cli.reading import Given, readings, several
from onrecord.codebook.countries import iso3_of
from onrecord.codebook.gazetteer import fold
from onrecord.codebook.shared_names import sharers
from onrecord.errors import ConfigError
from onrecord.model import Reading
from onrecord.query.reference import commitments
from onrecord.query.reference import context as beside


def obligations(attack: str, by: str | None, on: str | None, json: bool) -> None:
    """Print the commitments that an attack would call on, and those that it would break.

    Raises:
        ConfigError: a country or a date that is none.
    """
    attacked, attacker = _state(attack, "--attack"), _state(by, "--by") if by is not None else None
    if attacked == attacker:
        raise ConfigError(f"--by {by!r}: is the state that is attacked (name another)")
    found = commitments(attacked, attacker, _day(on))
    if json:
        for one in found:
            write(msgspec.json.encode(one).decode("utf-8"))
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.reference import commitments as shown

    show(screen(), shown(attacked, found, attacker, _day(on)))


def _state(word: str, option: str) -> str:
    shared = sharers().get(fold(word))
    if shared is not None and sum(bool(one.iso3) for one in shared) > 1:
        told = ", ".join(one.iso3 for one in shared if one.iso3)
        raise ConfigError(f"{option} {word!r}: more than one state has that name (say {told})")
    found = iso3_of(word.upper()) if word.upper() == word or len(word) == len("ISO") else None
    found = found or iso3_of(word)
    if found is None and word.upper() in _BODIES:
        raise ConfigError(f"{option} {word!r}: is a body, no state (name one of its members)")
    if found is None:
        raise ConfigError(f"{option} {word!r}: no state by that name or code (as RUS, Russia or Russian)")
    return found


_BODIES = frozenset(("NATO", "EU", "UN", "CSTO", "AU", "ASEAN", "GCC", "OAS", "ECOWAS", "ARAB LEAGUE"))


def _day(on: str | None) -> str | None:
    if on is None:
        return None
    try:
        return date.fromisoformat(on).isoformat()
    except ValueError as error:
        raise ConfigError(f"--on {on!r}: no date (as 2024-06-01)") from error


def context(files: list[str], given: Given, json: bool) -> None:
    """Print what the reference table has on the ties of every report; exit 1 where some inputs failed."""
    show = None if json else _shower(several(files))
    failed = False
    for name, reading in readings(files, given):
        if reading is None:
            failed = True
        elif show is None:
            made = {"report": reading.report.id, "context": beside(reading)}
            write(msgspec.json.encode(made).decode("utf-8"))
        else:
            show(name, reading)
    if failed:
        raise SystemExit(SOME_FAILED)


def _shower(named: bool) -> Callable[[str, Reading], None]:
    from onrecord.cli.screen import in_turn
    from onrecord.render.reference import context as shown

    put = in_turn(named)
    return lambda name, reading: put(name, shown(reading, beside(reading)))
