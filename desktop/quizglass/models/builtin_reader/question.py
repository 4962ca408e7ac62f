"""What a question asks for: the kind of answer, and the words that must label or surround it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from quizglass.models.builtin_reader.everyday_wordings import EVERYDAY_WORDINGS
from quizglass.models.builtin_reader.head_noun import head_kind
from quizglass.models.builtin_reader.plain_asking import plainly
from quizglass.models.builtin_reader.question_subjects import Subject, subject_of, usual_wording
from quizglass.models.builtin_reader.question_words import (
    BY_WHOM,
    COMPANY,
    END,
    END_WORDS,
    FILER,
    FRAME_WORDS,
    KIND_WORDS,
    KINDS,
    OTHER_WORDS,
    SIGN,
    SKIPPED,
    START,
    THE_DOCUMENT,
    TOTAL_WORDS,
    TYPE_WORDS,
    WHERE,
    AnswerKind,
    RangeEnd,
)
from quizglass.models.builtin_reader.rewordings import CHATTER, REWORDINGS, SPELLABLE
from quizglass.models.builtin_reader.russian_rewordings import RUSSIAN_REWORDINGS
from quizglass.models.builtin_reader.usual_questions import in_usual_words
from quizglass.text.folding import fold, token_texts
from quizglass.text.spelling import corrected
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import related
from quizglass.text.word_forms import stem

_TYPE_WORD_WEIGHT = 0.25
_TYPE_WORD_IMPLIED = 0.8
_FRAME_WORD_WEIGHT = 0.3
DOCUMENT_WEIGHT = 0.6
"""Of "invoice" in "the invoice number"."""
_FRAME_WORD_IMPLIED = 0.3
_TOTAL_WEIGHT = 0.7
_DEED_WEIGHT = 1.5
"""Of "signed" in "Who signed the order?": who did it is nobody without it."""
_WHOSE_WEIGHT = 0.6
"""Of "the seller" in "the VAT number of the seller": a form with one such number does not say whose it is."""
_PARENTHESIS_WEIGHT = 0.5
_STOP_WORD_WEIGHT = 0.25
"""Of a word without a meaning of its own inside a quoted phrase."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: the stems that count as it, with 0..1 how well, and its weight among the terms."""

    stems: dict[str, float]
    weight: float
    word: str = ""
    """The word itself, folded, as the question has it."""
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
    signer: bool = False
    """Who signed is asked: names stand below their office, without a label."""
    filer: bool = False
    """Who filled in the form is asked: the first name on it is theirs."""
    place: bool = False
    """Where something is or happens is asked."""
    company: bool = False
    """A firm is asked, whose name often ends in its legal form."""
    by_whom: bool = False
    """Who did it may be a body written in small letters: "by the ministry of health"."""
    subject: Subject | None = None
    """What every business paper tells, when nothing else is asked."""
    unknown: frozenset[str] = frozenset()
    """Stems that the question has besides: printed on the page, they make it ask for another thing."""


_OWN_FORM = frozenset({AnswerKind.EMAIL, AnswerKind.URL, AnswerKind.PHONE, AnswerKind.IBAN, AnswerKind.VAT})
"""Kinds that are told by one word anywhere: "which number is the telephone's"."""
_PLACES = frozenset({AnswerKind.NAME, AnswerKind.TEXT})
_AT_THE_SHOP = (Subject.ISSUER_ADDRESS, frozenset[str]())
_ASKS_NAME = re.compile(r"\b(?:name|names|named|called|who)\b")
_IN_WHAT_WAY = re.compile(r"how (?:is|was|were|are|did|do|does)\b(?!.*\b(?:much|many)\b).*\b(?:pay|paid|settled?)\b")
"""Asks for cash or a card, not for who or how much."""
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{1,120})[\"“”«»„]")
_WORD_OR_QUOTE = re.compile(rf"{_QUOTED.pattern}|[^\W\d_]+")
_QUESTIONS_REMEMBERED = 256
_PARENTHESES = re.compile(r"\(([^)]*)\)")


@lru_cache(maxsize=_QUESTIONS_REMEMBERED)
def understand(question: str) -> AskedFor:
    """What ``question`` asks for. A run puts the same few to every page."""
    folded = _spelled(plainly(fold(question)))
    phrases = tuple(_terms(text, quoted=True) for text in _QUOTED.findall(folded))
    phrases = tuple(phrase for phrase in phrases if phrase)
    unquoted = _QUOTED.sub(" ", folded)
    if not phrases:
        unquoted = in_usual_words(_kind(unquoted), unquoted)
    for pattern, words in (*EVERYDAY_WORDINGS, *RUSSIAN_REWORDINGS, *REWORDINGS, *OTHER_WORDS):
        unquoted = pattern.sub(words, unquoted)
    kind = AnswerKind.TEXT if len(phrases) > 1 else _kind(unquoted)
    if kind in _PLACES and asks_where(unquoted) and subject_of(AnswerKind.ADDRESS, unquoted) == _AT_THE_SHOP:
        kind = AnswerKind.ADDRESS
    end = _range_end(unquoted, kind)
    untold = bool(phrases) or bool(_IN_WHAT_WAY.match(unquoted))
    subject, unknown = (None, frozenset[str]()) if untold else subject_of(kind, unquoted)
    usual = unquoted if unknown else usual_wording(subject, unquoted)
    own = _lighter(_content(usual, end), kind) + (_COUNTED if _HOW_MANY.search(unquoted) else ())
    terms = own + tuple(term for phrase in phrases for term in phrase)
    bare = all(term.implied for term in terms)
    signer = kind is AnswerKind.NAME and any(SIGN in term.stems for term in own)
    return AskedFor(
        kind,
        terms,
        phrases,
        end,
        bare,
        signer,
        any(FILER in term.stems for term in own),
        bool(WHERE.search(unquoted)),
        bool(COMPANY.search(unquoted)),
        bool(BY_WHOM.search(folded)),
        subject,
        unknown,
    )


def _spelled(folded: str) -> str:
    """``folded`` with slips of the finger mended, except in what it quotes."""
    outside = _WORD_OR_QUOTE.finditer(folded)
    mended = {
        m.group(): corrected(m.group(), SPELLABLE)
        for m in outside
        if m.group().isalpha() and not is_stop_word(m.group())
    }
    return _WORD_OR_QUOTE.sub(lambda m: mended.get(m.group(), m.group()), folded)


def asks_where(folded: str) -> bool:
    """True for "Where was it bought?", not for "Where was it bought - name of the shop?"."""
    return bool(WHERE.search(folded)) and not _ASKS_NAME.search(folded)


def _kind(folded: str) -> AnswerKind:
    said = next((kind for kind, pattern in KINDS if pattern.search(folded)), AnswerKind.TEXT)
    return said if said in _OWN_FORM else head_kind(folded) or said


def _lighter(terms: tuple[Term, ...], kind: AnswerKind) -> tuple[Term, ...]:
    """``terms`` with those that only go with the ``kind`` counting as little as the words that name it."""
    said = KIND_WORDS.get(kind, frozenset())
    return tuple(
        replace(term, weight=_TYPE_WORD_WEIGHT, implied=_TYPE_WORD_IMPLIED)
        if any(how == 1.0 and word in said for word, how in term.stems.items())
        else term
        for term in terms
    )


def _range_end(folded: str, kind: AnswerKind) -> RangeEnd | None:
    if kind not in {AnswerKind.DATE, AnswerKind.TIME}:
        return None
    if END.search(folded):
        return RangeEnd.END
    return RangeEnd.START if START.search(folded) else None


def _content(folded: str, end: RangeEnd | None) -> tuple[Term, ...]:
    """The terms outside quotes; those in parentheses explain and weigh less."""
    inside = [term for text in _PARENTHESES.findall(folded) for term in _terms(text)]
    terms = list(_terms(_PARENTHESES.sub(" ", folded)))
    terms += [replace(term, weight=term.weight * _PARENTHESIS_WEIGHT) for term in inside]
    if end is not None:
        terms = [term for term in terms if not END_WORDS & {s for s, how in term.stems.items() if how == 1.0}]
    return tuple(terms)


def _terms(folded: str, *, quoted: bool = False) -> tuple[Term, ...]:
    tokens = _tokens(folded)
    found: list[Term] = []
    for position, token in enumerate(tokens):
        joined = position > 1 and tokens[position - 1] in {"or", "или"} and bool(found)
        if not quoted and (is_stop_word(token) or token in CHATTER or stem(token) in SKIPPED):
            continue
        term = _quoted(token) if quoted else _unquoted(token, tokens[:position], tokens[position + 1 : position + 2])
        if joined and not quoted:
            last = found.pop()
            weight, implied = max(term.weight, last.weight), max(term.implied, last.implied)
            term = Term({**term.stems, **last.stems}, weight, last.word, implied)
        if term not in found:
            found.append(term)
    return tuple(found)


def _tokens(folded: str) -> list[str]:
    return token_texts(folded.replace("e-mail", "email").replace("#", " number ").replace("№", " номер "))


def _quoted(token: str) -> Term:
    return _term(token, _STOP_WORD_WEIGHT if is_stop_word(token) else 1.0)


def _unquoted(token: str, before: list[str], after: list[str]) -> Term:
    own = stem(token)
    if own in TYPE_WORDS:
        return _term(token, _TYPE_WORD_WEIGHT, _TYPE_WORD_IMPLIED)
    if own in TOTAL_WORDS:
        return _term(token, _TOTAL_WEIGHT)
    if own in FRAME_WORDS:
        of_the = (
            own in THE_DOCUMENT
            or any(stem(token) in TOTAL_WORDS for token in after)
            or (len(before) > 1 and before[-1] in {"the", "this"} and before[-2] in _LINKS)
        )
        return _term(token, _FRAME_WORD_WEIGHT if of_the else DOCUMENT_WEIGHT, _FRAME_WORD_IMPLIED)
    if before[-1:] and before[-1] in _WHO:
        return _term(token, _DEED_WEIGHT)
    of_whom = after == ["s"] or before[-1:] == ["of"] or before[-2:] == ["of", "the"]
    return _term(token, _WHOSE_WEIGHT if of_whom else 1.0)


_HOW_MANY = re.compile(r"\bhow many\b|\bсколько\b(?! (?:стоит|стоят|составля|будет))")
_WHO = frozenset({"who", "whom", "кто", "кем", "кому", "чем"})
_LINKS = frozenset({"of", "in", "on", "from", "for", "by"})


def _term(token: str, weight: float, implied: float = 0.0) -> Term:
    own = stem(token)
    return Term({**related(own), own: 1.0}, weight, token, implied)


_COUNTED = (_term("quantity", _TYPE_WORD_WEIGHT, _TYPE_WORD_IMPLIED),)
"""What the column is headed in which things are counted."""
