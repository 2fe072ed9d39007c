"""The files that pages load: style, script, the outlines of the world, and the bundle that draws charts."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import NamedTuple

from onrecord._version import __version__
from onrecord.errors import EngineError

VEGA = "vega.js"
WORLD = "world.json"
THEMES = "themes.json"
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "json": "application/json"}
_OWN = ("desk.css", "theme.js", "desk.js", "marks.js", "charts.js", "case.js", "review.js", "icon.svg")
NAMES = (*_OWN, VEGA, WORLD, THEMES)
_MAKING = Lock()


class Asset(NamedTuple):
    """A file: its bytes and type."""

    body: bytes
    media: str


def asset(name: str) -> Asset | None:
    """The file of a name; None where there is none. Nothing but these names is ever looked for.

    Raises:
        EngineError: what draws charts is missing.
    """
    if name not in NAMES:
        return None
    with _MAKING:
        return _loaded(name)


@cache
def _loaded(name: str) -> Asset:
    return Asset(_made(name), _TYPES[name.rpartition(".")[2]])


def _made(name: str) -> bytes:
    if name == VEGA:
        return _bundle()
    if name == WORLD:
        return (files("onrecord.data") / WORLD).read_bytes()
    if name == THEMES:
        from onrecord.charts.theme import theme

        return json.dumps({look: theme(look) for look in ("light", "dark")}).encode()
    return (files("onrecord.desk") / "static" / name).read_bytes()


def _bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed with all that they need, out of the package that draws charts for us.

    It is made in a process of its own: loading that package would hold up every page for more than a second.
    """
    if find_spec("vl_convert") is None:
        raise EngineError("charts need vl-convert-python: pip install 'onrecord[desk]'")
    made = subprocess.run([sys.executable, "-c", _MAKE], capture_output=True, check=False)
    if made.returncode != 0:
        raise EngineError(f"vl-convert-python fails: {made.stderr.decode('utf-8', 'replace').strip()[-300:]}")
    return made.stdout


_MAKE = """import sys, vl_convert
sys.stdout.buffer.write(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode())"""


@cache
def edition() -> str:
    """A hash of all files: the folder that they are served from, so that a browser may keep them for good."""
    made = blake2b(f"{__version__} {_version('vl-convert-python')} {_version('altair')}".encode(), digest_size=8)
    for name in _OWN:
        made.update(_made(name))
    return made.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def address(name: str) -> str:
    """Where a page loads a file; files load each other from the same folder."""
    return f"/static/{edition()}/{name}"
