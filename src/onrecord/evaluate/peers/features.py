"""What the CRF sees of a token: hand-made features of the word, its place in the parse, and its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from onrecord.evaluate.peers.attribution import Range
from onrecord.language import Parsed, Token

WINDOW = 2
"""Neighbours on either side whose features a token has too."""
LEAST_SEEN, LEAST_SHARE = 5, 0.3
"""A lemma is in the cue list that is a cue so often in the training texts, and in this share of its occurrences."""
_HIGHEST = 8
_STEPS = (0, 1, 2, 3, 7, 15)


def cue_lemmas(texts: Iterable[tuple[Parsed, Collection[int]]]) -> frozenset[str]:
    """The cue list: lemmas of verbs and nouns that often cite.

    Args:
        texts: parsed texts, each with the indices of the tokens that stand in a cue.
    """
    seen: Counter[str] = Counter()
    cited: Counter[str] = Counter()
    for parsed, cues in texts:
        for token in parsed.tokens:
            if token.pos in ("VERB", "NOUN", "ADP", "ADJ"):
                seen[token.lemma] += 1
                cited[token.lemma] += token.i in cues
    return frozenset(lemma for lemma, n in cited.items() if n >= LEAST_SEEN and n >= LEAST_SHARE * seen[lemma])


def features(parsed: Parsed, lo: int, hi: int, cues: Collection[str]) -> list[list[str]]:
    """The features of tokens `[lo, hi)`, which are one paragraph.

    Args:
        parsed: the parsed text.
        lo, hi: half-open token range.
        cues: the cue list.
    """
    own = [_own(parsed, parsed.tokens[i], cues) for i in range(lo, hi)]
    citing = _citing_sentences(parsed, lo, hi, cues)
    out = []
    for at, i in enumerate(range(lo, hi)):
        token = parsed.tokens[i]
        found = [*own[at][0], *own[at][1], *_place(parsed, token, lo, hi), *_path(parsed.tokens, token, cues)]
        if token.sentence in citing:
            found.append("citing")
        for step in (*range(-WINDOW, 0), *range(1, WINDOW + 1)):
            if 0 <= at + step < len(own):
                found += [f"{step}{feature}" for feature in own[at + step][0]]
            else:
                found.append(f"{step}none")
        out.append(found)
    return out


def _own(parsed: Parsed, token: Token, cues: Collection[str]) -> tuple[list[str], list[str]]:
    """Features of a token by itself: those that its neighbours have too, and the others."""
    quoted = parsed.quoted(token.start)
    shared = [f"l={token.lemma}", f"p={token.pos}"]
    if token.lemma in cues:
        shared.append("cue")
    if quoted is not None:
        shared.append("quoted")
    head = parsed.tokens[token.head]
    alone = [
        f"w={token.lower}",
        f"t={token.tag}",
        f"d={token.dep}",
        f"h={head.lemma}",
        f"hp={head.pos}|{token.dep}",
        f"side={(head.i > token.i) - (head.i < token.i)}|{token.dep}",
    ]
    if token.text[:1].isupper():
        alone.append("capital")
    if head.lemma in cues:
        alone.append(f"cue head|{token.dep}")
    if any(child.lemma in cues for child in parsed.children(token.i)):
        alone.append("cue child")
    return shared, alone


def _place(parsed: Parsed, token: Token, lo: int, hi: int) -> list[str]:
    """Where a token stands in its quotation, sentence and paragraph."""
    sentence = parsed.sentences[token.sentence]
    found = [f"sentence at {min(4, 5 * (token.i - sentence.lo) // (sentence.hi - sentence.lo))}"]
    if token.i == sentence.lo:
        found.append("sentence begins")
    if token.i == lo:
        found.append("paragraph begins")
    if parsed.quoted(parsed.tokens[lo].start) is not None:
        found.append("quotation opens paragraph")
    quotation = parsed.quoted(token.start)
    if quotation is not None:
        words = parsed.text[quotation.start : quotation.end].count(" ")
        found.append("short quotation" if words < 3 else "long quotation")
    return found


def _path(tokens: Sequence[Token], token: Token, cues: Collection[str]) -> list[str]:
    """The nearest word above of the cue list, and by which branch the token hangs on it."""
    below, at = token, token
    for height in range(_HIGHEST):
        at = tokens[below.head]
        if at is below:
            break
        if at.lemma in cues:
            side = "after" if token.i > at.i else "before"
            return [f"under={below.dep}", f"under={below.dep}|{side}", f"under={at.lemma}|{below.dep}", f"up={height}"]
        below = at
    return ["under none"]


def _citing_sentences(parsed: Parsed, lo: int, hi: int, cues: Collection[str]) -> set[int]:
    """The sentences that hold a word of the cue list outside quotation marks."""
    return {t.sentence for t in parsed.tokens[lo:hi] if t.lemma in cues and parsed.quoted(t.start) is None}


def with_cues(seen: Sequence[list[str]], tags: Sequence[str]) -> list[list[str]]:
    """The features of a paragraph's tokens, with the tags of its cues and how far each token is from a cue."""
    before = _distances(tags)
    after = _distances(tags[::-1])[::-1]
    return [
        [*own, f"c={tag}", f"cue before={a}", f"cue after={b}", f"cues={a}|{b}"]
        for own, tag, a, b in zip(seen, tags, before, after, strict=True)
    ]


def _distances(tags: Sequence[str]) -> list[str]:
    """For each token how many tokens back the last cue stands, in coarse steps."""
    out = []
    last: int | None = None
    for at, tag in enumerate(tags):
        last = at if tag != "O" else last
        out.append("none" if last is None else next((str(step) for step in _STEPS if at - last <= step), "far"))
    return out


def labels(ranges: Iterable[Range], lo: int, hi: int) -> list[str]:
    """B, I and O for tokens `[lo, hi)`: of ranges that overlap, the one that begins first, the longer first.

    Args:
        ranges: half-open ranges of tokens.
        lo, hi: half-open token range.
    """
    out = ["O"] * (hi - lo)
    taken = 0
    for start, stop in sorted(ranges, key=lambda r: (r[0], -r[1])):
        if start < taken:
            continue
        taken = stop
        begin, end = max(start, lo), min(stop, hi)
        if begin < end:
            out[begin - lo : end - lo] = ["B", *["I"] * (end - begin - 1)]
    return out


def ranges_of(tags: Sequence[str], lo: int) -> list[Range]:
    """The token ranges that B, I and O stand for; an I after an O begins one."""
    out: list[Range] = []
    for at, tag in enumerate(tags, lo):
        if tag == "B" or (tag == "I" and not (out and out[-1][1] == at)):
            out.append((at, at + 1))
        elif tag == "I":
            out[-1] = (out[-1][0], at + 1)
    return out
