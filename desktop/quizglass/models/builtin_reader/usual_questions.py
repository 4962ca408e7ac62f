"""Questions that are asked of many papers in ever new words, put in the words that the papers print.

What a question is about shows in the words that it has and in those that it has not: "When do the ads stop airing?",
"last day of the campaign" and "Contract period: to?" all ask when the flight ends, for all they say is about periods of
advertising and about an end. A word of another matter makes it a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.rewordings import CHATTER
from quizglass.text.folding import token_texts
from quizglass.text.stop_words import is_stop_word
from quizglass.text.word_forms import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_ADS = _stems(
    "ad ads advert advertising advertise advertised advertisement advertisements spot spots commercial commercials "
    "airtime campaign flight broadcast broadcasting"
)
_PAPER = _stems("order contract schedule agreement paper document invoice form deal page ordered contracted scheduled")
_PERIOD = (
    _ADS
    | _PAPER
    | _stems(
        "period term date day air airing aired run running time validity valid effective effect force buy booking "
        "duration mark range go purchase show station tv radio media"
    )
)
_OTHER_PAPERS = _stems("agreement document deal paper page form invoice")
"""What has a period of its own, which its clauses tell."""
_START = re.compile(
    r"\b(?:start|starts|started|starting|begin|begins|began|begun|beginning|commence[sd]?|commencing|commencement|"
    r"opens?|opening|launch(?:es|ed)?|launching|kicks? off|kicked off|kickoff|first|earliest|effective from|"
    r"initial|goes? live|from when|since when|inception|onset|comes? into (?:effect|force)|takes? effect|enters? "
    r"into force|from (?:what|which) (?:date|day))\b|\bfrom\W*$|\bfrom (?:what|which)\b|^from (?:date|day)\b"
)
_END = re.compile(
    r"\b(?:lapses?|runs? out|end|ends|ended|ending|finish|finishes|finished|stop|stops|stopped|cease[sd]?|"
    r"conclude[sd]?|conclusion|concluding|expir\w*|terminat\w*|clos(?:e|es|ed|ing)|wraps? up|wrapped up|wrap|last|"
    r"latest|final|over|complet(?:e|es|ed|ion)|until|till|through|up to|thru)\b|\bto\W*$|\bto (?:what|which) "
    r"(?:date|day)\b"
)
_END_WORDS = _stems(
    "come go goes into take enter lapse out start begin beginning commence commencement open opening launch kick "
    "off kickoff first earliest initial live inception onset end finish stop cease conclude conclusion expire "
    "expiry expiration expir terminate termination close closing wrap up last latest final over complete "
    "completion until till through thru from to effective"
)
_GROSS = re.compile(
    r"\bgross\b(?! (?:pay|wages?|salary|income|earnings|profit|margin|weight)\b)|"
    r"\bbefore (?:[\w']+ ){0,3}?(?:commission|discount|deduction|fee|charge)s?\b(?: (?:is|was|are) "
    r"(?:deducted|taken off|taken))?"
)
_GROSS_SAID = _PERIOD | _stems(
    "many before gross fee fees commission discount deduct deducted agency amount total sum value price cost "
    "dollar dollars usd figure bill billing billed charge grand overall whole entire full all everything buy "
    "bought week weeks money worth advertiser pay payable paid much client come rate number altogether combined "
    "station complete spend spent come advertising ordered taken"
)
_ADVERTISER = (
    _ADS
    | _PAPER
    | _stems(
        "party company organization organisation candidate committee group person client advertiser customer "
        "sponsor sponsored political politician name behind pay paid pays place placed buy bought purchased order "
        "ordered run running air aired fund funded commission commissioned behalf campaign campaigning promote "
        "promoted firm book booked want wanted make made title full brand entity org"
    )
)
_NOT_ADVERTISER = _stems(
    "agency station rep representative salesperson contact sold sell seller vendor broadcaster channel"
)
_NEEDS_ADS = _ADS | _stems("sponsor advertiser")
_FILER = _stems(
    "file filed filing filer form registrant register registering registered registration declarant declare "
    "applicant apply application fill filled complete completed submit submitted hand handed individual person "
    "whoever party statement relate related concern name full item made make title box field entry short legal out "
    "in belong belongs about identity identify complete surname give given whole first last here print"
)
_NEEDS_FILER = _stems(
    "file filed filer filing registrant register registering declarant applicant fill filled submit individual form"
)
_REGISTRANT = _stems("registrant registration registrant's")
_BILL = re.compile(r"\bbill(?:'?s)?\b(?! to\b)")
_FARA_NUMBER = _stems("fara number")
_RECEIVED = re.compile(
    r"\b(?:date|day|time|stamp) (?:of|for) (?:the )?(?:\w+ )?(?:receipt|reception|arrival)\b|\b(?:reception|"
    r"arrival) (?:date|day|stamp)\b|\b(?:get|gets|got|reach|reaches|reached|arrive[sd]?|come in|came in|taken in|"
    r"lodged)\b"
)
_UNIT = _stems("nsd fara unit registration form department office justice statement crm")


class _Said(NamedTuple):
    """What the folded question says: all its stems, and those with a meaning."""

    all: frozenset[str]
    content: frozenset[str]


def in_usual_words(kind: AnswerKind, asked: str) -> str:
    """The folded question ``asked`` for an answer of ``kind`` in the words that papers print, or as it is."""
    tokens = token_texts(asked)
    said = _Said(
        frozenset(map(stem, tokens)), frozenset(stem(t) for t in tokens if not (is_stop_word(t) or t in CHATTER))
    )
    return next(_put(kind, asked, said), asked)


def _put(kind: AnswerKind, asked: str, said: _Said) -> Iterator[str]:
    if kind in {AnswerKind.DATE, AnswerKind.TEXT, AnswerKind.IDENTIFIER, AnswerKind.NAME}:
        yield from _period_end(kind, asked, said)
    if kind is AnswerKind.DATE and said.content & _UNIT and _RECEIVED.search(asked):
        yield "date received by " + " ".join(t for t in token_texts(asked) if stem(t) in _UNIT)
    if kind in {AnswerKind.MONEY, AnswerKind.TEXT} and _GROSS.search(asked) and said.content <= _GROSS_SAID:
        yield "total gross amount of the order"
    if kind in {AnswerKind.NAME, AnswerKind.TEXT}:
        if said.content & _NEEDS_ADS and said.content <= _ADVERTISER and not said.content & _NOT_ADVERTISER:
            yield "who advertiser"
        if said.content & _NEEDS_FILER and said.content <= _FILER and "registration id" not in asked:
            yield "who filer"
    if kind is AnswerKind.IDENTIFIER and ("registrant" in asked or said.content == _FARA_NUMBER):
        yield "registration number"
    if kind is AnswerKind.IDENTIFIER:
        yield _BILL.sub("invoice", asked)


def _period_end(kind: AnswerKind, asked: str, said: _Said) -> Iterator[str]:
    """Asked is one end of a period of advertising, or of the paper's own."""
    if said.content & _OTHER_PAPERS:
        return
    start, end = _START.search(asked), _END.search(asked)
    topic = said.content - _END_WORDS - _stems("date day time")
    named = bool(topic) or (kind is AnswerKind.DATE and not said.all - _END_WORDS - _stems("date day of the"))
    if bool(start) == bool(end) or not named or not topic <= _PERIOD:
        return
    if kind is not AnswerKind.DATE and not topic & _stems("period flight campaign schedule term run air"):
        return
    if topic and topic <= _PAPER and "date" not in said.all and kind is not AnswerKind.DATE:
        return
    yield f"{'start' if start else 'end'} date of the flight (order period)"
