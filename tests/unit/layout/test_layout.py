"""Fragments, rows, columns and sentences from words with boxes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.layout.fragments import around
from quizglass.layout.page import PageLayout, lay_out
from quizglass.pages import Word

SIZE = Size(600.0, 800.0)
LETTER = 5.0


def words(*runs: tuple[float, float, str], source: str = "text") -> list[Word]:
    """Words of ``runs`` (left, top, text), ten points high, a letter five points wide."""
    made = []
    for line, (x, y, text) in enumerate(runs):
        at = x
        for token in text.split():
            box = (at, y, at + LETTER * len(token), y + 10)
            made.append(Word(token, PageRect.from_size(box, SIZE), line, line, 1.0, source))  # type: ignore[arg-type]
            at += LETTER * (len(token) + 1)
    return made


def texts(layout: PageLayout, numbers: list[int]) -> list[str]:
    return [layout.fragments[number].text for number in numbers]


FORM = words((50, 50, "Order no"), (200, 50, "A 17"), (400, 50, "Date:"), (430, 50, "today"), (50, 70, "Client"))


def test_words_join_to_fragments_across_small_gaps_only() -> None:
    layout = lay_out(FORM, SIZE)
    assert [f.text for f in layout.fragments] == ["Order no", "A 17", "Date:", "today", "Client"]


def test_a_colon_ends_a_fragment() -> None:
    layout = lay_out(words((50, 50, "Name: Ann Lee")), SIZE)
    assert [f.text for f in layout.fragments] == ["Name:", "Ann Lee"]


def test_neighbours_in_row_and_column_come_nearest_first() -> None:
    layout = lay_out(FORM, SIZE)
    value = layout.fragments[1].box
    assert texts(layout, layout.left_of(value)) == ["Order no"]
    assert texts(layout, layout.right_of(value)) == ["Date:", "today"]
    assert texts(layout, layout.below(layout.fragments[0].box)) == ["Client"]
    assert texts(layout, layout.above(layout.fragments[4].box)) == ["Order no"]


def test_slightly_tilted_ocr_words_are_one_line() -> None:
    tilted = [
        Word(text, PageRect.from_size((x, y, x + 28, y + 10), SIZE), line, 0, 0.8, "ocr")
        for line, (x, y, text) in enumerate([(50, 50, "TOTAL"), (84, 51.5, "AMOUNT"), (118, 53, "DUE")])
    ]
    assert [f.text for f in lay_out(tilted, SIZE).fragments] == ["TOTAL AMOUNT DUE"]


def test_sentences_cross_lines_but_not_abbreviations() -> None:
    layout = lay_out(words((50, 50, "We met Dr. Lee in"), (50, 62, "May. She agreed.")), SIZE)
    said = [" ".join(layout.words[i].text for i in s.words) for s in layout.sentences]
    assert said == ["We met Dr. Lee in May.", "She agreed."]


def test_a_wide_gap_between_lines_ends_a_sentence() -> None:
    layout = lay_out(words((50, 50, "Heading"), (50, 100, "Text below")), SIZE)
    assert len(layout.sentences) == 2


def test_an_empty_page_has_nothing() -> None:
    layout = lay_out([], SIZE)
    assert layout.fragments == ()
    assert layout.sentences == ()


placed = st.tuples(st.floats(0, 500), st.floats(0, 700), st.text("abc", min_size=1, max_size=8))


@given(st.lists(placed, max_size=30))
def test_every_word_is_in_exactly_one_fragment_and_inside_its_box(runs: list[tuple[float, float, str]]) -> None:
    layout = lay_out(words(*runs), SIZE)
    assert sorted(w for f in layout.fragments for w in f.words) == list(range(len(layout.words)))
    for fragment in layout.fragments:
        assert fragment.box == around([layout.boxes[w] for w in fragment.words])
