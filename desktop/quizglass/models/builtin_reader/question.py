"""What a question asks for: the kind of answer, and the words that must label or surround it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from quizglass.text.folding import fold, token_texts
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import related
from quizglass.text.word_forms import stem

_RELATED = 0.8
_TYPE_WORD_WEIGHT = 0.25
_TYPE_WORD_IMPLIED = 0.8
_FRAME_WORD_WEIGHT = 0.3
_DOCUMENT_WEIGHT = 0.6
_FRAME_WORD_IMPLIED = 0.3
_TOTAL_WEIGHT = 0.7
_PARENTHESIS_WEIGHT = 0.5
_STOP_WORD_WEIGHT = 0.25
"""Of a word without a meaning of its own inside a quoted phrase."""


class AnswerKind(StrEnum):
    """What the answer looks like in print."""

    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    PERCENT = "percent"
    IDENTIFIER = "identifier"
    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    IBAN = "iban"
    VAT = "vat"
    TIME = "time"
    TEXT = "text"


class RangeEnd(StrEnum):
    """Which end of a range of dates or times is asked."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: the stems that count as it, with 0..1 how well, and its weight among the terms."""

    stems: dict[str, float]
    weight: float
    implied: float = 0.0
    """How well it counts as met when nothing says it: a date need not be labelled "date"."""

    def match(self, other: str) -> float:
        return self.stems.get(other, 0.0)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A question understood. ``phrases`` are its quoted parts, each as terms of its own; they are in ``terms`` too."""

    kind: AnswerKind
    terms: tuple[Term, ...]
    phrases: tuple[tuple[Term, ...], ...] = ()
    end: RangeEnd | None = None
    bare: bool = False
    """Nothing but the kind is asked ("What is the date?"): an answer needs no label."""


_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (AnswerKind.EMAIL, r"\be-?mails?\b|электронн\w+ (?:почт|адрес)|\bе?мейл|\bпочтовый ящик"),
    (AnswerKind.URL, r"\bweb ?(?:site|page|address)\b|\burl\b|\b(?:веб-?)?сайт"),
    (AnswerKind.PHONE, r"\b(?:tele)?phone\b|\bfax\b|\bcall\b|\bтелефон|\bфакс"),
    (AnswerKind.IBAN, r"\biban\b"),
    (AnswerKind.VAT, r"\b(?:vat|btw|tva|ust)\b.{0,12}\b(?:number|no|id|identification|registration)\b|\bvat id"),
    (
        AnswerKind.ADDRESS,
        r"\baddress|\bадрес|\bwhere (?:is|are) .*\b(?:located|based|situated)|\bгде (?:наход|располож)",
    ),
    (
        AnswerKind.TIME,
        r"\bwhat time\b|\bat what hour|\bво сколько|\bв котором часу|\bкакое время|\bвремя (?:отправ|прибы|начал)",
    ),
    (AnswerKind.PERCENT, r"\bper ?cent|\bwhat share\b|\bпроцент|\bкакая доля|\b(?:interest|tax|vat) rate|\bставк"),
    (
        AnswerKind.QUANTITY,
        r"\bhow many\b|\bhow (?:high|long|old|far|large|big|tall|deep|wide|heavy|fast)\b|\bquantity\b|\bwhat number of\b|"
        r"\bна какой высот|\bкак(?:ова|ой|ая|ое) (?:высот|длин|ширин|вес|масс|мощност|скорост|объем|площад|расход|емкост)|"
        r"\bколичеств|\bсколько (?!стоит|стоят|нужно заплат|(?:всего )?(?:к )?(?:оплат|плат)|составля|денег|будет стоить)",
    ),
    (
        AnswerKind.DATE,
        r"\bdate\b|\bdates\b|\bwhen\b|\b(?:what|which|first|last|final) day\b|\bdeadline\b|\buntil when\b|\bдат[аыуеой]+\b|\bкогда\b|"
        r"\bкакого числа|\bкаким числом|\bс какого\b|\bпо какое\b|\bдо какого\b|\bсрок\b|\bdated\b|\bin (?:what|which) year",
    ),
    (
        AnswerKind.IDENTIFIER,
        r"\bnumber\b|№|\bno\.|#|\bid\b|\bcode\b|\breference\b|\bserial\b|\bномер|\bкод\b|\bинн\b|\bкпп\b|\bбик\b|\bогрн|"
        r"\bокпо\b|\bоквэд|\bокато\b|\bоктмо\b|\bснилс\b|\bартикул|\b(?:расчетный|лицевой|корр\w*) счет|\bswift\b|\bbic\b",
    ),
    (
        AnswerKind.MONEY,
        r"\bamount|\btotal\b|\bhow much\b|\bprice\b|\bcosts?\b|\bsum\b|\bgross\b|\bfee\b|\bbalance\b|\bsalary\b|\brent\b|"
        r"\bdeposit\b|\bpenalty\b|\bdiscount\b|\bcharge\b|\bсумм|\bсколько (?:стоит|стоят|составля|нужно заплат|.*плат|денег)|"
        r"\bстоимост|\bцен[аыуе]\b|\bитог|\bк оплате\b|\bплат[аыуе]\b|\bоклад|\bштраф|\bразмер (?:аренд|оплат|плат|штраф|депоз)|"
        r"\bостат|\bво сколько обойд",
    ),
    (
        AnswerKind.NAME,
        r"\bwho\b|\bwhom\b|\bwhose\b|\bname\b|\bcompany\b|\bкто\b|\bкем\b|\bкому\b|\bкого\b|\bчье\b|\bчьим\b|"
        r"\bнаименован|\bфио\b|\bимя\b|\bкак зовут|\b(?:which|what) (?:firm|organi[sz]ation|person|bank|agency|landlord|seller|"
        r"buyer|vendor|customer|client|party)|\bкак(?:ая|ой) (?:компани|фирм|организаци|банк)",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_OTHER_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(?:plac(?:ed|es)|made|makes|gave) (?:the|this|an) (?:order|purchase)\b", " buyer "),
        (r"\bwho (?:bought|purchased|ordered|buys|orders)\b", "who buyer "),
        (r"\bwho (?:sold|supplied|sells|supplies|issued the (?:invoice|bill))\b", "who seller "),
        (r"\bкто (?:купил|заказал|приобрел|оплачивает)\b", "кто покупатель "),
        (r"\bкто (?:продал|поставил|поставляет|выставил (?:счет|накладную))\b", "кто продавец "),
        (r"\b(?:have|has|need|is|are|be|must|should)(?: i| we)? to (?:pay|be paid)\b", " total amount due "),
        (r"\b(?:do|does|must|should) (?:i|we|one) (?:owe|pay)\b", " total amount due "),
        (r"\b(?:нужно|надо|следует|должен|должны)(?: за)? ?(?:за)?платить\b", " сумма итого к оплате "),
    )
)
"""Ways of asking that no form prints, in the words that forms print."""

_START = re.compile(
    r"\b(?:start|starts|begin|begins|began|commence|commences|commencement|beginning|effective|starting|opens?)\b|"
    r"\bfirst day\b|\bfrom (?:what|which) date|\bс как(?:ой|ого)\b|\bнач(?:ал|ин|нет)|\bвступа"
)
_END = re.compile(
    r"\b(?:end|ends|finish|finishes|expire|expires|expiry|expiration|ending|terminates?|last day|stop|stops|over)\b|"
    r"\b(?:until|till|through) (?:when|what|which)|\bпо как(?:ую|ое)|\bдо как(?:ой|ого)\b|\bоканч|\bоконч|\bзаканч|\bистека|"
    r"\bзаверш|\bдо когда"
)
_TYPE_WORDS = frozenset(
    stem(word)
    for word in [
        "date",
        "dates",
        "number",
        "amount",
        "name",
        "value",
        "time",
        "day",
        "code",
        "price",
        "cost",
        "much",
        "many",
        "дата",
        "число",
        "номер",
        "имя",
        "наименование",
        "название",
        "значение",
        "размер",
        "цена",
        "стоимость",
        "стоит",
        "составляет",
        "called",
        "located",
        "adress",
        "address",
        "адрес",
        "находится",
        "company",
        "организация",
        "компания",
        "much",
        "many",
        "percentage",
        "percent",
        "rate",
        "процент",
        "id",
        "#",
    ]
)
_TOTAL_WORDS = frozenset(stem(word) for word in ("total", "sum", "сумма", "итог", "итого", "всего"))
_FRAME_WORDS = frozenset(
    stem(word)
    for word in [
        "table",
        "page",
        "document",
        "form",
        "order",
        "invoice",
        "contract",
        "letter",
        "statement",
        "bill",
        "receipt",
        "agreement",
        "text",
        "таблица",
        "страница",
        "документ",
        "форма",
        "текст",
        "письмо",
        "договор",
        "счет",
        "приказ",
        "full",
        "given",
        "listed",
        "shown",
        "printed",
        "stated",
        "indicated",
        "specified",
        "written",
        "figure",
        "указан",
        "указана",
        "указано",
        "указанный",
        "приведен",
        "placed",
        "place",
        "row",
        "column",
        "cell",
        "строка",
        "столбец",
        "printed",
        "mention",
        "mentioned",
        "equal",
        "equals",
        "равно",
        "равен",
        "according",
    ]
)
_SKIPPED = frozenset(
    stem(word)
    for word in ["value", "значение", "column", "row", "table", "таблица", "столбец", "строка", "equal", "равно"]
)
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{1,120})[\"“”«»„]")
_PARENTHESES = re.compile(r"\(([^)]*)\)")
_ROLE_STEMS = frozenset(
    stem(word)
    for word in [
        "start",
        "begin",
        "commence",
        "effective",
        "end",
        "finish",
        "expire",
        "expiry",
        "ending",
        "starting",
        "beginning",
        "начало",
        "начинается",
        "начинать",
        "окончание",
        "конец",
        "истекает",
        "заканчивается",
        "завершение",
    ]
)


def understand(question: str) -> AskedFor:
    """What ``question`` asks for."""
    folded = fold(question)
    phrases = tuple(_terms(text, quoted=True) for text in _QUOTED.findall(folded))
    phrases = tuple(phrase for phrase in phrases if phrase)
    unquoted = _QUOTED.sub(" ", folded)
    for pattern, words in _OTHER_WORDS:
        unquoted = pattern.sub(words, unquoted)
    kind = AnswerKind.TEXT if len(phrases) > 1 else _kind(unquoted)
    end = _range_end(unquoted, kind)
    own = _content(unquoted, end)
    terms = own + tuple(term for phrase in phrases for term in phrase)
    bare = not any(term.weight > _DOCUMENT_WEIGHT for term in terms)
    return AskedFor(kind, terms, phrases, end, bare)


def _kind(folded: str) -> AnswerKind:
    return next((kind for kind, pattern in _PATTERNS if pattern.search(folded)), AnswerKind.TEXT)


def _range_end(folded: str, kind: AnswerKind) -> RangeEnd | None:
    if kind not in {AnswerKind.DATE, AnswerKind.TIME}:
        return None
    if _END.search(folded):
        return RangeEnd.END
    return RangeEnd.START if _START.search(folded) else None


def _content(folded: str, end: RangeEnd | None) -> tuple[Term, ...]:
    """The terms outside quotes; those in parentheses explain and weigh less."""
    inside = [term for text in _PARENTHESES.findall(folded) for term in _terms(text)]
    terms = list(_terms(_PARENTHESES.sub(" ", folded)))
    terms += [Term(term.stems, term.weight * _PARENTHESIS_WEIGHT, term.implied) for term in inside]
    if end is not None:
        terms = [term for term in terms if not _ROLE_STEMS & {s for s, how in term.stems.items() if how == 1.0}]
    return tuple(terms)


def _terms(folded: str, *, quoted: bool = False) -> tuple[Term, ...]:
    tokens = _tokens(folded)
    found: list[Term] = []
    for position, token in enumerate(tokens):
        joined = position > 1 and tokens[position - 1] in {"or", "или"} and bool(found)
        if not quoted and (is_stop_word(token) or stem(token) in _SKIPPED):
            continue
        term = _quoted(token) if quoted else _unquoted(token, tokens[:position])
        if joined and not quoted:
            last = found.pop()
            term = Term({**term.stems, **last.stems}, max(term.weight, last.weight), max(term.implied, last.implied))
        found.append(term)
    return tuple(found)


def _tokens(folded: str) -> list[str]:
    return token_texts(folded.replace("#", " number ").replace("№", " номер "))


def _quoted(token: str) -> Term:
    return _term(token, _STOP_WORD_WEIGHT if is_stop_word(token) else 1.0)


def _unquoted(token: str, before: list[str]) -> Term:
    own = stem(token)
    if own in _TYPE_WORDS:
        return _term(token, _TYPE_WORD_WEIGHT, _TYPE_WORD_IMPLIED)
    if own in _TOTAL_WORDS:
        return _term(token, _TOTAL_WEIGHT)
    if own in _FRAME_WORDS:
        of_the = len(before) > 1 and before[-1] in {"the", "this"} and before[-2] in _LINKS
        return _term(token, _FRAME_WORD_WEIGHT if of_the else _DOCUMENT_WEIGHT, _FRAME_WORD_IMPLIED)
    return _term(token, 1.0)


_LINKS = frozenset({"of", "in", "on", "from", "for", "by"})


def _term(token: str, weight: float, implied: float = 0.0) -> Term:
    own = stem(token)
    return Term({**dict.fromkeys(related(own), _RELATED), own: 1.0}, weight, implied)
