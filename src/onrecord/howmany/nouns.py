"""What a figure counts: the head noun, found in the parse."""

from __future__ import annotations

from onrecord.language import Parsed, Token

_BREAKS = frozenset(("VERB", "AUX", "ADP", "PRON", "CCONJ", "SCONJ", "PART"))
_INSIDE = frozenset(("-", ",", "–", '"', "“", "”"))
_NOT_COUNTED = frozenset(("percent", "time"))


def counted(parsed: Parsed, lo: int, hi: int) -> int | None:
    """The noun that a number at tokens `[lo, hi)` counts; None where it stands alone ("killed 14").

    The noun is the token whose `nummod` the number is; where the parse says otherwise, the last noun of
    the words that follow at once.
    """
    tokens = parsed.tokens
    last = tokens[hi - 1]
    token = last
    for _ in range(4):
        head = tokens[token.head]
        if head.i == token.i or head.i >= hi:
            break
        if head.i < lo:
            return following(parsed, hi)
        token = head
    head = tokens[token.head]
    if head.i >= hi and token.dep in ("nummod", "amod", "compound", "nmod", "quantmod", "det", "advmod", "dep"):
        if head.pos in ("NOUN", "PROPN", "ADJ") and _open(tokens[hi : head.i]):
            # "one man's death" counts men, "half the world's people" is of the people
            return head.i if head.dep == "poss" and tokens[lo].lower == "one" else whole(parsed, head.i)
        if head.pos == "NUM":
            return following(parsed, hi)
    return following(parsed, hi)


def of(parsed: Parsed, hi: int) -> int | None:
    """The noun after "of" right behind a figure: "dozens of people", "two of his aides"."""
    tokens = parsed.tokens
    if hi + 1 >= len(tokens) or tokens[hi].lower != "of" or tokens[hi].sentence != tokens[hi - 1].sentence:
        return None
    for i in tokens[hi].children:
        child = tokens[i]
        if child.dep == "pobj" and i > hi:
            if child.pos == "PRON" or not _open(tokens[hi + 1 : i]):
                return None
            return whole(parsed, i)
    return following(parsed, hi + 1)


def _open(between: tuple[Token, ...]) -> bool:
    """Whether nothing stands between a figure and its noun but adjectives, nouns and hyphens."""
    return not any(
        token.text not in _INSIDE
        if token.pos == "PUNCT"
        else token.pos in _BREAKS and token.tag not in ("VBN", "VBG", "POS", "PRP$") and not _pairs(between, number)
        for number, token in enumerate(between)
    )


def _pairs(between: tuple[Token, ...], number: int) -> bool:
    """Whether a conjunction joins two words of the noun's own: "Democratic and Republican debates"."""
    sides = between[max(0, number - 1) : number] + between[number + 1 : number + 2]
    return (
        between[number].pos == "CCONJ"
        and len(sides) == 2
        and all(token.pos in ("ADJ", "PROPN", "NOUN") or token.tag == "VBN" for token in sides)
    )


def whole(parsed: Parsed, noun: int) -> int:
    """The last noun of a compound that the parse cut short."""
    tokens = parsed.tokens
    head = tokens[noun]
    if head.dep == "poss" and tokens[head.head].i > head.i and tokens[head.head].pos == "NOUN":
        # "half the world's population" is of the population
        return head.head
    after = tokens[noun + 1] if noun + 1 < len(tokens) else head
    if head.tag in ("NN", "NNP") and after.tag in ("NNS", "NNPS") and after.sentence == head.sentence:
        return after.i
    for _ in range(3):
        above = tokens[head.head]
        if head.dep == "compound" and above.i == head.i + 1 and above.pos == "NOUN":
            head = above
            continue
        break
    return head.i


def following(parsed: Parsed, hi: int) -> int | None:
    """The noun right behind a figure: the last of the adjectives and nouns that follow at once, where it is a noun."""
    tokens = parsed.tokens
    if hi >= len(tokens):
        return None
    sentence = tokens[hi - 1].sentence
    found = None
    for i in range(hi, min(hi + 7, len(tokens))):
        token = tokens[i]
        if token.sentence != sentence:
            break
        if token.pos in ("NOUN", "PROPN"):
            found = i
            if token.tag in ("NNS", "NNPS") and (i + 1 >= len(tokens) or tokens[i + 1].pos != "NOUN"):
                break
        elif (token.pos not in ("ADJ", "NUM", "DET") and not (token.text == "-" and i > hi)) or (
            token.pos == "DET" and i > hi
        ):
            break
    if found is None or tokens[found].lower in _NOT_COUNTED:
        return None
    return found
