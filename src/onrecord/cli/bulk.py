"""`onrecord bulk`: reads an archive shard by shard; `onrecord bulk status` tells how a run stands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from onrecord.bulk.inputs import check_installed
from onrecord.cli.outcome import SOME_FAILED, Seldom, write
from onrecord.cli.reading import Given, options
from onrecord.errors import ConfigError
from onrecord.render.names import count

_ENDINGS = {"": 1, "K": 1e-3, "M": 1, "G": 1e3, "T": 1e6}


def run(names: list[str], given: Given, settings: Mapping[str, object], quiet: bool, json: bool) -> None:
    """Read an archive, or say how a run stands; exit 1 where reports failed."""
    check_installed()
    if len(names) == 2 and names[0] == "status":
        _status(names[1], json)
        return
    if len(names) < 2:
        raise ConfigError("bulk needs what is to be read, and a folder for the result: onrecord bulk IN OUT")
    from onrecord.bulk.run import Settings, asked
    from onrecord.bulk.run import run as read_all

    *inputs, where = names
    wanted = asked(options(given), *given.own)
    with _watched(quiet) as told:
        done = read_all(inputs, where, wanted, msgspec.convert(settings, Settings), told)
    _status(where, json)
    if done.failed:
        raise SystemExit(SOME_FAILED)


def megabytes(given: str | None) -> int | None:
    """`1.2G`, `900M`, or megabytes alone.

    Raises:
        ConfigError: no size.
    """
    if given is None:
        return None
    text = given.strip().upper().removesuffix("B").removesuffix("I")
    number, ending = (text[:-1], text[-1]) if text[-1:].isalpha() else (text, "")
    try:
        return round(float(number) * _ENDINGS[ending])
    except (KeyError, ValueError, OverflowError) as error:
        raise ConfigError(f"--max-memory {given!r}: write it as 1.2G or 900M") from error


def _status(where: str, json: bool) -> None:
    from onrecord.bulk.status import status

    found = status(where)
    if json:
        write(msgspec.json.encode(found).decode("utf-8"))
        return
    write(f"{found.where}: {found.state}, {found.done:,} of {count(found.shards, 'shard')}")
    write(f"  {count(found.read, 'report')} read, {found.failed:,} failed, {count(found.words, 'word')}")
    told = ", ".join(f"{found.found.get(noun, 0):,} {noun}" for noun in ("statements", "claims", "events", "ties"))
    write(f"  {told}")
    if found.rate:
        write(f"  {found.rate:,.0f} words a second a worker, {found.memory:,.0f} MB at most")
    for reason, times in found.reasons.items():
        write(f"  {times:,} failed: {reason}")
    if found.state == "broken off":
        write("  go on: the same command with --resume")


@contextmanager
def _watched(quiet: bool) -> Iterator[Callable[[object], None]]:
    """Shows how far a run is: a line that renews itself on a terminal, else a line now and then."""
    if quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        seldom = Seldom()
        yield lambda state: seldom.tell(lambda: _line(state))
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(Text("cutting the input"), console=Console(stderr=True), transient=True, auto_refresh=False) as live:
        yield lambda state: live.update(Text(_line(state)), refresh=True)


def _line(state: object) -> str:
    from onrecord.bulk.run import Progress

    assert isinstance(state, Progress)
    if not state.shards:
        return f"cutting the input: {count(state.cut, 'unit')}"
    parts = [
        f"{state.done:,} of {count(state.shards, 'shard')}",
        f"{state.seen:,} of {count(state.units, 'unit')}",
        f"{state.failed:,} failed",
    ]
    if state.rate:
        parts.append(f"{state.rate:,.0f} words/s")
    if state.left is not None and state.done < state.shards:
        parts.append(f"{_span(state.left)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {minutes} min" if hours else f"{minutes} min"
