"""The code blocks of the documentation, and the folder that their commands run in.

- `console`: each line that begins with `$ ` is run; the lines under it are what it prints (none: anything; a line with
  `...`: anything there). Set `ONRECORD_DOCS=write` to write what it prints now.
- `python`: run in one namespace for each page.
- A block after `<!-- not run: why -->` is left out, and the reason must be there.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import onrecord

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(
    [path for path in (ROOT / "docs").rglob("*.md") if "examples" not in path.parts]
    + [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]
)
_BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]*) -->\n\n?)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """One fenced block with the comment before it."""

    page: Path
    kind: str
    body: str
    note: str
    line: int

    @property
    def runs(self) -> bool:
        return not self.note.startswith("not run: ")

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path, kind: str) -> list[Block]:
    """The page's blocks of one kind."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, kind, found["body"], found["note"] or "", text.count("\n", 0, found.start()) + 1)
        for found in _BLOCK.finditer(text)
        if found["kind"] == kind
    ]


class Step(NamedTuple):
    """A command and what it prints, as a page says."""

    command: str
    printed: str


def steps(block: Block) -> list[Step]:
    """The commands of a console block."""
    made: list[Step] = []
    for line in block.body.splitlines(keepends=True):
        if line.startswith("$ "):
            made.append(Step(line[2:].rstrip("\n"), ""))
        elif made:
            made[-1] = made[-1]._replace(printed=made[-1].printed + line)
    return made


EVENTS = ("e86b7c92cfd12", "ec2cefb77fe59")
"""Two events of the record of the bundled reports: the shipment of drones, the strike on the market."""
REPORTS = ("meridian-flash-20260512", "eastport-20260512")


@cache
def _affair() -> bytes:
    """The record of the bundled reports, as `onrecord add` makes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "affair.db"
        with onrecord.Record(path, write=True) as record:
            bundled = onrecord.Reader().read_files(ROOT / "src" / "onrecord" / "data" / "reports")
            assert all(kept.what == "added" for kept in record.add(bundled))
        return path.read_bytes()


def furnish(folder: Path) -> None:
    """The files that the pages and the help texts speak of."""
    (folder / "affair.db").write_bytes(_affair())
    for example in ("report.txt", "mine.toml", "mine.csv", "questions.jsonl", "border.toml", "grades.toml"):
        shutil.copy(ROOT / "docs" / "examples" / example, folder)
    text = (folder / "report.txt").read_text(encoding="utf-8")
    (folder / "src").symlink_to(ROOT / "src")
    (folder / "docs").symlink_to(ROOT / "docs")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "onrecord").symlink_to(Path(sys.executable).parent / "onrecord")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(text, encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    head = "<head><title>Armenia accuses Azerbaijan</title></head>"
    page = f"<html>{head}<body><article>{paragraphs}</article></body></html>"
    (folder / "report.html").write_text(page, encoding="utf-8")
    lines = [
        {"id": "nw-6", "text": text},
        {"id": "nw-7", "text": text, "title": "Armenia accuses Azerbaijan of shelling a village"},
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    shutil.copytree(reports, folder / "archive")
