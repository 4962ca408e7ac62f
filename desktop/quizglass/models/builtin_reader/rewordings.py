"""Ways of asking that no form prints, in the words that forms print; and the words that questions are full of.

Patterns see folded text. "Who filled in this form?" asks for the filer, "On whose behalf is the ad aired?" for the
advertiser.
"""

from __future__ import annotations

import re

_FILLED_IN = (
    r"(?:(?:ha(?:s|ve|ving)|is|was|that|who|been) ){0,3}(?:fil(?:l|e|es|ed|ls|led|ling|ing)|complet(?:es?|ed|ing)|"
    r"submit(?:s|ted|ting)?|hand(?:s|ed|ing)?|ma(?:kes?|de|king))"
)
_FORM = r"(?:form|statement|application|questionnaire|declaration|return|report)"
_THIS_FORM = rf"(?:(?:this|the) (?:\w+[ -]){{0,3}}{_FORM}|this|it)\b"
_WHOEVER = r"(?:person|individual|party|one|somebody|someone|whoever|applicant|declarant|registrant|filer)"
_REGISTERING = r"(?:being )?registering(?: (?:with|by|on|in|through|here))?"
_ADVERTISING = r"(?:ads?|adverts?|advertising|advertisements?|spots?|commercials?|air ?time)"
_NOT_OTHERS = r"(?!.*\b(?:agency|station|rep|representative|salesperson|contact|sold|sells|seller)\b)"
_PARTY = r"(?:party|company|organi[sz]ation|candidate|committee|group|person|client|advertiser)"
_PERIODS = r"(?:flight|campaign|period|schedule|term|lease|contract|validity|order|tenancy|subscription)"

REWORDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(who|what|when|where)'?s\b(?! \w+ the)", r"\1 is"),
        (rf"\b(?:the |a )?{_WHOEVER} {_FILLED_IN}(?: in| out| up)? {_THIS_FORM}", " filer "),
        (rf"\bwho {_FILLED_IN}(?: in| out| up)? {_THIS_FORM}(?: in| out)?", "who filer "),
        (rf"\bby whom (?:is|was|has) {_THIS_FORM}(?: been)? {_FILLED_IN}(?: in| out| up)?\b", "who filer "),
        (rf"\b(?:who is|{_WHOEVER}(?: who is)?) {_REGISTERING}(?: {_THIS_FORM})?\b", "who filer "),
        (rf"\b(?:whose|which {_WHOEVER}'?s?) (?:\w+[ -]){{0,3}}{_FORM} (?:is|was) (?:this|it)\b", "who filer "),
        (rf"\b(?:which|what) {_WHOEVER} does (?:this|the) {_FORM} belong to\b", "who filer "),
        (r"\b(?:what|which) number (?:is|was) the registrant (?:registered|listed|filed)\b", "registration number"),
        (r"\bnumber assigned to the registrant\b|\bregistrant'?s? number\b", "registration number"),
        (r"\bunder (?:what|which) number (?:is|was|has) (?:the|this) (\w+) (?:been )?\w+", r"what \1 number"),
        (r"\b(?:under|by|with) (?:what|which) (\w+ )?number\b", r"what \1number"),
        (r"(?<!primary )\b(?:short[ -]form )?registrant\b", "filer"),
        (r"\bзаполн(?:ил|ила|яет|ивш\w+|яющ\w+) (?:эту |данную )?(?:форму|анкету|заявление)\b", " filer "),
        (r"\b(?:in|under) the name (?:field|box|item|line|section|entry)(?: of (?:the|this) form)?\b", " filer "),
        (
            r"\b(?:on whose behalf|on behalf of wh\w+|for whom?) (?:is|are|was|were|does|do|did|has|have)\b.*",
            "who advertiser ",
        ),
        (rf"\b(?:who|whose|which {_PARTY})\b{_NOT_OTHERS}.*\b(?:{_ADVERTISING}|advertises?)\b.*", "who advertiser "),
        (rf"\bwho (?:is |was )?(?:behind|(?:paid|pays|paying) for) (?:the|this) {_ADVERTISING}\b", "who advertiser "),
        (r"\bbefore (?:the )?(?:agency )?commission(?: is| was| are)?(?: deducted| taken off)?\b", " gross "),
        (rf"\b{_ADVERTISING} (?:go|goes) on air\b", "flight starts"),
        (rf"\b{_ADVERTISING}(?= (?:air|run|start|stop|begin|end|finish))", "flight"),
        (r"\b(?:is )?(?:the|this) (order|contract) (?:is )?in (?:effect|force)\b", r"\1 period"),
        (r"\b(order|contract) runs?\b", r"\1 period"),
        (r"\bin (?:effect|force)\b", " period "),
        (r"\b(order|contract|broadcast) period\b", r"flight (\1 period)"),
        (rf"\b{_PERIODS} from\W*$", "date when period starts"),
        (rf"\b{_PERIODS} to\W*$", "date when period ends"),
        (rf"^\W*({_PERIODS}) (start|end|beginning|close)\W*$", r"date \1 \2"),
        (rf"^\W*(?:the )?(start|end|beginning|close) of the ({_PERIODS})\b", r"date \1 \2"),
        (r"\bbill (?:number|no)\b\.?|\bnumber of the bill\b|\bnumber identifies the bill\b", "invoice number"),
        (r"\bnumbered\b", "number"),
        (r"\breg\b\.?(?= n(?:o|r|umber)\b)", "registration"),
        (r"^\W*no\b\.? of\b", "number of"),
        (r"\bhow (?:is|was) (?:the|this) (\w+) (?:identified|numbered|referenced)\b", r"what \1 number"),
        (r"(?<=\w )no\b\.?(?=\W|$)", "number"),
        (r"\b(?:made|make|drawn) (?:out|up)\b", " issued "),
    )
)

_CHATTER = """
please pls kindly thanks thank tell give given state show read write look find could would need want get know see enter
quote claim claiming book booking books expense ledger exactly exact just precise details complete whole entire simply
quick quickly actual actually currently off out up whoever them they ones yes hello hi dear exist called put down note
file trade
identify identifies provide supply mention belong belongs header heading top lines legal heading
пожалуйста подскажите напишите полностью точно точная именно нужно нужна нужен хочу можете прочитать
"""
CHATTER: frozenset[str] = frozenset(_CHATTER.split())
"""What people say around a question; it asks for nothing."""

_COMMON = """
what which when where whose address company number amount total invoice receipt order contract date name price customer
seller vendor merchant store shop business advertiser purchase purchased payment paid received receive registration
registered person start begin gross period flight campaign located issued printed document statement subtotal table
column value supplier supplied supplies buyer payable contact contrast issuer painted signatory signer translation
establishment restaurant location landlord tenant employer employee salary deposit delivery passenger departure arrival
insurance deadline beginning campaign commercial identification reference registrant applicant кампания
certificate payable signed signature telephone account balance quantity description transaction
сумма адрес магазин компания номер договор договора документ организация получатель плательщик поставщик покупатель
продавец назначение платежа платеж товар количество стоимость итого дата счет подписал директор
"""
SPELLABLE: frozenset[str] = frozenset(_COMMON.split())
"""Words that questions are full of: what is nearly one of them was meant to be it."""
