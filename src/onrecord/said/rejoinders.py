"""Answers told in the same breath: "..., which Cairo denies", "..., a claim that Oslo disputes"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.cues import cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_ANSWERS = frozenset(("deny", "reject", "confirm", "admit", "doubt", "condemn"))
_JOINED = frozenset(("relcl", "acl", "ccomp", "parataxis", "advcl", "conj", "ROOT"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_ANSWERED = frozenset(
    ("claim", "assertion", "accusation", "allegation", "charge", "report", "statement", "suggestion", "contention",
     "figure", "account", "version", "something", "notion", "characterization", "denial", "toll", "number", "move")
)  # fmt: skip


def find(parsed: Parsed, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts whose content is what the statement before them says; that one is ended where they begin."""
    book = cues()
    tokens = parsed.tokens
    hosts: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.pieces and draft.cue is not None and not draft.rule.startswith("said.noun"):
            hosts.setdefault(tokens[draft.cue_token].sentence, []).append(draft)
    for verb in tokens:
        if verb.pos != "VERB" or verb.dep not in _JOINED:
            continue
        entry = next((e for e in book.verbs(verb.lemma) if len(e.words) == 1 and e.act in _ANSWERS), None)
        if entry is None:
            continue
        who = parsed.child(verb.i, "nsubj")
        comma = _comma(parsed, who) if who is not None and who.i < verb.i else None
        if who is None or comma is None:
            continue
        told = _cut(parsed, hosts.get(verb.sentence, []), verb, tokens[comma].start) or _before(parsed, verb, comma)
        if not told:
            continue
        lo, hi = sources.cue_range(parsed, verb.i)
        act = entry.act
        if act == "confirm" and any(True for _ in parsed.children(verb.i, "neg")):
            act = "withhold"
        yield Draft(
            act=act,
            rule="said.rejoinder",
            cue=(tokens[lo].start, tokens[hi - 1].end),
            cue_token=verb.i,
            source=sources.phrase(parsed, who.i),
            pieces=told,
            because=f"{entry.cue}: answers what was said before the comma",
            strength=6,
            entry=entry.cue,
        )
        noun = tokens[who.lo - 2] if tokens[who.lo - 1].lower == "that" else tokens[who.lo - 1]
        yield Draft(act, "said.void", None, noun.i, None, strength=9)


def _before(parsed: Parsed, verb: Token, comma: int) -> list[Offsets]:
    """What the report itself tells before the comma, where it is a clause: "Iran fired first, a charge that ..."."""
    lo = parsed.sentences[verb.sentence].lo
    told = parsed.tokens[lo:comma]
    if parsed.tokens[comma + 1].lower == "which" or not any(one.dep in _SUBJECTS for one in told):
        return []
    made = piece(parsed, lo, comma)
    return [made] if made is not None else []


def _comma(parsed: Parsed, who: Token) -> int | None:
    """The comma before ", which" or ", a claim that", right before the subject of the answer."""
    tokens = parsed.tokens
    at = who.lo - 1
    if at < 1:
        return None
    if tokens[at].lower == "which":
        return at - 1 if tokens[at - 1].text == "," else None
    if tokens[at].lower == "that":
        at -= 1
    if at < 1 or tokens[at].lemma not in _ANSWERED:
        return None
    for comma in range(at - 1, max(-1, at - 4), -1):
        if tokens[comma].text == ",":
            return comma
    return None


def _cut(parsed: Parsed, hosts: list[Draft], verb: Token, end: int) -> list[Offsets]:
    """The content of the last statement that begins before `end`, ended there."""
    held = [
        draft for draft in hosts if draft.cue_token < verb.i and draft.pieces[0][0] < end and draft.cue_token != verb.i
    ]
    if not held:
        return []
    reaching = [draft for draft in held if draft.pieces[-1][1] >= end]
    host = (
        min(reaching, key=lambda draft: draft.cue_token) if reaching else max(held, key=lambda draft: draft.cue_token)
    )
    kept = [(start, min(stop, end)) for start, stop in host.pieces if start < end]
    if not host.quoted:
        host.pieces = kept
    return list(kept)
