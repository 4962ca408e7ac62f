"""Finding typed words among printed ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.text.finding import Match, Wanted, context_of, find, folded, letters_of, letters_of_lines
from quizglass.text.letter_widths import letter_edges


def found(printed: str, typed: str, **how: bool) -> list[tuple[int, int]]:
    """The first and last words of all places; every line of ``printed`` is a line of the page."""
    words = [(word, line) for line, text in enumerate(printed.split("\n")) for word in text.split(" ") if word]
    return [(match.first, match.last) for match in find(letters_of(words), Wanted(typed, **how))]


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Café", "cafe"),
        ("cafe\u0301", "CAFÉ"),
        ("Ёлка", "елка"),
        ("елка", "ёлка"),
        ("o\ufb03ce", "office"),
        ("o\u00adver", "over"),
        ("«Заря»", '"заря"'),
        ("1914–1918", "1914-1918"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("ΟΔΟΣ", "οδος"),
        ("İzmir", "izmir"),
        ("№ 7", "№ 7"),
    ],
)
def test_what_looks_the_same_is_found(printed: str, typed: str) -> None:
    assert found(printed, typed)


@pytest.mark.parametrize(("printed", "typed"), [("мой", "мои"), ("が", "か"), ("tax", "tact")])
def test_what_differs_to_a_reader_is_not_found(printed: str, typed: str) -> None:
    assert not found(printed, typed)


def test_words_broken_over_lines_are_found_whole() -> None:
    assert found("the lease agree-\nment ends", "agreement") == [(2, 3)]
    assert found("договор арен\u00ad\nды", "аренды") == [(1, 2)]
    assert found("a well-\nknown fact", "well-known") == [(1, 2)]
    assert found("a well-\nknown fact", "wellknown fact") == [(1, 3)]


def test_a_dash_at_the_end_of_a_line_joins_no_names() -> None:
    assert not found("Paris -\nLondon", "parislondon")
    assert not found("Smith-\nJones", "smithjones")


def test_words_are_found_across_lines() -> None:
    assert found("the total\ndue is", "total  due") == [(1, 2)]


def test_case_and_whole_words() -> None:
    assert found("Art art party", "art", match_case=True) == [(1, 1), (2, 2)]
    assert found("Art art party", "art", whole_words=True) == [(0, 0), (1, 1)]
    assert found("art. (art)", "art", whole_words=True) == [(0, 0), (1, 1)]
    assert found("artart art", "art", whole_words=True) == [(1, 1)]


def test_places_do_not_overlap() -> None:
    assert found("aaaa", "aa") == [(0, 0), (0, 0)]


def test_a_part_of_a_word_is_marked_in_part() -> None:
    (match,) = find(letters_of([("preamble", 0)]), Wanted("amb"))
    edges = letter_edges("preamble")
    assert match == Match(0, 0, edges[3], edges[6])


def test_the_text_around_a_place() -> None:
    words = ["the", "whole", "of", "the", "rent", "is", "due", "on", "the", "first", "day", "of", "every", "month"]
    assert context_of(words, Match(4, 5), most=13) == ("whole of the", "rent is", "due on the")


@given(st.text(), st.text())
def test_folding_keeps_places_under_lower_case(one: str, other: str) -> None:
    text = folded(one) + folded(other)
    assert len(text.casefold()) == len(text)
    assert folded(folded(one)) == folded(one)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.integers(0, 3)), min_size=1, max_size=12), st.data())
def test_every_word_of_a_page_is_found_in_it(words: list[tuple[str, int]], data: st.DataObject) -> None:
    letters = letters_of(words)
    at = data.draw(st.integers(0, len(words) - 1))
    wanted = Wanted(words[at][0])
    for match in find(letters, wanted):
        assert 0 <= match.first <= match.last < len(words)
        assert 0.0 <= match.begin <= 1.0
        assert 0.0 <= match.end <= 1.0
    if not wanted.is_empty and "\x1f" not in letters and folded(words[at][0]).strip() == folded(words[at][0]):
        assert (
            any(match.first <= at <= match.last for match in find(letters, wanted))
            or "".join(filter(str.isprintable, words[at][0])) != words[at][0]
        )


@given(st.lists(st.lists(st.text(alphabet="aбé-", min_size=1, max_size=5), min_size=1, max_size=4), max_size=5))
def test_letters_of_lines_are_those_of_their_words(lines: list[list[str]]) -> None:
    words = [(word, number) for number, line in enumerate(lines) for word in line]
    assert letters_of_lines("\n".join(" ".join(line) for line in lines)) == letters_of(words)


@given(st.text(max_size=30))
def test_edges_of_letters_rise_from_0_to_1(text: str) -> None:
    edges = letter_edges(text)
    assert edges[0] == 0
    assert edges[-1] == pytest.approx(1)
    assert list(edges) == sorted(edges)
