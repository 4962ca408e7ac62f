"""The ChatML prompt of Qwen2-VL as token ids, cut where the part that all questions share ends.

The picture comes before the question, so ``[system + picture]`` is a prefix of every question to it. Text of
the user is encoded with special tokens switched off: a question that holds ``<|im_end|>`` is only a question.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizglass.answers import Exchange
from quizglass.models.prompting import LOCATE, SYSTEM, with_language

IMAGE_PAD = "<|image_pad|>"
VISION_START, VISION_END = "<|vision_start|>", "<|vision_end|>"
TURN_START, TURN_END = "<|im_start|>", "<|im_end|>"
REF_START, REF_END = "<|object_ref_start|>", "<|object_ref_end|>"
BOX_START, BOX_END = "<|box_start|>", "<|box_end|>"
MARKS = (
    "<|endoftext|>", TURN_START, TURN_END, REF_START, REF_END, BOX_START, BOX_END, "<|quad_start|>", "<|quad_end|>",
    VISION_START, VISION_END, "<|vision_pad|>", IMAGE_PAD, "<|video_pad|>",
)  # fmt: skip


class PromptWriter:
    """Writes prompts with a tokenizer of the family."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self.marks = {mark: int(tokenizer.convert_tokens_to_ids(mark)) for mark in MARKS}

    def text(self, text: str) -> list[int]:
        """Plain text; names of special tokens in it are only letters."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
        return ids

    def before_picture(self) -> list[int]:
        return self.join([TURN_START], "system\n" + SYSTEM, [TURN_END], "\n", [TURN_START], "user\n", [VISION_START])

    def picture(self, tokens: int) -> list[int]:
        return [self.marks[IMAGE_PAD]] * tokens

    def after_picture(self) -> list[int]:
        return [self.marks[VISION_END]]

    def question(self, question: str, earlier: Iterable[Exchange] = (), language: str = "") -> list[int]:
        """From the end of the picture to where the answer begins."""
        parts: list[str | list[str]] = []
        for exchange in earlier:
            parts += [exchange.question, *ANSWER_BEGINS, exchange.answer, [TURN_END], "\n", [TURN_START], "user\n"]
        return self.join(*parts, with_language(question, language), *ANSWER_BEGINS)

    def where(self, phrase: str) -> list[int]:
        """Asks for ``phrase`` and begins the answer, so that nothing but a box can follow."""
        return self.join(
            LOCATE, [REF_START], phrase, [REF_END], *ANSWER_BEGINS, [REF_START], phrase, [REF_END, BOX_START], "("
        )

    def join(self, *parts: str | list[str]) -> list[int]:
        """Lists are special tokens by name, strings are plain text."""
        ids: list[int] = []
        for part in parts:
            if isinstance(part, str):
                ids += self.text(part)
            else:
                ids += [self.marks[mark] for mark in part]
        return ids


ANSWER_BEGINS: tuple[str | list[str], ...] = ([TURN_END], "\n", [TURN_START], "assistant\n")
