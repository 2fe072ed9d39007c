"""What was asked for lately stays; what nobody asks for goes."""

from __future__ import annotations

from onrecord.language.recent import Recent


def test_what_recurs_stays_and_the_rest_goes() -> None:
    kept: Recent[str, int] = Recent(3)
    kept.keep("often", 0)
    for number in range(1, 20):
        kept.keep(f"once {number}", number)
        assert kept.get("often") == 0
        assert len(kept.young) + len(kept.older) <= 6
    assert kept.get("once 19") == 19
    assert kept.get("once 1") is None


def test_the_last_ones_asked_for_are_all_there() -> None:
    kept: Recent[int, int] = Recent(5)
    for number in range(100):
        kept.keep(number, -number)
        assert [kept.get(n) for n in range(max(0, number - 4), number + 1)] == [
            -n for n in range(max(0, number - 4), number + 1)
        ]
