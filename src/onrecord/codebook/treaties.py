"""The reference table of treaties and regimes: what binds whom, what calls it, where that can be looked up.

It is reference, never what a report says: no reading holds any of it. Source: `data/treaties.tsv`, as of the date in
each row; parties that are bodies stand for their members on the day asked for (`data/members.tsv`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.members import members_on
from onrecord.codebook.tables import table

AS_OF = "2026-01"
"""The day up to which the table knows, where no other is asked for."""
ATTACKS = frozenset(("armed_attack", "threat_of_attack", "consultation"))
"""Kinds of triggers that an attack meets."""
NO_FORCE = frozenset(("non_aggression", "security_assurance", "armistice"))
"""Kinds by which the parties promise not to attack."""


class Treaty(NamedTuple):
    """One row of the table; dates are ISO with the precision known, empty where unknown.

    Attributes:
        id: short and lasting.
        names: how news calls it, its own name first.
        kind: `mutual_defence alliance security_assurance non_aggression armistice arms_control basing arms_supply
            diplomatic_relations sanctions`.
        parties: ISO codes, ids of bodies, or names; of sanctions the senders.
        targets: of sanctions whom they are on; of an assurance whom it protects, where not all parties.
        trigger: what calls the obligation, in our words; empty for none.
        trigger_kind: `armed_attack threat_of_attack consultation other none`.
        obligation: what is then owed, or what the measures are, in our words.
        clause, scope, source, as_of, note: where it stands, its limits, where to look it up, as of when, doubts.
    """

    id: str
    names: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    targets: tuple[str, ...]
    signed: str
    in_force: str
    ended: str
    trigger: str
    trigger_kind: str
    obligation: str
    clause: str
    scope: str
    source: str
    as_of: str
    note: str

    def on(self, date: str) -> bool:
        """Whether it is signed and not ended on a day (in force or not); a day of unknown precision counts whole."""
        begun = not self.signed or self.signed <= date[: len(self.signed)]
        return begun and (not self.ended or date[: len(self.ended)] < self.ended)

    def members(self, date: str) -> tuple[str, ...]:
        """Its parties on a day, bodies as their members."""
        return _expanded(self.parties, date)

    def protects(self, date: str) -> tuple[str, ...]:
        """Whom an attack on calls the obligation: the targets of an assurance, else every party."""
        return _expanded(self.targets, date) if self.targets else self.members(date)


def _expanded(parties: tuple[str, ...], date: str) -> tuple[str, ...]:
    found = (members_on(one, date) or (one,) if one.startswith("igo:") else (one,) for one in parties)
    return tuple(dict.fromkeys(state for states in found for state in states))


@cache
def treaties() -> tuple[Treaty, ...]:
    """Every row, in the table's order."""
    return tuple(_treaty(row) for row in table("treaties.tsv"))


def _treaty(row: dict[str, str]) -> Treaty:
    parties, targets = (tuple(filter(None, row[key].split(";"))) for key in ("parties", "targets"))
    return Treaty(
        row["id"], (row["name"], *filter(None, row["names"].split(";"))), row["kind"], parties, targets,
        *(row[key] for key in Treaty._fields[5:]),
    )  # fmt: skip
