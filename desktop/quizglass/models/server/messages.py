"""What is sent to ``/chat/completions``: only fields that vLLM, SGLang, llama.cpp and ``transformers serve`` take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from quizglass.answers import Exchange
from quizglass.models.prompting import LOCATE, NOT_FOUND, SYSTEM, with_language
from quizglass.models.server.server import Server

Message: TypeAlias = dict[str, Any]


def question(picture: str, asked: str, earlier: Sequence[Exchange], language: str) -> list[Message]:
    """``picture`` is a data URL. It comes first and never changes, so that a server may keep what it made of it."""
    said = [turn for exchange in earlier for turn in ((exchange.question, exchange.answer or NOT_FOUND),)]
    asks = [*(before for before, _ in said), with_language(asked.strip(), language)]
    messages: list[Message] = [{"role": "system", "content": SYSTEM}]
    for place, words in enumerate(asks):
        messages.append({"role": "user", "content": _shown(picture, words) if place == 0 else words})
        if place < len(said):
            messages.append({"role": "assistant", "content": said[place][1]})
    return messages


def place(picture: str, phrase: str) -> list[Message]:
    """The question where ``phrase`` stands."""
    return [{"role": "user", "content": _shown(picture, LOCATE + phrase)}]


def request(server: Server, messages: Sequence[Message], most_tokens: int) -> dict[str, Any]:
    """The body of a request. The most probable token each time: the same question has the same answer."""
    return {
        "model": server.model,
        "messages": list(messages),
        "max_tokens": most_tokens,
        "temperature": 0.0,
        "stream": True,
    }


def _shown(picture: str, words: str) -> list[Message]:
    return [{"type": "image_url", "image_url": {"url": picture}}, {"type": "text", "text": words}]
