"""Who stands how to which claim: the claims of a reading by the holders of their stances."""

from __future__ import annotations

from collections import Counter

import msgspec

from onrecord.codebook.grades import ClaimGrade, Grades, SourceGrade
from onrecord.codebook.standing import OUTLET
from onrecord.model import Claim, Offsets, Reading, Stance

_NONE = Grades("none")
_OWN = frozenset(("outlet_voice", "presupposed"))


class Holder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column of the matrix.

    Attributes:
        holder: an entity id, `outlet`, or the source's wording.
        name: as a person reads it.
        stances: how many it takes.
        grade: the user's own grade, if there is one.
    """

    holder: str
    name: str
    stances: int
    grade: SourceGrade | None = None


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One claim with every stance on it; `row` is its number in the reading, from 1."""

    row: int
    claim: str
    text: str
    spans: tuple[Offsets, ...]
    standing: str
    roots: int
    stances: tuple[Stance, ...]
    grade: ClaimGrade | None = None


class Matrix(msgspec.Struct, frozen=True):
    """The holders of a report's stances, in order of first word, and its claims.

    Attributes:
        report: its id.
        outlet: who published it; None when unknown.
        left_out: claims that the report tells in its own voice alone, where they were not asked for.
        grades: whose grades stand in it; None for none.
    """

    report: str
    outlet: str | None
    holders: tuple[Holder, ...]
    claims: tuple[Row, ...]
    left_out: int
    grades: str | None


def matrix(reading: Reading, every: bool = False, grades: Grades = _NONE) -> Matrix:
    """The matrix of a reading.

    Args:
        reading: what one report says.
        every: with the claims that only the report's own voice tells.
        grades: the user's own; they stand beside holders and claims and change no standing.
    """
    kept = [
        (number, claim)
        for number, claim in enumerate(reading.claims, 1)
        if every or claim.standing not in _OWN or any(stance.holder != OUTLET for stance in claim.stances)
    ]
    names = {entity.id: entity.name for entity in reading.entities}
    names[OUTLET] = reading.report.outlet or "the report itself"
    tally = Counter(holder for _, claim in kept for holder in dict.fromkeys(one.holder for one in claim.stances))
    return Matrix(
        report=reading.report.id,
        outlet=reading.report.outlet,
        holders=tuple(
            Holder(holder, names.get(holder, holder), number, grades.of_source(holder, names.get(holder, holder)))
            for holder, number in tally.items()
        ),
        claims=tuple(_row(number, claim, grades) for number, claim in kept),
        left_out=len(reading.claims) - len(kept),
        grades=grades.name if grades is not _NONE else None,
    )


def _row(number: int, claim: Claim, grades: Grades) -> Row:
    return Row(
        row=number,
        claim=claim.id,
        text=claim.text,
        spans=claim.spans,
        standing=claim.standing,
        roots=claim.roots,
        stances=claim.stances,
        grade=grades.of_claim(claim.id),
    )
