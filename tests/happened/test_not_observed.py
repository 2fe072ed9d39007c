"""A denial, a plan, a question, a condition, a wish, a fear: none of it is ever observed."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.model import Reading, Report

HYPOTHETICAL = """
Chad did not attack the convoy.
No Malian troops entered the town.
Oman never signed the treaty.
Neither Serbia nor Kosovo expelled any diplomats.
Jordan avoided condemning Egypt.
Georgia failed to arrest the general.
Qatar stopped short of recognising the rebels.
Libya has yet to release the sailors.
The two sides held no talks.
No agreement was reached between Iran and Iraq.
Nobody in the Kenyan army fired on protesters.
Belgium denied arming the rebels.
Spain denies that its navy seized the trawler.
It is not true that Ghana invaded Togo.
Angola plans to expel the ambassador.
Peru intends to sign the treaty in May.
Chile is preparing to send aid to Bolivia.
Troops from Sudan are expected to attack the city.
Sweden is considering sanctions against Belarus.
Denmark may impose sanctions on Iran.
Poland might deploy troops along the border.
Niger could attack Benin.
Mali would attack Niger.
Taiwan should arrest the spies.
India must withdraw its troops from the valley.
Japan will meet Korean officials on Friday.
Nepal is to host Indian and Chinese ministers.
Vietnam is set to release the prisoners.
Laos is about to close its border with Thailand.
Egypt hopes to meet Turkish officials.
Turkey wants to invade the enclave.
Cuba seeks to meet American envoys.
The army aims to capture the port.
If Russia attacks Moldova, Romania will send troops.
Unless Syria frees the captives, Jordan will close its border.
Should Iran strike Israel, Oman would expel its envoys.
Were China to invade Taiwan, Japan would send ships.
Did Burundi attack the camp?
Has Rwanda arrested the bishop?
Will Kenya withdraw its troops from Somalia?
Reporters asked whether Mexico had expelled the diplomats.
It is unclear whether Haiti signed the accord.
Analysts wonder if Yemen fired the rocket.
Analysts doubt that Cyprus will sign the accord.
Officials fear that rebels could attack the capital.
Diplomats hope for talks between Armenia and Azerbaijan.
Villagers fear an attack by Ugandan troops.
Latvia was ready to expel the Russian envoy.
Togo was prevented from sending troops to Benin.
Bolivia was barred from signing the treaty.
The plan to attack the port was shelved by Eritrea.
Morocco cancelled a visit by Spanish ministers.
A planned visit by Chinese officials to Fiji was postponed.
Possible talks between Peru and Chile were on the agenda.
The proposed sanctions against Mali were debated.
The army was ordered to attack the rebels.
Parliament urged Italy to recognise Palestine.
Protesters demanded that Chile withdraw its troops.
The minister called for sanctions against Nicaragua.
The court asked Kenya to arrest the general.
Canada refused to sell helicopters to Chad.
Algeria rejected calls to meet Moroccan envoys.
Somalia threatened to expel Kenyan diplomats.
Guinea agreed to free the captives.
Gabon promised to send doctors to Haiti.
Zambia vowed to arrest the smugglers.
Estonia offered to host Russian and Ukrainian envoys.
""".strip().splitlines()

DEEDS = {"ASSAULT", "COERCE", "MOBILIZE", "AID", "COOPERATE", "RETREAT", "CONSULT", "PROTEST", "SUPPORT", "CONCEDE"}
SAID = {"AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE"}


@pytest.mark.parametrize("text", HYPOTHETICAL)
def test_no_deed_is_observed(pipeline, text):
    reading = pipeline.read(Report(id="h", text=text, published="2026-05-14"))
    assert msgspec.json.decode(reading.to_json(), type=Reading).events == reading.events
    for event in reading.events:
        if event.series == "observed":
            assert event.type in SAID, (event.type, event.trigger.text, event.realis)
            assert event.level == "speech_act" or event.type == "REJECT"
