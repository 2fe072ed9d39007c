"""The record that is served: the bundled reports, and one whose every field tries to break out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import Reader, Reading, Record, intake
from onrecord.web.settings import Settings
from tests.server.running import API, request, sent, serving

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}{%x%}"
EVIL_ID = '"><script>alert(1)</script>/../%2e%2e'
TOKEN = "a-token-of-this-test"


@pytest.fixture(scope="session")
def affair(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "affair.db"
    text = (
        f"KYIV, May 12 (Wire) - The defence minister of Ukraine, {EVIL}, said on Monday that the army of Russia had "
        f"shelled the town of Odessa, killing 12 people. Russia denied it. </script></title></textarea><!-- {EVIL}"
    )
    evil = intake.from_text(
        text, id=EVIL_ID, title=f"Shelling {EVIL}", outlet=f"Herald {EVIL}", byline=EVIL, published="2026-05-12",
        url="javascript:alert(document.domain)", dateline=f"Kyiv {EVIL}",
    )  # fmt: skip
    with Record(path, write=True) as made:
        list(made.add([*bundled, Reader().read_report(evil)]))
    return path


@pytest.fixture(scope="session")
def port(affair: Path) -> Iterator[int]:
    """A server that only reads, is impatient, and takes little at once."""
    with serving(Settings(str(affair), rate=0, patience=0.7, largest=100_000)) as found:
        yield found


@pytest.fixture(scope="session")
def locked(affair: Path) -> Iterator[int]:
    """A server that asks for its token."""
    with serving(Settings(str(affair), token=TOKEN, rate=0)) as found:
        yield found


@pytest.fixture(autouse=True)
def alive(port: int) -> Iterator[None]:
    """Whatever was sent, the next caller is answered."""
    yield
    assert sent(port, request(f"{API}/overview")).status == 200
