"""The fixed sample of the gate and of the soak test; skipped where the labelled sets are not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.evaluate import gate, soak, verbatim

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="the labelled sets are not at hand")
def test_the_sample_holds_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    status = gate.main(["--shared", str(SHARED), "--sample", "--workers", "1"])
    assert status == 0, capsys.readouterr().out


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the labelled sets are not at hand")
def test_real_reports_read_twice_to_the_same_proved_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    status = soak.main([str(SHARED / "gold" / "guardian_sdf.jsonl"), "--every", "9"])
    assert status == 0, capsys.readouterr().out


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the labelled sets are not at hand")
def test_verbatim_spans_of_real_reports_stand_between_their_marks(capsys: pytest.CaptureFixture[str]) -> None:
    status = verbatim.main(["--shared", str(SHARED), "--every", "8", "--workers", "1"])
    assert status == 0, capsys.readouterr().out
    assert int(capsys.readouterr().out.split()[1]) > 100
