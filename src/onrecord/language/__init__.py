"""Language: sentences, tokens, the dependency parse and quotation marks of one report."""

from onrecord.language.parsed import Paragraph, Parsed, Quotation, Sentence, Token
from onrecord.language.parser import Parser

__all__ = ["Paragraph", "Parsed", "Parser", "Quotation", "Sentence", "Token"]
