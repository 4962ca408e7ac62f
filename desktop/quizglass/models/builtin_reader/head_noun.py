"""The thing that a question asks for, told by its shape: the noun that its phrase is about decides the kind of answer.

"When was the total paid?" asks for a date though it speaks of a total, "date of the invoice" too; "invoice date of
order number 5" ends its phrase before "of". Where the shape does not tell, the words that occur decide.
"""

from __future__ import annotations

import re

from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.text.folding import token_texts
from quizglass.text.word_forms import stem


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOUNS: dict[AnswerKind, str] = {
    AnswerKind.DATE: "date day deadline birthday expiry expiration birthdate payday дата день срок",
    AnswerKind.MONEY: (
        "amount total sum due change tax gst discount tip savings rounding price cost costs fee charge charges "
        "balance salary wage wages gross dollars money subtotal gratuity fare premium fine debt surcharge turnover "
        "сумма цена стоимость итог итого зарплата оклад остаток плата тариф пени пеня"
    ),
    AnswerKind.IDENTIFIER: "number id identifier no code reference serial pin номер код инн кпп бик огрн снилс "
    "окпо оквэд октмо артикул",
    AnswerKind.ADDRESS: "address location whereabouts premises domicile residence адрес местонахождение прописка",
    AnswerKind.PHONE: "phone telephone fax mobile cellphone hotline helpline телефон факс",
    AnswerKind.EMAIL: "email mailbox почта",
    AnswerKind.URL: "website url homepage webpage сайт",
    AnswerKind.IBAN: "iban",
    AnswerKind.PERCENT: "percentage percent процент ставка",
    AnswerKind.QUANTITY: (
        "quantity weight height length width area volume capacity temperature speed distance age size count depth "
        "duration consumption mileage reading baggage luggage количество вес масса площадь объем мощность расход "
        "высота длина ширина температура скорость возраст размер"
    ),
    AnswerKind.NAME: (
        "name signatory seller vendor merchant supplier retailer shop store company firm buyer purchaser customer "
        "advertiser client issuer payee payer recipient sender addressee landlord tenant lessor lessee employer "
        "employee registrant filer declarant applicant owner holder cashier establishment business trader provider "
        "outlet organization organisation patient doctor physician judge plaintiff defendant claimant importer "
        "exporter consignee consignor shipper carrier driver passenger traveller traveler beneficiary insurer "
        "manufacturer author director manager agency candidate sponsor bank person individual surname guarantor "
        "witness airline publisher court hospital consultant specialist respondent имя фио фамилия наименование "
        "покупатель продавец плательщик получатель заказчик исполнитель поставщик директор работодатель арендатор "
        "арендодатель подписант адресат отправитель истец ответчик компания организация фирма руководитель автор "
        "владелец пациент врач банк предприятие магазин"
    ),
}
_KIND_OF = {stem(noun): kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_BEFORE_NOUN = (
    r"(?:(?:the|a|an|this|that|its|their|our|your|his|her|my|of|full|exact|complete|entire|legal|official|correct|"
    r"precise) )*"
)
_WH = re.compile(
    r"^(?:(?:at|on|in|by|from|to|under|with|for|of|since|until|till|through|during|as of|up to|against) )?(?:what|"
    rf"which|what's) (?:(?:is|are|was|were|will be|would be|might be) )?{_BEFORE_NOUN}"
)
_END = _words(
    "of for on in at to from by under over with without is are was were does do did has have had can could should "
    "must will would that which who whom whose where when as per between during until till since through into "
    "about behind it they he she we i you this these those be been the a an if so please while upon issued printed "
    "shown paid made stated given listed assigned allocated"
)
_NOT_PLAIN = _words(
    "what which who whom whose when where why how is are was were does do did has have had will must should can "
    "could and or что кто какой какая какое какие как где куда когда сколько чей чья чье кем кому кого чему"
)
_LONGEST = 7
_WHOSE = re.compile(r"^(?:in |under |on |from |to |by )?whose (?:\w+ ){0,3}?(\w+)")
_SHAPES: tuple[tuple[re.Pattern[str], AnswerKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"^(?:since|until|till|from|by|up to|as of|starting)? ?when\b(?! .*\b(?:what|which) )", AnswerKind.DATE),
        (r"\b(?:since|until|till|from|up to|by) when\W*$", AnswerKind.DATE),
        (r"\bin (?:what|which) (?:place|town|city)\b|\b(?:what|which) (?:road|street|town|city)\b", AnswerKind.ADDRESS),
        (r"^(?:\w+ )?(?:seller|supplier|vendor|company|issuer)(?:'?s)? vat\W*$", AnswerKind.VAT),
        (r"^(?:\w+: )?(?:received|issued|paid|bought|purchased)\b.* on\W*$", AnswerKind.DATE),
        (r"(?<!\w )[-,:] (?:what|which) (?:date|day)\b|\w - (?:what|which) (?:date|day)\b", AnswerKind.DATE),
        (r"\bwhen\W*$", AnswerKind.DATE),
        (
            r"\bhow (?:big|large|high) (?:is|was|were) the (?:\w+ )?(?:bill|total|sum|amount|invoice|check)\b",
            AnswerKind.MONEY,
        ),
        (
            r"^what (?:did|does|do) (?:\w+ ){1,3}(?:end up )?(?:pay|paying|spend|spending|owe|cost|charge)\W*$",
            AnswerKind.MONEY,
        ),
        (r"^what (?:should|must|can|will|is to) be (?:reimbursed|refunded|paid|settled|charged)\b", AnswerKind.MONEY),
        (r"^(?:the )?(?:final|whole|entire|total|full) bill\W*$", AnswerKind.MONEY),
        (
            r"^(?:the )?place of (?:the |this )?(?:shop|store|seller|merchant|vendor|company|business|purchase)\b",
            AnswerKind.ADDRESS,
        ),
        (
            r"\bhow (?:many|much) (?:dollars|euros|pounds|money|cash|rubles|roubles|ringgit|rm|usd|eur|gbp|cents)\b",
            AnswerKind.MONEY,
        ),
        (r"\bhow much\b.*\bweigh\w*\b|\bhow heavy\b|\bhow much (?:luggage|baggage|weight)\b", AnswerKind.QUANTITY),
        (r"^how (?:much|expensive|costly|dear)\b", AnswerKind.MONEY),
        (
            r"^how many\b|^(?:what is the |the )?number of (?!(?:the|this|its|his) )\w+s\b(?! \w+ number)",
            AnswerKind.QUANTITY,
        ),
        (
            (
                r"^what\b.*\b(?:be paid|to pay|due)\b(?! (?:date|by|on))|^what (?:do|does|must|should) (?:\w+ "
                r"){1,2}(?:owe|pay)\b"
            ),
            AnswerKind.MONEY,
        ),
        (r"\bregistered office\b|\bhead office\b(?! phone)", AnswerKind.ADDRESS),
        (r"\b(?:invoice|order|transaction|purchase|contract|bill|goods|receipt) value\b", AnswerKind.MONEY),
        (r"\bvalue of the (?:invoice|order|transaction|purchase|contract|bill|goods|receipt|sale)\b", AnswerKind.MONEY),
        (
            r"\b(?:bottom[ -]line|final|total|gross|net) (?:figure|value)\b|\bfigure\b.*\bexpense\b|\bthe damage\b",
            AnswerKind.MONEY,
        ),
        (
            (
                r"\b(?:on|by|of|from|until|till|since|through|to|at|before|after|as of) (?:what|which) (?:\w+ "
                r"){0,2}?(?:date|day)\b"
            ),
            AnswerKind.DATE,
        ),
        (r"^(?:what|which) (?:\w+ ){0,2}?(?:date|day)\b", AnswerKind.DATE),
        (
            (
                r"\b(?:dated|dates from|born|issued|received|paid|bought|purchased|sold|starts?|ends?|begins?|"
                r"expires?) (?:on|from)\W*$"
            ),
            AnswerKind.DATE,
        ),
        (r"^(?:on what|what) calendar day\b", AnswerKind.DATE),
        (
            (
                r"^(?:received|filed|registered|submitted|signed|admitted|discharged|delivered|shipped|issued|"
                r"born) (?:when|on)\b"
            ),
            AnswerKind.DATE,
        ),
    )
)


def head_kind(asked: str) -> AnswerKind | None:
    """The kind of answer that the shape of the folded question tells, None where it does not."""
    whose = _WHOSE.search(asked)
    if whose is not None:
        return next((k for k in map(_kind_of, token_texts(whose.group())[1:]) if k and k is not AnswerKind.NAME), None)
    for shape, kind in _SHAPES:
        if shape.search(asked):
            return kind
    wh = _WH.match(asked)
    if wh is not None:
        return _of_phrase(token_texts(asked[wh.end() :]))
    tokens = token_texts(asked)
    if len(tokens) <= _LONGEST and not _NOT_PLAIN.intersection(tokens):
        return _of_phrase([token for token in tokens if token not in {"the", "a", "an"}])
    return None


def _of_phrase(tokens: list[str]) -> AnswerKind | None:
    """The kind that the last noun of the first phrase names: "date" in "purchase date of the goods"."""
    end = next((place for place, token in enumerate(tokens) if token in _END), len(tokens))
    phrase = tokens[:end]
    if phrase and "а" <= phrase[0][0] <= "я":
        return next(filter(None, map(_kind_of, phrase)), None)
    return _kind_of(phrase[-1]) if phrase else None


def _kind_of(token: str) -> AnswerKind | None:
    return _KIND_OF.get(stem(token))
