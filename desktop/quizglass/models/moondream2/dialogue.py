"""How moondream2 is spoken to: what the user wrote between a few tokens that say what is wanted.

It knows neither instructions nor a conversation. What was asked before stands before the question, in lines.

The suffix of a question is also the mark by which an answer begins. It stands twice, as in ``moondream.py`` of the
release: after the first one alone the model may think aloud before it answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizglass.answers import Exchange
from quizglass.models.moondream2.configuration import Moondream2Config, Template
from quizglass.models.prompting import taken_apart, with_language

_ROOM_FOR_ANSWER = 512


class PromptWriter:
    """The `Dialogue` of moondream2, and how it is asked for a place."""

    def __init__(self, tokenizer: Any, config: Moondream2Config) -> None:
        self._tokenizer = tokenizer
        self._special = [added.content for added in tokenizer.added_tokens_decoder.values()]
        self._prompts = config.prompts
        # Positions beyond the context were never learned: the oldest exchanges go first.
        self._most = config.text_shape.max_context - config.vision_shape.grid**2 - 1 - _ROOM_FOR_ANSWER

    def question(self, question: str, earlier: Iterable[Exchange] = (), language: str = "") -> list[int]:
        before = list(earlier)
        asked = with_language(question, language)
        while True:
            lines = [line for exchange in before for line in (exchange.question, exchange.answer)]
            ids = self._written(self._prompts.query, "\n".join([*lines, asked])) + list(self._prompts.query.suffix)
            if len(ids) <= self._most or not before:
                return ids
            del before[0]

    def detection(self, phrase: str) -> list[int]:
        """From the end of the picture to where the first place begins."""
        return self._written(self._prompts.detect, " " + phrase)

    def _written(self, template: Template, text: str) -> list[int]:
        ids = self._tokenizer.encode(taken_apart(text, self._special), add_special_tokens=False)
        return [*template.prefix, *ids, *template.suffix]
