"""Chains: "reported, citing a lawmaker briefed by the spy agency"; "Interfax quoted Orlov as saying that"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.cues import cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_CITING = frozenset(("cite", "quote"))
_INFORMED = frozenset(("brief", "tell", "inform", "advise", "notify", "alert"))
_AS = frozenset(("say", "state", "tell", "warn", "claim", "add", "write", "declare"))
_THINGS = frozenset(
    ("remark", "comment", "concern", "fear", "reason", "need", "lack", "risk", "law", "security", "threat", "violation",
     "case", "issue", "problem", "example", "progress", "cost", "privacy", "precedent", "pressure", "weather", "ground",
     "rule", "policy", "health", "conflict", "action", "role", "failure", "difference", "evidence", "figure", "number")
)  # fmt: skip
"""What is cited as a reason, not as a source: "citing remarks on Taiwan"."""


def find(parsed: Parsed, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts that go behind a statement to the one it was taken from; `drafts` are those found so far."""
    for token in parsed.tokens:
        if token.pos != "VERB":
            continue
        if token.lemma in _CITING:
            if token.tag == "VBG":
                yield from _citing(parsed, token, drafts)
            else:
                yield from _as_saying(parsed, token, drafts)


def _citing(parsed: Parsed, verb: Token, drafts: list[Draft]) -> Iterator[Draft]:
    goal = parsed.child(verb.i, "dobj")
    host = _reported(parsed, verb, drafts)
    if goal is None or host is None or goal.lemma in _THINGS:
        return
    made = _draft(parsed, (verb.i, verb.i + 1), goal, host.pieces, host, "citing")
    yield made
    informed = parsed.child(goal.i, "acl")
    if informed is not None and informed.lemma in _INFORMED and informed.tag == "VBN":
        by = sources.agent(parsed, informed.i)
        if by is not None:
            preposition = parsed.child(informed.i, "agent")
            end = preposition.i + 1 if preposition is not None else informed.i + 1
            yield _draft(parsed, (informed.i, end), by, made.pieces, made, "briefed")


def _reported(parsed: Parsed, verb: Token, drafts: list[Draft]) -> Draft | None:
    """The statement of the same sentence that the citing clause belongs to; a content that ran over it is cut."""
    tokens = parsed.tokens
    above = tokens[verb.head]
    best = None
    for draft in drafts:
        cue = tokens[draft.cue_token]
        if cue.sentence != verb.sentence or not draft.pieces or draft.cue_token == verb.i:
            continue
        if draft.act in ("label", "demand", "reason") or draft.rule not in _REPORTED:
            continue
        speaker = draft.source is not None and draft.source[0] <= above.i < draft.source[1]
        if draft.cue_token < verb.i or draft.cue_token == above.i or speaker:
            best = draft if best is None or draft.cue_token > best.cue_token else best
    if best is not None and tokens[verb.i - 1].text == ",":
        comma = tokens[verb.i - 1].start
        best.pieces = [(lo, min(hi, comma)) if lo < comma < hi else (lo, hi) for lo, hi in best.pieces]
    if best is not None and any(lo <= verb.start < hi for lo, hi in best.pieces):
        return None
    return best


_REPORTED = frozenset(
    (
        "said.clause",
        "said.clause-before",
        "said.trailing",
        "said.parenthesis",
        "said.speech-after",
        "said.speech-before",
    )
)


def _draft(parsed: Parsed, cue: tuple[int, int], who: Token, pieces: list[Offsets], relay: Draft, rule: str) -> Draft:
    tokens = parsed.tokens
    return Draft(
        act="say",
        rule=f"said.{rule}",
        cue=(tokens[cue[0]].start, tokens[cue[1] - 1].end),
        cue_token=cue[0],
        source=sources.phrase(parsed, who.i),
        pieces=list(pieces),
        because=f"{parsed.words(*cue).lower()} names whom the statement before it was taken from",
        strength=7,
        relay=relay,
        entry=tokens[cue[0]].lemma,
    )


def _as_saying(parsed: Parsed, verb: Token, drafts: list[Draft]) -> Iterator[Draft]:
    """ "Interfax quoted Orlov as saying X", "Orlov was quoted (by Interfax) as saying X"."""
    tokens = parsed.tokens
    saying = next(
        (
            tokens[i]
            for i in range(verb.i + 1, min(len(tokens), verb.i + 25))
            if tokens[i].tag == "VBG" and tokens[i].lemma in _AS and tokens[i - 1].lower == "as"
        ),
        None,
    )
    if saying is None or saying.sentence != verb.sentence:
        return
    clause = parsed.child(saying.i, "ccomp", "dobj", "xcomp")
    made = piece(parsed, clause.lo, clause.hi) if clause is not None and clause.lo > saying.i else None
    inside = [made] if made is not None else []
    quoted = next((draft for draft in drafts if draft.cue_token == verb.i and draft.quoted), None)
    if not inside and quoted is not None:
        inside = list(quoted.pieces)
    if not inside:
        return
    if sources.passive(parsed, verb.i):
        who, relayed = parsed.child(verb.i, "nsubjpass"), sources.agent(parsed, verb.i)
    else:
        who, relayed = parsed.child(verb.i, "dobj"), sources.speaker(parsed, verb.i)
    if who is None:
        return
    outer = None
    if relayed is not None:
        lo, hi = sources.cue_range(parsed, verb.i)
        outer = Draft(
            act="say",
            rule="said.quoted-as",
            cue=(tokens[lo].start, tokens[hi - 1].end),
            cue_token=verb.i,
            source=sources.phrase(parsed, relayed.i),
            pieces=list(inside),
            because="quoted somebody as saying",
            strength=7,
            entry="quote",
            quoted=quoted is not None,
        )
        yield outer
    yield Draft(
        act="say",
        rule="said.as-saying",
        cue=(tokens[saying.i].start, tokens[saying.i].end),
        cue_token=saying.i,
        source=sources.phrase(parsed, who.i),
        pieces=inside,
        because="is quoted as saying",
        strength=7,
        relay=outer,
        entry="say",
    )


def rumours(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """ "Rumours swirled on social media that ...", "reports emerged that ..."."""
    book = cues()
    for token in parsed.tokens:
        if token.dep not in ("nsubj", "nsubjpass") or token.lemma not in _HEARSAY or spoken[token.i]:
            continue
        verb = parsed.tokens[token.head]
        clause = parsed.child(verb.i, "ccomp", "advcl", "acl", "relcl")
        if verb.lemma not in _SPREADING or verb.i < token.i:
            continue
        where = next((c for c in parsed.children(verb.i, "prep") if c.lower in ("on", "in", "among", "across")), None)
        place = parsed.child(where.i, "pobj") if where is not None else None
        if clause is None and place is not None:
            clause = parsed.child(place.i, "acl", "relcl", "ccomp")
        if clause is None or parsed.tokens[clause.lo].lower != "that":
            continue
        made = piece(parsed, clause.lo + 1, clause.hi)
        if made is None:
            continue
        entries = book.of("noun", token.lemma)
        crowd = place is not None and place.lemma in _MEDIA
        yield Draft(
            act=entries[0].act if entries else "say",
            rule="said.rumour",
            cue=(token.start, verb.end),
            cue_token=verb.i,
            source=sources.phrase(parsed, place.i) if place is not None and crowd else None,
            pieces=[made],
            because=f"{token.lower} that {verb.lower}",
            strength=5,
            entry=token.lemma,
        )


_HEARSAY = frozenset(
    (
        "rumor",
        "rumour",
        "rumors",
        "rumours",
        "report",
        "claim",
        "speculation",
        "allegation",
        "word",
        "talk",
        "gossip",
        "news",
    )
)
_SPREADING = frozenset(
    (
        "swirl",
        "circulate",
        "spread",
        "surface",
        "emerge",
        "mount",
        "abound",
        "fly",
        "grow",
        "persist",
        "break",
        "appear",
        "come",
    )
)
_MEDIA = frozenset(
    (
        "media",
        "medium",
        "twitter",
        "telegram",
        "facebook",
        "x",
        "internet",
        "network",
        "networks",
        "residents",
        "channel",
        "channels",
        "weibo",
        "reddit",
        "forum",
        "forums",
    )
)
