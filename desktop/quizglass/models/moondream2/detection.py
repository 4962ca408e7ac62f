"""Where moondream2 sees something: not in words, but as numbers read from its hidden states, one place after another.

As ``_generate_points`` in ``moondream/torch/moondream.py`` of vikhyat/moondream: x, y, width and height, each told to
the language model before the next is read, until it says that there is nothing more.
"""

from __future__ import annotations

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.boxes import GridBox
from quizglass.models.decoding.language_model import LanguageModel, fork
from quizglass.models.decoding.prefill import stopping
from quizglass.models.moondream2.region import Region

_MOST_PLACES = 16


class Detector:
    def __init__(self, language: LanguageModel, region: Region, end: int) -> None:
        self._language = language
        self._region = region
        self._end = end

    def boxes(self, seen: DynamicCache, position: int, ids: list[int], cancel: CancelToken) -> tuple[GridBox, ...]:
        """Left, top, right and bottom in fractions of the shown picture; a box may reach beyond it.

        ``seen`` is the picture as keys and values, ``ids`` the question, from ``position`` on.

        Raises:
            Cancelled: within one layer of the cancel.
        """
        with torch.inference_mode(), stopping(self._language.layers, cancel):
            thread = _Thread(self._language, fork(seen), position)
            hidden = thread.hear(self._language.embed(torch.tensor([ids], device=self._language.device)))
            found: list[GridBox] = []
            while len(found) < _MOST_PLACES and thread.next_token() != self._end:
                x = self._region.coordinate(hidden)
                hidden = thread.hear(self._region.coordinate_word(x))
                y = self._region.coordinate(hidden)
                hidden = thread.hear(self._region.coordinate_word(y))
                width, height = self._region.size(hidden)
                hidden = thread.hear(self._region.size_word((width, height)))
                found.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
            return tuple(found)


class _Thread:
    """The language model after a picture, told one thing after another."""

    def __init__(self, language: LanguageModel, cache: DynamicCache, position: int) -> None:
        self._language = language
        self._cache = cache
        self._position = position
        self._last: torch.Tensor

    def hear(self, embeddings: torch.Tensor) -> torch.Tensor:
        """Take in (1, n, width); the hidden state after it, (1, width), before the last norm."""
        count = embeddings.shape[1]
        positions = self._language.text_positions(self._position, count)
        decoded = self._language.decoder(embeddings, positions[0], self._cache)
        self._position += count
        self._last = decoded.last_hidden_state[:, -1]
        hidden: torch.Tensor = decoded.before_norm[:, -1]
        return hidden

    def next_token(self) -> int:
        return int(self._language.scores(self._last).argmax())
