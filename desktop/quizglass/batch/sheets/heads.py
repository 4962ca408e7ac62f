"""What the head of a column of questions is called, and what a question looks like, in English and Russian."""

from __future__ import annotations

import re
from typing import Final

_EXACT: Final = frozenset(
    (
        *("question", "questions", "query", "queries", "ask", "prompt", "prompts", "q", "what to ask", "what to find"),
        *("вопрос", "вопросы", "запрос", "запросы", "спросить", "промпт", "промпты", "что спросить", "что найти"),
    )
)
_WITHIN: Final = re.compile(r"\b(?:questions?|query|prompt|вопрос(?:а|ов|ы)?|запрос(?:а|ов|ы)?|промпт)\b")
_OF_OTHER_THINGS: Final = re.compile(
    r"№|#|\b(?:no|nr|num|number|id|code|date|type|kind|count|status|answers?|author|topic"
    r"|номер|код|дата|тип|вид|число|количество|статус|ответ\w*|автор|тема|п/п)\b"
)
"""A column of numbers of questions, or of their dates."""
_MOST_WORDS: Final = 4

_QUESTION_MARK: Final = re.compile(r"[?？؟][\s\"'»”’)]*$")
_ASKING: Final = re.compile(
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|had|will"
    r"|list|find|give|name|tell|summari[sz]e|explain|describe|extract"
    r"|что|кто|кого|кому|кем|чей|чья|чь[её]|чьи|когда|где|куда|откуда|почему|зачем|сколько"
    r"|как|как(?:ой|ая|ое|ие|ую|ова?|ово|овы)"
    r"|(?:на|в|во|до|от|с|со|за|по|из|к|о|об|для)"
    r" (?:что|чего|чему|чем|кого|кому|как(?:ой|ая|ое|ие|ую|ого|ому|им|их|ом))"
    r"|есть|назови(?:те)?|укажи(?:те)?|найди(?:те)?|перечисли(?:те)?|опиши(?:те)?|объясни(?:те)?|выпиши(?:те)?)\b"
)
_ONLY_NUMBERS: Final = re.compile(r"(?=.*[0-9])[\s0-9.,:;/+\-−–%()€$£₽]+")


def names_questions(text: str) -> bool:
    """Whether ``text`` as the head of a column says that questions stand below it."""
    return is_exact_name(text) or _is_about_questions(_folded(text))


def is_exact_name(text: str) -> bool:
    return _folded(text) in _EXACT


def _is_about_questions(folded: str) -> bool:
    if len(folded.split()) > _MOST_WORDS or _QUESTION_MARK.search(folded) or _ASKING.match(folded):
        return False
    return bool(_WITHIN.search(folded)) and not _OF_OTHER_THINGS.search(folded)


def same_name(text: str, other: str) -> bool:
    """Whether two heads are the same for a person."""
    return _folded(text) == _folded(other)


def looks_like_question(text: str) -> bool:
    return ends_as_question(text) or bool(_ASKING.match(_folded(text)))


def ends_as_question(text: str) -> bool:
    return bool(_QUESTION_MARK.search(text))


def is_only_numbers(text: str) -> bool:
    """Whether ``text`` is a number, an amount or a day, with no word in it."""
    return bool(_ONLY_NUMBERS.fullmatch(text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).strip(" :.*")
