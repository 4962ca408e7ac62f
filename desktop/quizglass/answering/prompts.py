"""What a model is told besides the question, and what its reply means.

A model must answer from the page alone and say so when the page does not tell. The sentences are short because
small models follow short ones.
"""

from __future__ import annotations

import re

from quizglass.models.engine import EngineKind
from quizglass.text.folding import fold

NOT_FOUND = "NOT FOUND"
"""What a model is asked to say when the answer is not there."""

_INSTRUCTIONS = {
    "en": (
        "Answer the question from this picture only. Quote the words as printed, as briefly as possible. "
        f"If the picture does not give the answer, reply: {NOT_FOUND}."
    ),
    "ru": (
        "Ответь на вопрос только по этому изображению. Цитируй слова так, как они напечатаны, как можно короче. "
        f"Если ответа на изображении нет, ответь: {NOT_FOUND}."
    ),
}
_ANSWER_IN = {"en": "Answer in English.", "ru": "Отвечай по-русски."}

# Folded replies that mean "it is not there": whole replies, and sentences that deny something of the page.
_ABSENT = re.compile(
    r"^\W*(?:not found|n/?a|none|unknown|unanswerable|no answer|no (?:such )?(?:information|data)|"
    r"not (?:available|applicable)|не найден[оаы]?|нет (?:ответа|данных|информации|сведений)|неизвестно|"
    r"ответа (?:здесь )?нет|ответ не найден|отсутствует)\b[^\w]*$"
)
_DENIES = re.compile(
    r"\b(?:(?:does|do|did|is|are|was|were|could|can) ?n[o']t|cannot|unable to|there (?:is|are) no)\b.{0,60}"
    r"\b(?:contain|provided?|mention(?:ed)?|specif(?:y|ied)|shown?|give|given|stated?|included?|find|found|"
    r"determined?|answer|visible|present|available|indicated?|information|listed|legible)\b"
    r"|\bне (?:содержит|упоминает\w*|видн?о?|могу|удалось|удается|дает)\b"
    r"|\bне (?:указан|приведен|найден|представлен|обнаружен|определен|упомянут)[оаы]?\b"
    r"|\bнет (?:информации|данных|сведений|ответа|указани\w+|упоминани\w+)"
    r"|\bневозможно (?:определить|ответить|найти)|\bотсутству\w+"
)
_ABOUT_THE_PAGE = re.compile(
    r"\b(?:image|picture|page|document|text|region|information|answer|question|provided|изображени\w+|картинк\w+|"
    r"страниц\w+|документ\w*|текст\w*|информаци\w+|ответ\w*|вопрос\w*|данны\w+|сведени\w+)\b"
)
_PREAMBLE = re.compile(r"^\s*(?:\*\*)?(?:answer|the answer is|ответ)(?:\*\*)?\s*[:—-]\s*", re.IGNORECASE)
_LONGEST_REFUSAL = 240
_QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'", "`": "`"}


def prompt(question: str, kind: EngineKind, language: str = "") -> str:
    """The text that an engine of ``kind`` gets: with instructions where it reads a picture, else the bare question.

    ``language`` ("en", "ru") is that of the answer; "" leaves it to follow the question.
    """
    if kind is not EngineKind.VISION:
        return question
    asked_in = "ru" if re.search("[а-яё]", question, re.IGNORECASE) else "en"
    parts = [_INSTRUCTIONS[asked_in], _ANSWER_IN.get(language, "") if language != asked_in else "", question.strip()]
    return "\n".join(part for part in parts if part)


def says_not_found(reply: str) -> bool:
    """True when ``reply`` says, in English or Russian, that the page does not give the answer."""
    folded = fold(reply)
    if not re.search(r"\w", folded) or _ABSENT.match(folded) or fold(NOT_FOUND) in folded[:40]:
        return True
    return (
        len(folded) <= _LONGEST_REFUSAL
        and _DENIES.search(folded) is not None
        and _ABOUT_THE_PAGE.search(folded) is not None
    )


def plain_answer(reply: str) -> str:
    """``reply`` without "Answer:" before it and quotation marks or asterisks around it."""
    text = _PREAMBLE.sub("", reply).strip()
    if len(text) > 4 and text.startswith("**") and text.endswith("**") and text.count("**") == 2:
        text = text[2:-2].strip()
    closing = _QUOTES.get(text[:1])
    if closing and len(text) > 2 and text.endswith(closing) and text.count(closing) == (2 if text[0] == closing else 1):
        text = text[1:-1].strip()
    return text
