"""Tokens to text, one at a time: bytes joined across tokens, markup taken out, a "not found" held back.

Byte-level vocabularies cut Cyrillic letters and emoji in the middle. Decoding token by token would show
replacement marks; this shows a letter when its last byte has come.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from quizglass.models.boxes import GridBox, parse_boxes
from quizglass.models.prompting import may_become_not_found

_SINGLE_BYTE = re.compile("<0x([0-9A-Fa-f]{2})>")


@cache
def _byte_of_letter() -> dict[str, int]:
    """The alphabet of byte-level BPE: printable bytes stand for themselves, the others for letters from U+0100 on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table = {chr(byte): byte for byte in printable}
    hidden = (byte for byte in range(256) if byte not in printable)
    table.update({chr(0x100 + place): byte for place, byte in enumerate(hidden)})
    return table


def token_bytes(token: str) -> bytes:
    """The bytes that a token of a byte-level vocabulary stands for."""
    table = _byte_of_letter()
    return b"".join(bytes([table[letter]]) if letter in table else letter.encode() for letter in token)


def sentencepiece_bytes(token: str) -> bytes:
    """The bytes that a token of a SentencePiece vocabulary stands for: "▁" is a space, "<0xD0>" a single byte."""
    if single := _SINGLE_BYTE.fullmatch(token):
        return bytes([int(single[1], 16)])
    return token.replace("▁", " ").encode()


def spelling_of(tokenizer: Any) -> Callable[[str], bytes]:
    """How the vocabulary of ``tokenizer`` spells, told by its decoder."""
    decoder = json.loads(tokenizer.backend_tokenizer.to_str())["decoder"]
    return token_bytes if '"ByteLevel"' in json.dumps(decoder) else sentencepiece_bytes


class TextStream:
    """Collects an answer from its tokens.

    ``names`` gives the text of a token (None for a number beyond the vocabulary), ``special`` the names of tokens that
    are markup. What `feed` returns, joined, is the text without markup; `boxes` are what stood between
    ``<|box_start|>`` and ``<|box_end|>``. ``spelling`` gives the bytes of a token's name.
    """

    def __init__(
        self,
        names: Callable[[int], str | None],
        special: Mapping[int, str],
        spelling: Callable[[str], bytes] = token_bytes,
    ) -> None:
        self._names = names
        self._special = special
        self._spelling = spelling
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._shown: list[str] = []
        self._box: list[str] | None = None
        self._boxes: list[GridBox] = []

    def feed(self, token: int) -> str:
        """The text that has become readable with ``token``."""
        mark = self._special.get(token)
        if mark is None:
            return self._place(self._utf8.decode(self._spelling(self._names(token) or "")))
        piece = self._place(self._utf8.decode(b"", final=True))
        self._utf8.reset()
        if mark == "<|box_start|>":
            self._end_box()
            self._box = []
        elif mark == "<|box_end|>":
            self._end_box()
        return piece

    def finish(self) -> str:
        """What was still incomplete at the end: a replacement mark for half a letter."""
        piece = self._place(self._utf8.decode(b"", final=True))
        self._end_box()
        return piece

    @property
    def text(self) -> str:
        return "".join(self._shown).strip()

    @property
    def boxes(self) -> tuple[GridBox, ...]:
        return tuple(dict.fromkeys(self._boxes))

    def _place(self, piece: str) -> str:
        if self._box is not None:
            self._box.append(piece)
            return ""
        self._shown.append(piece)
        return piece

    def _end_box(self) -> None:
        if self._box is not None:
            self._boxes.extend(parse_boxes("".join(self._box)))
        self._box = None


class HeldBack:
    """Passes pieces on to ``show`` as soon as ``may_hold`` says that they cannot be what is not to be shown any more:
    the beginning of "NOT FOUND", if nothing else is said.
    """

    def __init__(self, show: Callable[[str], None], may_hold: Callable[[str], bool] = may_become_not_found) -> None:
        self._show = show
        self._may_hold = may_hold
        self._held: str | None = ""

    def feed(self, piece: str) -> None:
        if self._held is None:
            if piece:
                self._show(piece)
            return
        self._held += piece
        if not self._may_hold(self._held):
            self.release()

    @property
    def holds(self) -> bool:
        """True while nothing has been shown."""
        return self._held is not None

    def release(self, instead: str | None = None) -> None:
        """Show what is held, or ``instead`` of it; nothing when it was released before."""
        held, self._held = self._held, None
        if held is not None and instead is not None:
            held = instead
        if held and held.strip():
            self._show(held.lstrip())
