"""The numbers of lines in an answer are read and not shown, however the answer is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.models.text_reader.line_references import LineReferences


def read(*pieces: str) -> tuple[str, tuple[int, ...]]:
    references = LineReferences()
    text = "".join(references.feed(piece) for piece in pieces) + references.finish()
    return text, references.numbers


@pytest.mark.parametrize(
    ("said", "shown", "numbers"),
    [
        ("481.20 GBP [L12]", "481.20 GBP", (12,)),
        ("481.20 GBP [L12].", "481.20 GBP.", (12,)),
        ("A [L1] and B [L2]", "A and B", (1, 2)),
        ("A [L1, L3] [L1]", "A", (1, 3)),
        ("A [L2-4]", "A", (2, 3, 4)),
        ("A [ L 2; L5 ]", "A", (2, 5)),
        ("paragraph [2] of [a]", "paragraph [2] of [a]", ()),
        ("half [L", "half [L", ()),
        ("nothing", "nothing", ()),
        ("A [L1-99999]", "A", tuple(range(1, 52))),
        ("A [L9-2]", "A", ()),
    ],
)
def test_references_are_read(said: str, shown: str, numbers: tuple[int, ...]) -> None:
    assert read(said) == (shown, numbers)
    assert read(*said) == (shown, numbers)


@given(st.text(alphabet="[]L12, -a", max_size=30), st.integers(0, 30))
def test_it_does_not_matter_where_the_answer_is_cut(said: str, place: int) -> None:
    assert read(said[:place], said[place:]) == read(*said)
