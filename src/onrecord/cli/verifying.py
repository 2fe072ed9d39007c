"""`onrecord verify`."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.cli.lines import lines
from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.errors import ConfigError, DataError, InputError
from onrecord.query.verify import Proof, sources, verify

_MOST = 20
"""Faults of one reading that are named; the rest is counted."""
_ADVICE = "onrecord read FILE --json writes readings"


def run(file: str, given: list[str], again: bool, own: tuple[str | None, str | None] = (None, None)) -> None:
    """Verify every reading of a file, those read `again` with the user's own files; exit 1 where one does not hold."""
    for option, path in zip(("--entities", "--codebook"), own, strict=True):
        if path and not again:
            raise ConfigError(f"{option} is for --again, which reads the reports again")
    known = sources(given) if given else None
    tally = _Tally(file, bool(given), again)
    for number, line in enumerate(lines(file), 1):
        if not line.strip():
            continue
        try:
            proof = verify(line.strip(), known)
        except DataError as error:
            tally.no_reading(number, error)
            continue
        if again:
            proof = _again(proof, line.strip(), own)
        tally.count(number, proof)
    tally.end()


def _again(proof: Proof, line: bytes, own: tuple[str | None, str | None]) -> Proof:
    """The proof with what reading again finds beside it."""
    from onrecord.query.again import read_again
    from onrecord.query.verify import Fault
    from onrecord.reader import default

    try:
        difference = read_again(line, default(*own).read_report)
    except DataError as error:
        difference = Fault("reader", str(error))
    return proof if difference is None else proof._replace(faults=(*proof.faults, difference))


class _Tally:
    """What was verified so far; names faults as they are found."""

    def __init__(self, file: str, given: bool, again: bool) -> None:
        self._file = file
        self._given = given
        self._again = again
        self._readings = self._spans = self._rehashed = self._failed = self._unknown = 0
        self._waiting: list[Callable[[], None]] = []
        self._first: tuple[int, DataError] | None = None

    def no_reading(self, number: int, error: DataError) -> None:
        """A line that is none: told at once among readings, held back while the file may hold none at all."""
        self._readings += 1
        self._failed += 1
        self._first = self._first or (number, error)
        if self._unknown == self._readings - 1:
            self._unknown += 1
            if len(self._waiting) < _MOST:
                self._waiting.append(lambda: complain(f"{self._file}:{number}: {error}"))
        else:
            complain(f"{self._file}:{number}: {error}")

    def count(self, number: int, proof: Proof) -> None:
        """One reading's proof."""
        for told in self._waiting:
            told()
        self._waiting.clear()
        where = f"{self._file}:{number}"
        self._readings += 1
        self._spans += proof.spans
        self._rehashed += proof.rehashed
        self._failed += bool(proof.faults)
        for fault in proof.faults[:_MOST]:
            complain(f"{where}: report {proof.report}: {fault}")
        if len(proof.faults) > _MOST:
            complain(f"{where}: report {proof.report}: and {len(proof.faults) - _MOST} more")
        if self._given and any(fault.path == "report.sha256" for fault in proof.faults):
            complain(f"{where}: report {proof.report}: --source can be given several times, once for each input")

    def end(self) -> None:
        """The last line, and the exit code."""
        if not self._readings:
            raise InputError(self._file, "holds no reading", _ADVICE)
        if self._unknown == self._readings and self._first is not None:
            number, error = self._first
            raise InputError(f"{self._file}:{number}", f"holds no readings: {error}", _ADVICE)
        noun = "reading" if self._readings == 1 else "readings"
        if self._failed:
            write(f"FAILED: {self._failed} of {self._readings} {noun}")
            raise SystemExit(SOME_FAILED)
        hashed = "from the given sources" if self._given else "from the text itself"
        write(
            f"ok: {self._readings} {noun}, {self._spans:,} spans, {self._rehashed} of {self._readings} hashed again "
            f"{hashed}" + (", all read again to the same bytes" if self._again else "")
        )
        if self._rehashed < self._readings:
            complain("some sources were not at hand to hash: name them with --source PATH")
