"""The claims in three parts: what the report tells as fact, what is answered or doubted, what is one source's word."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.codebook.stances import AGAINST
from onrecord.codebook.standing import OUTLET
from onrecord.model import Claim, Reading
from onrecord.render.names import LONGEST, Names, Table, count, shorten

_MOST = 12
"""Rows of what is told plainly, where nothing else is asked for: the marked text above has all of it."""
_PLAIN = frozenset(("asserted", "outlet_voice", "label", "presupposed"))
_OWN = frozenset(("outlet_voice", "presupposed"))


def claims(reading: Reading, names: Names) -> list[Table]:
    """The tables of the claims; numbers run through all of them in the reading's order."""
    told: list[tuple[str, Claim]] = []
    weighed: list[tuple[str, Claim]] = []
    alone: list[tuple[str, Claim]] = []
    for row, claim in enumerate(reading.claims, 1):
        holders = {stance.holder for stance in claim.stances}
        if claim.standing in _OWN and holders <= {OUTLET}:
            told.append((f"C{row}", claim))
        elif claim.standing in _PLAIN and len(holders) < 2:
            alone.append((f"C{row}", claim))
        else:
            weighed.append((f"C{row}", claim))
    return [_answered(weighed, names), _facts(told, names), _words(alone, names)]


def _answered(rows: Sequence[tuple[str, Claim]], names: Names) -> Table:
    cells = [(label, _text(claim), claim.standing.replace("_", " "), _stances(claim, names)) for label, claim in rows]
    return Table("claims", "What is disputed, doubted, or not yet so, and how each side stands to it",
                 ("#", "Claim", "Standing", "Stances"), (0, 6, 2, 4), tuple(cells),
                 "Nothing is disputed, doubted or promised.")  # fmt: skip


def _facts(rows: Sequence[tuple[str, Claim]], names: Names) -> Table:
    kept = rows if names.every_claim else rows[:_MOST]
    cells = [(label, shorten(claim.text, LONGEST)) for label, claim in kept]
    return Table("claims", "What the report itself tells as fact", ("#", "Claim"), (0, 1), tuple(cells),
                 "The report tells nothing as fact of its own.", _more(len(rows) - len(kept)))  # fmt: skip


def _words(rows: Sequence[tuple[str, Claim]], names: Names) -> Table:
    kept = rows if names.every_claim else rows[:_MOST]
    most = LONGEST if names.every_claim else LONGEST // 2
    cells = [(label, shorten(claim.text, most), _stances(claim, names)) for label, claim in kept]
    return Table("claims", "What rests on one source's word alone", ("#", "Claim", "Stance"), (0, 6, 4),
                 tuple(cells), "Nothing rests on one source's word alone.", _more(len(rows) - len(kept)))  # fmt: skip


def _more(rest: int) -> str:
    return f"and {count(rest, 'more claim')}: --only claims shows them" if rest else ""


def refused(claim: Claim) -> bool:
    """Whether all who speak of it say that it is not so."""
    return bool(claim.stances) and all(stance.stance in AGAINST for stance in claim.stances)


def _text(claim: Claim) -> str:
    return shorten(claim.text, LONGEST) + ("\n(nobody here says so)" if refused(claim) else "")


def stance_word(stance: str) -> str:
    """A stance as a verb with its object: `denies it`; in plain words where its code is no English."""
    return _STANCES.get(stance, stance.replace("_", " "))


_STANCES = {
    "asserts": "says so", "asserts_not": "says it is not so", "alleges": "alleges it", "denies": "denies it",
    "disputes": "disputes it", "doubts": "doubts it", "confirms": "confirms it", "acknowledges": "admits it",
    "not_confirmed": "has not confirmed it", "neither_confirms_nor_denies": "neither confirms nor denies it",
    "relays": "passes it on", "presupposes": "takes it as given", "noncommittal": "leaves it open",
    "no_response": "did not respond", "could_not_verify": "could not verify it", "judges_false": "judges it false",
    "no_evidence": "sees no evidence of it", "cannot_rule_out": "cannot rule it out", "declines": "declines to say",
    "estimates": "estimates it", "forecasts": "expects it", "promises": "promises it", "threatens": "threatens it",
    "demands": "demands it", "supposes": "supposes it", "rumours": "passes it on as rumour", "labels": "calls it so",
    "retracts": "takes it back", "obliges": "lays it down",
}  # fmt: skip


def _stances(claim: Claim, names: Names) -> str:
    by_stance: dict[str, list[str]] = {}
    for stance in claim.stances:
        word = stance_word(stance.stance)
        if stance.likelihood is not None:
            word += f" at {stance.likelihood[0]:.0%} to {stance.likelihood[1]:.0%}"
        holders = by_stance.setdefault(word, [])
        name = shorten(names.name(stance.holder), 50)
        if name not in holders:
            holders.append(name)
    lines = [f"{word}: {', '.join(holders)}" for word, holders in by_stance.items()]
    if claim.roots > 1:
        lines.append(f"{claim.roots} independent origins")
    return "\n".join(lines) or "(nobody takes a stance)"
