"""The pins: every requirement of the package is there, with hashes, and no registry is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PIN = re.compile(r"^([a-z0-9._-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M | re.I)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found = {canonicalize_name(package): version for package, version, _ in _PIN.findall(text)}
    named = [line for line in text.splitlines() if re.match(r"[a-zA-Z0-9]", line)]
    assert len(named) == len(found), f"{name}: a requirement without a hash"
    return found


@pytest.mark.parametrize("name", ["dev.txt", "runtime.txt"])
def test_what_the_package_needs_is_pinned_in_its_range(name: str) -> None:
    pinned = pins(name)
    for line in PROJECT["project"]["dependencies"]:
        need = Requirement(line)
        assert pinned[canonicalize_name(need.name)] in need.specifier, f"{name}: {line}; run make requirements"


def test_both_files_pin_the_same_versions() -> None:
    developing = pins("dev.txt")
    assert pins("runtime.txt").items() <= developing.items()


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_no_registry_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"index-url|find-links|trusted-host", text)
