"""The vocabulary that the release 2025-06-21 was taught with, ``moondream/starmie-v1``.

The published folder still holds the tokenizer of older releases, GPT-2's, whose numbers mean other words to these
weights: answers would be gibberish. A folder without the right ``tokenizer.json`` is not taken in (``vocabulary`` in
the catalogue); what lies beside it is of the older tokenizer in any case, so only that file is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import PreTrainedTokenizerFast


class Tokenizer:
    """Opened as transformers opens its own."""

    @staticmethod
    def from_pretrained(folder: Path, **_options: object) -> Any:
        return PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
