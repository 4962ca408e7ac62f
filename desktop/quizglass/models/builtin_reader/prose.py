"""Answers from running text: the sentence that speaks of what is asked, cut down to the part that answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from quizglass.layout.sentences import Sentence
from quizglass.models.builtin_reader.addresses import printed_addresses
from quizglass.models.builtin_reader.candidates import Candidate
from quizglass.models.builtin_reader.matches import Matches, without_asked
from quizglass.models.builtin_reader.passage import Passage, passage
from quizglass.models.builtin_reader.question import AskedFor
from quizglass.models.builtin_reader.question_words import PLACE_PREPOSITIONS, AnswerKind, RangeEnd
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.scoring import Judged
from quizglass.models.builtin_reader.values import find_values, has_pattern, is_company, is_person
from quizglass.text.folding import fold, token_texts
from quizglass.text.stop_words import is_stop_word

_SHORTEST = 4
_SENTENCE = 0.9
_NEARNESS = 0.25
_RIGHT_END = 0.2
_WRONG_END = -0.4
_PLACE = 0.35
_UNSURE = 0.7
"""What a value counts for that hardly looks like its kind: a bare number where money is asked."""
_PARAGRAPH = 0.7
"""How well a word is met that the paragraph says before the sentence."""
_NOT_PROSE = -0.1
"""Cells of a form come as sentences too; their labels answer better."""
_NO_NAME, _SAYS_LITTLE, _MOSTLY = -0.3, 0.7, 0.6
"""The words of a name are mostly capitalised; what is not is at best a description."""
_UNTYPED = 0.1
"""What a piece of a sentence lacks against a value whose form tells its kind."""
_SHORTEST_NAME = 2
_IN_NAMES = frozenset({"of", "the", "and", "&", "de", "von", "van", "и", "по"})
_DEFINING = frozenset(('("', "(“", "(«", "('"))
_DEFINED_END = ('")', "”)", "»)", "')")
_INTRODUCING = frozenset(("between", "namely", "and", "by", "with", "company"))
"""What stands before a party: "made between Brandt Ltd and ..."."""
_DEFINED = 0.8
"""What a contract's own words for a party are worth: a firm by its legal form all, others half."""
_OPENING = frozenset('«“„"')
_ADDRESS = 0.35
_YEAR_WORDS = frozenset(("г.", "года", "г"))
_PERSON = 2.0
_BARE_COST = 0.4
"""Where only the kind is asked ("What is the date?"), running text is the last place to look."""
_REACH = 12
_LONGEST_SPAN = 14


def from_prose(page: ReadPage, asked: AskedFor, matches: Matches) -> Iterator[Judged]:
    """The candidates of every sentence that says something of what is asked."""
    sentences = [s for s in page.layout.sentences if len(s.words) >= _SHORTEST]
    rarity = _rarity(sentences, matches)
    whole = sum(term.weight * rarity[n] for n, term in enumerate(matches.terms)) or 1.0
    cost = _BARE_COST if asked.bare else 0.0
    for sentence in sentences:
        found = matches.best(sentence.words)
        if not found:
            continue
        elsewhere = {n: max(how, matches.terms[n].implied) for n, how in matches.anywhere.items()}
        for n, how in matches.best(page.paragraph_before(sentence.words[0])).items():
            elsewhere[n] = max(elsewhere.get(n, 0.0), _PARAGRAPH * how)
        met = {n: max(found.get(n, 0.0), elsewhere.get(n, 0.0)) for n in range(len(matches.terms))}
        coverage = sum(matches.terms[n].weight * rarity[n] * how for n, how in met.items()) / whole
        if has_pattern(asked.kind):
            yield from _typed(page, asked, sentence, matches, coverage - cost)
        else:
            yield from _spans(page, asked, sentence, matches, coverage)


def _rarity(sentences: Sequence[Sentence], matches: Matches) -> list[float]:
    """A weight for every term: a word of many sentences tells little."""
    having = Counter(term for s in sentences for term in matches.best(s.words))
    return [math.log(1 + (len(sentences) + 1) / (having[n] + 0.5)) for n in range(len(matches.terms))]


def _typed(page: ReadPage, asked: AskedFor, sentence: Sentence, matches: Matches, coverage: float) -> Iterator[Judged]:
    text = passage(page.view.words, sentence.words)
    said = _SENTENCE * coverage
    for value in find_values(asked.kind, text.text):
        words = without_asked(text.words_of(value.start, value.end), matches)
        if not words:
            continue
        score = said * (_UNSURE + (1 - _UNSURE) * value.quality)
        score += _NEARNESS * _nearness(page, text, words, matches) + _range_score(asked.end, value.end_of_range)
        printed = text.text[max(value.start, text.starts[text.words.index(words[0])]) : value.end]
        # A number in running text is an identifier only when it looks like one.
        sure = value.quality if asked.kind is AnswerKind.IDENTIFIER else 1.0
        yield Judged(_candidate(page, printed, words), score, said * sure)


def _range_score(asked: RangeEnd | None, printed: RangeEnd | None) -> float:
    if asked is None or printed is None:
        return 0.0
    return _RIGHT_END if asked is printed else _WRONG_END


def _nearness(page: ReadPage, text: Passage, words: tuple[int, ...], matches: Matches) -> float:
    """1 next to the question's words, falling to 0 a dozen words away; words before count more than after."""
    first = text.words.index(words[0])
    last = text.words.index(words[-1])
    score = 0.0
    for place, word in enumerate(text.words):
        if word in matches.hits and word not in words:
            weight = max(matches.terms[n].weight * how for n, how in matches.hits[word].items())
            defined = _is_defined(page, text, place)
            if defined and place < first:
                continue  # 'Brandt Ltd ("the Seller") and ...': the name stands before the term it explains
            distance = first - place if place < first else (1 if defined else 1.5) * (place - last)
            score += weight * max(0.0, 1 - distance / _REACH)
    return score / matches.weight


def _is_named_as(page: ReadPage, text: Passage, run: tuple[int, ...], matches: Matches) -> bool:
    """True for "Brandt Ltd" in 'Brandt Ltd, of York ("the Seller")': a contract says there who is who."""
    behind = text.words[text.words.index(run[-1]) + 1 :][:_REACH]
    named = next((place for place, word in enumerate(behind) if word in matches.hits), None)
    if named is None or page.view.words[run[0]].text[:1] in _OPENING:
        return False
    defining = next((place for place, word in enumerate(behind) if page.view.words[word].text[:2] in _DEFINING), -1)
    return max(0, named - 1) <= defining <= named


def _is_defined(page: ReadPage, text: Passage, place: int) -> bool:
    """True for a term in quotes, as contracts name their parties."""
    return page.view.words[text.words[place]].text.lstrip("(")[:1] in _OPENING


def _spans(page: ReadPage, asked: AskedFor, sentence: Sentence, matches: Matches, coverage: float) -> Iterator[Judged]:
    text = passage(page.view.words, sentence.words)
    said = _SENTENCE * coverage
    if asked.kind is AnswerKind.ADDRESS:
        for run in printed_addresses(page.view.words, sentence.words):
            yield Judged(_candidate(page, _trimmed(page, run), run), said + _ADDRESS, said)
    for run in _unasked_runs(page, asked, sentence, matches):
        if page.layout.fragment_of_word[run[0]] in page.labels and run[0] not in page.running_words:
            continue
        score = said - _UNTYPED + _NEARNESS * _nearness(page, text, run, matches) + 0.15 * _name_like(page, asked, run)
        if run[0] not in page.running_words:
            score += _NOT_PROSE
        if _is_named_as(page, text, run, matches):
            score += _DEFINED if is_company(_trimmed(page, run)) else _DEFINED / 2
        if asked.place and _after_place_preposition(page, sentence, run):
            score += _PLACE
        described = asked.kind is AnswerKind.NAME and not asked.by_whom and _capitals(page, run) < _MOSTLY
        if described:
            score += _NO_NAME
        yield Judged(_candidate(page, _trimmed(page, run), run), score, said * (_SAYS_LITTLE if described else 1.0))


def _after_place_preposition(page: ReadPage, sentence: Sentence, run: tuple[int, ...]) -> bool:
    """True for "the east wing" in "shown in the east wing", not for "3 February" in "on 3 February"."""
    first = sentence.words.index(run[0])
    before = {fold(page.view.words[w].text) for w in sentence.words[max(0, first - 2) : first]}
    return bool(before & PLACE_PREPOSITIONS) and not find_values(AnswerKind.DATE, _trimmed(page, run))


def _unasked_runs(page: ReadPage, asked: AskedFor, sentence: Sentence, matches: Matches) -> Iterator[tuple[int, ...]]:
    """Runs of words that the question does not say, without stop words at their ends, cut at clause marks."""
    run: list[int] = []
    for word in (*sentence.words, -1):
        stop = word == -1 or word in matches.hits
        if run and not stop and page.view.words[word].text[:2] in _DEFINING:
            yield from _kept(page, asked, run)
            run = []
        if run and not stop and asked.kind is AnswerKind.NAME and _begins_line(page, run[-1], word):
            yield from _kept(page, asked, run)
            run = []
        if not stop:
            run.append(word)
        if stop or page.view.words[word].text.endswith((",", ";", ":", "(", *_DEFINED_END)):
            yield from _kept(page, asked, run)
            run = []


def _kept(page: ReadPage, asked: AskedFor, run: list[int]) -> Iterator[tuple[int, ...]]:
    """What of a run can be the answer."""
    kept = _without_stop_words(page, run)
    if asked.kind is AnswerKind.NAME:
        kept = _after_date(page, kept)
        if len(kept) > 1 and page.view.words[kept[0]].text in _INTRODUCING:
            kept = kept[1:]
        kept = _capitals_first(page, kept)
    if kept:
        yield kept[:_LONGEST_SPAN]


def _begins_line(page: ReadPage, last: int, word: int) -> bool:
    """True where a line of its own begins: in an address the next line is no part of the name."""
    words = page.view.words
    return last not in page.running_words and words[word].line != words[last].line and words[word].text[:1].isupper()


def _after_date(page: ReadPage, run: tuple[int, ...]) -> tuple[int, ...]:
    """Of "17 February 2025 Brandt Ltd" the name: a date before it belongs to the heading above."""
    text = passage(page.view.words, run)
    dates = find_values(AnswerKind.DATE, text.text)
    rest = tuple(w for w, at in zip(run, text.starts, strict=True) if not dates or at >= dates[-1].end)
    if rest and fold(page.view.words[rest[0]].text) in _YEAR_WORDS:
        rest = rest[1:]
    begins = page.view.words[rest[0]].text if rest else ""
    return rest if begins[:1].isupper() or begins in _INTRODUCING else run


def _capitals_first(page: ReadPage, run: tuple[int, ...]) -> tuple[int, ...]:
    """Of "Captain James Holloway between 1841" the name: up to the first small word, unless it begins with one."""
    texts = [page.view.words[w].text for w in run]
    if len(texts) < _SHORTEST_NAME or not (texts[0][:1].isupper() and texts[1][:1].isupper()):
        return run
    end = next((n for n, text in enumerate(texts) if not text[:1].isupper() and text not in _IN_NAMES), len(texts))
    return run[:end]


def _without_stop_words(page: ReadPage, run: Sequence[int]) -> tuple[int, ...]:
    kept = list(run)
    while kept and _is_filler(page, kept[0]):
        kept.pop(0)
    while kept and _is_filler(page, kept[-1]):
        kept.pop()
    return tuple(kept)


def _is_filler(page: ReadPage, word: int) -> bool:
    return all(is_stop_word(token) for token in token_texts(page.view.words[word].text))


def _name_like(page: ReadPage, asked: AskedFor, run: Sequence[int]) -> float:
    """The share of capitalised words where a name is asked; longer runs where anything is."""
    if asked.kind is not AnswerKind.NAME:
        return min(1.0, len(run) / 4)
    if is_person(_trimmed(page, run)):
        return _PERSON
    return _capitals(page, run)


def _capitals(page: ReadPage, run: Sequence[int]) -> float:
    """The share of capitalised words, 0..1. A title in quotes is one name however it is spelt."""
    texts = [page.view.words[w].text for w in run]
    if not texts[0][:1].isdigit() and any(mark in text for text in texts for mark in "«“„"):
        return 1.0
    return sum(text.lstrip("\"«'(")[:1].isupper() for text in texts) / len(texts)


def _trimmed(page: ReadPage, run: Sequence[int]) -> str:
    return " ".join(page.view.words[w].text for w in run).rstrip(".,;:")


def _candidate(page: ReadPage, text: str, words: tuple[int, ...]) -> Candidate:
    return Candidate(text, words, page.layout.fragment_of_word[words[0]])
