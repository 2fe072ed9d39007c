"""The columns that networks are told of every word: tags, dependency labels, letters."""

from __future__ import annotations

TAGS = (
    "", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP",
    "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
DEPS = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
SHAPES = ("lower", "title", "upper", "mixed", "digits", "mark", "other")


def shape(text: str) -> int:
    """The index in `SHAPES` of a word's letters."""
    if text.islower():
        return 0
    if text.isupper() and len(text) > 1:
        return 2
    if text[0].isupper():
        return 1 if text[1:].islower() or len(text) == 1 else 3
    if text[0].isdigit():
        return 4
    return 5 if not any(char.isalnum() for char in text) else 6
