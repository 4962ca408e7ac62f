"""What of a business paper a question asks, when it asks for one of the few things that every such paper tells.

"Which shop is this receipt from?", "What is the merchant's name?" and "Who sold this?" ask one thing. A question is
about such a thing when it says nothing beyond the words below; any other word makes it a question of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.rewordings import CHATTER
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
    location premises they it entity shopkeeper owner payee brand corporate trade retail operator vendor party heading
    компания фирма магазин продавец поставщик организация предприятие ресторан кафе торговец
    заведение
    """
)
_PAPER = _stems(
    """
    receipt bill invoice slip ticket check cheque document paper page form purchase transaction sale payment
    order printed shown given listed stated written appear top head header according print show display mention
    indicated full exact complete whole entire official registered legal read say bear carry whole everything
    together till slip paid hold stamp calendar generate incur claim registered office
    slip paid belong drawn draw figure add date day note town city street postcode чек квитанция счет
    документ покупка продажа операция указан напечатан полный страница
    """
)
_DEALT = _stems(
    """
    money payment issue issued sell sold make made buy bought purchase purchased pay paid shop shopping do done
    take took
    place happen happened occur occurred come came from get customer shopper buyer client someone person goods item
    items thing things were visit visited receive received spend spent выдать выдан выдала выдавший продать
    продал продала купить куплен куплено купили совершить совершена сделать сделана произвести оплатить оплачен
    покупатель товар товары
    """
)
_NAME = _stems(
    "name called title know known own identify identity heading operate run trade read legal corporate itself call "
    "имя название наименование называется"
)
_ADDRESS = _stems(
    """
    address located location situated map contact road detail street find found based where operate stand lie premises
    postal physical mail
    mailing reside visit go reach letter send number postcode city town headquarter office back would exactly trade
    return complain
    office registered deliver post
    адрес находится расположен местонахождение улица
    """
)
_DATE = _stems(
    "date dated day month year time calendar happen occur generate print visit incur carry bear spend meal stamp "
    "дата число день датирован"
)
_TOTAL = _stems(
    """
    total bottom line sum amount grand final overall altogether all much money cost price value due payable paid pay
    bill charge charged owe owed spend spent end net figure lot expensive worth hand damage reimburse full rounded
    entire expense employee enter altogether settle ring add come high everything item together nett total итог
    итого всего сумма общий итоговый оплата стоимость
    стоить стоит заплатить платить оплате деньги конечный
    """
)
_WITH_TAX = re.compile(
    r"\b(?:incl\w*|with|after|plus)\b\.?(?: of)?(?: the| all| any)? (?:taxe?s?|gst|vat|rounding)\b|\b(?:taxe?s?|"
    r"gst|vat)(?: is| are)? incl\w*|\beverything included\b|\brounded\b|\bс (?:учетом )?ндс\b|\bвключая ндс\b"
)
"""What may be said of a total without making it another sum."""

_OTHER_PEOPLE = _stems(
    """
    cashier server waiter operator staff salesperson employee member cardholder driver recipient patient manager
    attendant product item bank card кассир сотрудник официант получатель товар
    """
)
_OTHER_DATES = _stems(
    """
    expire expiry expiration valid validity warranty guarantee due deadline birth born delivery deliver ship
    shipping return refund exchange member membership card until before manufacture production appointment
    contract insurance policy licence license visa passport start begin end срок гарантия рождения доставка
    действует годен возврат
    """
)
_OTHER_SUMS = _stems(
    """
    tax gst vat subtotal sub change cash tendered discount saving savings rounding tip gratuity service fee
    deposit balance item unit each per average net excluding before without points quantity card ндс налог сдача
    скидка наличными
    """
)


class _Asked(NamedTuple):
    """A subject with the kinds of answer it has, words of which one must be said, and words that ask for another."""

    subject: Subject
    kinds: frozenset[AnswerKind]
    needed: frozenset[str]
    said: frozenset[str]
    other: frozenset[str]


_ASKED: tuple[_Asked, ...] = (
    _Asked(
        Subject.ISSUER,
        frozenset({AnswerKind.NAME, AnswerKind.TEXT}),
        _SHOP | _stems("issue sell sold bought charge paid receipt bill invoice slip made make"),
        _NAME,
        _OTHER_PEOPLE | _OTHER_DATES,
    ),
    _Asked(
        Subject.ISSUER_ADDRESS,
        frozenset({AnswerKind.ADDRESS}),
        frozenset(),
        _SHOP | _NAME | _ADDRESS,
        _OTHER_PEOPLE | _OTHER_DATES,
    ),
    _Asked(
        Subject.ISSUE_DATE,
        frozenset({AnswerKind.DATE}),
        frozenset(),
        _DATE | _SHOP | _stems("service"),
        _OTHER_PEOPLE | _OTHER_DATES,
    ),
    _Asked(Subject.PAYABLE, frozenset({AnswerKind.MONEY}), _TOTAL, _SHOP, _OTHER_PEOPLE | _OTHER_DATES | _OTHER_SUMS),
)
_OF_RECEIPTS = _SHOP | _NAME | _ADDRESS | _DATE | _TOTAL | _PAPER | _DEALT
"""What may be said around the thing that is asked; around a sum, of which there are many, only what speaks of sums."""
_MONEY_GOES = _stems("go went")
_BUYERS = _stems("buyer customer shopper client someone person bought purchased visit name")
_OF = r"(?:the |this |that |a |an |my |our |its |their )?"
_THING = r"(?:dates?|day|address|location|name|total|amount|sum|price|cost|value)"
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|must|should)"
_KEYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(\w+)(?: s)? {_THING}\b",
        rf"\b{_THING} of {_OF}(\w+)",
        rf"\b(?:when|where|who|which|what) {_AUXILIARY} (?:the|this|that|an?|my|our|its|their) (\w+)",
        r"\bfor (?:the|this|that) (\w+)",
    )
)
"""Where in a question the thing stands that it asks about."""


_USUAL = {Subject.ISSUE_DATE: "date", Subject.PAYABLE: "total amount"}
_OWED = re.compile(r"\b(?:pay|payable|due|owed?|outstanding)\b")
_PAPERS = re.compile(r"\b(?:invoice|order|contract)\w*")
_CYRILLIC = re.compile(r"[а-я]")


def usual_wording(subject: Subject | None, question: str) -> str:
    """A folded ``question`` about ``subject`` in the words that English papers label it with, or as it is."""
    usual = _USUAL.get(subject) if subject else None
    if usual is None or _CYRILLIC.search(question):
        return question
    if subject is Subject.PAYABLE and _OWED.search(question):
        usual = "total amount due" if "total" in question else "amount due"
    paper = _PAPERS.search(question)
    return f"{usual} of the {paper.group()}" if paper else usual


def subject_of(kind: AnswerKind, question: str) -> tuple[Subject | None, frozenset[str]]:
    """The subject of a folded ``question`` for an answer of ``kind``, and the stems it has besides.

    The thing that it asks about must be of the subject. Of its other words none may ask for another thing; whether the
    rest means anything only the page can tell.
    """
    asked = _WITH_TAX.sub(" ", question)
    tokens = token_texts(asked)
    said = frozenset(stem(token) for token in tokens if not (is_stop_word(token) or token in CHATTER))
    plain = " ".join(tokens)
    keys = frozenset(
        stem(found[1])
        for key in _KEYS
        for found in key.finditer(plain)
        if not (is_stop_word(found[1]) or found[1] in CHATTER)
    )
    for one in _ASKED:
        known = one.needed | one.said | _PAPER | _DEALT
        around = known if one.subject is Subject.PAYABLE else _OF_RECEIPTS
        fits = kind in one.kinds and keys <= around and not said & (one.other - known)
        if fits and (not one.needed or said & one.needed or _asks_who(one.subject, kind, said)):
            return one.subject, said - around
    return None, frozenset()


def _asks_who(subject: Subject, kind: AnswerKind, said: frozenset[str]) -> bool:
    """True for "To whom did the money go?": it speaks of nothing but shopping, and not of who bought."""
    shopping = bool(said & _DEALT) and said <= _SHOP | _TOTAL | _DEALT | _PAPER | _MONEY_GOES and not said & _BUYERS
    return subject is Subject.ISSUER and kind is AnswerKind.NAME and shopping
