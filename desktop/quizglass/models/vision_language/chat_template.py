"""Prompts by the folder's own chat template, for families whose checkpoints differ in it.

Templates differ in what they take: a picture as a part of a message or as a mark in its text, a system message or
none, and some move the system message to the last question. What all questions to a picture share must come first
and be the same for all of them, so a template that does not keep it there gets the system's words in the first message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from quizglass.answers import Exchange
from quizglass.models.prompting import SYSTEM, taken_apart, with_language

_VICUNA = (
    "{% for message in messages %}{% if message['role'] == 'system' %}{{ message['content'] }} "
    "{% elif message['role'] == 'user' %}USER: {{ message['content'] }} "
    "{% else %}ASSISTANT: {{ message['content'] }}</s>{% endif %}{% endfor %}ASSISTANT:"
)
"""Of the first LLaVA checkpoints, which came without a template."""
_TRIAL = Exchange("1", "2")


def find_template(folder: Path, tokenizer: Any) -> str:
    """The template of the tokenizer, else that of the processor (a file of its own, for a time), else Vicuna's."""
    if tokenizer.chat_template:
        return str(tokenizer.chat_template)
    of_processor = folder / "chat_template.json"
    if of_processor.is_file():
        return str(json.loads(of_processor.read_text(encoding="utf-8"))["chat_template"])
    return _VICUNA


class TemplateWriter:
    """The `Dialogue` of a chat template. ``image_token`` is the id of what stands for the picture in it.

    Raises:
        ValueError: the template does not show the picture exactly once.
    """

    def __init__(self, tokenizer: Any, template: str, image_token: int) -> None:
        self._tokenizer = tokenizer
        self._template = template
        self._image_token = image_token
        self._image_mark = str(tokenizer.convert_ids_to_tokens(image_token))
        self._special = [added.content for added in tokenizer.added_tokens_decoder.values()]
        self._picture_is_part, self._system_is_message = self._forms()
        self._before = self._encode("1", ())[0]

    def before_picture(self) -> list[int]:
        return list(self._before)

    def question(self, question: str, earlier: Iterable[Exchange] = (), language: str = "") -> list[int]:
        before, after = self._encode(with_language(question, language), tuple(earlier))
        assert before == self._before, "the template keeps what comes before the picture"
        return after

    def _forms(self) -> tuple[bool, bool]:
        """Whether the picture is a part of a message, and the system's words a message of their own."""
        forms = [(part, system) for system in (True, False) for part in (True, False)]
        for form in forms:
            self._picture_is_part, self._system_is_message = form
            try:
                alone, followed = (self._encode("1", earlier)[0] for earlier in ((), (_TRIAL,)))
            except (TemplateError, TypeError, ValueError):
                continue
            if alone == followed and SYSTEM in self._tokenizer.decode(alone):
                return form
        raise ValueError("the chat template does not show the picture")

    def _encode(self, question: str, earlier: Sequence[Exchange]) -> tuple[list[int], list[int]]:
        """The tokens before the picture and those after it."""
        text = self._tokenizer.apply_chat_template(
            self._messages(question, earlier),
            chat_template=self._template,
            add_generation_prompt=True,
            tokenize=False,
            enable_thinking=False,
        )
        begins = bool(self._tokenizer.bos_token) and text.startswith(self._tokenizer.bos_token)
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=not begins)
        if ids.count(self._image_token) != 1:
            raise ValueError("the chat template does not show the picture once")
        place = ids.index(self._image_token)
        return ids[:place], ids[place + 1 :]

    def _messages(self, question: str, earlier: Sequence[Exchange]) -> list[dict[str, Any]]:
        asked = [self._plain(text) for text in (*(exchange.question for exchange in earlier), question)]
        answered = [self._plain(exchange.answer) for exchange in earlier]
        messages = [{"role": "system", "content": self._content([SYSTEM])}] if self._system_is_message else []
        lead = [] if self._system_is_message else [SYSTEM + "\n\n"]
        messages.append({"role": "user", "content": self._content([*lead, None, asked[0]])})
        for answer, following in zip(answered, asked[1:], strict=True):
            messages.append({"role": "assistant", "content": self._content([answer])})
            messages.append({"role": "user", "content": self._content([following])})
        return messages

    def _content(self, parts: Sequence[str | None]) -> str | list[dict[str, str]]:
        """``parts`` in the form that the template takes; None is the picture."""
        if not self._picture_is_part:
            return "".join(self._image_mark + "\n" if part is None else part for part in parts)
        if None not in parts:
            return "".join(part for part in parts if part)
        # Some templates call a part's text "text", some "content".
        return [{"type": "image"} if p is None else {"type": "text", "text": p, "content": p} for p in parts]

    def _plain(self, text: str) -> str:
        """``text`` with the names of special tokens taken apart: a question that holds one is only a question."""
        return taken_apart(text, self._special)
