"""Whether a figure counts something where it stands, or is part of a name, a score, a number plate."""

from __future__ import annotations

import re

from onrecord.howmany import units
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
    "husband", "dude", "family", "couple", "ladies", "daughter", "spouse", "cabinet", "dog",
))  # fmt: skip
"""Nouns that make a title, an idiom or a name of "first", "second" ...: nothing is ranked."""
_NUMBERED = frozenset(("district", "precinct", "ward", "circuit", "parallel", "avenue", "street", "floor", "battalion"))
"""What has a number for a name: "the 22nd district"."""
_TIMES = frozenset((
    "day", "night", "week", "weekend", "month", "quarter", "year", "decade", "century", "hour", "minute",
))  # fmt: skip
"""Nouns after which an ordinal belongs to the times."""


def counts(parsed: Parsed, low: str, figure: Figure, lo: int, hi: int) -> bool:
    """Whether the figure at tokens `[lo, hi)` is a count, share, rank or measure."""
    tokens = parsed.tokens
    first, last = tokens[lo], tokens[hi - 1]
    left = tokens[lo - 1] if lo and tokens[lo - 1].sentence == first.sentence else None
    if figure.form == "tally":
        return False
    if first.start < figure.start and not _cut(low, first, figure):
        return False
    if last.end > figure.end and low[figure.end : figure.end + 1] not in ("-", "–", "%", "+", "/", ".", "°", "$"):
        return _letters_follow_as_unit(low, figure)
    if figure.form == "vague" and first.pos == "VERB":
        return False  # "Paul Scores Direct Hit"
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
    if _INDEX.search(low, max(0, figure.start - 12), figure.start):
        return False
    if figure.words and figure.number == 1:
        return _one(parsed, low, first, last, left)
    if (
        figure.words
        and (left is None or left.pos == "PUNCT" or left.lower in ("or", "and"))
        and re.match(r":\s" if left and left.pos != "PUNCT" else r"[,:.]\s", low[last.end : last.end + 2])
    ):
        # "Two, disrupt the network": an item of a list
        return False
    if left is None:
        return not re.match(r"[.)]\s|$", low[figure.end : figure.end + 2]) or figure.words
    if figure.words and first.text[:1].isupper() and not _title(parsed, first):
        return left.text in ('"', "“", "'", "‘", ":", "-", "—", "–", "(", "...", "~", "•", "*", "·")
    if left.text[:1].isupper() and left.lower in _CAPITAL_BOUNDS and not _title(parsed, left):
        # "Forbes' Under 30 Summit"
        return False
    if left.lower in _LABELS and left.end + 1 >= figure.start:
        # "Article 4" is a name, "at the school 20 children ..." is not
        head = parsed.tokens[last.head]
        return left.text.islower() and last.dep == "nummod" and head.i > last.i and head.tag == "NNS"
    if parsed.text[max(0, figure.start - 9) : figure.start] == "Group of ":
        return False
    amount = " " in low[figure.start : figure.end] or "," in low[figure.start : figure.end]  # "Lebanon 1 million"
    amount = amount or units.after(low, figure.end) is not None  # "leads Kovar 50% to 40%"
    named = left.tag in ("NNP", "NNPS") and left.text[:1].isupper() and not figure.words and not amount
    if named and left.end + 1 == figure.start:
        head = parsed.tokens[last.head]
        return (last.dep == "nummod" and head.i > last.i and head.pos == "NOUN") or (
            left.text.isupper() and len(left.text) > 4
        )
    return True


_INDEX = re.compile(r"(?:s\s?&\s?p\.?|s\.\s?&\s?p\.|\b(?:ftse|nikkei|fortune|russell|stoxx|dax|cac|csi|asx))\s+$")
"""Indices whose names end in a figure."""
_ONE_OR_MORE = re.compile(r"\s+(?:to|or)\s+(?:two|three|four|five|six|\d)\b")
_AT_ONE = re.compile(r"\s+(?:time|point|stage|moment)\b")
_NOT_ONE = re.compile(
    r"\s+(?:of|another|last|next|this|that|who|either|by\s+one|(?:\w+\s+)?(?:day|morning|afternoon|evening|night|summer|winter|spring|autumn))\b|-|\s*,"
)


def _one(parsed: Parsed, low: str, first: Token, last: Token, left: Token | None) -> bool:
    """ "one" counts only before its noun: not the pronoun, not "one of", "no one", "one another"."""
    if left is not None and left.lower in _BEFORE_PRONOUN:
        noun = parsed.tokens[last.i + 1] if last.i + 1 < len(parsed.tokens) else last
        clause = left.lower == "that" and left.dep != "det"  # "I know that one thing ..."
        clause = clause or (left.lower == "any" and noun.pos == "NOUN")
        return (left.lower == "the" or clause) and last.dep == "nummod"
    after = low[last.end : last.end + 40]
    if _ONE_OR_MORE.match(after) or after.startswith(("-year-old", "-month-old")):
        return True
    if _NOT_ONE.match(after) or (left is not None and left.lower == "at" and _AT_ONE.match(after)):
        return False
    head = parsed.tokens[last.head]
    return last.dep == "nummod" and head.i > last.i and head.pos in ("NOUN", "PROPN", "ADJ")


def _title(parsed: Parsed, token: Token) -> bool:
    """Whether a token stands in the title, or opens its sentence: capitals say nothing there."""
    first = parsed.sentences[token.sentence].lo
    opened = token.i == first + 1 and parsed.tokens[first].text in ('"', "“", "‘", "'")
    return token.start < parsed.shift or first == token.i or opened


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


def _opens(parsed: Parsed, first: Token, last: Token) -> bool:
    """ "First goal is to ...": a capital that only opens the sentence."""
    after = parsed.tokens[last.i + 1] if last.i + 1 < len(parsed.tokens) else None
    return _title(parsed, first) and after is not None and after.pos == "NOUN" and after.text.islower()


def _hyphened(tokens: tuple[Token, ...], hi: int) -> int | None:
    """The noun behind an ordinal that hyphens tie to more: "the second-largest army", "the first-in-line heir"."""
    at = hi
    while at + 1 < len(tokens) and tokens[at].text == "-":
        at += 2
    end = next((i for i in range(at, min(at + 5, len(tokens))) if tokens[i].pos not in ("NOUN", "PROPN", "ADJ")), at)
    nouns = [i for i in range(at, end) if tokens[i].pos in ("NOUN", "PROPN")]
    return nouns[-1] if nouns else None


def placed(parsed: Parsed, lo: int, hi: int) -> bool:
    """Whether an ordinal at tokens `[lo, hi)` is a place in a race: "finished second", "came in third"."""
    tokens = parsed.tokens
    if hi < len(tokens) and (tokens[hi].pos in ("NOUN", "PROPN", "ADJ", "NUM") or tokens[hi].text == "-"):
        return False
    before = tokens[lo - 1] if lo else None
    if before is not None and before.lower in ("or", "and", "a", "distant", "close"):
        before = tokens[lo - 3] if before.lower in ("or", "and") and lo > 2 else tokens[lo - 2] if lo > 1 else None
    for word in ("in", "out"):
        if before is not None and before.lower == word:
            before = tokens[before.i - 1] if before.i else None
    ends = hi >= len(tokens) or tokens[hi].pos == "PUNCT"
    return before is not None and (before.lemma in _RACES or (before.lower == "for" and ends))


_RACES = frozenset(("come", "finish", "place", "rank", "take"))


def ranks(parsed: Parsed, lo: int, hi: int) -> int | None:
    """The noun that an ordinal at tokens `[lo, hi)` ranks; None for adverbs and names ("Second World War")."""
    tokens = parsed.tokens
    first, last = tokens[lo], tokens[hi - 1]
    if hi + 1 < len(tokens) and tokens[hi].text == "-" and tokens[hi].start == last.end:
        return _hyphened(tokens, hi)
    if last.pos in ("PROPN", "VERB") and not first.text[:1].isdigit() and not _opens(parsed, first, last):
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
    if first.text[:1].isdigit() and noun.lower in _NUMBERED:
        return None
    if noun.lower in _TIMES:
        return None  # "the first day" tells when
    if tokens[hi].lower == "party" and last.lower == "third":
        return None
    if tokens[hi].lower == "world" and hi + 1 < len(tokens) and tokens[hi + 1].lower in ("war", "world"):
        return None
    if tokens[hi].lower in _AFTER_TITLE or (tokens[hi].lower == "world" and noun.lower in ("war", "world")):
        return None
    if first.text[:1].isdigit() and tokens[hi].tag in ("NNP", "NNPS") and tokens[hi].lower != "president":
        return None
    return head
