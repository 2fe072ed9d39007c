"""Two drafts that end up telling the same in the same place are one claim: no reading has an id twice."""

from __future__ import annotations

from onrecord import intake
from onrecord.codebook.stances import StanceKind
from onrecord.codebook.standing import View
from onrecord.language import Parser
from onrecord.model import Stance
from onrecord.standing.draft import Draft
from onrecord.standing.drafts import Ledger

TEXT = "Togo said it would not close the border, Ghana said."


def drafted(refusal: str = "", text: str = "Togo would not close the border") -> Draft:
    made = Draft(text, 0, 8, [(0, 39)], False, 0, frozenset(("close", "border")), frozenset())
    made.refusal, made.refusing = refusal, {"country:TGO"}
    return made


def test_what_ends_up_worded_alike_is_one_claim() -> None:
    ledger = Ledger(Parser().parse(intake.from_text(TEXT, id="a")), (), ())
    refused, told = drafted("Togo would not close the border", "Togo would close the border"), drafted()
    refused.takes(Stance("country:TGO", None, "asserts_not"), View("country:TGO", StanceKind.ASSERTS_NOT, "Togo"))
    told.takes(Stance("country:GHA", None, "asserts"), View("country:GHA", StanceKind.ASSERTS, "Ghana"))
    told.events.append("e1")
    ledger.drafts += [refused, told]
    (claim,) = ledger.finished("a")
    assert claim.text == "Togo would not close the border"
    assert {(stance.holder, stance.stance) for stance in claim.stances} == {
        ("country:TGO", "asserts"), ("country:GHA", "asserts"),
    }  # fmt: skip
    assert claim.events == ("e1",)
    assert claim.spans == ((0, 39),)
