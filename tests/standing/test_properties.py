"""What must hold of the standings of any report."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.pipeline import Pipeline

PIECES = [
    "Norway accused Russia of jamming satellites over Finnmark.",
    "The mayor of Lagos said the bridge had been repaired.",
    "Hungary demanded that Ukraine reopen the pipeline.",
    "Rebels shelled the town of Goma on Tuesday.",
    "Analysts predict that wheat prices will very likely fall.",
    "There is no evidence that Malta sold the licences, an auditor said.",
    "Gunmen reportedly killed four policemen in Nairobi.",
]
READER = Pipeline()


def standings(pieces: list[str]) -> set[tuple[str, str]]:
    reading = READER.read(Report(id="r", text="\n\n".join(pieces)))
    return {(claim.text, claim.standing) for claim in reading.claims}


@settings(max_examples=15, deadline=None)
@given(st.permutations(PIECES))
def test_order_of_independent_paragraphs_changes_nothing(pieces: list[str]) -> None:
    assert standings(pieces) == standings(PIECES)


@settings(max_examples=10, deadline=None)
@given(st.sets(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_an_unrelated_paragraph_changes_nothing(kept: set[str]) -> None:
    fewer = [piece for piece in PIECES if piece in kept]
    assert standings(fewer) <= standings(PIECES)


def test_every_stance_points_at_a_statement_or_the_report() -> None:
    reading = READER.read(Report(id="r", text="\n\n".join(PIECES)))
    known = {statement.id for statement in reading.statements}
    for claim in reading.claims:
        for stance in claim.stances:
            assert stance.statement is None or stance.statement in known
        for start, end in claim.spans:
            assert reading.report.text[start:end].strip()


MIXED = [
    "Sweden said it would not shell Riga.",
    "Laos said Burma had armed the gunmen in Muse, where three porters were killed.",
    "Togo accused Benin of shelling Kara, where two porters were hurt.",
    "The palace did not deny that the envoy had been arrested.",
    "Eritrea said its forces had captured Zalambesa. Ethiopia denied that Zalambesa had fallen.",
    "Aid workers said they could not verify the reports.",
    "The minister said the army would not enter Lomane.",
    *PIECES,
]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(MIXED), min_size=1, max_size=5, unique=True))
def test_series_and_stances_agree_with_the_claim(pieces: list[str]) -> None:
    reading = READER.read(Report(id="r", text="\n\n".join(pieces)))
    claims = {claim.id: claim for claim in reading.claims}
    for claim in reading.claims:
        if {stance.stance for stance in claim.stances} == {"asserts_not"}:
            assert claim.standing != "asserted"
    for event in reading.events:
        claim = claims.get(event.claim or "")
        if event.series in ("attributed", "disputed") and claim is not None:
            others = any(stance.holder != "outlet" for stance in claim.stances)
            relayed = any(stance.stance == "relays" for stance in claim.stances)
            assert others or relayed or claim.standing == "hedged"
