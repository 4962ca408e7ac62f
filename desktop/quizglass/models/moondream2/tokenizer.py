"""The vocabulary that the release 2025-06-21 was taught with, ``moondream/starmie-v1``.

The published folder still holds the tokenizer of older releases, GPT-2's, whose numbers mean other words to these
weights: answers would be gibberish. So only ``tokenizer.json`` is read, and it must be the right one; the files beside
it are of the older tokenizer in any case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quizglass.models import untrusted_json

FILE = "tokenizer.json"
_MARK = "<|md_reserved_0|>"
"""Begins every prompt; GPT-2's vocabulary does not have it."""


def is_right(folder: Path) -> bool:
    """True when ``folder`` holds the tokenizer that belongs to the weights.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    read = untrusted_json.read(folder / FILE)
    added = read.get("added_tokens") if isinstance(read, dict) else None
    return any(isinstance(token, dict) and token.get("content") == _MARK for token in added or ())


class Tokenizer:
    """Opened as transformers opens its own."""

    @staticmethod
    def from_pretrained(folder: Path, **_options: object) -> Any:
        from transformers import PreTrainedTokenizerFast

        return PreTrainedTokenizerFast(tokenizer_file=str(folder / FILE))
