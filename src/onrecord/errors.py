"""Every error that OnRecord raises on purpose, in one tree.

A message always names the input and says what to do. `exit_code` is what the command line
ends with when the error is the reason that it stopped.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """The root of the tree; never raised itself."""

    exit_code = 1


class InputError(OnRecordError):
    """An input that cannot be read: missing, empty, binary, no article in it, another language.

    Args:
        source: the input as the user named it (path, `path:line`, `-`).
        reason: what is wrong with it, in a few words.
        advice: what to do about it.
    """

    def __init__(self, source: str, reason: str, advice: str = "") -> None:
        self.source = source
        self.reason = reason
        self.advice = advice
        super().__init__(f"{source}: {reason}" + (f" ({advice})" if advice else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """From its parts again: pools of processes hand errors over pickled."""
        return type(self), (self.source, self.reason, self.advice)


class DataError(OnRecordError, ValueError):
    """A value that breaks the contract: a span whose text is not there, an unknown code."""


class StoreError(OnRecordError):
    """The record on disk cannot be opened, read or written."""


class EngineError(OnRecordError):
    """A part that OnRecord runs on (language model, worker) failed or is missing."""


class ConfigError(OnRecordError):
    """A setting, option or overlay file that cannot be used."""

    exit_code = 2
