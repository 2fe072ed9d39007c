"""`onrecord review`: the least certain pairs, one after the other; each answer is kept as a judgement."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from onrecord.cli.outcome import write
from onrecord.cli.screen import screen, show
from onrecord.query.review import Pair
from onrecord.recorder import Record
from onrecord.render.entries import pair as shown
from onrecord.render.names import count

_ASK = "[s]ame  [d]ifferent  [a]ccept as it is  [c]orrect a field  [n]ote  s[k]ip  [q]uit > "


def walk(book: Record, found: Sequence[Pair], by: str | None) -> None:
    """Show the pairs; ask about each where somebody is there to answer."""
    if not found:
        write("Nothing is left to review.")
        return
    console = screen()
    if not book.store.writable:
        for pair in found:
            show(console, shown(pair))
        write(f"{count(len(found), 'pair')}. onrecord join ID ID and onrecord split ID [ID] keep a judgement.")
        return
    kept = 0
    for number, pair in enumerate(found, 1):
        show(console, shown(pair))
        answer = _answer(f"{number}/{len(found)} {_ASK}")
        if answer in ("q", ""):
            break
        kept += _judged(book, pair, answer, by)
    write(f"{count(kept, 'judgement')} kept.")


def _answer(prompt: str) -> str:
    """One letter; empty at the end of the input."""
    while True:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return ""
        letter = line.strip().lower()[:1]
        if letter and letter in "sdacnkq":
            return letter


def _asked(prompt: str) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _judged(book: Record, pair: Pair, answer: str, by: str | None) -> int:
    """Keep one answer; returns how many judgements it made."""
    one, other = pair.one.id, pair.other.id
    match answer:
        case "s":
            book.judge("join", one, other, by=by)
        case "d":
            book.judge("split", one, other, by=by)
        case "a":
            book.judge("accept", one, other, by=by)
        case "n":
            book.judge("note", one, other, note=_asked("note: "), by=by)
        case "c":
            field, _, value = _asked("field=value: ").partition("=")
            book.judge("correct", one, field=field.strip(), value=value.strip(), by=by)
        case _:
            return 0
    return 1
