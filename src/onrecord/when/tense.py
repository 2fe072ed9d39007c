"""Whether the words around a date speak of a plan: then a bare weekday or month lies ahead."""

from __future__ import annotations

from onrecord.language import Parsed, Token

_AHEAD = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
_PLANNED = frozenset((
    "due", "scheduled", "slated", "expected", "planned", "upcoming", "forthcoming", "likely", "postponed", "planning",
    "rescheduled", "billed", "timetabled", "preparing", "effective", "payable", "next",
))  # fmt: skip
_ACHIEVED = frozenset((
    "fail", "manage", "refuse", "decline", "begin", "start", "continue", "come", "appear", "seem", "use", "have",
    "help", "happen", "allege", "report", "believe", "claim", "say", "think", "know", "find", "see",
))  # fmt: skip
_PLANNING = frozenset(("plan", "schedule", "expect", "propose", "arrange", "organise", "organize", "set", "request",
                       "call", "prepare"))  # fmt: skip
_DEADLINE = frozenset(("give", "have", "extend", "postpone", "delay", "adjourn", "grant", "set", "demand", "order",
                       "want", "ask", "urge", "need", "allow", "suspend", "must"))  # fmt: skip
_PERCEIVED = frozenset(("see", "watch", "hear", "feel", "notice", "make", "let", "help", "have"))
"""Verbs with a bare infinitive: "saw three jets land on Monday" is as past as "saw"."""
_PUT_OFF = frozenset(("extend", "postpone", "delay", "adjourn", "reschedule", "defer"))
_COMMITTED = frozenset((
    "agree", "plan", "promise", "decide", "vow", "pledge", "ask", "want", "hope", "urge", "order", "tell", "invite",
    "propose", "intend", "prepare", "threaten", "offer", "expect", "choose", "call", "schedule", "arrange", "seek",
))  # fmt: skip
"""Verbs whose infinitive lies ahead of them."""
_RANKED = frozenset(("first", "last", "only", "latest", "second", "third"))
_REPORTING = frozenset((
    "say", "report", "tell", "show", "write", "add", "note", "mark", "follow", "come", "remain", "be", "have",
    "know", "recall", "remember", "suggest", "indicate", "reflect",
))  # fmt: skip


def ahead(parsed: Parsed, at: int, *, deadline: bool = False) -> bool | None:
    """True for a plan, False for what is told as past, None where no verb tells.

    The first verb above the date decides. A verb beyond a noun ("held the talks on Friday") decides only
    where it is a future or an infinitive: the parse attaches a date to the noun before it too readily.

    Args:
        parsed: the parsed report.
        at: the token that heads the date.
        deadline: the date follows "by", "until" or "before".
    """
    tokens = parsed.tokens
    token = tokens[at]
    in_title = token.start < parsed.shift
    crossed = False
    for _ in range(12):
        above = tokens[token.head]
        if above.i == token.i:
            return None
        token = above
        if token.lower in _PLANNED and token.pos in ("ADJ", "VERB") and token.tag != "VBD":
            return not _past_perfect(parsed, token)
        if token.pos in ("VERB", "AUX"):
            if crossed and token.lemma in _PLANNING:
                return True
            verdict = _verb(parsed, token, deadline, in_title)
            return True if verdict else (None if crossed or verdict is None else False)
        if token.pos in ("NOUN", "PROPN"):
            crossed = True
            if any(tokens[i].lower in _PLANNED for i in token.children):
                return True
    return None


def _past_perfect(parsed: Parsed, token: Token) -> bool:
    """ "had been due on Monday": the plan is over."""
    above = parsed.tokens[token.head]
    auxiliary = above.children if above.lemma == "be" else ()
    return any(parsed.tokens[i].lower == "had" for i in (*token.children, *auxiliary))


def _verb(parsed: Parsed, verb: Token, deadline: bool, in_title: bool) -> bool | None:
    """What one verb says; None where it has no tense of its own."""
    tokens = parsed.tokens
    helpers = [tokens[i] for i in verb.children if tokens[i].dep in ("aux", "auxpass") or tokens[i].tag in ("MD", "TO")]
    words = {helper.lower for helper in helpers}
    if deadline and verb.lemma in _DEADLINE:
        return True
    if verb.lemma == "be" and any(
        tokens[i].lower in _PLANNED and tokens[i].dep in ("acomp", "attr") for i in verb.children
    ):
        return not _past_perfect(parsed, verb)
    if verb.lemma in _PUT_OFF and any(tokens[i].lower in ("to", "until", "till") for i in verb.children):
        return True  # "was extended to Nov. 16"
    if verb.lemma in ("plan", "schedule") and verb.tag in ("VBD", "VBN") and "had" not in words:
        return True  # "planned a march on Saturday"
    if "could" in words and _denied(parsed, verb):
        return False  # "could not be reached on Wednesday"
    if words & _AHEAD:
        return None if "have" in words and "would" in words else True
    if "to" in words:
        return _infinitive(parsed, tokens[verb.head], verb)
    if any(helper.tag == "MD" for helper in helpers):
        return None if "have" in words else True
    if words & {"had", "has", "have", "was", "were", "did"} or verb.tag == "VBD":
        return False
    if verb.tag == "VBN":
        if verb.lemma in _PLANNING and any(tokens[i].lower == "for" for i in verb.children):
            return True
        return None if words else False
    if not words and verb.dep in ("ccomp", "xcomp") and tokens[verb.head].lemma in _PERCEIVED:
        return _verb(parsed, tokens[verb.head], deadline, in_title) if tokens[verb.head].head != verb.i else None
    if verb.tag in ("VBZ", "VBP") or words & {"is", "are", "am", "'s", "’s", "'re", "’re", "do", "does"}:
        return None if in_title or (verb.lemma in _REPORTING and not words) else True
    return None


def _denied(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb is negated, by itself or by its subject ("neither", "nobody")."""
    tokens = parsed.tokens
    return any(
        tokens[i].dep == "neg" or (tokens[i].dep.startswith("nsubj") and _negative(parsed, tokens[i]))
        for i in verb.children
    )


def _negative(parsed: Parsed, subject: Token) -> bool:
    words = {subject.lower, *(parsed.tokens[i].lower for i in subject.children)}
    return bool(words & {"neither", "no", "nobody", "none"})


def _infinitive(parsed: Parsed, above: Token, verb: Token) -> bool | None:
    if above.i == verb.i:
        return True
    if above.lemma in _ACHIEVED:
        return None
    if verb.dep == "advcl" and above.tag == "VBD" and above.lemma not in _COMMITTED:
        return False  # "met to mark the day on Friday": the purpose is of that day
    if verb.dep in ("acl", "relcl") and any(parsed.tokens[i].lower in _RANKED for i in above.children):
        return None  # "the first to land on Friday"
    return not _past_perfect(parsed, above)
