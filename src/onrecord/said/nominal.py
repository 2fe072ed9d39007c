"""Nouns and adjectives that attribute: "Moscow's claim that", "experts are skeptical about"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_HEARSAY = frozenset(
    (
        "rumor",
        "rumour",
        "speculation",
        "allegation",
        "accusation",
        "claim",
        "report",
        "suggestion",
        "gossip",
        "suspicion",
    )
)
"""Nouns that attribute with nobody named: "addressing claims that ..."."""
_COPULAS = frozenset(("be", "remain", "seem", "feel", "become", "sound", "stay", "appear", "grow"))
_FIRST = frozenset(("i", "we", "you", "my", "our", "your", "it", "its", "there"))


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every noun and adjective cue outside direct speech."""
    book = cues()
    for token in parsed.tokens:
        if token.pos not in ("NOUN", "ADJ", "VERB") or spoken[token.i]:
            continue
        if token.pos == "NOUN":
            for entry in book.of("noun", token.lemma):
                yield from _noun(parsed, token, entry)
        elif token.dep in ("acomp", "conj", "amod", "oprd", "ROOT", "attr"):
            for entry in book.of("adj", token.lower):
                yield from _adjective(parsed, token, entry)


def _noun(parsed: Parsed, noun: Token, entry: CueEntry) -> Iterator[Draft]:
    content = noun_content(parsed, noun, entry)
    if content is None:
        return
    pieces, rule = content
    owner, owned = _owner(parsed, noun)
    if owner is not None and owner.lower in _FIRST:
        return
    if owner is None and (rule != "that" or noun.lemma not in _HEARSAY):
        return
    yield Draft(
        act=entry.act,
        rule=f"said.noun-{rule}",
        cue=(noun.start, noun.end),
        cue_token=noun.i,
        source=(owned if owned is not None else sources.phrase(parsed, owner.i)) if owner is not None else None,
        pieces=pieces,
        because=f"{entry.cue} (noun): {rule}",
        strength=2,
        entry=entry.cue,
    )


def noun_content(parsed: Parsed, noun: Token, entry: CueEntry) -> tuple[list[Offsets], str] | None:
    """What the claim, the demand or the threat is: its clause, or the phrase behind its preposition."""
    clause = parsed.child(noun.i, "acl", "ccomp", "relcl")
    if clause is not None and clause.lo > noun.i:
        that = parsed.child(clause.i, "mark", "nsubj")
        first = parsed.tokens[clause.lo]
        if (
            "that" in entry.frames
            and first.lower in ("that", "whether")
            and that is not None
            and (clause.dep != "relcl" or first.dep == "mark")
        ):
            made = piece(parsed, clause.lo, clause.hi)
            return ([made], "that") if made else None
        if "to" in entry.frames and first.lower == "to" and clause.tag == "VB":
            made = piece(parsed, clause.lo, clause.hi)
            return ([made], "to") if made else None
    if clause is None and noun.dep == "dobj" and "that" in entry.frames:
        after = parsed.child(noun.head, "ccomp")  # "denied a Greek allegation that", hung on the verb
        if after is not None and after.lo == noun.i + 1 and parsed.tokens[after.lo].lower == "that":
            made = piece(parsed, after.lo, after.hi)
            return ([made], "that") if made else None
    for child in parsed.children(noun.i, "prep"):
        if child.i > noun.i and (child.lower in entry.frames or (child.lower == "about" and "of" in entry.frames)):
            made = piece(parsed, child.i + 1, child.hi)
            return ([made], "of") if made else None
    return None


def _owner(parsed: Parsed, noun: Token) -> tuple[Token | None, tuple[int, int] | None]:
    """Whose claim it is: "Moscow's", "British", "by the ministry", "from officials"."""
    owner = parsed.child(noun.i, "poss")
    if owner is not None:
        return owner, None
    for child in parsed.children(noun.i, "prep", "agent"):
        if child.lower in ("by", "from", "among"):
            inner = parsed.child(child.i, "pobj")
            if inner is not None:
                return inner, None
    for child in parsed.children(noun.i, "amod", "compound", "nmod"):
        if (
            child.text[:1].isupper()
            and child.i + 1 >= noun.i
            and child.i > child.sentence
            and child.pos in ("ADJ", "PROPN")
        ):
            return child, (child.lo, child.i + 1)
    return None, None


def _adjective(parsed: Parsed, word: Token, entry: CueEntry) -> Iterator[Draft]:
    tokens = parsed.tokens
    verb = tokens[word.head]
    if word.dep == "acomp" and verb.lemma in _COPULAS:
        who = parsed.child(verb.i, "nsubj")
        who = sources.relative(parsed, who, verb.i) if who is not None else sources.speaker(parsed, verb.i)
        lo = min(sources.cue_range(parsed, verb.i)[0], verb.i)
        lo = lo if word.i - lo <= 4 and (who is None or who.i < lo) else word.i
    else:
        return
    if who is None or who.lower in _FIRST or who.pos not in ("PROPN", "NOUN", "PRON"):
        return
    pieces = None
    clause = parsed.child(word.i, "ccomp", "xcomp") or parsed.child(verb.i, "ccomp")
    if clause is not None and clause.lo > word.i:
        made = piece(parsed, clause.lo, clause.hi)
        pieces = [made] if made else None
    last = word.i
    if pieces is None:
        about = next((c for c in parsed.children(word.i, "prep") if c.i > word.i and c.lower in _ABOUT), None)
        if about is not None:
            made = piece(parsed, about.i + 1, about.hi)
            pieces, last = ([made] if made else None), about.i
    if pieces:
        yield Draft(
            act=entry.act,
            rule="said.adjective",
            cue=(tokens[lo].start, tokens[last].end),
            cue_token=word.i,
            source=sources.phrase(parsed, who.i),
            pieces=pieces,
            because=f"{entry.cue} (adjective)",
            strength=2,
            entry=entry.cue,
        )


_ABOUT = frozenset(("about", "of", "that", "over", "with", "to", "on", "at", "by"))
