"""The words by which a question tells what it wants, English and Russian. Patterns see folded text."""

from __future__ import annotations

import re
from enum import StrEnum

from quizglass.text.word_forms import stem


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


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


KINDS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
    (
        AnswerKind.EMAIL,
        _any(r"\be-?mails?\b", r"электронн\w+ (?:почт|адрес)", r"\bе?мейл", r"\b(?:почтовый|какой) ящик"),
    ),
    (AnswerKind.URL, _any(r"\bweb ?(?:site|page|address)\b", r"\burl\b", r"\b(?:веб-?)?сайт")),
    (
        AnswerKind.PHONE,
        _any(r"\b(?:tele)?phone\b", r"\bfax\b", r"\bcall\b(?! (?:the|this|that|itself|it)\b)", r"\bтелефон", r"\bфакс"),
    ),
    (AnswerKind.IBAN, _any(r"\biban\b")),
    (
        AnswerKind.VAT,
        _any(r"\b(?:vat|btw|tva|ust)\b.{0,12}\b(?:number|no|id|identification|registration|reg)\b", r"\bvatin\b"),
    ),
    (AnswerKind.IDENTIFIER, _any(r"\b(?:what|which) (?:\w+ ){0,2}(?:number|reference|code)\b.*\bwhen\b")),
    (
        AnswerKind.ADDRESS,
        _any(
            r"\baddress(?:es)?\b",
            r"\bадрес",
            r"\bwhere (?:is|are|does|do|can|could|was) .*\b(?:located|based|situated|live|found|find|operate|stand)",
            r"\blocation\b|\bwhereabouts\b|\bplace of business\b|\bpremises\b|\bstreet\b|\b(?:post|zip) ?code\b",
            r"\bsituated\b|\blocated\b|\breached by (?:mail|post|letter)\b",
            r"\bwhere (?:is|are) (?:it|they|this|that)\b\W*$|\b(?:send|write to) (?:them|it)\b.*\bwhere\b",
            r"\bwhere (?:is|are) (?:the|this|their) \w+\W*$",
            r"\bwhere (?:is|are) the (?:shop|store|company|business|merchant|seller|restaurant|firm|vendor|office)\b",
            r"\bгде (?:наход|располож|прожива|зарегистр)",
        ),
    ),
    (
        AnswerKind.TIME,
        _any(
            r"\b(?:what|which) time\b",
            r"\bat what hour",
            r"\b(?:во|до|со) скольки?\b",
            r"\bв котором часу",
            r"\bкакое время",
            r"\bвремя (?:отправ|прибы|начал)",
        ),
    ),
    (
        AnswerKind.PERCENT,
        _any(
            r"\bper ?cent",
            r"\bwhat share\b",
            r"\bпроцент",
            r"\bкакая доля",
            r"\b(?:interest|tax|vat|commission) rate",
            r"\bставк",
        ),
    ),
    (
        AnswerKind.QUANTITY,
        _any(
            r"\bhow many\b",
            r"\bhow (?:high|long|old|far|large|big|tall|deep|wide|heavy|fast)\b",
            r"\bquantity\b",
            r"\bна какой высот",
            r"\bкак(?:ова|ой|ая|ое) (?:высот|длин|ширин|вес|масс|мощност|скорост|объем|площад|расход|емкост)",
            r"\bколичеств",
            r"\bсколько (?!(?:\w+ )?(?:ндс|налога?|рублей|денег)\b|стоит|стоят|нужно|надо|(?:всего )?(?:к "
            r")?(?:оплат|плат|заплат)|составля|денег|будет стоить| ?сумма)",
        ),
    ),
    (
        AnswerKind.DATE,
        _any(
            r"\bdate[sd]?\b",
            r"\bwhen\b",
            r"\b(?:what|which|first|last|final) day\b",
            r"\bdeadline\b",
            r"^\W*(?:issued|dated|bought|purchased|made|received|sold|paid) on\b",
            r"\bday\W+month\b|\bday of (?:the|this)\b",
            r"\bthe day (?:the|this|it|they|when)\b",
            r"\bin (?:what|which) year",
            r"\bдат(?:[аыуе]|ой|ами?|ах)?\b",
            r"\bдатирован",
            r"\bкогда\b",
            r"\bкаким? числ|\bкакого числа",
            r"\bс как(?:ого|ой)\b",
            r"\bпо как(?:ое|ую)\b",
            r"\bдо как(?:ого|ой)\b",
            r"\bсрок\b",
        ),
    ),
    (
        AnswerKind.IDENTIFIER,
        _any(
            r"\bnumber\b|№|\bnos?\.|\bno$|#",
            r"\bid\b|\bcode\b|\breference\b|\bserial\b|\bswift\b|\bbic\b",
            r"\bномер|\bкод\b|\bинн\b|\bкпп\b|\bбик\b|\bогрн|\bокпо\b|\bоквэд|\bокато\b|\bоктмо\b|\bснилс\b|\bартикул",
            r"\b(?:расчетный|лицевой|корр\w*) счет",
        ),
    ),
    (
        AnswerKind.MONEY,
        _any(
            r"\bamount|\btotal\b|\bhow much\b|\bprice\b|\bcosts?\b|\bsum\b|\bgross\b|\bfee\b|\bbalance\b|\bsalary\b",
            r"\bto pay\b|\bto be paid\b|\bpayable\b|\bowed?\b|\bspen[dt]\b|\bbottom line\b",
            r"\bbill\b.*\b(?:end|together)\b",
            r"\bdebit\b|\bcredit\b|\brent\b(?! (?:start|begin|end))|\bdeposit\b|\bpenalty\b|\bdiscount\b|\bcharge\b",
            r"\bдоход|\bвыручк|\bприбыл|\bзаработ",
            r"\bсумм|\bстоимост|\bцен[аыуе]\b|\bплатеж|\bитог|\bк оплате\b|\bплат[аыуе]\b|\bоклад|\bштраф|\bостат",
            r"\bсколько (?:\w+ )?(?:ндс|налога?|рублей)\b",
            r"\bсколько (?:стоит|стоят|составля|нужно|надо|денег|.*плат)|\bво сколько обойд",
            r"\bразмер (?:\w+ )?(?:аренд|оплат|плат|штраф|депоз|залог)",
        ),
    ),
    (
        AnswerKind.QUANTITY,
        _any(
            r"\bразмер\b|\bтемператур|\bза сколько\b",
            r"\b(?:what is|what's) the (?:\w+ )?(?:area|temperature|height|weight|length|width|depth|speed|capacity)\b",
        ),
    ),
    (
        AnswerKind.NAME,
        _any(
            r"\b(?:which|what) (?:\w+ )?company\b|\bcompany\W*$",
            r"\bwho\b|\bwhom\b|\bwhose\b|\bname\b|\bsignatory\b|\bsignature\b",
            r"\bкто\b|\bкем\b|\bкому\b|\bкого\b|\bчья\b|\bчье\b|\bчьим\b|\bчей\b",
            r"\bнаименован|\bфио\b|\bимя\b|\bкак зовут",
            r"\b(?:which|what) (?:firm|organi[sz]ation|person|bank|agency|landlord|seller|buyer|vendor|customer|party)",
            r"\b(?:which|what) (?:advertiser|client|supplier|merchant|store|shop|retailer|business|enterprise)\b",
            r"\b(?:which|what) (?:candidate|establishment|committee|restaurant|dealer|outlet|station)\b",
            r"\bкак(?:ая|ой|ое) (?:компани|фирм|организаци|банк|предприят)",
        ),
    ),
)
"""Tried in order: "the date of the order number 5" asks for a date."""

START = _any(
    r"\b(?:start|starts|begin|begins|began|commence|commences|commencement|beginning|effective|starting|opens?)\b",
    r"\bearliest\b|\bsince (?:what|which|when)\b|\bas of (?:what|which)\b|\bfirst date\b",
    r"\bfirst day\b",
    r"\bfrom (?:what|which) date",
    r"\bс как(?:ой|ого)\b",
    r"\bнач(?:ал|ин|нет)",
    r"\bвступа",
)
END = _any(
    r"\b(?:end|ends|finish|finishes|expire|expires|expiry|expiration|ending|terminates?|last day|stop|stops|over)\b",
    r"\b(?:until|till|through|up to) (?:when|what|which)",
    r"\blatest\b|\bcloses?\b|\bclose of\b|\bfinal (?:date|day)\b|\blast date\b",
    r"\bпо как(?:ую|ое)",
    r"\bдо как(?:ой|ого)\b",
    r"\bдо когда",
    r"\bоканч|\bоконч|\bзаканч|\bистека|\bзаверш",
)

OTHER_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(?:plac(?:ed|es)|made|makes|gave) (?:the|this|an) (?:order|purchase)\b", " buyer "),
        (r"\bwho (?:bought|purchased|ordered|buys|orders)\b", "who buyer "),
        (r"\bwho (?:is|was|has been|is been|gets?|got) (?:being )?(?:billed|invoiced|charged)\b", "who buyer "),
        (r"\b(?:to|on) whom (?:is|was|has|were)\b.*\b(?:billed|invoiced|charged|sold)\b.*", "who buyer "),
        (
            r"\b(?:from|of|with|by) (?:whom|who)\b.*\b(?:bought|purchased|acquired|ordered|supplied|sold)\b.*",
            "who seller ",
        ),
        (r"\bwho (?:sold|supplied|sells|supplies|issued the (?:invoice|bill))\b", "who seller "),
        (r"\bкто (?:купил|заказал|приобрел|оплачивает)\b", "кто покупатель "),
        (r"\bкто (?:продал|поставил|поставляет|выставил (?:счет|накладную))\b", "кто продавец "),
        (r"\bwhen (?:must|should|is|does|do|has|have)\b.*\b(?:pay|paid|payable|due)\b", "when due date "),
        (r"\bкогда (?:нужно|надо|следует|должн\w*) .*плат\w*", "когда срок оплаты "),
        (
            r"\b(?:who|whom) (?:do|does|must|should|did) (?:i|we|you|one|they)(?: have to| need to)? pay\b",
            "who seller payee ",
        ),
        (r"^\W*(?:pay|payable|to be paid|settle)(?: it)? (?:by|before|until)\W*$", "due date"),
        (
            (
                r"^(?!.*\b(?:who|whom|how long|when)\b)(.*)\b(?:have|has|need|is|are|be|must|should)(?: i| we)? to "
                r"(?:pay|be paid|transfer|remit|settle)\b"
            ),
            r"\1 amount due ",
        ),
        (r"\b(?:must|should|needs to|need to|has to|have to|is to|will) be paid\b", " amount due "),
        (r"\b(?:do|does|must|should) (?:i|we|one) (?:owe|pay)\b", " amount due "),
        (r"\b(?:нужно|надо|следует|должен|должны) (?:за)?платить\b", " сумма оплате "),
        (r"\b(?:by when|by what date|by which date|before (?:what|which) date)\b", " due date "),
        (r"\baddressed to\b", " recipient "),
        (r"\bwho (?:is|was) (?:it|this) from\b|\bот кого (?:это|он|она)\b", "which company "),
        (r"\bwho (?:is|was) (?:it|this) (?:for|to)\b|\bкому (?:это|он|она)\b", "who recipient "),
        (r"\b(?:come|comes|amount|amounts|add up|adds up) to\b|(?<!who )\b(?:rings?|rang|ring) up\b", " total amount "),
    )
)
"""Ways of asking that no form prints, in the words that forms print."""

TYPE_WORDS = _stems(
    "date dates dated number amount name value time day code price cost charge much many called located address "
    "company reference identifier identification organization organisation percentage percent rate id phone email "
    "mail website iban telephone fax почта электронный сайт дата число номер имя наименование название значение "
    "размер цена стоимость стоит составляет адрес находится организация компания процент телефон"
)
"""Words that name the kind of answer; the answer's form says them, so a label need not."""

TOTAL_WORDS = _stems("total sum сумма итог итого всего")

FRAME_WORDS = _stems(
    "document form order invoice contract letter statement bill receipt agreement text page документ форма текст "
    "письмо договор счет приказ страница registered issued made издан выдан составлен выставлен датирован "
    "зарегистрирован заключен заключить concluded executed drawn"
)
"""Words for the document itself and for standing in it; the page as a whole meets them more or less."""

SKIPPED = _stems(
    "value значение column row table таблица столбец строка equal equals равно равен figure look say says state "
    "entry full given listed shown printed stated indicated specified written mention mentioned according appear "
    "display указан указана указано указанный приведен cell field box item entered bear bears carry carries "
    "contain contains read identify tell графа поле должен должна должно должны можно требуется should must go "
    "went gone goes занимать занимает"
)

KIND_WORDS: dict[AnswerKind, frozenset[str]] = {
    AnswerKind.IBAN: _stems(
        "account bank pay paid payment transfer money send go international number seller supplier vendor company "
        "payee beneficiary amount due owe счет платить перевести"
    ),
    AnswerKind.VAT: _stems(
        "registration register registered identification id number tax value added seller vendor supplier company"
    ),
    AnswerKind.MONEY: _stems("spot ad commercial airtime"),
    AnswerKind.IDENTIFIER: _stems("pay paid payment"),
    AnswerKind.QUANTITY: _stems("long old high far large big tall deep wide heavy fast last"),
    AnswerKind.PHONE: _stems(
        "call ring reach contact number seller supplier vendor company shop store business helpline hotline line "
        "позвонить номер связаться"
    ),
    AnswerKind.EMAIL: _stems("write send contact reach address написать связаться адрес"),
}
"""What else is said in asking for a kind of answer; no label need say it."""

END_WORDS = _stems(
    "start begin commence commencement effective end finish expire expiry expiration ending starting beginning "
    "first last final until till from run running runs stop cease terminate over close opens open earliest latest "
    "since as up through of air airs valid last lasts remain apply applies начало начинается начинать начинают "
    "окончание конец истекает заканчивается завершение"
)
"""What asks for an end of a range; the range itself says it by its order."""

COMPANY = re.compile(r"\b(?:company|firm|organi[sz]ation|business)\b|\bкомпани|\bфирм|\bорганизаци|\bпредприят")
BY_WHOM = re.compile(r"\bby (?:whom|which)\b|\bwho\b.* by$|\bкем\b|\bчьим\b")
WHERE = re.compile(r"\bwhere\b|\bгде\b|\bкуда\b")
PLACE_PREPOSITIONS = frozenset(("in", "at", "on", "near", "inside", "into", "to", "в", "во", "на", "под", "около", "у"))

SIGN = stem("sign")
FILER = stem("filer")
THE_DOCUMENT = _stems("document документ")
"""What every page meets, unlike an invoice or an order."""
