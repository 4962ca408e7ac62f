"""What is sent to ``/chat/completions``: only fields that vLLM, SGLang, llama.cpp and ``transformers serve`` take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from quizglass.answers import Exchange
from quizglass.models.prompting import LOCATE, NOT_FOUND, SYSTEM, with_language
from quizglass.models.server.server import Server

Message: TypeAlias = dict[str, Any]
Content: TypeAlias = str | list[dict[str, Any]]

READER_SYSTEM = (
    "You read documents. Answer the question only from the text, briefly, with the words and numbers that are printed "
    "there, in the language of the question. If the text does not hold the answer, say exactly: " + NOT_FOUND
)
"""What `SYSTEM` says, for a model that is told what is printed instead of being shown it."""


def question(
    show: Callable[[str], Content],
    asked: str,
    earlier: Sequence[Exchange] = (),
    language: str = "",
    *,
    system: str = SYSTEM,
) -> list[Message]:
    """``show`` gives what is shown with the first words: it never changes, so a server may keep what it made of it."""
    messages: list[Message] = [{"role": "system", "content": system}]
    for exchange in earlier:
        messages.append({"role": "user", "content": exchange.question})
        messages.append({"role": "assistant", "content": exchange.answer or NOT_FOUND})
    messages.append({"role": "user", "content": with_language(asked.strip(), language)})
    messages[1]["content"] = show(messages[1]["content"])
    return messages


def place(show: Callable[[str], Content], phrase: str) -> list[Message]:
    """The question where ``phrase`` stands."""
    return [{"role": "user", "content": show(LOCATE + phrase)}]


def beside_picture(url: str, words: str) -> Content:
    """A picture, as a data URL, and then ``words``."""
    return [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": words}]


def beside_text(text: str, words: str) -> Content:
    """What is printed, and then ``words``. A plain string: templates of text models know no parts."""
    return f"{text}\n\n{words}"


def request(server: Server, messages: Sequence[Message], most_tokens: int) -> dict[str, Any]:
    """The body of a request. The most probable token each time: the same question has the same answer."""
    return {
        "model": server.model,
        "messages": list(messages),
        "max_tokens": most_tokens,
        "temperature": 0.0,
        "stream": True,
    }
