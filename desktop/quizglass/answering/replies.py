"""What a model's reply means: an answer, perhaps wrapped in pleasantries, or a refusal in the model's own words.

An engine knows the marker for "not there" that it asked its model for; small models often say it differently.
"""

from __future__ import annotations

import re

from quizglass.text.folding import fold

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


def says_not_found(reply: str) -> bool:
    """True when ``reply`` says, in English or Russian, that the page does not give the answer."""
    folded = fold(reply)
    if not re.search(r"\w", folded) or _ABSENT.match(folded):
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
