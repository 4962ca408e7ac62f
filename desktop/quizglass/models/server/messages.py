"""What is sent to ``/chat/completions``: only fields that vLLM, SGLang, llama.cpp and ``transformers serve`` take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from quizglass.answers import Exchange
from quizglass.models.prompting import LOCATE, NOT_FOUND, SYSTEM, taken_apart, with_language
from quizglass.models.server.server import Server
from quizglass.sampling import Sampling

Message: TypeAlias = dict[str, Any]
Content: TypeAlias = str | list[dict[str, Any]]

_MARK = re.compile(r"<\|[^|<>\s]{1,40}\|>|</?(?:s|image|video|pad|unk|bos|eos|think)>|\[/?(?:INST|IMG|TOOL_CALLS)\]")
"""What templates of chats take for their own marks."""


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
        messages.append({"role": "user", "content": _plain(exchange.question)})
        messages.append({"role": "assistant", "content": _plain(exchange.answer) or NOT_FOUND})
    messages.append({"role": "user", "content": with_language(_plain(asked.strip()), language)})
    messages[1]["content"] = show(messages[1]["content"])
    return messages


def place(show: Callable[[str], Content], phrase: str) -> list[Message]:
    """The question where ``phrase`` stands."""
    return [{"role": "user", "content": show(LOCATE + _plain(phrase))}]


def beside_picture(url: str, words: str) -> Content:
    """A picture, as a data URL, and then ``words``."""
    return [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": words}]


def beside_text(text: str, words: str) -> Content:
    """What is printed, and then ``words``. A plain string: templates of text models know no parts."""
    return f"{_plain(text)}\n\n{words}"


def request(
    server: Server, messages: Sequence[Message], most_tokens: int, sampling: Sampling | None = None
) -> dict[str, Any]:
    """The body of a request. Without ``sampling`` the most probable token each time: one question has one answer."""
    return {
        "model": server.model,
        "messages": list(messages),
        "max_tokens": most_tokens,
        "stream": True,
        **({"temperature": 0.0} if sampling is None else _drawn(sampling)),
    }


def _drawn(sampling: Sampling) -> dict[str, Any]:
    """The fields that every server knows: of the likeliest tokens by number it may know nothing."""
    seed = {} if sampling.seed is None else {"seed": sampling.seed}
    return {"temperature": sampling.temperature, "top_p": sampling.top_p, **seed}


def _plain(text: str) -> str:
    """``text`` without what a server would take for the beginning of a turn, or a picture."""
    return taken_apart(text, dict.fromkeys(_MARK.findall(text)))
