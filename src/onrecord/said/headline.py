"""Headlines and transcripts: "Minister: ...", "... -S.Korea military", "'...', says Kovar", "SMITH: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.language import Parsed
from onrecord.language.dateline import dateline_end
from onrecord.language.parsed import Paragraph
from onrecord.said.draft import Draft

_LONGEST_NAME = 7
"""Words of a source before a headline's colon, at most."""
_DASH = re.compile(r"(?:\s[-–—]\s?|\s?--\s?|\s[-–—])(?=\S)")
_TURN = re.compile(r"(?:[A-Z][A-Z.’'\-]+|Q|A)(?:[ ,]+[A-Z][A-Z.’'\-]+){0,5}(?: \([^)]{1,40}\))?:\s|[QA]:\s")
_TYPES = frozenset(
    (
        "poll",
        "report",
        "study",
        "exclusive",
        "watch",
        "video",
        "opinion",
        "analysis",
        "breaking",
        "live",
        "photos",
        "update",
        "listen",
        "read",
        "related",
        "more",
        "correction",
        "corrected",
        "updated",
        "refile",
        "factbox",
        "explainer",
        "timeline",
        "wrapup",
        "feature",
        "interview",
        "profile",
        "editorial",
        "note",
        "source",
    )
)
_PLAIN = frozenset(
    ("poll", "report", "study", "source", "survey", "sources", "officials", "analysts", "experts", "police", "media")
)


_ROLES = frozenset(
    (
        "chief", "minister", "president", "official", "spokesman", "spokeswoman", "spokesperson", "commander",
        "governor", "mayor", "envoy", "ministry", "army", "military", "navy", "agency", "court", "witness",
        "watchdog", "monitor", "expert", "analyst", "lawyer", "family", "resident", "regulator", "union", "charity",
        "group", "prosecutor", "judge", "ambassador", "general", "doctor", "hospital", "company", "adviser", "aide",
        "leader", "opposition", "rebel", "government", "king", "pope", "bishop", "senator", "lawmaker",
        "researcher", "scientist", "inquiry", "document", "secretary", "premier", "chancellor", "diplomat",
        "negotiator", "mediator", "investigator", "insider",
    )
)  # fmt: skip
"""Nouns of those whom a headline cites without a name."""


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """Drafts for the title, or a first line without a full stop, and for the turns of a transcript."""
    turns = [p for p in parsed.paragraphs if not p.in_title and _TURN.match(parsed.text, p.start, p.end)]
    if parsed.paragraphs:
        yield from _headline(parsed, parsed.paragraphs[0], spoken)
    if len(turns) >= _TURNS:
        yield from _transcript(parsed, turns)


_TURNS = 3
"""So many lines "NAME: ..." make a transcript."""


def _headline(parsed: Parsed, line: Paragraph, spoken: list[bool]) -> Iterator[Draft]:
    words = parsed.text[line.start : line.end].split()
    if len(words) > 25 or len(words) < 3:
        return
    lo, hi = parsed.token_range(line.start, line.end)
    while hi > lo and parsed.tokens[hi - 1].text == ".":
        hi -= 1
    if (
        any(parsed.tokens[i].text in (".", "?", "!") and parsed.tokens[i].dep == "punct" for i in range(lo, hi - 1))
        and not line.in_title
    ):
        return
    colon = next((i for i in range(lo, min(lo + _LONGEST_NAME + 1, hi - 1)) if parsed.tokens[i].text == ":"), None)
    if colon is not None and colon > lo:
        if _may_speak(parsed, lo, colon) and not _is_dateline(parsed, line, colon):
            yield _draft(parsed, colon, (lo, colon), (parsed.tokens[colon + 1].start, parsed.tokens[hi - 1].end))
        return
    colon = next(
        (i for i in range(hi - 2, max(lo + 2, hi - _LONGEST_NAME - 2), -1) if parsed.tokens[i].text == ":"), None
    )
    if colon is not None and _may_speak(parsed, colon + 1, hi):
        yield _draft(parsed, colon, (colon + 1, hi), (parsed.tokens[lo].start, parsed.tokens[colon - 1].end))
        return
    yield from _dash(parsed, line, lo, hi)


def _dash(parsed: Parsed, line: Paragraph, lo: int, hi: int) -> Iterator[Draft]:
    """ "N.Korea fires missile -S.Korea military"."""
    text = parsed.text
    end = parsed.tokens[hi - 1].end
    found = list(_DASH.finditer(text, line.start, end))
    if not found:
        return
    last = found[-1]
    name_lo = parsed.token_range(last.end(), end)[0]
    if text[last.end() : last.end() + 1] == "":
        return
    source = text[last.end() : end].split()
    before = parsed.token_range(line.start, last.start())
    if not 1 <= len(source) <= 5 or before[1] - before[0] < 3 or parsed.tokens[name_lo].start != last.end():
        return
    if any(parsed.tokens[i].pos in ("VERB", "AUX") for i in range(name_lo + 1, hi)) or not source[0][:1].isalnum():
        return
    dash = text.index(last.group().strip(), last.start())
    yield Draft(
        act="say",
        rule="said.headline-dash",
        cue=(dash, dash + len(last.group().strip())),
        cue_token=name_lo - 1,
        source=(name_lo, hi),
        pieces=[(parsed.tokens[lo].start, _rstrip(text, line.start, last.start()))],
        because="a headline signed with a dash",
        strength=4,
    )


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_dateline(parsed: Parsed, line: Paragraph, colon: int) -> bool:
    """Whether what stands before a colon is where the report was filed: "LAHORE: ..."."""
    return parsed.tokens[colon].start < dateline_end(parsed.report, parsed.text, line)


def _may_speak(parsed: Parsed, lo: int, hi: int) -> bool:
    """Whether the words before or after a headline's colon name somebody: no verb, a name or a speaker's noun."""
    if hi - lo > _LONGEST_NAME or hi <= lo:
        return False
    tokens = parsed.tokens
    words = [tokens[i].lower for i in range(lo, hi)]
    if words[0] in _TYPES - _PLAIN or any(
        tokens[i].pos in ("AUX",) or tokens[i].tag in ("VBZ", "VBD", "VBP") for i in range(lo, hi)
    ):
        return False
    return any(tokens[i].pos == "PROPN" for i in range(lo, hi)) or words[-1] in _PLAIN or tokens[hi - 1].lemma in _ROLES


def _draft(parsed: Parsed, colon: int, source: tuple[int, int], content: tuple[int, int]) -> Draft:
    token = parsed.tokens[colon]
    return Draft(
        act="say",
        rule="said.headline-colon",
        cue=(token.start, token.end),
        cue_token=colon,
        source=source,
        pieces=[content],
        because="a name and a colon in a headline",
        strength=6,
    )


def _transcript(parsed: Parsed, turns: list[Paragraph]) -> Iterator[Draft]:
    """Turns "NAME: words", with the paragraphs up to the next turn."""
    first = {turn.i for turn in turns}
    for turn in turns:
        match = _TURN.match(parsed.text, turn.start, turn.end)
        if match is None:
            continue
        lo, hi = parsed.token_range(turn.start, turn.end)
        at = parsed.token_range(match.end(), turn.end)[0]
        colon = next((i for i in range(lo, at) if parsed.tokens[i].text == ":"), None)
        if colon is None or colon == lo or at >= hi:
            continue
        pieces = [(parsed.tokens[at].start, turn.end)]
        for number in range(turn.i + 1, len(parsed.paragraphs)):
            if number in first:
                break
            pieces.append((parsed.paragraphs[number].start, parsed.paragraphs[number].end))
            if len(pieces) > _LONGEST_TURN:
                break
        token = parsed.tokens[colon]
        yield Draft(
            act="say",
            rule="said.transcript",
            cue=(token.start, token.end),
            cue_token=colon,
            source=(lo, colon),
            pieces=pieces[:1] if len(pieces) > _LONGEST_TURN else pieces,
            because="a turn of a transcript",
            strength=6,
            turn=True,
        )


_LONGEST_TURN = 12
