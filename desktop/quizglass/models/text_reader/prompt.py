"""The prompt of a language model that reads numbered lines, by the folder's own chat template."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from jinja2 import TemplateError

from quizglass.answers import Exchange
from quizglass.models.prompting import LINES_SYSTEM, taken_apart, with_language
from quizglass.models.text_reader.page_lines import Line


class LineWriter:
    """Writes prompts as token ids. All prompts about the same lines begin alike.

    Raises:
        ValueError: the folder has no chat template, or one that does not show what it is given.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._special = [added.content for added in tokenizer.added_tokens_decoder.values()]
        if not tokenizer.chat_template:
            raise ValueError("there is no chat template")
        self._system_is_message = True
        self._system_is_message = self._shows_system()

    def prompt(
        self, lines: Sequence[Line], question: str, earlier: Sequence[Exchange] = (), language: str = ""
    ) -> list[int]:
        """``question`` to the page of ``lines``, after what was asked ``earlier``."""
        return self._encode(self._messages(lines, with_language(question, language), earlier))

    def beginning(self, lines: Sequence[Line]) -> list[int]:
        """What all prompts about ``lines`` begin with, but for the last letters before the question."""
        return common_beginning(self.prompt(lines, "1"), self.prompt(lines, "А"))

    def length(self, line: Line) -> int:
        """Tokens that ``line`` takes in a prompt, its end included."""
        return len(self._tokenizer.encode(self._plain(line.written) + "\n", add_special_tokens=False))

    def _messages(self, lines: Sequence[Line], question: str, earlier: Sequence[Exchange]) -> list[dict[str, str]]:
        page = "\n".join(self._plain(line.written) for line in lines)
        asked = [self._plain(text) for text in (*(exchange.question for exchange in earlier), question)]
        first = f"{page}\n\n{asked[0]}"
        messages = [{"role": "system", "content": LINES_SYSTEM}] if self._system_is_message else []
        messages.append({"role": "user", "content": first if self._system_is_message else f"{LINES_SYSTEM}\n\n{first}"})
        for exchange, following in zip(earlier, asked[1:], strict=True):
            messages.append({"role": "assistant", "content": self._plain(exchange.answer)})
            messages.append({"role": "user", "content": following})
        return messages

    def _encode(self, messages: list[dict[str, str]]) -> list[int]:
        text = self._tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
        begins = bool(self._tokenizer.bos_token) and text.startswith(self._tokenizer.bos_token)
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=not begins)
        return ids

    def _shows_system(self) -> bool:
        """Whether the template takes the system's words as a message of their own; some know no such message."""
        trial = [Line(1, (0,), "481.20")]
        for self._system_is_message in (True, False):
            try:
                shown = self._tokenizer.decode(self.prompt(trial, "Total?"))
            except (TemplateError, TypeError):
                continue
            if LINES_SYSTEM in shown and trial[0].written in shown and "Total?" in shown:
                return self._system_is_message
        raise ValueError("the chat template does not show what it is given")

    def _plain(self, text: str) -> str:
        return taken_apart(text, self._special)


def common_beginning(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """The tokens with which both begin."""
    return [token for token, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]
