"""`onrecord verify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.errors import DataError, InputError
from onrecord.query.verify import sources, verify_file

_MOST = 20
"""Faults of one reading that are named; the rest is counted."""


def run(file: str, given: list[str]) -> None:
    """Verify every reading of a file; exit 1 where one does not hold."""
    known = sources(given) if given else None
    readings = spans = rehashed = failed = 0
    for number, proof in verify_file(_lines(file), known):
        readings += 1
        where = f"{file}:{number}"
        if isinstance(proof, DataError):
            failed += 1
            complain(f"{where}: {proof}")
            continue
        spans += proof.spans
        rehashed += proof.rehashed
        failed += bool(proof.faults)
        for fault in proof.faults[:_MOST]:
            complain(f"{where}: report {proof.report}: {fault}")
        if len(proof.faults) > _MOST:
            complain(f"{where}: report {proof.report}: and {len(proof.faults) - _MOST} more")
    if not readings:
        raise InputError(file, "holds no reading", "onrecord read FILE --json writes them")
    noun = "reading" if readings == 1 else "readings"
    if failed:
        write(f"FAILED: {failed} of {readings} {noun}")
        raise SystemExit(SOME_FAILED)
    write(f"ok: {readings} {noun}, {spans:,} spans, {rehashed} of {readings} sources hashed again")
    if rehashed < readings:
        complain("some sources were not at hand to hash: name them with --source PATH")


def _lines(file: str) -> Iterator[bytes]:
    if file == "-":
        yield from sys.stdin.buffer
        return
    try:
        with open(file, "rb") as stream:
            yield from stream
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror}", "check the path") from error
