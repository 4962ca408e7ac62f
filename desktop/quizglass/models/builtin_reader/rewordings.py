"""Ways of asking that no form prints, in the words that forms print; and the words that questions are full of.

Patterns see folded text. "Who filled in this form?" asks for the filer, "On whose behalf is the ad aired?" for the
advertiser.
"""

from __future__ import annotations

import re

_FILLED_IN = (
    r"(?:fil(?:l|e|es|ed|ls|led|ling|ing)|complet(?:es?|ed|ing)|submit(?:s|ted|ting)?|ma(?:kes?|de|king)|"
    r"ha(?:s|ve|ving)|is|was)"
)
_THIS_FORM = r"(?:this|the) (?:\w+ ){0,3}(?:form|statement|application|questionnaire|declaration|return|report)\b"
_WHOEVER = r"(?:person|individual|party|one|somebody|someone|applicant|declarant|registrant|filer)"
_REGISTERING = r"(?:being )?regist\w+ (?:with|by|on|in|through)"
_ADVERTISING = r"(?:ads?|adverti\w+|spots?|commercials?|air ?time|campaign)"

REWORDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"\b(?:the |a )?{_WHOEVER}(?: who| that)?(?: {_FILLED_IN}){{1,2}}(?: in| out| up)? {_THIS_FORM}", " filer "),
        (rf"\bwho(?: {_FILLED_IN}){{1,2}}(?: in| out| up)? {_THIS_FORM}", "who filer "),
        (rf"\b(?:who is|who has|person|individual)(?: who is)? {_REGISTERING} {_THIS_FORM}", "who filer "),
        (r"\bwhose (?:form|statement|application|questionnaire|declaration) is (?:this|it)\b", "who filer "),
        (r"\bзаполн(?:ил|ила|яет|ивш\w+|яющ\w+) (?:эту |данную )?(?:форму|анкету|заявление)\b", " filer "),
        (
            r"\b(?:on whose behalf|on behalf of wh\w+|for wh\w+) (?:is|are|was|were|does|do|did|has|have)\b.*",
            "who advertiser ",
        ),
        (r"\bwho (?:is |was )?(?:advertising|advertised)\b", "who advertiser "),
        (rf"\bwho (?:is |was )?(?:behind|(?:paid|pays|paying) for) (?:the|this) {_ADVERTISING}\b", "who advertiser "),
        (r"\b(?:in|under) the name (?:field|box|line|item|section|entry)(?: of (?:the|this) form)?\b", " filer "),
        (r"(?<=\w )no\b\.?(?=\W|$)", "number"),
        (r"\b(?:made|make|drawn) out\b", " issued "),
    )
)

_COMMON = """
what which when where whose address company number amount total invoice receipt order contract date name price customer
seller vendor merchant store shop business advertiser purchase purchased payment paid received receive registration
registered person start begin gross period flight campaign located issued printed document statement subtotal table
column value supplier buyer payable signed signature telephone account balance quantity description transaction
сумма адрес магазин компания номер договор договора документ организация получатель плательщик поставщик покупатель
продавец назначение платежа платеж товар количество стоимость итого дата счет подписал директор
"""
SPELLABLE: frozenset[str] = frozenset(_COMMON.split())
"""Words that questions are full of: what is nearly one of them was meant to be it."""
