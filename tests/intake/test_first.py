from pathlib import Path

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.model import Report


def test_good_and_bad_inputs_come_in_order(tmp_path: Path) -> None:
    text = "SEOUL, Dec 13 (Wire) - North Korea sent troops to Russia, officials said on Friday.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    lines = '{"id":"x","text":"Kyiv said on Friday that it had struck a depot."}\n{bad\n'
    (tmp_path / "b.jsonl").write_text(lines, encoding="utf-8")
    names = [tmp_path / "a.txt", tmp_path / "b.jsonl", tmp_path / "none.txt"]
    found = list(reports(names, Options(published="2024-12-13")))
    assert [type(item) for item in found] == [Report, Report, InputError, InputError]
    assert isinstance(found[0], Report)
    assert found[0].text == text
