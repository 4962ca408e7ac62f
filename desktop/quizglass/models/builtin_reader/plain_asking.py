"""A question without what people say around it (greetings, reasons, where it is printed), its short forms in full.

"Hi, I'm doing the books - could you tell me the inv no, as printed on top?" asks for the "invoice number". Patterns see
folded text; what is in quotes is left as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quizglass.text.folding import token_texts
from quizglass.text.stop_words import is_stop_word

_SHORT_FORMS = """
amt amount; amnt amount; addr address; addy address; adr address; acct account; acc account; dt date; inv invoice;
invc invoice; ord order; contr contract; qty quantity; tel telephone; ph phone; cust customer; txn transaction;
trx transaction; trans transaction; reg registration; regn registration; ref reference; num number; nbr number;
nr number; dept department; pymt payment; pmt payment; recd received; rcvd received; rec'd received; dob date of birth;
wt weight; mgr manager; empl employee; pt patient; pax passenger; govt government; yr year; mth month; vat vat;
a/c account; po purchase order; p.o purchase order; pnr booking reference; biz business; co company; info information;
cert certificate; desc description; approx approximate; max maximum; min minimum; e-mail email; mail-address email;
p/o purchase order; merch merchant; bday date of birth; eta arrival; etd departure; msrp price; ttl total; tot total;
pd paid; iss issued; exp expiry; temp temperature; doc document; lic licence; licence license; sig signature;
mo month; ppl people; hrs hours; u you; nett net; thx thanks; plz please
"""
_FULL = {short: full for short, _, full in (pair.strip().partition(" ") for pair in _SHORT_FORMS.split(";"))}
_SHORT = re.compile(
    r"(?<![\w.@/-])("
    + "|".join(sorted(map(re.escape, _FULL), key=len, reverse=True))
    + r")\b(?:\.(?=\s|$))?(?![/@-]\w)"
)
_OTHER_FORMS = (
    (re.compile(r"\binternational bank account(?: number)?\b"), "iban"),
    (re.compile(r"\bп ?/ ?п\b|\bплатежк\w*"), "платежное поручение"),
    (re.compile(r"\bл ?/ ?с\b"), "лицевой счет"),
    (re.compile(r"\bэл\. ?(?=почт|адрес)"), "электронная "),
    (re.compile(r"\bдог\b\.?"), "договор"),
    (re.compile(r"\bтел\b\.?(?! *\d)"), "телефон"),
    (re.compile(r"\bд\. ?р\.|\bдр\b"), "дата рождения"),
)

_I = r"(?:i|we|you|u|one|somebody|someone)"
_CAN = r"(?:can|could|would|will|may|might|shall|must|should|do|did)"
_ASKING_VERB = (
    r"(?:tell|give|show|find|let|read|quote|state|name|identify|specify|indicate|provide|supply|write|list|extract|"
    r"report|confirm|check|look up|look|note|copy|pull|pull out|fetch|get|help|advise|inform|mention|point out|"
    r"remind|say|see|locate|return|output|type|spell)"
)
_POLITE = re.compile(
    r"\b(?:please|pls|plz|kindly|thanks(?: a lot| in advance| so much)?|thank you(?: very much)?|cheers|many "
    r"thanks|if possible|if you (?:can|could|would|please|know|don't mind)|by the way|btw|by any chance|asap|"
    r"urgently|quick question|just wondering|actually|basically|sorry|excuse me|hello|hi|hey|dear \w+|good "
    r"(?:morning|afternoon|day|evening)|пожалуйста|плиз|будьте добры|будьте любезны|спасибо|здравствуйте|добрый "
    r"день|привет|извините|заранее спасибо)\b[,!.]*"
)
_FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^\W*(?:so|and|ok|okay|well|now|then|also|but|um|эм|так|а|и|ну)\b[\s,]*(?=\w+\s\w)",
        (
            rf"^\W*{_CAN} {_I}(?: be able to| possibly| help me)? {_ASKING_VERB}(?: out)?(?: (?:me|us|for me|to "
            r"me))?(?: know)?\b[\s,:]*(?:of )?"
        ),
        (
            r"^\W*(?:let|tell|give|show|help|advise|inform|remind|find|get|fetch)(?: (?:me|us))(?: know| find| to "
            r"find| out)?\b[\s,:]*(?:of )?"
        ),
        (
            rf"^\W*(?:go and )?{_ASKING_VERB}(?= (?:the|a|which|what|who|whose|when|where|how|its|their|his|her|"
            r"out)\b)(?: out)?\s*"
        ),
        (
            rf"^\W*{_I}(?: (?:would|'d|d|am|'m|are|'re|really|just|also|still|only|will|urgently|have to|must|"
            r"should|can't|cannot|could|can))* (?:need|needs|want|wants|wish|like|love|looking|look|trying|"
            r"interested|wondering|wonder|require|seek|seeking|ask|asking|searching|search|know|find out|find|see|"
            r"check|after|curious)(?: (?:to|in|for|about|know|find|see|have|get|learn|check|enter|record|note|out|"
            r"understand|establish|determine|be|told|verify|confirm|read|quote|knowing|finding|getting|file|tell|"
            r"whether|if))*\b[\s,:]*"
        ),
        r"^\W*(?:extract|return|output|report|fetch|retrieve)\b[\s:]*(?=\w)",
        rf"^\W*(?:do|did) {_I} (?:know|happen to know|see|remember)\b[\s,:]*",
        (
            r"^\W*(?:any idea|no idea|not sure|question|wanted|needed|required|looking for|requesting|request for|"
            r"seeking|need|want)\b[\s:,]*(?=\w)"
        ),
        (
            r"^\W*(?:what|which) (?:does|do|did) (?:the|this|it) (?:\w+ )?(?:say|state|show|tell|read|indicate|"
            r"give|list)s? (?:is|as|for|about|under|regarding)\b"
        ),
        (
            r"^\W*(?:according to|as per|per|in|on|from|as for|regarding|concerning|about|based on|looking at) "
            r"(?:the|this|that) (?:\w+ )?(?:document|page|paper|form|receipt|slip|text|scan|copy|sheet|image|"
            r"picture|file|above|attached)\b[\s,:]*(?=(?:what|which|who|whose|whom|when|where|how|by|on|the)\b)"
        ),
        (
            r"^\W*(?:подскажите|скажите|напишите|укажите|сообщите|уточните|назовите|нужно знать|хочу (?:знать|"
            r"узнать)|мне (?:нужен|нужна|нужно|надо|бы)(?: знать| узнать)?|интересует|можете сказать|не подскажете|"
            r"найдите|требуется|можно узнать|прошу указать|дайте)\b[\s,:]*(?:мне\b)?[\s,:]*"
        ),
    )
)
_ON_IT = (
    r"(?:on|in|at|of|upon|by|from|under) (?:the |this |that |its )?(?:very )?(?:top|head|bottom|foot|header|"
    r"heading|footer|receipt|slip|bill|document|page|letterhead|form|paper|sheet|scan|picture|image|copy|text|file|"
    r"doc)(?: of (?:the |this |that )?(?:receipt|slip|bill|document|page|form|paper|sheet|invoice|letter))?"
)
_SHOWN = (
    r"(?:printed|shown|stated|given|indicated|displayed|mentioned|written|listed|recorded|stamped|specified|noted|"
    r"appearing|appears?|typed|visible|seen|set out|found|quoted)"
)
_FOR_WHAT = (
    r"(?:records?|files?|ledgers?|books?|bookkeeping|reports?|reimbursement|accounts?|accounting|accountants?|"
    r"expenses?(?: reports?| claims?)?|claims?|archives?|taxes|audits?|auditors?|database|spreadsheet|catalogue|"
    r"catalog|vat return|gst claim|tax return|insurance|boss|lawyer|lawyers|petty cash|tax claim|system|index)"
)
_ASIDES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf",? \(?(?:exactly )?(?:as|the way|like|just as) (?:it is |it's |it |is )?{_SHOWN}(?: {_ON_IT}| there|"
            r" here| above| below| in full)?\)?"
        ),
        rf",? (?:that is |which is |that's )?{_SHOWN} {_ON_IT}",
        rf"(?:^\W*|,? )for (?:our|my|the|your|his|her|their|an?) (?:\w+ )?{_FOR_WHAT}\b(?: purposes)?[\s:,-]*",
        rf"(?:^\W*|,? )for {_FOR_WHAT}(?: purposes)?[\s:,-]*(?=\W*$)",
        rf"^\W*for {_FOR_WHAT}(?: purposes)?\s*[:,-]\s*",
        (
            r",? (?:in full|in its entirety|word for word|verbatim|to the (?:cent|letter|penny)|if any|if stated|"
            r"if there is (?:one|any))\b"
        ),
        r",? in (?:rm|myr|usd|eur|gbp|ringgit|dollars|euros|pounds|rubles|roubles|(?:the )?local currency)\b",
        r",? as (?:far as (?:you|one|we|i) can (?:see|tell|read)|such)\b",
        r",? (?:on|in) (?:this|that) (?:document|page|paper|sheet|scan|image|picture|file)\b",
    )
)
_CLAUSES = re.compile(r"\s*[;!]\s*|(?<=[a-zа-я)?]{2})[.?]\s+|\s+[-–—]\s+|:\s+|,\s+")
_BY_THE_WAY = re.compile(
    r"^\W*(?:(?:i|we|he|she|they|my|our|since|as|because|for|given|while|after|before|if|having|doing|working|"
    r"preparing|reconciling|checking|this is|it is|it's|there|regarding|concerning|about|cataloguing|filing|я|мы|"
    r"мне|для|так как|заполняю|проверяю|готовлю)\b|i'm|i am|we're)"
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|how|what's|who's|where's|when's|as|name|date|address|amount|total|"
    r"number|price|кто|что|какой|какая|какое|какие|какую|каким|каком|когда|где|сколько|чья|чей|чье|куда|кому|кем|"
    r"номер|дата|сумма|адрес)\b"
)
_QUOTE = re.compile(r"[\"“”«»„]")


def in_full(folded: str) -> str:
    """``folded`` with abbreviations written out."""
    folded = folded.replace("#", " number ")
    for pattern, words in _OTHER_FORMS:
        folded = pattern.sub(words, folded)
    return _SHORT.sub(lambda found: _FULL[found[1]], folded)


def plainly(folded: str) -> str:
    """The folded question without what is said around it; questions with quotes only in full."""
    if _QUOTE.search(folded):
        return folded
    full = in_full(folded)
    asked = _main_clause(" ".join(_unless_empty(_POLITE.sub(" ", full), full).split()))
    before = ""
    while asked != before:
        before = asked
        for frame in _FRAMES:
            asked = _unless_empty(frame.sub(" ", asked, count=1).strip(), asked)
    for aside in _ASIDES:
        asked = _unless_empty(aside.sub(" ", asked), asked)
    return " ".join(asked.split())


def _unless_empty(short: str, whole: str) -> str:
    return short if any(c.isalpha() for c in short) else whole


def _main_clause(question: str) -> str:
    """The question without the clauses before it that only say why it is asked."""
    starts = [0, *(found.end() for found in _CLAUSES.finditer(question))]
    for start, following in pairwise(starts):
        rest = question[following:]
        enough = sum(not is_stop_word(token) for token in token_texts(rest))
        if not (enough and _BY_THE_WAY.match(question[start:following]) and _ASKS.search(rest)):
            return question[start:]
    return question[starts[-1] :]
