"""Ways of speaking of what forms print shorter: "when did she leave hospital" asks for the discharge.

Each pattern turns what people do or have into the word that labels it. Patterns see folded text.
"""

from __future__ import annotations

import re

_WHO = r"(?:who|which (?:party|company|person|firm|side|man|woman)|what (?:company|party))"
_IS = r"(?:is|was|are|were|has|have|had|does|did|do|'s)"

EVERYDAY_WORDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            (
                r"\bwhen (?:did|does|was) (?:the )?\w+ (?:leave|left|go home from|sent home from) (?:the "
                r")?(?:hospital|clinic)\b"
            ),
            "discharge date",
        ),
        (
            (
                r"\bwhen (?:did|does|was) (?:the )?\w+ (?:enter|come to|brought to|taken to) (?:the )?(?:hospital|"
                r"clinic)\b"
            ),
            "admission date",
        ),
        (
            (
                r"\bwhen (?:must|should|does|do|did|has|have|will) (?:\w+ ){1,3}(?:to )?(?:move out|vacate|leave "
                r"the (?:flat|house|premises))\b"
            ),
            "term end date",
        ),
        (r"\bwhen (?:can|may|does|do|did|will) (?:\w+ ){1,3}(?:move in|take possession)\b", "term start date"),
        (
            (
                r"\btake[ -]?home(?: pay| wages?| salary)?\b|\b(?:actually |really )?(?:gets?|receives?) (?:in "
                r"hand|on (?:the|his|her) account)\b|\bin hand\b"
            ),
            "net pay",
        ),
        (
            r"\bwhat do(?:es)? (?:he|she|they|the \w+) (?:actually |really )?(?:get|earn|take home)\b(?! before)",
            "how much net pay",
        ),
        (r"\bmoney chang\w+ hands\b|\bchang\w+ hands\b", "paid"),
        (r"\bpay ?day\b", "pay date"),
        (r"\b(?:what|which) country\b.*\b(?:made|produced|manufactured|come from|from)\b.*", "country of origin"),
        (
            r"\bwhere (?:is|was|are|were|do|does|did) (?:the )?\w+ (?:made|produced|manufactured|come from)\b",
            "country of origin",
        ),
        (
            (
                r"\bwhere (?:is|are|does|do|did|will|was|were) (?:the )?\w+ (?:fly|flying|go|going|travel|"
                r"travelling|bound|headed|heading|sent)\b(?: to)?"
            ),
            "destination to",
        ),
        (r"\b(?:departs?|leaves?|flies|starts?|sets? off) from\b\W*$", "departure from"),
        (r"\bsigned for\b", "received by"),
        (
            rf"\b{_WHO} (?:is|was|are|were|has been|got) (?:being )?(?:sued|accused|prosecuted|taken to court)\b",
            "who defendant",
        ),
        (
            (
                rf"\b{_WHO} (?:is suing|sues|sued|brought the (?:claim|action|case|suit)|filed the (?:claim|suit|"
                r"case|lawsuit))\b"
            ),
            "who claimant",
        ),
        (r"\b(?:family|house|own|general) (?:doctor|physician|practitioner)\b", "gp doctor"),
        (r"\b(?:emergency contact|contact in (?:an )?emergency|closest relative|nearest relative)\b", "next of kin"),
        (r"\b(?:staff|personnel|worker'?s?|payroll|clock) number\b", "employee number"),
        (r"\b(?:fixed|daily|basic|monthly fixed) (?:\w+ )?charge\b", "standing charge"),
        (r"\bcaution (?:money|deposit)\b", "deposit"),
        (rf"\b{_WHO} (?:owns|rents out|lets out|leases out|lets)\b", "who landlord owner"),
        (rf"\b{_WHO} {_IS} (?:renting|leasing)\b|\b{_WHO} (?:rents|leases)\b", "who tenant"),
        (rf"\b{_WHO} (?:employs|hired|pays the (?:wages|salary))\b", "who employer company"),
        (rf"\b{_WHO} (?:wrote|typed|authored|composed|sent) (?:the |this )?(?:letter|it|message|note)\b", "who signed"),
        (r"\b(?:sender|writer|author) of (?:the |this )?letter\b", "who signed"),
        (
            rf"\b{_WHO} (?:sent|ships?|shipped|dispatched|despatched) (?:the |these )?(?:goods|items|parcels?|cargo)\b",
            "who sender shipper",
        ),
        (
            (
                rf"\b{_WHO} {_IS} (?:the )?(?:goods|items|parcels?|cargo|delivery|shipment) (?:for|sent to|"
                r"delivered to|meant for)\b"
            ),
            "who recipient deliver to",
        ),
        (
            (
                r"\bwhere (?:is|was|are|were) (?:the )?(?:goods|items|parcels?|cargo|delivery|shipment) "
                r"(?:delivered|sent|shipped|taken)\b(?: to)?"
            ),
            "what address deliver to",
        ),
        (r"\b(?:what|which) (?:illness|disease|injury)(?: or \w+)?\b", "what diagnosis"),
        (r"\b(?:what|how) (?:is|was|are) (?:he|she|they|the patient) (?:allergic|intolerant) to\b", "what allergies"),
        (r"\b(?:before this one|the time before|the one before)\b", "previous"),
        (r"\bhow much (?:do|does|did) (?:\w+ ){1,2}weigh\b|\bhow heavy (?:is|was|are)\b", "what weight"),
        (
            (
                r"\bhow (?:big|large|high) (?:is|was|are) the (?=advance|loan|rent|fee|deposit|fine|penalty|salary|"
                r"payment|discount|price|bonus)"
            ),
            "how much ",
        ),
        (r"\bwhen (?:was|were) (?:he|she|they|the \w+) born\b", "date of birth"),
        (
            (
                r"\bwhose (?:pay ?slip|ticket|account|policy|statement|certificate|card|licence|license|passport|"
                r"medical form|admission form)\b.*"
            ),
            "who holder",
        ),
        (r"\bwhich position does (?:[\w ]+) hold\b|\bwhat position\b", "position"),
        (r"\bwhere (?:does|do|did) (?:the )?\w+ (?:live|reside)\b", "what address"),
        (
            (
                r"\b(?:amount|sum|total|price|cost) (?:before|without|excluding|excl|net of|less)\.?(?: the)? "
                r"(?:vat|tax(?:es)?|gst)\b"
            ),
            "subtotal",
        ),
        (r"\bобщ\w+ (?=сумм|стоимост)", "итоговая "),
        (r"\bпочем\b", "какая цена"),
        (r"\bчто (?:\w+ )?(?:поставля|прода|покупа|закупа)\w+", "предмет товар"),
        (r"\bкогда (?:\w+ )?(?:подписа|заключи)ли\b", "дата"),
        (r"\bгде (?:живет|проживает|прописан\w*)\b", "какой адрес"),
        (r"\bкогда (?:он |она )?родил\w+", "дата рождения"),
        (r"\bкем (?:он |она )?(?:работает|трудится|устроен\w*)\b", "какая должность"),
        (r"\bна чье имя\b", "кому выдана"),
        (r"\bкто (?:платит|оплачивает|должен платить|заплатил)\b", "кто плательщик"),
        (r"\bс какого (?:числа|года|дня) (?:он |она )?(?:работает|трудится|принят\w*)", "дата принята или работает"),
        (
            (
                r"\bза (тепло|воду|свет|газ|отопление|электричество) сколько\b|\bсколько (?:начисл\w+ |платить "
                r")?за (тепло|воду|свет|газ|отопление|электричество)\b"
            ),
            r"сумма \1\2",
        ),
    )
)
"""Tried one after another, each on what the one before has left."""
