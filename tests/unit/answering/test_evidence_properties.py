"""Any run of a page's words is found however it is written; anything else is not."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.evidence import find_evidence
from quizglass.geometry import PageRect, line_boxes
from quizglass.pages import Word

# Letters whose case can be changed and changed back; no word is a stop word or a month.
ENGLISH = "bdfghjklmnpqrtvwxz"
RUSSIAN = "бвгджзклмнпрстфхцчшщ"
PUNCTUATION = ["", "", ",", ".", ";", ":", ")", "»"]

words_of_a_page = st.lists(
    st.text(ENGLISH, min_size=5, max_size=9) | st.text(RUSSIAN, min_size=5, max_size=9),
    min_size=3,
    max_size=40,
    unique=True,
)


def laid_out(texts: list[str], per_line: int = 6) -> tuple[Word, ...]:
    words = []
    for number, text in enumerate(texts):
        line, column = divmod(number, per_line)
        box = PageRect(column * 0.15, line * 0.03, column * 0.15 + 0.012 * len(text), line * 0.03 + 0.02)
        words.append(Word(text, box, line, 0))
    return tuple(words)


def disturbed(text: str, noise: random.Random) -> str:
    """The same text in other case, with other punctuation and broken by a space."""
    cased = "".join(noise.choice((c.upper(), c.lower())) for c in text)
    if noise.random() < 0.2:
        at = noise.randrange(1, len(cased))
        cased = cased[:at] + " " + cased[at:]
    return cased + noise.choice(PUNCTUATION)


@given(words_of_a_page, st.data(), st.randoms(use_true_random=False))
def test_any_run_of_words_is_found_exactly(texts: list[str], data: st.DataObject, noise: random.Random) -> None:
    page = laid_out([text + noise.choice(PUNCTUATION) for text in texts])
    first = data.draw(st.integers(0, len(page) - 1))
    last = data.draw(st.integers(first, len(page) - 1))
    answer = noise.choice((" ", "  ", "\n")).join(disturbed(text, noise) for text in texts[first : last + 1])
    found = find_evidence(answer, 0, page)
    assert found is not None
    assert found.boxes == line_boxes(word.box for word in page[first : last + 1])


@given(words_of_a_page, st.lists(st.text("aeiouyаеиоуыэюя", min_size=4, max_size=9), min_size=1, max_size=12))
def test_an_unrelated_text_lights_nothing(texts: list[str], unrelated: list[str]) -> None:
    assert find_evidence(" ".join(unrelated), 0, laid_out(texts)) is None


@given(words_of_a_page, st.text(max_size=60), st.text(max_size=30))
def test_any_text_at_all_is_looked_for_without_failing(texts: list[str], answer: str, question: str) -> None:
    found = find_evidence(answer, 0, laid_out(texts), question=question)
    assert found is None or found.boxes


@given(words_of_a_page, st.data())
def test_most_of_a_quote_lights_only_printed_words(texts: list[str], data: st.DataObject) -> None:
    """With up to a third of made-up words among a run, what is lit lies within that run."""
    page = laid_out(texts)
    first = data.draw(st.integers(0, len(texts) - 1))
    quoted = texts[first : first + 9]
    invented = data.draw(st.lists(st.text("aeiouy", min_size=4, max_size=6), max_size=len(quoted) // 3))
    answer = list(quoted)
    for word in invented:
        answer.insert(data.draw(st.integers(0, len(answer))), word)
    found = find_evidence(" ".join(answer), 0, page)
    run = [word.box for word in page[first : first + 9]]
    assert found is not None
    assert all(any(box.overlap(lit) > 0 for box in run) for lit in found.boxes)
    assert PageRect.union(found.boxes).area <= PageRect.union(run).area + 1e-9
