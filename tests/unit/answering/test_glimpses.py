"""What was looked at is kept for the next question: exactly that, the newest, and no more than there is room for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.glimpses import Glimpses, Place
from quizglass.geometry import PageRect, RegionPart
from quizglass.models.engine import Held, View
from quizglass.models.glimpse_room import room_for_glimpses
from quizglass.pages import DocumentSource, PageImage, Word

MUCH = Held(10**12, 10**12)
WORDS = (Word("total", PageRect(0, 0, 0.1, 0.1), 0, 0),)
MORE_WORDS = (*WORDS, Word("sum", PageRect(0.2, 0, 0.3, 0.1), 0, 0))
PART = RegionPart(0, PageRect(0, 0, 1, 1))
OTHER_PART = RegionPart(0, PageRect(0, 0, 1, 0.5))


@dataclass(eq=False)
class Seen:
    """A glimpse that knows the words."""

    view: View
    held: Held = field(default_factory=lambda: Held(memory=100))


@dataclass(eq=False)
class SeenPicture(Seen):
    """A glimpse of the picture alone, which can wait off the card."""

    held: Held = field(default_factory=lambda: Held(card=100))
    fails: bool = False

    def tell(self, words: tuple[Word, ...]) -> None:
        self.view = replace(self.view, words=words)

    def park(self) -> None:
        if self.fails:
            raise MemoryError
        self.held = Held(memory=self.held.card)


def picture(width: int) -> PageImage:
    return PageImage(width, width, 3 * width, bytes(3 * width * width))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(b"one")
    return tmp_path / "a.pdf"


def place(file: Path, part: RegionPart = PART) -> Place:
    return Place.now(DocumentSource(str(file)), (part,))


def test_the_same_place_is_found_and_no_other(file: Path) -> None:
    glimpses, seen = Glimpses(lambda _: MUCH), Seen(View(0, WORDS))
    glimpses.keep(place(file), seen)
    assert glimpses.find(place(file), WORDS, None) is seen
    assert glimpses.find(place(file, OTHER_PART), WORDS, None) is None
    assert glimpses.find(place(file), WORDS, None) is seen, "asked again and again"


def test_a_file_that_has_changed_is_looked_at_anew(file: Path) -> None:
    glimpses = Glimpses(lambda _: MUCH)
    glimpses.keep(place(file), Seen(View(0, WORDS)))
    file.write_bytes(b"something else")
    assert glimpses.find(place(file), WORDS, None) is None
    assert len(glimpses) == 0


def test_a_file_that_changes_during_the_look_is_not_kept(file: Path) -> None:
    glimpses, before = Glimpses(lambda _: MUCH), place(file)
    file.write_bytes(b"something else")
    glimpses.keep(before, Seen(View(0, WORDS)))
    Path(file).unlink()
    glimpses.keep(place(file), Seen(View(0, WORDS)))
    assert len(glimpses) == 0


def test_words_that_come_later_count_for_who_was_told_them(file: Path) -> None:
    glimpses = Glimpses(lambda _: MUCH)
    glimpses.keep(place(file), Seen(View(0, WORDS)))
    assert glimpses.find(place(file), MORE_WORDS, None) is None
    seen = SeenPicture(View(0, WORDS))
    glimpses.keep(place(file), seen)
    assert glimpses.find(place(file), MORE_WORDS, None) is seen
    assert seen.view.words == MORE_WORDS


@pytest.mark.parametrize(("kept", "wanted", "found"), [(8, 8, True), (8, 4, True), (4, 8, False), (4, None, False)])
def test_a_picture_is_never_smaller_than_wanted(file: Path, kept: int, wanted: int | None, found: bool) -> None:
    glimpses = Glimpses(lambda _: MUCH)
    glimpses.keep(place(file), SeenPicture(View(0, WORDS, image=picture(kept))))
    pixels = None if wanted is None else (wanted, wanted)
    assert (glimpses.find(place(file), WORDS, pixels) is not None) is found


def test_what_was_freed_is_looked_at_anew(file: Path) -> None:
    glimpses, seen = Glimpses(lambda _: MUCH), Seen(View(0, WORDS))
    glimpses.keep(place(file), seen)
    seen.held = Held()
    assert glimpses.find(place(file), WORDS, None) is None


def test_the_card_is_for_the_newest_and_then_memory_is(file: Path) -> None:
    glimpses = Glimpses(lambda _: Held(card=250, memory=200))
    seen = [SeenPicture(View(page, WORDS)) for page in range(6)]
    for glimpse in seen:
        glimpses.keep(place(file, RegionPart(glimpse.view.page, PART.rect)), glimpse)
    kept = [glimpse.held for glimpse in seen[2:]]
    assert kept == [Held(memory=100), Held(memory=100), Held(card=100), Held(card=100)]
    assert glimpses.held == Held(card=200, memory=200)
    assert glimpses.find(place(file, RegionPart(1, PART.rect)), WORDS, None) is None


def test_what_cannot_leave_the_card_is_forgotten(file: Path) -> None:
    glimpses = Glimpses(lambda _: Held(card=100, memory=1000))
    first = SeenPicture(View(0, WORDS), fails=True)
    glimpses.keep(place(file), first)
    glimpses.keep(place(file, OTHER_PART), SeenPicture(View(0, WORDS)))
    assert glimpses.find(place(file), WORDS, None) is None
    assert len(glimpses) == 1


def test_one_document_is_forgotten_and_the_others_are_not(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.pdf"
    other.write_bytes(b"two")
    glimpses = Glimpses(lambda _: MUCH)
    for path in (file, other):
        glimpses.keep(place(path), Seen(View(0, WORDS)))
    glimpses.forget(str(file))
    assert glimpses.find(place(file), WORDS, None) is None
    assert glimpses.find(place(other), WORDS, None) is not None
    glimpses.forget()
    assert len(glimpses) == 0


BYTES = st.integers(0, 10**12)


@given(BYTES, BYTES, BYTES, BYTES)
def test_the_room_leaves_what_the_next_look_needs(card: int, memory: int, free_card: int, free_memory: int) -> None:
    held, free = Held(card, memory), Held(free_card, free_memory)
    room = room_for_glimpses(held, free)
    for bound, obtainable in ((room.card, card + free_card), (room.memory, memory + free_memory)):
        assert 0 <= bound <= min(2 * 2**30, obtainable)
        assert obtainable - bound >= min(2 * 2**30, obtainable * 7 // 8)
