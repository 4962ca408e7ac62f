"""What a vision-language model is told, and how its "not there" is understood."""

from __future__ import annotations

import re

SYSTEM = (
    "You read pictures of documents. Answer the question only from the picture, briefly, with the words and numbers "
    "that are printed there, in the language of the question. If the picture does not hold the answer, say exactly: "
    "NOT FOUND"
)
NOT_FOUND = "NOT FOUND"
LOCATE = "Where in the picture is this text: "

_IN_LANGUAGE = {"en": "Answer in English.", "ru": "Ответь по-русски."}

_PLACE = r"(?:\s+(?:in|on|from|within)\s+(?:the\s+|this\s+)?(?:picture|image|document|page|text|region))?"
_PLACE_RU = r"(?:\s+(?:на|в)\s+(?:этом\s+|этой\s+|данном\s+)?(?:картинке|изображении|документе|странице|тексте))?"
_NOT_FOUND = re.compile(
    "|".join(
        (
            rf"(?:the\s+)?(?:answer|information|it)?\s*(?:is\s+|was\s+)?not\s+(?:found|present|mentioned|given|specified|stated|shown|available|provided){_PLACE}",
            r"(?:the\s+)?(?:answer|information|it)\s+(?:is|was)\s+not\s+(?:in|on)\s+(?:the|this)\s+(?:picture|image|document|page|text|region)",
            rf"there\s+is\s+no\s+(?:such\s+)?(?:answer|information|data){_PLACE}",
            rf"no\s+(?:answer|information)(?:\s+found)?{_PLACE}",
            rf"(?:ответ|информация|данные)?\s*не\s+(?:найден[аоы]?|указан[аоы]?|указывается|упомянут[аоы]?|содержится|обнаружен[аоы]?){_PLACE_RU}",
            rf"{_PLACE_RU}\s*(?:нет|отсутству[ею]т)\s+(?:такой\s+|такого\s+)?(?:ответа?|информаци[ия]|данны[хе]){_PLACE_RU}",
            rf"(?:ответа?|информаци[ия]|данны[хе]|такой\s+информации|такого\s+ответа)\s+(?:нет|отсутству[ею]т){_PLACE_RU}",
        )
    ),
    re.IGNORECASE,
)


def with_language(question: str, language: str) -> str:
    """``question`` with the wish for a language; "" leaves it to the question's own."""
    wish = _IN_LANGUAGE.get(language)
    return f"{question}\n{wish}" if wish else question


def says_not_found(text: str) -> bool:
    """True when the whole reply says that the answer is not there; "Error 404: Not Found" is an answer."""
    bare = text.strip().strip(".!\"'«»*").strip()
    return not bare or _NOT_FOUND.fullmatch(bare) is not None


def may_become_not_found(text: str) -> bool:
    """True while streamed ``text`` could still turn into the marker: it is not shown before that is known."""
    return NOT_FOUND.startswith(text.strip().upper())
