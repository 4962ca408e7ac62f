"""What was read from pictures is kept by the document's content, and forgotten with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect
from quizglass.library.library import Library
from quizglass.library.recognized_texts import packed, unpacked
from quizglass.pages import RecognizedText, Word

SCAN = "c" * 64
OTHER = "d" * 64
READER = "reader 1"

edges = st.integers(0, 10**5).map(lambda n: n / 10**5)
boxes = st.tuples(edges, edges, edges, edges).map(
    lambda e: PageRect(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))
)
words = st.builds(
    Word,
    st.text(st.characters(), max_size=12),
    boxes,
    st.integers(0, 500),
    st.integers(0, 50),
    st.integers(0, 1000).map(lambda n: n / 1000),
    st.sampled_from(["ocr", "text"]),
)


def text(*said: str, reader: str = READER) -> RecognizedText:
    read = [Word(word, PageRect(0.1, n / 500, 0.3, (n + 1) / 500), n, 0, 0.9, "ocr") for n, word in enumerate(said)]
    return RecognizedText(tuple(read), reader, quarter_turns=1, skew=-0.5, missing=("rus",))


@given(st.lists(words, max_size=20), st.integers(0, 3), st.floats(-45, 45))
def test_what_is_packed_comes_back(read: list[Word], turns: int, skew: float) -> None:
    whole = RecognizedText(tuple(read), READER, turns, skew, ("rus",))
    assert unpacked(packed(whole), READER) == whole


@pytest.mark.parametrize("content", [b"", b"no", packed(text("a"))[:-4]])
def test_damaged_content_is_read_again(content: bytes) -> None:
    assert unpacked(content, READER) is None


def test_a_page_is_kept_without_its_document_being_known(file: Path) -> None:
    library = Library.open(file)
    library.keep_recognized_text(SCAN, 3, text("Итого", "12.50"))
    library.close()
    again = Library.open(file)
    assert again.recognized_text(SCAN, 3, READER) == text("Итого", "12.50")
    assert again.recognized_text(SCAN, 2, READER) is None
    assert again.recognized_text(OTHER, 3, READER) is None
    assert again.document(SCAN) is None
    again.close()


def test_a_page_and_its_parts_are_kept_apart(library: Library) -> None:
    corner = PageRect(0, 0, 1 / 3, 0.5)
    library.keep_recognized_text(SCAN, 0, text("whole"))
    library.keep_recognized_text(SCAN, 0, text("part"), corner)
    assert library.recognized_text(SCAN, 0, READER) == text("whole")
    assert library.recognized_text(SCAN, 0, READER, corner) == text("part")
    assert library.recognized_text(SCAN, 0, READER, PageRect(0, 0, 0.5, 0.5)) is None


def test_another_readers_text_is_not_used_and_replaced(library: Library) -> None:
    library.keep_recognized_text(SCAN, 0, text("old", reader="reader 0"))
    assert library.recognized_text(SCAN, 0, READER) is None
    library.keep_recognized_text(SCAN, 0, text("new"))
    assert library.recognized_text(SCAN, 0, READER) == text("new")
    assert library.recognized_text(SCAN, 0, "reader 0") is None


@pytest.mark.parametrize("everything", [True, False])
def test_forgetting_a_document_takes_its_texts_along(library: Library, file: Path, everything: bool) -> None:
    secret = text(*(f"Zanzibar{n}" for n in range(400)))
    library.keep_recognized_text(SCAN, 0, secret)
    library.keep_recognized_text(OTHER, 0, text("other"))
    trace = packed(secret)[100:140]
    assert trace in b"".join(part.read_bytes() for part in file.parent.iterdir())
    if everything:
        library.forget_everything()
    else:
        library.forget_document(SCAN)
    assert library.recognized_text(SCAN, 0, READER) is None
    assert (library.recognized_text(OTHER, 0, READER) is None) is everything
    assert trace not in b"".join(part.read_bytes() for part in file.parent.iterdir())


def test_a_page_takes_little_space(library: Library, file: Path) -> None:
    page = [Word(f"word{n}", PageRect(n / 700, n / 650, n / 700 + 0.03, n / 650 + 0.01), n // 8, 0) for n in range(600)]
    library.keep_recognized_text(SCAN, 0, RecognizedText(tuple(page), READER))
    with sqlite3.connect(file) as db:
        [(size,)] = db.execute("SELECT length(content) FROM recognized_texts").fetchall()
    db.close()
    assert size < 20_000
