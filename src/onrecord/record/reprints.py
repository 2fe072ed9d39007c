"""Near-duplicates and reprints: a signature to look reports up by, an exact comparison to decide, and what changed.

A text is taken as its shingles: pairs of neighbouring words, folded, without pairs of two function words. `signature`
keeps the least hashes of them (MinHash), for the whole text and for its head; `bands` are the keys under which a record
looks for texts like it. `is_reprint` decides, on the two texts themselves. All is integer arithmetic from constants
written here, the same on every machine; a record keeps signatures, so a changed constant means signing reports anew.

Source: Broder, "On the resemblance and containment of documents" (1997). Measured by `onrecord.evaluate.reprints`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Literal, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.model import Offsets

_ROWS = 3
"""Hashes that two texts share for one band. Of 10,000 pairs of different reports on one war, 1 or 2 meet with 3, and 70
with 2; with 4, a text in which a word in five was replaced is found 86 times in 100 instead of 97."""
_PARTS: tuple[tuple[int, int | None], ...] = ((22, None), (4, 20), (6, 50))
"""Bands of the whole text, and of its first 20 and 50 words: what is cut from below meets the full story there. With
50 words alone, a flash of 20 is not found; with 20 alone, none is that has a headline of its own in the text."""
_SEED = 20241213
_LESS = 4096
"""Shingles hashed at once, which bounds the memory that a long text takes."""
_SHARE = 0.5
"""Of the shorter text's shingles, those that a reprint shares: 0.62 and more where a word in five was replaced. Of 1.5
million pairs of different reports (Guardian, PolNeAR, MUC-4) one shares so much, by a list of links."""
_LEAST = 14
"""Shared shingles at least, unless the texts resemble each other as wholes. The first 20 words of the Guardian reports
have so many themselves, 98 times in 100, and none shares them with another report; one shares 12."""
_ANCHOR = 4
"""Words of a run by which long texts are aligned before they are compared word by word."""
_CHEAP = 100_000
"""Pairs of equal words up to which two texts are compared at once: some 3,000 words in each, a tenth of a second."""

_FUNCTION = frozenset((
    "a", "about", "after", "against", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "down", "during", "each",
    "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it",
    "its", "just", "may", "me", "might", "more", "most", "must", "my", "no", "nor", "not", "of", "off", "on", "only",
    "or", "our", "out", "over", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "through", "to", "under", "up", "very", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "without", "would",
    "yet", "you", "your",
))  # fmt: skip
"""A list of its own, since signatures are kept: a table that grows would change them."""
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)+|(?:[^\W\d_]\.){2,}|[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_DROPPED = str.maketrans("", "", "'’‘`")
_TOP = 1200
"""Characters in which a dateline stands."""
_DATELINE = re.compile(
    r"^(?:[^\n()]{2,80}\([^()\n]{2,40}\)|[A-Z][A-Z.'’ -]{2,30}(?:,[^\n()–—-]{2,40})?)\s*(?:--?|[–—])\s", re.M
)
_CREDIT = re.compile(
    r"\((?:[^()\n]{1,60}\s)?(?:reporting|writing|editing|compiled|edited|written|translated)\s+by\s[^()]{2,300}\)"
    r"|^(?:(?:[a-z]+ )?(?:reporting|writing|editing) by|©|copyright (?:©|\(c\)|[0-9]{4}))[^\n]{2,200}$"
    r"|^by (?-i:[A-Z])[^\n.]{2,80}$",
    re.I | re.M,
)
_TOKEN = re.compile(r"[\w\u0300-\u036f]+(?:[.,'’-][\w\u0300-\u036f]+)*|--+|[^\w\s]")
_STYLE = str.maketrans("“”„«»‘’‚–—", '"""""\'\'\'--')
_Shingle = tuple[str, ...]
_Hashes = npt.NDArray[np.uint64]
_NOTHING: npt.NDArray[np.uint32] = np.zeros(0, np.uint32)
Signatures = npt.NDArray[np.uint16]
"""Signatures as their hashes."""
Lengths = npt.NDArray[np.int64]
SIGNATURE = 2 * _ROWS * sum(number for number, _ in _PARTS)
"""Bytes of the signature of a text that has words."""


def signature(text: str) -> bytes:
    """The signature of a text: 2 bytes for each of 96 least hashes, 66 of the whole text and 30 of its head.

    Credits ("(Reporting by ...)"), bylines and the dateline are left out. A text without words has an empty signature.
    """
    return sign(text).signature


def sign(text: str) -> Sign:
    """The signature of a text with what it was made of."""
    words = _words(text)
    if not words:
        return Sign(b"", _NOTHING, 0)
    factors, terms = _permutations()
    parts = [_hashes(_shingles(words[:first])) for _, first in _PARTS]
    least, at = [], 0
    for (number, _), hashes in zip(_PARTS, parts, strict=True):
        end = at + number * _ROWS
        least.append(_least(hashes, factors[at:end], terms[at:end]))
        at = end
    made = np.concatenate(least).astype("<u2").tobytes()  # low bits: the high ones are noughts
    return Sign(made, np.unique(parts[0]).astype(np.uint32), len(parts[0]))


def can_be_reprint(one: Sign, other: Sign) -> bool:
    """Whether two texts may be the same by the hashes of their shingles; where it says no, `is_reprint` does as well.

    Shingles that have one hash are taken to be shared.
    """
    few, many = (one, other) if len(one.hashes) < len(other.hashes) else (other, one)
    if not len(few.hashes):
        return False
    at = np.minimum(many.hashes.searchsorted(few.hashes), len(many.hashes) - 1)
    shared = int(np.count_nonzero(many.hashes[at] == few.hashes)) + one.shingles - len(one.hashes)
    return shared >= _SHARE * min(one.shingles, other.shingles)


def bands(signed: bytes) -> tuple[int, ...]:
    """The keys of a signature: 32 signed integers of 64 bits, each with its band hashed in; none of an empty one.

    Texts that share a key may be the same.
    """
    size = 2 * _ROWS
    return tuple(
        int.from_bytes(blake2b(bytes((number,)) + signed[at : at + size], digest_size=8).digest(), "big", signed=True)
        for number, at in enumerate(range(0, len(signed), size))
    )


def resemblance(one: bytes, other: bytes) -> float:
    """How alike two texts are by their signatures, 0 to 1: about `Overlap.resemblance` (0.12 is two deviations)."""
    if not one or not other:
        return 0.0
    mine, its = (np.frombuffer(kept, "<u2")[: _PARTS[0][0] * _ROWS] for kept in (one, other))
    return float(np.mean(mine == its))


def may_be_reprint(one: Signed, other: Signed) -> bool:
    """Whether two texts are worth comparing: not, where their signatures say that they share far too little.

    A reprint has half of the shorter text's shingles; how alike that makes the two as wholes hangs on their lengths.
    Left out are pairs that look less alike by four deviations of what a signature tells: of texts of about one length.
    """
    (mine, its), (size, more) = (one.signature, other.signature), sorted((one.length, other.length))
    if not mine or not its or not size:
        return True
    least = _SHARE / (1 - _SHARE + more / size)
    return resemblance(mine, its) >= least - 4 * math.sqrt(least * (1 - least) / (_PARTS[0][0] * _ROWS))


def may_be_reprints(signed: Signatures, lengths: Lengths, one: Signatures, length: int) -> npt.NDArray[np.bool_]:
    """`may_be_reprint` of one text with many, none of which is without words.

    Args:
        signed: the signatures of the others, a row of numbers each.
        lengths: of their texts.
        one, length: the signature and the length of the one.
    """
    hashes = _PARTS[0][0] * _ROWS
    alike = np.mean(signed[:, :hashes] == one[:hashes], axis=1)
    least = _SHARE / (1 - _SHARE + np.maximum(lengths, length) / np.minimum(lengths, length))
    may: npt.NDArray[np.bool_] = alike >= least - 4 * np.sqrt(least * (1 - least) / hashes)
    return may


class Sign(NamedTuple):
    """The signature of a text, the hashes of its shingles, each once and in order, and how many shingles it has."""

    signature: bytes
    hashes: npt.NDArray[np.uint32]
    shingles: int


class Signed(NamedTuple):
    """A text by its signature and its length in characters."""

    signature: bytes
    length: int


class Overlap(msgspec.Struct, frozen=True):
    """What two texts share, by their shingles.

    Attributes:
        resemblance: the part of all shingles that both have (Jaccard), 0 to 1.
        containment: the part of the shorter text's shingles that the other has too, 0 to 1.
        shared: how many both have.
    """

    resemblance: float
    containment: float
    shared: int


def overlap(one: str, other: str) -> Overlap:
    """What two texts share, exactly; nothing where either has no words."""
    mine, its = _whole(one), _whole(other)
    if not mine or not its:
        return Overlap(0.0, 0.0, 0)
    shared = len(mine & its)
    return Overlap(shared / (len(mine) + len(its) - shared), shared / min(len(mine), len(its)), shared)


@lru_cache(maxsize=2)
def _whole(text: str) -> set[_Shingle]:
    """The shingles of a whole text; kept for one that is compared with many."""
    return _shingles(_words(text))


def is_reprint(one: str, other: str) -> bool:
    """Whether the greater part of the shorter text stands in the other: a reprint, edited or cut; the same item.

    At least half of the shorter one's shingles are in the other, and at least 14 of them; where fewer are, as in items
    of a line or two, the texts must be alike as wholes: half of all their shingles are in both.
    """
    found = overlap(one, other)
    return found.containment >= _SHARE and (found.shared >= _LEAST or found.resemblance >= _SHARE)


def _words(text: str) -> list[str]:
    """The words of a text, folded: no case, accents or apostrophes, no points in "U.S." and in figures.

    Without credits and dateline, unless it is nothing else.
    """
    plain = _CREDIT.sub(" ", _DATELINE.sub("", text[:_TOP], count=1) + text[_TOP:])
    return _folded(plain) or _folded(text)


def _folded(text: str) -> list[str]:
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    found = _WORD.findall(text.translate(_DROPPED).casefold())
    return [word if word.isalnum() else word.replace(".", "").replace(",", "") for word in found]


def _shingles(words: Sequence[str]) -> set[_Shingle]:
    """The pairs of neighbouring words that tell something; all where none does; the word alone where it is one."""
    pairs: set[_Shingle] = set(pairwise(words))
    telling = {pair for pair in pairs if pair[0] not in _FUNCTION or pair[1] not in _FUNCTION}
    return telling or pairs or {(word,) for word in words}


def _hashes(shingles: set[_Shingle]) -> _Hashes:
    return np.fromiter((crc32(" ".join(one).encode("utf-8", "replace")) for one in shingles), np.uint64, len(shingles))


def _least(hashes: _Hashes, factors: _Hashes, terms: _Hashes) -> _Hashes:
    """The least of the hashes of shingles under each permutation."""
    mixed = _mixed(hashes)
    least = np.full(len(factors), np.iinfo(np.uint64).max, np.uint64)
    for at in range(0, len(mixed), _LESS):
        np.minimum(least, (factors[:, None] * mixed[at : at + _LESS] + terms[:, None]).min(axis=1), out=least)
    return least


@cache
def _permutations() -> tuple[_Hashes, _Hashes]:
    """An odd factor and a term for each hash kept."""
    size = sum(number for number, _ in _PARTS) * _ROWS
    made = _mixed(np.arange(_SEED, _SEED + 2 * size, dtype=np.uint64))
    return made[:size] | np.uint64(1), made[size:]


def _mixed(values: _Hashes) -> _Hashes:
    """64 bits for each value that follow no pattern. Source: SplitMix64 (Steele, Lea and Flood 2014)."""
    mixed = (values + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_Kind = Literal["replaced", "added", "removed"]


class Change(msgspec.Struct, frozen=True):
    """One change from an old text to a new one.

    Attributes:
        kind: `replaced`, `added`, `removed`.
        old_span: characters `[start, end)` of the old text; empty for `added`, behind the word that it follows.
        old_text: what stands there.
        new_span, new_text: the same of the new text; empty for `removed`.
    """

    kind: _Kind
    old_span: Offsets
    old_text: str
    new_span: Offsets
    new_text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What changed from one text to another, word by word, in order.

    White space and the style of quotation marks and dashes are no change. A sentence that was moved is removed in one
    place and added in another. Where texts of thousands of words have no run of four in common, all is one replacement.
    """
    mine, its = _tokens(old), _tokens(new)
    before, after = [word for word, _ in mine], [word for word, _ in its]
    made = []
    for i, k, j, m in _edits(_aligned(before, after), before, len(after)):
        old_span, new_span = _span(mine, i, k), _span(its, j, m)
        kind: _Kind = "added" if i == k else "removed" if j == m else "replaced"
        made.append(Change(kind, old_span, old[slice(*old_span)], new_span, new[slice(*new_span)]))
    return tuple(made)


class _Part(NamedTuple):
    """Tokens `[i, k)` of the old text and `[j, m)` of the new one."""

    i: int
    k: int
    j: int
    m: int


def _tokens(text: str) -> list[tuple[str, Offsets]]:
    """The words and signs of a text, in one style, with their places."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if not word.isascii():
            word = unicodedata.normalize("NFC", word).translate(_STYLE)
        found.append(("-" if word[:2] == "--" else word, match.span()))
    return found


def _span(tokens: list[tuple[str, Offsets]], first: int, end: int) -> Offsets:
    if first < end:
        return tokens[first][1][0], tokens[end - 1][1][1]
    place = tokens[first - 1][1][1] if first else 0
    return place, place


def _edits(same: list[_Part], old: list[str], end: int) -> Iterator[_Part]:
    """What lies between the runs that both have; two replacements with only "of the" or the like between are one."""
    i = j = 0
    held: _Part | None = None
    for run in (*same, _Part(len(old), len(old), end, end)):
        edit = _Part(i, run.i, j, run.j)
        i, j = run.k, run.m
        if edit.i == edit.k and edit.j == edit.m:
            continue
        between = old[held.k : edit.i] if held else []
        small = len(between) <= 2 and all(word.lower() in _FUNCTION for word in between)
        if held and small and all(part.i < part.k and part.j < part.m for part in (held, edit)):
            held = _Part(held.i, edit.k, held.j, edit.m)
            continue
        if held:
            yield held
        held = edit
    if held:
        yield held


def _aligned(old: list[str], new: list[str]) -> list[_Part]:
    """The runs that both have, in order."""
    found: list[_Part] = []
    todo = [_Part(0, len(old), 0, len(new))]
    while todo:
        i, k, j, m = todo.pop()
        head = _common(old[i:k], new[j:m])
        foot = _common(old[i + head : k][::-1], new[j + head : m][::-1])
        found += (_Part(i, i + head, j, j + head), _Part(k - foot, k, m - foot, m))
        i, k, j, m = i + head, k - foot, j + head, m - foot
        mine, its = old[i:k], new[j:m]
        if _cost(mine, its) <= _CHEAP:
            blocks = SequenceMatcher(None, mine, its, autojunk=False).get_matching_blocks()
            found += (_Part(i + a, i + a + size, j + b, j + b + size) for a, b, size in blocks)
        elif anchors := [(i + a, j + b) for a, b in _anchors(mine, its)]:
            found += (_Part(a, a + 1, b, b + 1) for a, b in anchors)
            ends = pairwise(((i - 1, j - 1), *anchors, (k, m)))
            todo += (_Part(a + 1, c, b + 1, d) for (a, b), (c, d) in ends)
    return sorted(part for part in found if part.i < part.k)


def _common(one: list[str], other: list[str]) -> int:
    """How many tokens at the beginning are the same."""
    size = min(len(one), len(other))
    return next((at for at in range(size) if one[at] != other[at]), size)


def _cost(one: list[str], other: list[str]) -> int:
    """Pairs of equal tokens: the time of a comparison grows with them."""
    counts = Counter(other)
    return sum(times * counts[word] for word, times in Counter(one).items())


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Where runs of four tokens begin that stand once in each, the most that have one order in both (patience)."""
    places = _once(new)
    pairs = [(at, places[run]) for run, at in _once(old).items() if run in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    kept = []
    number = last[-1] if last else -1
    while number >= 0:
        kept.append(pairs[number])
        number = before[number]
    return kept[::-1]


def _once(tokens: list[str]) -> dict[_Shingle, int]:
    runs = list(zip(*(tokens[at:] for at in range(_ANCHOR)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}
