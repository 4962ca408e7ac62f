"""A loaded language model at work: reads the lines of a page once, answers many questions to them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.continuation import Speaker
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.loop import Decoded, Limits
from quizglass.models.decoding.page_drafts import PageDrafts
from quizglass.models.decoding.prefill import prefill
from quizglass.models.decoding.text_stream import TextStream, spelling_of
from quizglass.models.device_errors import free_unused, is_out_of_memory
from quizglass.models.engine import Ask
from quizglass.models.loading.recipe import Loaded
from quizglass.models.text_reader.page_lines import Line
from quizglass.models.text_reader.prompt import LineWriter, common_beginning

_LEAST_TOKENS = 256
"""Fewer are not worth asking: then there really is not enough memory."""
_FOR_THE_QUESTION = 2048
"""Tokens of the context that are left for questions and answers."""


@dataclass(frozen=True)
class ReadLines:
    """The beginning that all questions to a page share, as keys and values of ``ids``. ``cut`` says that the page
    has more lines than these.
    """

    lines: tuple[Line, ...]
    ids: list[int]
    cache: DynamicCache
    cut: bool


class Session:
    """Lives on the model thread, serves one request at a time.

    Raises:
        ValueError: the folder's chat template cannot be used.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.quantization = loaded.quantization
        self.language = LanguageModel(loaded.model.model, loaded.model.lm_head, position_rows=1)
        self._speaker = Speaker(self.language)
        self.writer = LineWriter(loaded.tokenizer)
        self.end_tokens = loaded.end_tokens
        self.memory_bytes = int(loaded.model.get_memory_footprint())
        self._names = loaded.tokenizer.convert_ids_to_tokens
        self._spelling = spelling_of(loaded.tokenizer)
        self._marks = {token: added.content for token, added in loaded.tokenizer.added_tokens_decoder.items()}

    @property
    def device(self) -> torch.device:
        return self.language.device

    @property
    def context(self) -> int:
        """Tokens that lines may take at most, whatever the memory."""
        return max(_LEAST_TOKENS, int(self.loaded.model.config.max_position_embeddings) - _FOR_THE_QUESTION)

    def bytes_per_token(self) -> int:
        return self.language.cache_bytes_per_token(self.loaded.model.dtype)

    def read(self, lines: Sequence[Line], most_tokens: int, cancel: CancelToken) -> ReadLines:
        """Take in as many ``lines`` as ``most_tokens`` allow; fewer when memory does not suffice.

        Raises:
            Cancelled: within one layer of the cancel.
            torch.OutOfMemoryError: not even a few lines fit.
        """
        most = max(_LEAST_TOKENS, min(most_tokens, self.context))
        while True:
            try:
                return self._read_once(lines, most, cancel)
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error) or most <= _LEAST_TOKENS:
                    raise
            # Outside the handler the traceback no longer holds the tensors of the failed try.
            most = max(_LEAST_TOKENS, most // 2)
            gc.collect()
            free_unused()

    def _read_once(self, lines: Sequence[Line], most: int, cancel: CancelToken) -> ReadLines:
        shown = self._that_fit(lines, most)
        ids = self.writer.beginning(shown)
        with torch.inference_mode():
            cache = self.language.new_cache()
            embeddings = self.language.embed(torch.tensor([ids], device=self.device))
            prefill(self.language, embeddings, self.language.text_positions(0, len(ids)), cache, cancel)
        return ReadLines(shown, ids, cache, cut=len(shown) < len(lines))

    def _that_fit(self, lines: Sequence[Line], most: int) -> tuple[Line, ...]:
        taken = 0
        for count, line in enumerate(lines):
            taken += self.writer.length(line)
            if taken > most:
                return tuple(lines[:count])
        return tuple(lines)

    def say(
        self, read: ReadLines, ask: Ask, limits: Limits, *, on_token: Callable[[int], None], cancel: CancelToken
    ) -> Decoded:
        """The answer's tokens; ``read`` stays as it is."""
        ids = self.writer.prompt(read.lines, ask.question.strip(), ask.earlier, ask.language)
        known = min(len(common_beginning(read.ids, ids)), len(ids) - 1)
        # Less of it is known where its last token was joined with the question's first letters.
        draft = PageDrafts(read.ids).propose
        return self._speaker.go_on(
            read.cache, known, ids[known:], limits, on_token=on_token, cancel=cancel, known=known, draft=draft
        )

    def new_stream(self) -> TextStream:
        return TextStream(self._names, self._marks, self._spelling)
