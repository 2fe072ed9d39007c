"""`onrecord export`."""

from __future__ import annotations

from onrecord.cli.outcome import complain, write
from onrecord.errors import ConfigError
from onrecord.query.filters import KINDS, Filter
from onrecord.recorder import Record


def run(record: str | None, form: str, path: str, kind: str, asked: Filter) -> None:
    """Write a record in another form, or list the forms."""
    from onrecord.export.formats import FORMATS, export

    if form == "list":
        for name, one in FORMATS.items():
            needs = f" (needs onrecord[{one.extra}])" if one.extra else ""
            write(f"{name:<10} {one.holds}{needs}")
        return
    if form not in FORMATS:
        raise ConfigError(f"{form!r}: no form of export; there are {', '.join(FORMATS)}")
    if kind not in KINDS:
        raise ConfigError(f"--kind {kind!r}: there are {', '.join(KINDS)}")
    with Record(record) as book:
        done = export(book.store, form, path, KINDS[kind], asked)
    if done.left_out:
        complain(f"{form}: {done.left_out:,} left out, for which it has no place (onrecord export csv has all)")
