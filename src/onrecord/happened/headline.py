"""Headlines: clauses whose verb the tagger took for a noun, laid out anew.

"Somalia severs ties with Ethiopia", "Police fire on protesters": a present-tense verb after a bare noun reads like
one more noun. Where a title has no verb that the codebook knows, and a word of it can be one by form and place, the
title's clause is laid out flat around that word: what stands before is its subject, what follows its object and its
prepositional phrases. Nothing outside the title changes.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebook.triggers import lexicon, light_verbs, noun_classes, operators, words
from onrecord.language import Parsed
from onrecord.language.parsed import Sentence, Token

_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "PART", "CCONJ"))
_PREPOSITIONS = frozenset(("in", "on", "at", "with", "from", "to", "against", "over", "after", "for", "near", "into",
                           "amid", "of", "by", "during", "between"))  # fmt: skip


def mended(parsed: Parsed) -> Parsed:
    """The parsed report with the verbs of its title found; the report itself where nothing is to be mended."""
    tokens = list(parsed.tokens)
    changed = False
    for sentence in parsed.sentences:
        if not parsed.paragraphs[sentence.paragraph].in_title:
            break
        verb = None if _has_verb(parsed, sentence) else _verb(parsed, sentence)
        if verb is not None:
            _lay_out(tokens, sentence, verb)
            changed = True
    return replace(parsed, tokens=tuple(tokens)) if changed else parsed


def _has_verb(parsed: Parsed, sentence: Sentence) -> bool:
    """Whether the tagger found a verb, other than a noun at the end that it took for one ("fires missile")."""
    for token in parsed.tokens[sentence.lo : sentence.hi]:
        if token.pos in ("VERB", "AUX"):
            last = token.i >= sentence.hi - 1 or parsed.tokens[token.i + 1].pos in ("ADP", "PUNCT")
            if not (last and token.tag in ("VB", "VBP") and token.lower in noun_classes()):
                return True
    return False


def _verb(parsed: Parsed, sentence: Sentence) -> tuple[int, str] | None:
    """The first word that can be the clause's verb, and its lemma."""
    for token in parsed.tokens[sentence.lo + 1 : sentence.hi - 1]:
        before, after = parsed.tokens[token.i - 1], parsed.tokens[token.i + 1]
        if before.pos not in ("NOUN", "PROPN", "NUM") and before.text not in ("'s", "’s"):
            continue
        if before.text in ("'s", "’s") or token.pos not in ("NOUN", "PROPN", "VERB", "ADJ"):
            continue
        lemma = _lemma(token.lower, plural=_plural(before))
        if lemma is None:
            continue
        followed = after.pos in ("NOUN", "PROPN", "NUM", "DET", "ADJ") or after.lower in noun_classes()
        if token.lower in words("noun_or_verb") and not followed and after.lower != "on":
            continue  # "Gaza strikes in third week": as likely a noun
        return token.i, lemma
    return None


def _plural(token: Token) -> bool:
    return token.tag in ("NNS", "NNPS") or token.lower.endswith("s") or token.lower in words("collective")


def _lemma(lower: str, plural: bool) -> str | None:
    """The lemma of a word as a present-tense verb after such a subject; None where it is none that we know."""
    verbs = (lexicon().verbs, light_verbs(), operators())
    forms = [lower] if plural else []
    if lower.endswith("s") and not lower.endswith("ss"):
        forms += [lower[:-1], lower[:-2]] if lower.endswith("es") else [lower[:-1]]
        if lower.endswith("ies"):
            forms.append(lower[:-3] + "y")
    return next((form for form in forms if any(form in known for known in verbs)), None)


def _lay_out(tokens: list[Token], sentence: Sentence, found: tuple[int, str]) -> None:
    """Hang the words of a title's clause on its verb."""
    verb, lemma = found
    made = [_copy(tokens[i]) for i in range(sentence.lo, sentence.hi)]
    lo = sentence.lo
    root = made[verb - lo]
    root.pos, root.tag, root.dep, root.lemma, root.head = "VERB", "VBZ", "ROOT", lemma, verb
    start = max((t.i + 1 for t in made[: verb - lo] if t.text in (":", ";")), default=lo)
    _chunk(made, lo, (lo, start), verb, "dep")
    _chunk(made, lo, (start, verb), verb, "nsubj")
    at, role, over = verb + 1, "dobj", verb
    while at < sentence.hi:
        token = made[at - lo]
        if token.lower in _PREPOSITIONS:
            token.pos, token.tag, token.dep = "ADP", "IN", "prep"
            token.head = over if token.lower == "of" else verb
            role, over = "pobj", at
            at += 1
            continue
        if token.pos == "PUNCT":
            token.dep, token.head = "punct", verb
            role, over = "dep", verb
            at += 1
            continue
        end = at
        while end < sentence.hi and made[end - lo].lower not in _PREPOSITIONS and made[end - lo].pos != "PUNCT":
            end += 1
        head = _chunk(made, lo, (at, end), over, role)
        over, role, at = (head if head is not None else verb), "dep", end
    _relink(made, lo, root)
    tokens[lo : sentence.hi] = made


def _chunk(made: list[Token], lo: int, span: tuple[int, int], over: int, role: str) -> int | None:
    """Make one noun phrase of a run of words: its last noun is the head."""
    run = [made[i - lo] for i in range(*span)]
    nouns = [t for t in run if t.pos in ("NOUN", "PROPN", "NUM", "PRON")] or run
    if not nouns:
        return None
    head = nouns[-1]
    for token in run:
        if token is not head:
            token.dep = "punct" if token.pos == "PUNCT" else "nummod" if token.pos == "NUM" else "compound"
            token.head = head.i
    head.dep, head.head = role, over
    if head.pos == "VERB":
        head.pos, head.tag = "NOUN", "NN"
    return head.i


def _relink(made: list[Token], lo: int, root: Token) -> None:
    """Children and subtree ranges of a clause laid out anew."""
    for token in made:
        token.children = [t.i for t in made if t.head == token.i and t is not token]
    stack, order = [root], []
    while stack:
        token = stack.pop()
        order.append(token)
        stack.extend(made[i - lo] for i in token.children)
    for token in reversed(order):
        token.lo = min([token.i, *(made[i - lo].lo for i in token.children)])
        token.hi = max([token.i + 1, *(made[i - lo].hi for i in token.children)])


def _copy(token: Token) -> Token:
    made = Token(token.i, token.start, token.text, token.sentence)
    made.pos, made.tag, made.dep, made.lemma, made.head = token.pos, token.tag, token.dep, token.lemma, token.head
    return made
