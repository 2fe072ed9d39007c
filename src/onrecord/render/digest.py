"""Readings in short: one report in a few lines, and several reports side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from onrecord.model import Claim, Reading
from onrecord.render.claims import refused, stance_word
from onrecord.render.marks import harmless
from onrecord.render.names import Names, count, shorten
from onrecord.render.rows import heading, headline, summary

_WEIGHT = {
    "contested": 0, "denied": 1, "unconfirmed": 2, "retracted": 3, "superseded": 3, "alleged": 4, "acknowledged": 5,
    "corroborated": 6, "threatened": 7, "demanded": 8, "pledged": 9, "rumoured": 10, "hedged": 11, "forecast": 12,
}  # fmt: skip
"""What a reader must not miss comes first: that somebody says it is not so, then that nobody confirms it."""
_MOST_CLAIMS = 4
_MOST_SIDES = 12


def brief(reading: Reading) -> RenderableType:
    """One report: its head, what was found, and the claims whose standing matters most."""
    names = Names(reading)
    lines: list[RenderableType] = [
        Text(harmless(headline(reading)), style="bold"),
        Text(harmless(heading(reading)), style="dim"),
        Padding(Text(summary(reading)), (0, 0, 0, 2), expand=False),
    ]
    for claim in _weightiest(reading.claims)[:_MOST_CLAIMS]:
        line = Text(f"{claim.standing.replace('_', ' ')}: ", style="bold")
        line.append(f"“{shorten(harmless(claim.text), 110)}”", style="none")
        line.append(" (nobody here says so)" if refused(claim) else "", style="none")
        line.append(f"  {_stances(claim, names)}", style="dim")
        lines.append(Padding(line, (0, 0, 0, 2), expand=False))
    return Group(*lines, Text())


def across(readings: Sequence[Reading]) -> RenderableType:
    """Who says what over all reports: each side's statements, and the standing of what it claims."""
    sides: dict[str, _Side] = {}
    for reading in readings:
        names = Names(reading)
        for claim in reading.claims:
            for stance in claim.stances:
                if stance.holder in names:
                    name = names.name(stance.holder)
                    sides.setdefault(name, _Side()).add(reading, stance.stance, claim.standing)
    ordered = sorted(sides.items(), key=lambda item: (-item[1].stances, item[0]))
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), show_edge=False, header_style="dim")
    grid.add_column("Who", ratio=3, overflow="fold")
    grid.add_column("Reports", width=len("Reports"), justify="right")
    grid.add_column("How they stand to claims", ratio=5, overflow="fold")
    grid.add_column("Where their claims stand", ratio=4, overflow="fold")
    for name, side in ordered[:_MOST_SIDES]:
        grid.add_row(
            Text(shorten(harmless(name), 60)), str(len(side.reports)), _tally(side.kinds), _tally(side.standings)
        )
    rest = len(ordered) - _MOST_SIDES
    more = f"and {count(rest, 'more source')}; onrecord read shows each report's own\n" if rest > 0 else ""
    title = Text(f"All {len(readings)} reports together: who says what, and where it stands", style="bold")
    events = [event for reading in readings for event in reading.events]
    observed = sum(event.series == "observed" for event in events)
    told = Text(
        f"{len(events)} events are told; {observed} count as observed. The others stand inside what somebody says, "
        "are disputed, over before, or have not happened: by default they are not counted.",
    )
    return Group(title, grid, Text(more, style="dim"), told)


class _Side:
    """What one holder says over several reports."""

    def __init__(self) -> None:
        self.reports: dict[str, None] = {}
        self.kinds: dict[str, int] = {}
        self.standings: dict[str, int] = {}
        self.stances = 0

    def add(self, reading: Reading, stance: str, standing: str) -> None:
        self.stances += 1
        word = stance_word(stance)
        self.reports[reading.report.id] = None
        self.kinds[word] = self.kinds.get(word, 0) + 1
        self.standings[standing] = self.standings.get(standing, 0) + 1


def _weightiest(claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose standing is more than one side's word, the weightiest first."""
    kept = [claim for claim in claims if claim.standing in _WEIGHT and not _mere_negation(claim)]
    return sorted(kept, key=lambda claim: (_WEIGHT[claim.standing], -len(claim.stances)))


def _mere_negation(claim: Claim) -> bool:
    """Whether it stands as denied only because somebody put a "not" into what he says."""
    return all(stance.stance in ("asserts_not", "relays") for stance in claim.stances)


def _stances(claim: Claim, names: Names) -> str:
    told = dict.fromkeys(
        f"{stance_word(stance.stance)}: {shorten(names.name(stance.holder), 40)}" for stance in claim.stances
    )
    return "; ".join(told)


def _tally(counted: dict[str, int]) -> str:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{word.replace('_', ' ')} ({number})" for word, number in ordered)
