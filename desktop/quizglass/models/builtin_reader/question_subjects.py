"""What of a business paper a question asks, when it asks for one of the few things that every such paper tells.

"Which shop is this receipt from?", "What is the merchant's name?" and "Who sold this?" ask one thing. A question is
about such a thing when it says nothing beyond the words below; any other word makes it a question of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum

from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.text.folding import token_texts
from quizglass.text.stop_words import is_stop_word
from quizglass.text.word_forms import stem


class Subject(StrEnum):
    """The things that a receipt tells without naming them."""

    ISSUER = "issuer"
    ISSUER_ADDRESS = "issuer address"
    ISSUE_DATE = "issue date"
    PAYABLE = "payable"


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_SHOP = _stems(
    """
    company shop store merchant seller vendor business supplier retailer restaurant firm outlet establishment
    issuer cafe market supermarket organization organisation trader provider dealer trading enterprise place
    location premises компания фирма магазин продавец поставщик организация предприятие ресторан кафе торговец
    заведение
    """
)
_PAPER = _stems(
    """
    receipt bill invoice slip ticket check cheque document paper page form purchase transaction sale payment
    order printed shown given listed stated written appear top head header according print show display mention
    indicated full exact complete whole entire official registered legal read say
    bear carry whole everything together чек квитанция счет документ
    покупка продажа операция указан напечатан полный страница
    """
)
_DEALT = _stems(
    """
    issue issued sell sold make made buy bought purchase purchased pay paid shop shopping do done take took
    place happen happened occur occurred come came from get customer buyer client someone person goods item
    items thing things were visit visited receive received spend spent выдать выдан выдала выдавший продать
    продал продала купить куплен куплено купили совершить совершена сделать сделана произвести оплатить оплачен
    покупатель товар товары
    """
)
_NAME = _stems("name called title know known identify identity имя название наименование называется")
_ADDRESS = _stems(
    """
    address located location situated street find found based where operate stand lie premises postal physical
    адрес находится расположен местонахождение улица
    """
)
_DATE = _stems("date dated day month year time calendar дата число день датирован")
_TOTAL = _stems(
    """
    total sum amount grand final overall altogether all much money cost price value due payable paid pay bill charge
    charged owe owed spend spent end net figure итог итого всего сумма общий итоговый оплата стоимость стоить стоит
    заплатить платить оплате деньги конечный
    """
)
_WITH_TAX = re.compile(
    r"\b(?:incl\w*|with|after|plus)\b(?: of)?(?: the| all| any)? (?:taxe?s?|gst|vat|rounding)\b|"
    r"\b(?:taxe?s?|gst|vat) inclusive\b|"
    r"\brounded\b|\bс (?:учетом )?ндс\b|\bвключая ндс\b"
)
"""What may be said of a total without making it another sum."""

_ASKED: tuple[tuple[Subject, frozenset[AnswerKind], frozenset[str], frozenset[str]], ...] = (
    (Subject.ISSUER, frozenset({AnswerKind.NAME, AnswerKind.TEXT}), _SHOP | _stems("issue sell sold bought"), _NAME),
    (Subject.ISSUER_ADDRESS, frozenset({AnswerKind.ADDRESS}), frozenset(), _SHOP | _NAME | _ADDRESS),
    (Subject.ISSUE_DATE, frozenset({AnswerKind.DATE}), frozenset(), _DATE | _SHOP),
    (Subject.PAYABLE, frozenset({AnswerKind.MONEY}), _TOTAL, _SHOP),
)
"""Each with the kinds of answer it has, words of which one must be said, and what else may be."""


_USUAL = {Subject.ISSUE_DATE: "date", Subject.PAYABLE: "total amount"}
_PAPERS = re.compile(r"\b(?:invoice|order|contract|счет|заказ|договор)\w*")


def usual_wording(subject: Subject | None, question: str) -> str:
    """A folded ``question`` about ``subject`` in the words that papers label it with, or as it is."""
    usual = _USUAL.get(subject) if subject else None
    if usual is None:
        return question
    paper = _PAPERS.search(question)
    return f"{usual} of the {paper.group()}" if paper else usual


def subject_of(kind: AnswerKind, question: str) -> Subject | None:
    """The subject of a folded ``question`` for an answer of ``kind``."""
    said = frozenset(stem(token) for token in token_texts(_WITH_TAX.sub(" ", question)) if not is_stop_word(token))
    for subject, kinds, needed, allowed in _ASKED:
        if kind in kinds and said <= needed | allowed | _PAPER | _DEALT and (not needed or said & needed):
            return subject
    return None
