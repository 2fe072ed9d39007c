"""Reads the TOML files that a user writes: a fault is told with the file's name and the page that shows the format."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from onrecord.errors import ConfigError


def read_toml(path: str | Path, page: str) -> dict[str, Any]:
    """The tables of a file; `page` is the page of the documentation that shows its format.

    Raises:
        ConfigError: it cannot be read, is not UTF-8, or is no TOML.
    """
    try:
        return tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror} (check the path)") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (save it as UTF-8)") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: no TOML: {error} ({page} shows the format)") from error
