"""`onrecord who`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.cli.lines import lines
from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.codebook.overlay import NONE, load
from onrecord.errors import ConfigError, InputError
from onrecord.pipeline import Directory
from onrecord.query.phrases import Asked, answer, as_phrase, question
from onrecord.who.lookup import Identity


def run(names: list[str], on: str | None, context: str | None, entities: str | None, json: bool) -> None:
    """Look up names, or with `json` also lines of questions; exit 1 where some failed."""
    if not names and not json:
        raise ConfigError('name somebody, e.g. onrecord who "Foreign Minister Lavrov" --on 2024-06-01')
    directory = Directory(load(entities) if entities else NONE)
    show = _as_json if json else _as_view()
    failed = False
    for source, asked in _questions(names or ["-"], on, context, json):
        try:
            if isinstance(asked, InputError):
                raise asked
            found = directory.identify(as_phrase(asked.text, asked.on, source), asked.context)
        except InputError as error:
            complain(error)
            failed = True
            continue
        show(asked, found)
    if failed:
        raise SystemExit(SOME_FAILED)


def _questions(
    names: list[str], on: str | None, context: str | None, json: bool
) -> Iterator[tuple[str, Asked | InputError]]:
    """Every question with where it stands; under --json an argument that is a file, or `-`, holds a question a line."""
    for name in names:
        if not json or (name != "-" and not Path(name).is_file()):
            yield f"name {name!r}", Asked(name, name, on, context)
            continue
        for number, line in enumerate(lines(name), 1):
            source = f"{name}:{number}"
            if line.strip():
                try:
                    asked = question(line, source)
                except InputError as error:
                    yield source, error
                else:
                    yield source, asked._replace(on=asked.on or on, context=asked.context or context)


def _as_json(asked: Asked, found: Identity) -> None:
    write(answer(asked.id, found))


def _as_view() -> Callable[[Asked, Identity], None]:
    from onrecord.cli.screen import screen, show
    from onrecord.render.identity import identity

    console = screen()
    return lambda asked, found: show(console, identity(found, asked.text, asked.on))
