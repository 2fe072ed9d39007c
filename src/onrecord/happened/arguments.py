"""Arguments: who stands where around a predicate, whatever the construction."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.triggers import words
from onrecord.language.parsed import Parsed, Token

RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_COMPOUND_PREPOSITIONS = frozenset(("according", "due", "thanks", "owing", "prior", "contrary", "because"))
_OBJECTS = ("dobj", "obj")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")


def relative_head(parsed: Parsed, token: Token) -> Token:
    """What a relative pronoun stands for; the token itself where it is none."""
    if token.lower not in RELATIVES:
        return token
    verb = token
    for _ in range(5):
        if verb.dep in ("relcl", "acl"):
            head = parsed.tokens[verb.head]
            return head if head.i < token.i else token
        if verb.head == verb.i:
            break
        verb = parsed.tokens[verb.head]
    return token


class Arguments:
    """The arguments of one verb.

    Attributes:
        subject, object, indirect: head tokens in active order (a passive's are turned round).
        passive: whether they were.
    """

    __slots__ = ("_parsed", "indirect", "object", "passive", "preps", "subject", "verb")

    def __init__(self, parsed: Parsed, verb: int) -> None:
        self._parsed = parsed
        self.verb = verb
        self.indirect: int | None = None
        self.preps: dict[str, list[int]] = {}
        self._prepositions(verb)
        surface = surface_subject(parsed, verb)
        own = self._object()
        self.passive = _is_passive(parsed, verb, own)
        agent = self.preps.get("by") if self.passive else None
        if self.passive:
            self.object: int | None = surface
            self.subject: int | None = agent[0] if agent else None
            if own is not None and own != surface:
                self.indirect, self.object = surface, own  # "were given weapons"
        else:
            self.object, self.subject = own, surface
            if self.object == self.subject:
                self.object = None

    def _prepositions(self, verb: int) -> None:
        for child in self._parsed.children(verb):
            if child.dep in ("prep", "agent"):
                self._add(child)
            elif child.dep == "dative":
                if child.pos == "ADP":
                    self._add(child)
                else:
                    self.indirect = child.i

    def _add(self, preposition: Token) -> None:
        for child in self._parsed.children(preposition.i):
            if child.dep in ("pobj", "pcomp"):
                self.preps.setdefault(preposition.lower, []).append(relative_head(self._parsed, child).i)
            elif child.dep == "prep" and preposition.lower not in _COMPOUND_PREPOSITIONS:
                self._add(child)

    def _object(self) -> int | None:
        parsed = self._parsed
        token = parsed.tokens[self.verb]
        for child in parsed.children(self.verb, *_OBJECTS):
            return relative_head(parsed, child).i
        if token.dep == "relcl":
            subject = parsed.child(self.verb, "nsubj")
            if subject is not None and subject.lower not in RELATIVES and not _has_passive(parsed, self.verb):
                return token.head  # "weapons Iran sent"
        for child in parsed.children(self.verb, "conj"):  # "arrested and jailed the editor"
            if child.pos == "VERB" and child.i - self.verb <= 2 and parsed.child(child.i, "nsubj") is None:
                shared = parsed.child(child.i, *_OBJECTS)
                return shared.i if shared else None
        return None

    def slot(self, name: str) -> Iterator[int]:
        """The head tokens in a slot: `subj`, `obj`, `iobj`, or a preposition of the verb."""
        if name == "subj":
            if self.subject is not None:
                yield self.subject
        elif name in ("obj", "dobj"):
            if self.object is not None:
                yield self.object
        elif name == "iobj":
            if self.indirect is not None:
                yield self.indirect
        else:
            yield from self.preps.get(name, ())


def _has_passive(parsed: Parsed, verb: int) -> bool:
    return any(c.dep in ("auxpass", "nsubjpass", "csubjpass") for c in parsed.children(verb))


def _is_passive(parsed: Parsed, verb: int, own: int | None) -> bool:
    token = parsed.tokens[verb]
    if _has_passive(parsed, verb):
        return True
    auxiliaries = [c for c in parsed.children(verb) if c.dep == "aux"]
    if token.tag in ("VBN", "VBD") and own is None:
        if any(a.lemma == "have" for a in auxiliaries):
            return False
        if token.tag == "VBN" and token.dep in ("acl", "advcl", "amod", "relcl"):
            return parsed.child(verb, "nsubj") is None
        if any(a.lemma in ("be", "get") for a in auxiliaries) and token.tag == "VBN":
            return True
        if token.dep == "conj" and token.tag == "VBN" and parsed.child(verb, "nsubj") is None:
            return _has_passive(parsed, token.head)
        return token.lemma in words("headline_passive") and parsed.child(verb, "ccomp", "xcomp") is None
    if token.tag == "VB" and token.dep == "conj" and parsed.child(verb, "nsubj") is None:
        return False
    return False


def surface_subject(parsed: Parsed, verb: int, depth: int = 0) -> int | None:
    """The understood subject of a verb before any passive is turned round."""
    tokens = parsed.tokens
    token = tokens[verb]
    own = parsed.child(verb, *_SUBJECTS) or _joined_subject(parsed, token)
    if own is not None:
        own = _named_after(parsed, verb, own)
        if own.lower in RELATIVES:
            return relative_head(parsed, own).i
        return own.i if own.dep not in ("csubj", "csubjpass") else None
    if depth > 6 or token.head == verb:
        return None
    head = tokens[token.head]
    if token.dep in ("acl", "relcl"):
        if token.tag == "VB":  # "its plan to attack"
            owner = parsed.child(head.i, "poss")
            if owner is not None:
                return owner.i
            above = tokens[head.head]
            return surface_subject(parsed, above.i, depth + 1) if above.pos in ("VERB", "AUX") else None
        return head.i
    if token.dep in ("conj", "advcl", "aux", "auxpass", "xcomp", "ccomp", "dep", "acomp"):
        if head.pos not in ("VERB", "AUX", "ADJ"):
            return None if token.dep != "conj" else _of_noun(parsed, head)
        if token.dep == "ccomp" and token.tag not in ("VB", "VBG"):
            return None
        if token.dep in ("xcomp", "ccomp") and head.lemma in words("object_control"):
            control = parsed.child(head.i, "dobj", "dative") or _prepositional_control(parsed, head)
            if control is not None:
                return control.i
        return surface_subject(parsed, head.i, depth + 1)
    if token.dep == "pcomp":
        above = tokens[head.head]
        if above.pos in ("VERB", "AUX"):
            if above.lemma in words("object_control"):
                control = parsed.child(above.i, "dobj", "dative")
                if control is not None:
                    return relative_head(parsed, control).i
            return surface_subject(parsed, above.i, depth + 1)
        return _of_noun(parsed, above)
    return None


def _joined_subject(parsed: Parsed, verb: Token) -> Token | None:
    """ "X left on Monday and Y stayed": the noun right before a finite verb that the parse joined to another noun."""
    if verb.dep not in ("conj", "advcl") or verb.tag not in ("VBD", "VBZ", "VBP") or verb.i == 0:
        return None
    if parsed.child(verb.i, "mark") is not None:
        return None
    before = parsed.tokens[verb.i - 1]
    fits = before.dep == "conj" and before.pos in ("NOUN", "PROPN") and verb.head < before.head < before.i
    return before if fits else None


def _named_after(parsed: Parsed, verb: int, subject: Token) -> Token:
    """ "Old foes Peru and Chile": the names right behind a noun that the parse made a second subject."""
    for other in parsed.children(verb, "nsubj"):
        if subject.pos == "NOUN" and other.pos == "PROPN" and other.lo == subject.i + 1 and other.i < verb:
            return other
    return subject


def _prepositional_control(parsed: Parsed, head: Token) -> Token | None:
    """ "called on Iran to return": the noun after "on"."""
    if head.lemma in ("call", "appeal", "prevail", "rely"):
        for preposition in parsed.children(head.i, "prep"):
            if preposition.lower in ("on", "upon", "to"):
                return parsed.child(preposition.i, "pobj")
    return None


def _of_noun(parsed: Parsed, noun: Token) -> int | None:
    """ "accusations against Iran of supplying", "Turkey's decision on sending": the noun's own party."""
    owner = parsed.child(noun.i, "poss")
    return owner.i if owner is not None else None
