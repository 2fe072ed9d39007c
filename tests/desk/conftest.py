"""A browser and two desks over one record: the bundled reports and some of our own; one of them may write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from onrecord import Reading, intake
from onrecord.reader import default
from onrecord.recorder import Record
from tests.conftest import BUNDLED
from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.texts import OWN

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
_ALONE = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
"""Of the browser: no name but this machine's leads anywhere."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of these tests alone: while it runs, nothing else can have a loop of its own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_ALONE)
        yield running
        running.close()


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A record of this process's own; what is in it is read by one process alone."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    first = shared / "desk.db"
    with (shared / "desk.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not first.exists():
            part = first.with_suffix(".part")
            reader = default()
            own = (reader.read_report(intake.from_text(text, **known)) for text, known in OWN.values())
            with Record(str(part), write=True) as made:
                list(made.add(one for one in chain(reader.read_files(BUNDLED), own) if isinstance(one, Reading)))
            part.rename(first)
    at = tmp_path_factory.mktemp("desk") / "record.db"
    shutil.copy(first, at)
    return at


@pytest.fixture(scope="session")
def desk(record: Path) -> Iterator[Served]:
    """A desk that only reads."""
    with Served(record) as running:
        yield running


@pytest.fixture(scope="session")
def writable(record: Path) -> Iterator[Served]:
    """A desk that may write."""
    at = record.with_name("writable.db")
    shutil.copy(record, at)
    with Served(at, "--writable") as running:
        yield running


@pytest.fixture
def looking(browser: Browser) -> Iterator[Callable[..., Look]]:
    """Opens tabs: of a desk, and with options of the browser's context; each must have kept quiet at the end."""
    opened: list[Look] = []

    def opening(served: Served, **options: Any) -> Look:
        options = {
            "viewport": {"width": 1280, "height": 900},
            "color_scheme": "light",
            "reduced_motion": "reduce",
        } | options
        look = Look(browser.new_context(**options), served.base)
        look.page.set_default_timeout(15_000)
        opened.append(look)
        return look

    yield opening
    for look in opened:
        look.close()


@pytest.fixture
def look(looking: Callable[..., Look], desk: Served) -> Look:
    """A tab of the desk that only reads."""
    return looking(desk)
