"""`onrecord codebook`."""

from __future__ import annotations

import msgspec

from onrecord.cli.outcome import SOME_FAILED, write
from onrecord.codebook.own import NONE, OwnCodebook
from onrecord.codebook.own_file import load
from onrecord.errors import ConfigError
from onrecord.query.codebook import entries, entry


def run(name: str | None, file: str | None, check: bool, json: bool) -> None:
    """Print all types or one; with `check` the own examples that are not coded as they must be, exit 1 where any is."""
    if check and (file is None or name is not None):
        raise ConfigError("--check reads the examples of a whole file: onrecord codebook --codebook FILE --check")
    codebook = load(file) if file is not None else NONE
    if check:
        _check(codebook, f"{file}", json)
        return
    if json:
        found = entries(codebook) if name is None else entry(name, codebook)
        write(msgspec.json.encode(found).decode("utf-8"))
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.codebook import one, overview

    shown = overview(entries(codebook), codebook) if name is None else one(entry(name, codebook))
    show(screen(), shown)


def _check(codebook: OwnCodebook, file: str, json: bool) -> None:
    if not any(type_.examples or type_.counterexamples for type_ in codebook.types.values()):
        raise ConfigError(f"{file}: holds no examples to check (give a type examples or counterexamples)")
    from onrecord.query.own_check import check
    from onrecord.render.codebook import verdict

    found = list(check(codebook))
    failed = [one for one in found if not one.ok]
    if json:
        write(msgspec.json.encode(found).decode("utf-8"))
    else:
        for one in failed:
            write(verdict(one))
        noun = "sentence" if len(found) == 1 else "sentences"
        done = f"FAILED: {len(failed)} of {len(found)}" if failed else f"ok: {len(found)}"
        write(f"{done} {noun} of {codebook.name}")
    if failed:
        raise SystemExit(SOME_FAILED)
