"""What a vision-language model is told, and how its "not there" is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

SYSTEM = (
    "You read pictures of documents. Answer the question only from the picture, briefly, with the words and numbers "
    "that are printed there, in the language of the question. If the picture does not hold the answer, say exactly: "
    "NOT FOUND"
)
NOT_FOUND = "NOT FOUND"
LINES_SYSTEM = (
    "You read the text of a page. Every line begins with its number, such as [L3]. Answer the question only from "
    "these lines, briefly, with the words and numbers that are printed there, in the language of the question, and "
    "name the line after the answer. An example of an answer: 481.20 GBP [L3]. If the lines do not hold the answer, "
    f"say exactly: {NOT_FOUND}"
)
_HELD_APART = "\u200b"
LOCATE = "Where in the picture is this text: "

_IN_LANGUAGE = {"en": "Answer in English.", "ru": "Ответь по-русски."}

_SHOWN = r"(?:picture|image|document|page|text|region)"
_PLACE = rf"(?:\s+(?:in|on|from|within)\s+(?:the\s+|this\s+)?{_SHOWN})?"
_SHOWN_RU = r"(?:картинк[ае]|изображени[ие]|документе?|страниц[ае]|тексте?)"
_IN_RU = rf"(?:на|в)\s+(?:этом\s+|этой\s+|данном\s+)?{_SHOWN_RU}"
_SUCH_RU = r"(?:такой\s+|такого\s+|таких\s+)?(?:ответа?|информаци[ия]|данны[хе])"
_SAYS_NO = re.compile(
    rf"""(?:the\s+|this\s+)?(?:answer|information|it)?\s*(?:is\s+|was\s+)?not\s+
            (?:found|present|mentioned|given|specified|stated|shown|available|provided){_PLACE}
       | (?:the\s+|this\s+)?(?:answer|information|it)\s+(?:is|was)\s+not\s+(?:in|on)\s+(?:the|this)\s+{_SHOWN}
       | there\s+is\s+no\s+(?:such\s+)?(?:answer|information|data){_PLACE}
       | no\s+(?:such\s+)?(?:answer|information)(?:\s+found)?{_PLACE}
       | (?:the\s+|this\s+)?{_SHOWN}\s+does\s+not\s+(?:contain|hold|mention|provide|show|say)
            (?:\s+(?:the|this|that|any|such)?\s*(?:answer|information))?
       | (?:ответ|информация|данные)?\s*не\s+
            (?:найден[аоы]?|указан[аоы]?|указывается|упомянут[аоы]?|содержится|обнаружен[аоы]?)(?:\s+{_IN_RU})?
       | (?:{_IN_RU}\s+)?(?:нет|отсутству[ею]т)\s+{_SUCH_RU}(?:\s+{_IN_RU})?
       | (?:{_IN_RU}\s+)?{_SUCH_RU}\s+(?:нет|отсутству[ею]т)(?:\s+{_IN_RU})?
       | {_SHOWN_RU}\s+не\s+содержит\s+{_SUCH_RU}""",
    re.IGNORECASE | re.VERBOSE,
)


def with_language(question: str, language: str) -> str:
    """``question`` with the wish for a language; "" leaves it to the question's own."""
    wish = _IN_LANGUAGE.get(language)
    return f"{question}\n{wish}" if wish else question


def taken_apart(text: str, marks: Iterable[str]) -> str:
    """``text`` with the names of special tokens taken apart: what a page or a user writes is only text."""
    for mark in marks:
        if mark in text:
            text = text.replace(mark, mark[0] + _HELD_APART + mark[1:])
    return text


def says_not_found(text: str) -> bool:
    """True when the whole reply says that the answer is not there; "Error 404: Not Found" is an answer."""
    bare = text.strip(" \t\n.!*\"'“”«»()")
    return not bare or _SAYS_NO.fullmatch(bare) is not None


def may_become_not_found(text: str) -> bool:
    """True while streamed ``text`` could still turn into the marker: it is not shown before that is known."""
    return NOT_FOUND.startswith(text.strip().upper())
