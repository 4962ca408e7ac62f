"""Parameters in lists and cells: "8. Мощность двигателя, кВт — 114;", over two lines as well."""

from __future__ import annotations

import re

from quizglass.layout.fragments import Fragment
from quizglass.models.builtin_reader.passage import Passage, passage
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.receipts.answers import Told
from quizglass.text.folding import fold
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import related
from quizglass.text.word_forms import stem

_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–—•])\s*")
_VALUE = re.compile(
    r"^(?P<label>[^\d\W][^:;=]{3,80}?)(?P<unit>,\s*[\w/%°.²³]{1,10}\.?)?\s*(?:[:=]|[-–—])\s*"
    r"(?P<value>(?:не (?:менее|более) |до |от )?\d[\d.,/ ]*(?:\s?[а-яa-z%°][\w/²³]{0,8}\.?)?)\s*[;.,]*\s*$",
    re.IGNORECASE,
)
_UNITS = re.compile(r"(?:квт|л/час|л|кгс/см2|м3з?/мин|мм|см|м|кг|шт|кв|час|литр\w*|киловатт\w*|метр\w*|килограмм\w*)")
_ASKS_FIGURE = re.compile(r"\b(?:как\w*|сколько|чему|скольки|на)\b|^(?:\W*\w+){1,5}\W*$|,")
_FRAME = frozenset(
    (
        *("какая", "какой", "какое", "какова", "каков", "сколько", "чему", "равно", "равен", "равна"),
        *("составляет", "значение", "кгс", "см2", "час"),
    )
)
"""What a question says around a parameter's name."""
_LEAST = 0.75
_BEGINNING = 5


def parameter(page: ReadPage, question: str) -> Told | None:
    """The value of the parameter whose label says nearly what the folded ``question`` says; None without one."""
    if not _ASKS_FIGURE.search(question):
        return None
    wanted = _content(question)
    best: tuple[float, Told] | None = None
    for item in _items(page):
        marker = _ITEM.match(item.text)
        offset = marker.end() if marker else 0
        found = _VALUE.match(item.text[offset:])
        if found is None:
            continue
        start, end = found.span("value")
        score = _alike(wanted, _content(fold(found["label"])))
        if score >= _LEAST and (best is None or score > best[0]):
            words = item.words_of(offset + start, offset + end)
            best = score, Told(found["value"].strip(" .,;"), words)
    return best[1] if best else None


def _items(page: ReadPage) -> list[Passage]:
    """Fragments that begin with a list's mark, each with the lines below that go on with it."""
    marked = (f for f in page.layout.fragments if _ITEM.match(f.text) and any(c.isalpha() for c in f.text))
    return [passage(page.view.words, _whole_item(page, fragment)) for fragment in marked]


def _whole_item(page: ReadPage, first: Fragment) -> list[int]:
    words = [*first.words]
    words += [w for f in reversed(page.layout.right_of(first.box)) for w in page.layout.fragments[f].words]
    edge, height = first.box.middle, first.box.height
    for fragment in page.layout.fragments:
        step = fragment.box.middle - edge
        if step <= 0.5 * height or fragment.box.x0 < first.box.x0 - height:
            continue
        if step > 1.6 * height or _ITEM.match(fragment.text) or page.view.words[words[-1]].text.endswith((";", ".")):
            break
        words += fragment.words
        edge = fragment.box.middle
    return words


def _content(folded: str) -> list[str]:
    tokens = [t for t in re.findall(r"[^\W_]+", folded) if not is_stop_word(t) and not t.isdigit()]
    return [stem(t) for t in tokens if not _UNITS.fullmatch(t) and t not in _FRAME]


def _alike(wanted: list[str], said: list[str]) -> float:
    """How nearly two labels say the same, 0..1: the shares of their words that the other has."""
    if not wanted or not said:
        return 0.0
    there = sum(any(_same(w, s) for s in said) for w in wanted) / len(wanted)
    back = sum(any(_same(w, s) for w in wanted) for s in said) / len(said)
    return 2 * there * back / (there + back) if there + back else 0.0


def _same(one: str, other: str) -> bool:
    return (
        one == other
        or other in related(one)
        or (min(len(one), len(other)) >= _BEGINNING and one[:_BEGINNING] == other[:_BEGINNING])
    )
