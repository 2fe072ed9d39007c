"""Whether a figure counts something where it stands, or is part of a name, a score, a number plate."""

from __future__ import annotations

import re

from onrecord.howmany.figures import Figure
from onrecord.language import Parsed, Token

_LABELS = frozenset((
    "article", "articles", "section", "chapter", "chapters", "resolution", "paragraph", "annex", "clause", "no",
    "no.", "nos", "number", "flight", "channel", "highway", "route", "room", "gate", "page", "pages", "phase",
    "stage", "round", "title", "rule", "law", "act", "version", "volume", "series", "episode", "type", "class",
    "category", "level", "unit", "block", "building", "apartment", "platform", "terminal", "interstate", "psalm",
    "proposition", "prop", "order", "protocol", "camp", "pier", "runway", "area", "zone", "district", "ward",
    "school", "lot", "item", "option", "tier", "appendix", "amendment", "case", "docket", "figure", "table",
    "game", "match", "week", "day", "bus", "line", "exit", "boeing", "airbus", "apollo", "convention", "ak",
    "psalms", "verse", "verses", "subsection", "para", "schedule", "regulation", "directive", "model", "step",
    "part", "book", "radio", "studio", "iphone", "windows", "formula", "euro", "agenda", "vision", "pm2", "hut",
    "grade", "sector", "slot",
))  # fmt: skip
_CAPITAL_BOUNDS = frozenset(("over", "under", "about", "top", "almost", "nearly"))
_BEFORE_PRONOUN = frozenset((
    "no", "the", "any", "every", "this", "that", "each", "which", "another", "number", "some", "day",
))  # fmt: skip
_AFTER_TITLE = frozenset((
    "lady", "minister", "secretary", "lieutenant", "aid", "name", "place", "nature", "class", "hand", "responder",
    "responders", "cousin", "cousins", "instance", "gentleman", "sergeant", "degree", "amendment", "vice", "deputy",
))  # fmt: skip
"""Nouns that make a title, an idiom or a name of "first", "second" ...: nothing is ranked."""


def counts(parsed: Parsed, low: str, figure: Figure, lo: int, hi: int) -> bool:
    """Whether the figure at tokens `[lo, hi)` is a count, share, rank or measure."""
    tokens = parsed.tokens
    first, last = tokens[lo], tokens[hi - 1]
    left = tokens[lo - 1] if lo and tokens[lo - 1].sentence == first.sentence else None
    if first.start < figure.start and not _cut(low, first, figure):
        return False
    if last.end > figure.end and low[figure.end : figure.end + 1] not in ("-", "–", "%", "+", "/", ".", "°", "$"):
        return _letters_follow_as_unit(low, figure)
    if figure.form == "number":
        return _number(parsed, low, figure, (first, last), left)
    return True


def _cut(low: str, first: Token, figure: Figure) -> bool:
    """Whether the token before the figure's first character is only a sign: "$3", "~20", "700-900"."""
    lead = low[first.start : figure.start]
    return not any(char.isalpha() for char in lead) or lead.endswith(("$", "-"))


def _letters_follow_as_unit(low: str, figure: Figure) -> bool:
    return (
        re.match(r"(?:km|m|kg|cm|mm|bn|mn|mph|kph|ft|lb|lbs|mw|gw|kw|km/h|pc|°c|c)\b", low[figure.end : figure.end + 5])
        is not None
    )


def _number(parsed: Parsed, low: str, figure: Figure, ends: tuple[Token, Token], left: Token | None) -> bool:
    first, last = ends
    if figure.words and figure.number == 1:
        return _one(parsed, low, first, last, left)
    if figure.words and (left is None or left.pos == "PUNCT") and re.match(r"[,:.]\s", low[last.end : last.end + 2]):
        # "Two, disrupt the network": an item of a list
        return False
    if left is None:
        return not re.match(r"[.)]\s|$", low[figure.end : figure.end + 2]) or figure.words
    if figure.words and first.text[:1].isupper() and not _title(parsed, first):
        return left.text in ('"', "“", "'", "‘", ":", "-", "—", "(", "...")
    if left.text[:1].isupper() and left.lower in _CAPITAL_BOUNDS and not _title(parsed, left):
        # "Forbes' Under 30 Summit"
        return False
    if left.lower in _LABELS and left.end + 1 >= figure.start:
        # "Article 4" is a name, "at the school 20 children ..." is not
        head = parsed.tokens[last.head]
        return left.text.islower() and last.dep == "nummod" and head.i > last.i and head.tag == "NNS"
    if parsed.text[max(0, figure.start - 9) : figure.start] == "Group of ":
        return False
    if left.tag in ("NNP", "NNPS") and left.text[:1].isupper() and not figure.words and left.end + 1 == figure.start:
        head = parsed.tokens[last.head]
        return (last.dep == "nummod" and head.i > last.i and head.pos == "NOUN") or (
            left.text.isupper() and len(left.text) > 4
        )
    return True


def _one(parsed: Parsed, low: str, first: Token, last: Token, left: Token | None) -> bool:
    """ "one" counts only before its noun: not the pronoun, not "one of", "no one", "one another"."""
    if left is not None and left.lower in _BEFORE_PRONOUN:
        return left.lower == "the" and last.dep == "nummod"
    if re.match(r"\s+(?:of|another|day|by\s+one|thing|way|reason|point)\b|-|\s*,", low[last.end : last.end + 12]):
        return False
    head = parsed.tokens[last.head]
    return last.dep == "nummod" and head.i > last.i and head.pos in ("NOUN", "PROPN", "ADJ")


def _title(parsed: Parsed, token: Token) -> bool:
    """Whether a token stands in the title, or opens its sentence: capitals say nothing there."""
    return token.start < parsed.shift or parsed.sentences[token.sentence].lo == token.i


def _breaks(token: Token) -> bool:
    """Whether a token between an ordinal and a noun parts them."""
    if token.pos == "PUNCT":
        return token.text not in ("-", ",", '"', "“", "”")
    return token.pos == "ADP" or (token.pos == "VERB" and token.tag not in ("VBG", "VBN"))


def _closes(tokens: tuple[Token, ...], hi: int) -> bool:
    """Whether no noun follows at once: "became the third when ...", "the first to ..."."""
    return hi >= len(tokens) or (tokens[hi].pos not in ("NOUN", "PROPN", "ADJ", "NUM") and tokens[hi].text != "-")


def _before_participle(tokens: tuple[Token, ...], lo: int, hi: int) -> int | None:
    """ "the first reported case": the parse takes "first" for an adverb of the participle."""
    if not lo or tokens[lo - 1].tag not in ("DT", "PRP$", "POS") or hi >= len(tokens):
        return None
    if tokens[hi].tag not in ("VBN", "VBG"):
        return None
    return next((i for i in range(hi + 1, min(hi + 4, len(tokens))) if tokens[i].pos == "NOUN"), None)


def ranks(parsed: Parsed, lo: int, hi: int) -> int | None:
    """The noun that an ordinal at tokens `[lo, hi)` ranks; None for adverbs and names ("Second World War")."""
    tokens = parsed.tokens
    first, last = tokens[lo], tokens[hi - 1]
    if last.pos in ("PROPN", "VERB") and not first.text[:1].isdigit():
        return None
    if last.pos == "ADV":
        return _before_participle(tokens, lo, hi)
    if first.text[:1].isupper() and not _title(parsed, first):
        return None
    head = last.head
    alone = (
        lo
        and tokens[lo - 1].lower in ("the", "a")
        and last.dep in ("attr", "nsubj", "nsubjpass", "dobj", "pobj", "appos")
    )
    if alone and (head < last.i or last.dep.startswith("nsubj")) and _closes(tokens, hi):
        return last.i
    if last.dep not in ("amod", "compound", "nummod", "advmod", "npadvmod") or head <= last.i or head - last.i > 6:
        return None
    noun = tokens[head]
    if noun.pos not in ("NOUN", "PROPN") or any(_breaks(token) for token in tokens[hi:head]):
        return None
    if tokens[hi].lower in _AFTER_TITLE or (tokens[hi].lower == "world" and noun.lower in ("war", "world")):
        return None
    if first.text[:1].isdigit() and tokens[hi].tag in ("NNP", "NNPS"):
        return None
    return head
