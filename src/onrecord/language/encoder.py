"""The encoder: word pieces and what is known of each word in, scores for each word out.

It runs a small network (MiniLM, eight-bit weights) by ONNX Runtime, on one thread and one window at a time: the
eight-bit kernels scale by the largest value that they are given, so a window is always read by itself. Many processes
beside one another are the way to more speed (`docs/accuracy.md`, Speed).
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import EngineError
from onrecord.language.recent import Recent
from onrecord.language.windows import LONGEST_WORD, Window

Floats = NDArray[np.float32]
KEPT = 15_000
"""Words whose pieces are kept at least, and twice as many at most."""
SLOWER = ["SkipLayerNormFusion"]
"""Fusions of ONNX Runtime that are left out: sum and norm in one take four times as long as one after the other."""
TABLE = "table."
"""What the names of a network's tables begin with among its metadata."""


class Sheet(NamedTuple):
    """One encoded window, on which further heads read.

    Attributes:
        window: its tokens.
        hidden: shape (1, pieces, width), what the shared layers make of its pieces.
        owner: shape (1, pieces), the word of each piece; the number of words for the marks of the ends.
        first: shape (1, words), the first piece of each word.
        heads: shape (1, words), the place in the window of each word's head.
    """

    window: Window
    hidden: Floats
    owner: NDArray[np.int64]
    first: NDArray[np.int64]
    heads: NDArray[np.int64]


class Encoded(NamedTuple):
    """The encoded windows of a report of so many tokens."""

    tokens: int
    sheets: tuple[Sheet, ...]


class Scored(NamedTuple):
    """What the network says of one window: `tags` (words, tags), `vectors` (words, width), and its sheet."""

    sheet: Sheet
    tags: Floats
    vectors: Floats


class Encoder:
    """Loads a network and its word pieces once, and scores windows.

    Args:
        name: the network's name in `onrecord.data.models`: NAME.onnx, with its card in NAME.toml.

    Raises:
        EngineError: the files are not there or cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        import tokenizers

        self._session, self.version = _load(name)
        try:
            pieces = (files("onrecord.data") / "models" / "wordpieces.json").read_text(encoding="utf-8")
            self._tokenizer: Any = tokenizers.Tokenizer.from_str(pieces)
        except Exception as error:
            raise EngineError(f"the word pieces cannot be loaded: reinstall onrecord ({error})") from error
        self.tables = _tables(self._session)
        self._begin, self._end, self._unknown = map(self._tokenizer.token_to_id, ("[CLS]", "[SEP]", "[UNK]"))
        self._kept: Recent[str, list[int]] = Recent(KEPT)

    def pieces(self, word: str) -> list[int]:
        """The ids of a word's pieces, at least one, at most `LONGEST_WORD`."""
        found = self._kept.get(word)
        if found is None:
            ids = self._tokenizer.encode(word[: 8 * LONGEST_WORD], add_special_tokens=False).ids[:LONGEST_WORD]
            found = ids or [self._unknown]
            self._kept.keep(word, found)
        return found

    def score(
        self, window: Window, pieces: list[list[int]], told: NDArray[np.int64], heads: NDArray[np.int64]
    ) -> Scored:
        """Score one window.

        Args:
            window: its tokens.
            pieces: the pieces of each of its words.
            told: (words, channels), 1 + the values of what is known of each word.
            heads: the place in the window of each word's head; its own where that lies outside.
        """
        ids, owner, first = [self._begin], [len(pieces)], []
        for number, cut in enumerate(pieces):
            first.append(len(ids))
            ids += cut
            owner += [number] * len(cut)
        ids.append(self._end)
        owner.append(len(pieces))
        nothing = np.zeros((1, told.shape[1]), np.int64)
        given = {
            "ids": np.array([ids], np.int64), "told": np.concatenate([told, nothing])[None],
            "owner": np.array([owner], np.int64), "first": np.array([first], np.int64), "heads": heads[None],
        }  # fmt: skip
        tags, vectors, hidden = self._session.run(("tags", "vectors", "hidden"), given)
        sheet = Sheet(window, hidden, given["owner"], given["first"], given["heads"])
        return Scored(sheet, tags[0], vectors[0])


class Head:
    """A further network on the shared layers: it reads sheets that an `Encoder` made.

    Args:
        name: the network's name in `onrecord.data.models`.

    Raises:
        EngineError: the file is not there or cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        self._session, self.version = _load(name)
        self.tables = _tables(self._session)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def score(self, sheet: Sheet, told: NDArray[np.uint8]) -> tuple[Floats, ...]:
        """Score one window; `told` (words, channels) are the values of what is known of each word.

        Returns:
            The network's outputs in its own order, a row a word.
        """
        nothing = np.zeros((1, told.shape[1]), np.int64)
        given = {
            "hidden": sheet.hidden, "told": np.concatenate([told.astype(np.int64) + 1, nothing])[None],
            "owner": sheet.owner, "first": sheet.first, "heads": sheet.heads,
        }  # fmt: skip
        return tuple(found[0] for found in self._session.run(self._outputs, given))


def part(sheet: Sheet, words: NDArray[np.int64]) -> Sheet:
    """A sheet of some words of a window alone, in their order; a head that is not among them is the word itself.

    Args:
        words: places in the window, rising.
    """
    count = sheet.first.shape[1]
    place = np.full(count + 1, -1, np.int64)
    place[words], place[count] = np.arange(len(words)), len(words)
    owner = place[sheet.owner[0]]
    kept = owner >= 0
    moved = np.cumsum(kept) - 1
    heads = place[sheet.heads[0, words]]
    return Sheet(
        sheet.window,
        sheet.hidden[:, kept],
        owner[kept][None],
        moved[sheet.first[0, words]][None],
        np.where(heads >= 0, heads, np.arange(len(words)))[None],
    )


def _tables(session: Any) -> dict[str, Floats]:
    """The tables that lie beside a network's weights."""
    return {
        key.removeprefix(TABLE): np.array(json.loads(value), np.float32)
        for key, value in session.get_modelmeta().custom_metadata_map.items()
        if key.startswith(TABLE)
    }


def _load(name: str) -> tuple[Any, str]:
    """A session of a packaged network on one thread, and the digest of its weights."""
    import onnxruntime

    try:
        weights = (files("onrecord.data") / "models" / f"{name}.onnx").read_bytes()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as error:
        raise EngineError(f"the network {name} cannot be loaded: reinstall onrecord ({error})") from error
    return session, f"sha256:{sha256(weights).hexdigest()}"
