"""`onrecord serve`."""

from __future__ import annotations

import os
import shutil
import webbrowser
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from onrecord.cli.outcome import complain, write
from onrecord.errors import EngineError
from onrecord.reader import Reading, default
from onrecord.recorder import Record
from onrecord.store import default_path
from onrecord.web.settings import TOKEN_VARIABLE, Settings, checked

_EXAMPLE = (
    "An example: the eight reports that come with OnRecord, of invented outlets. onrecord add makes your own record."
)


def run(record: str | None, host: str, port: int, rate: int, may: tuple[bool, bool]) -> None:
    """Serve a record until it is stopped.

    Args:
        record: its place, as it was given.
        host, port: where to listen.
        rate: requests a minute.
        may: whether to write; whether to open a browser.
    """
    try:
        from onrecord.server.app import make
        from onrecord.server.running import listen
        from onrecord.server.running import run as go
    except ImportError as error:
        if (error.name or "onrecord").startswith("onrecord"):
            raise  # a fault of ours, and no missing extra
        raise EngineError(f"the desk needs {error.name}: pip install 'onrecord[desk]'") from error
    writable, browser = may
    settings = checked(Settings("", host, writable, os.environ.get(TOKEN_VARIABLE) or None, rate))
    at = listen(host, port)
    folder = None
    try:
        with at:
            where, note, folder = _record(record, writable)
            settings = msgspec.structs.replace(settings, record=where, note=note)
            app = make(settings)
            address = f"http://{f'[{host}]' if ':' in host else host}:{at.getsockname()[1]}/"
            write(f"{'An example record' if note else where} at {address} (Ctrl-C stops it)")
            if browser and not webbrowser.open(address):
                complain("no browser could be opened: open the address by hand")
            go(app, settings, at)
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _record(given: str | None, writable: bool) -> tuple[str, str, str | None]:
    """The record to serve, what to say of it, and a folder to clear away: the bundled one where none is there."""
    where = given if given is not None else str(default_path())
    if given is not None or writable or "://" in where or Path(where).exists():
        return where, "", None
    write("No record yet: reading the bundled reports ...")
    folder = mkdtemp(prefix="onrecord-")
    example = str(Path(folder) / "example.db")
    try:
        with Record(example, write=True) as made, as_file(files("onrecord.data") / "reports") as reports:
            read = default().read_files(reports)
            list(made.add(one for one in read if isinstance(one, Reading)))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return example, _EXAMPLE, folder
