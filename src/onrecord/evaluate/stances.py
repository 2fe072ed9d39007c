"""Stances: our labels of passages of news, held against the readings.

    python -m onrecord.evaluate.stances --shared ../shared

`stance_passages.tsv` names passages of four sets by offsets, and holds in full those written for OnRecord;
`stance_labels.tsv` says who stands how to which claim in them. All were labelled twice, by hands apart, from the text
alone, and what differed was settled by a third. Half of the passages, by the hash of their id, are `validation`: their
errors are not looked at. The part `more` was labelled once, and scored once before anybody saw an error of it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.codebook.standing import OUTLET
from onrecord.evaluate.expressions import table
from onrecord.model import Claim, Reading, Stance
from onrecord.reader import default

FLOORS: dict[str, float] = {"macro": 0.584, "micro": 0.573, "stance": 0.752}
"""The least on the validation part; 0.005 below what was measured."""
COMMONEST = 10
"""Stances whose F1 the macro figure is the mean of: the commonest of all labels."""
_OUTLETS = frozenset(("relays", "judges_false", "rumours", "could_not_verify"))
"""Stances of the report's own voice that are labelled throughout; its plain narration is not."""
_EXPECTED = frozenset(("expected", "forecast", "predicted"))
_SAME = 0.5
"""Overlap of two claims' characters from which they are one; a claim inside the other is that one too."""
_INSIDE = 0.8

Place = tuple[int, int]


class Row(NamedTuple):
    """Who stands how to what: places in the passage; `holder` is empty for the report's own voice.

    `names` are the holder's words in lower case: "he" names him wherever it stands.
    """

    holder: tuple[Place, ...]
    claim: tuple[Place, ...]
    stance: str
    names: frozenset[str] = frozenset()


class Passage(NamedTuple):
    """A labelled passage; `text` is None where its set is not there."""

    id: str
    part: str
    set: str
    text: str | None


def labels(texts: Mapping[str, str | None] = {}) -> dict[str, list[Row]]:
    """The labelled rows by passage; with the passages' texts, the holders' words too."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table("stance_labels.tsv"):
        holder = ((int(row["holder_start"]), int(row["holder_end"])),) if row["holder_start"] else ()
        claim = ((int(row["claim_start"]), int(row["claim_end"])),)
        text = texts.get(row["passage"]) or ""
        names = frozenset(text[lo:hi].lower() for lo, hi in holder if text)
        found[row["passage"]].append(Row(holder, claim, row["stance"], names))
    return dict(found)


def passages(shared: Path) -> list[Passage]:
    """All passages, with the text of those whose set is there."""
    rows = list(table("stance_passages.tsv"))
    texts: dict[str, dict[str, str]] = {}
    for name in sorted({row["set"] for row in rows} - {"own"}):
        path = shared / "gold" / f"{name}.jsonl"
        texts[name] = _texts(path) if path.is_file() else {}
    found = []
    for row in rows:
        text: str | None = row["text"]
        if row["set"] != "own":
            whole = texts[row["set"]].get(row["report"])
            text = None if whole is None else whole[int(row["start"]) : int(row["end"])]
        found.append(Passage(row["id"], row["part"], row["set"], text))
    return found


def _texts(path: Path) -> dict[str, str]:
    lines: Iterable[dict[str, Any]] = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {str(one["id"]): str(one["text"]) for one in lines}


def told(reading: Reading) -> list[Row]:
    """The rows that a reading has: what only the report narrates, and what is taken as given, is left out."""
    sources = {one.id: one.source for one in reading.statements if one.source is not None}
    mentions = {one.id: tuple(mention.offsets for mention in one.mentions) for one in reading.entities}

    def row(claim: Claim, stance: Stance) -> Row:
        source = sources.get(stance.statement or "")
        if source is not None and stance.holder not in (*source.entities, source.text):
            source = None  # "Bolivia plans ..., the minister said": the statement is the minister's, the plan is not
        if source is None and stance.holder not in mentions and stance.holder != OUTLET:
            at = reading.report.text.find(stance.holder)
            places = ((at, at + len(stance.holder)),) if at >= 0 else ((-1, -1),)
            return Row(places, claim.spans, stance.stance, frozenset((stance.holder.lower(),)))
        places = (*((source.offsets,) if source is not None else ()), *mentions.get(stance.holder, ()))
        names = frozenset((source.text.lower(),)) if source is not None else frozenset()
        return Row(() if stance.holder == OUTLET else places or ((-1, -1),), claim.spans, stance.stance, names)

    return [
        row(claim, stance)
        for claim in reading.claims
        for stance in claim.stances
        if stance.stance != "presupposes" and (stance.holder != OUTLET or _labelled(reading, claim, stance))
    ]


def _labelled(reading: Reading, claim: Claim, stance: Stance) -> bool:
    """Whether the report's own stance is of those that are labelled: hedges and checks, and "is expected to"."""
    if stance.stance in _OUTLETS:
        return True
    words = "" if stance.span is None or claim.part else reading.report.text[slice(*stance.span)]
    return stance.stance == "forecasts" and words.lower().rpartition(" ")[2] in _EXPECTED


def compare(wanted: list[Row], given: list[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of a label and what was read for it, the same stance first; labels missed; rows invented."""
    pairs = []
    for i, label in enumerate(wanted):
        for j, read in enumerate(given):
            share = _share(label.claim, read.claim)
            if share and _meet(label, read):
                pairs.append((label.stance != read.stance, -share, i, j))
    left, right = set(range(len(wanted))), set(range(len(given)))
    matched = []
    for _, _, i, j in sorted(pairs):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            matched.append((wanted[i], given[j]))
    invented = [row for j in sorted(right) if not _part(row := given[j], matched)]
    return matched, [wanted[i] for i in sorted(left)], invented


def _part(row: Row, matched: list[tuple[Row, Row]]) -> bool:
    """Whether a row is a further piece of a label that has been met, or the condition of one."""
    return any(
        row.stance in (read.stance, label.stance, "supposes") and _share(label.claim, row.claim) and _meet(label, row)
        for label, read in matched
    )


def _meet(one: Row, other: Row) -> bool:
    if not one.holder or not other.holder:
        return not one.holder and not other.holder
    if one.names & other.names:
        return True
    return any(a[0] < b[1] and b[0] < a[1] for a in one.holder for b in other.holder)


def _share(one: tuple[Place, ...], other: tuple[Place, ...]) -> float:
    mine, its = ({i for lo, hi in places for i in range(lo, hi)} for places in (one, other))
    common = len(mine & its)
    if not common:
        return 0.0
    share = common / len(mine | its)
    return share if share >= _SAME or common >= _INSIDE * min(len(mine), len(its)) else 0.0


class Tally(NamedTuple):
    """By stance: labelled, read, right; and pairs of (label, read) stances, `-` for none."""

    labelled: Counter[str]
    read: Counter[str]
    right: Counter[str]
    confused: Counter[tuple[str, str]]


def tally(passages_: Iterable[Passage], wanted: Mapping[str, list[Row]], readings: Mapping[str, Reading]) -> Tally:
    """Count over passages."""
    counts = Tally(Counter(), Counter(), Counter(), Counter())
    for passage in passages_:
        given = told(readings[passage.id])
        matched, missed, invented = compare(wanted.get(passage.id, []), given)
        counts.labelled.update(row.stance for row in wanted.get(passage.id, []))
        counts.read.update([read.stance for _, read in matched] + [row.stance for row in invented])
        counts.right.update(label.stance for label, read in matched if label.stance == read.stance)
        counts.confused.update((label.stance, read.stance) for label, read in matched)
        counts.confused.update((row.stance, "-") for row in missed)
        counts.confused.update(("-", row.stance) for row in invented)
    return counts


def figures(counts: Tally) -> dict[str, float]:
    """F1 over all rows; its mean over the commonest stances; `stance`, right of those found; F1 of each commonest."""
    every = Counter(row.stance for rows in labels().values() for row in rows)
    found = {stance: _f1(counts, stance) for stance, _ in every.most_common(COMMONEST)}
    right, whole = sum(counts.right.values()), sum(counts.labelled.values()) + sum(counts.read.values())
    paired = sum(number for (label, read), number in counts.confused.items() if "-" not in (label, read))
    means = {"macro": sum(found.values()) / len(found), "micro": 2 * right / max(whole, 1)}
    return {**means, "stance": right / max(paired, 1), **found}


def _f1(counts: Tally, stance: str) -> float:
    return 2 * counts.right[stance] / max(counts.labelled[stance] + counts.read[stance], 1)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.stances", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--part", choices=("train", "more", "validation"), default="validation", help="which passages")
    parser.add_argument(
        "--errors", action="store_true", help="print what differs, passage by passage (not of validation)"
    )
    options = parser.parse_args(arguments)
    kept = [one for one in passages(options.shared) if one.part == options.part and one.text is not None]
    readings = {one.id: default().read(one.text or "", id=one.id) for one in kept}
    wanted = labels({one.id: one.text for one in kept})
    counts = tally(kept, wanted, readings)
    got = figures(counts)
    print(f"stances, {options.part}: {sum(counts.labelled.values())} in {len(kept)} passages")  # noqa: T201
    print(" ".join(f"{name}={value:.3f}" for name, value in got.items()))  # noqa: T201
    if options.errors and options.part != "validation":
        for (label, read), number in counts.confused.most_common():
            if label != read:
                print(f"  {number:4} {label} read as {read}")  # noqa: T201
        _errors(kept, wanted, readings)
    return int(options.part == "validation" and any(got[key] < floor for key, floor in FLOORS.items()))


def _errors(kept: Iterable[Passage], wanted: Mapping[str, list[Row]], readings: Mapping[str, Reading]) -> None:
    for passage in kept:
        matched, missed, invented = compare(wanted.get(passage.id, []), told(readings[passage.id]))
        wrong = [(label, read) for label, read in matched if label.stance != read.stance]
        if not (missed or invented or wrong):
            continue
        text = passage.text or ""
        print(f"\n{passage.id}: {text}")  # noqa: T201
        for label, read in wrong:
            print(f"  {label.stance} read as {read.stance}: {_words(text, label)}")  # noqa: T201
        for row in missed:
            print(f"  missed {row.stance}: {_words(text, row)}")  # noqa: T201
        for row in invented:
            print(f"  invented {row.stance}: {_words(text, row)}")  # noqa: T201


def _words(text: str, row: Row) -> str:
    holder = text[slice(*row.holder[0])] if row.holder else OUTLET
    return f"{holder} | {' … '.join(text[lo:hi] for lo, hi in row.claim)}"


if __name__ == "__main__":
    raise SystemExit(main())
