"""Arguments are found whatever the construction."""

from __future__ import annotations

import pytest

from onrecord.happened.arguments import Arguments
from onrecord.language import Parser
from onrecord.model import Report


@pytest.fixture(scope="module")
def parse():
    parser = Parser()
    return lambda text: parser.parse(Report(id="a", text=text))


@pytest.mark.parametrize(
    ("text", "verb", "subject", "object_", "passive"),
    [
        ("Kenya arrested two spies.", "arrested", "Kenya", "spies", False),
        ("Two spies were arrested by Kenya.", "arrested", "Kenya", "spies", True),
        ("Two spies were arrested.", "arrested", None, "spies", True),
        ("Kenya, which arrested two spies, closed the border.", "arrested", "Kenya", "spies", False),
        ("The spies whom Kenya arrested were freed.", "arrested", "Kenya", "spies", False),
        ("Kenya wants to arrest the spies.", "arrest", "Kenya", "spies", False),
        ("Kenya urged Somalia to arrest the spies.", "arrest", "Somalia", "spies", False),
        ("Kenya accused Somalia of arresting monks.", "arresting", "Somalia", "monks", False),
        ("Soldiers besieging the town fled.", "besieging", "Soldiers", "town", False),
        ("Kenya met the envoy and arrested two spies.", "arrested", "Kenya", "spies", False),
        ("A deal signed by Kenya collapsed.", "signed", "Kenya", "deal", True),
    ],
)
def test_sides(parse, text, verb, subject, object_, passive):
    parsed = parse(text)
    at = next(token.i for token in parsed.tokens if token.text == verb)
    found = Arguments(parsed, at)
    assert (found.subject is not None and parsed.tokens[found.subject].text) == (subject or False)
    assert found.object is not None
    assert parsed.tokens[found.object].text == object_
    assert found.passive is passive
