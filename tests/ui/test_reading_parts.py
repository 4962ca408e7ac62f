"""What is said of reading pictures, and what is reckoned from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.answers import Answer, Evidence, Outcome, Progress, Question
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentSource, PageText, RecognizedText, Word
from quizglass.ui.ask_panel.states import Help, reading_words, stage_words, state_of
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.answer_reading import AnswerReading
from quizglass.ui.reading.document_texts import PageReading
from quizglass.ui.reading.duration import ReadingPace, TimeLeft, time_words
from quizglass.ui.reading.language_words import missing_language_words
from quizglass.ui.reading.text_selection import text_of, words_within
from quizglass.ui.reading.words import Harvest, Progressing, Reads, progress_words
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.evidence_reading import EvidenceReading

SOURCE = DocumentSource("scan.pdf")
OF_PAGE = Question("What?", SOURCE, pages=(2,))


def word(text: str, x: float, y: float = 0.1, *, line: int = 0, sure: float = 0.9, printed: bool = False) -> Word:
    box = PageRect(x, y, x + 0.08, y + 0.02)
    return Word(text, box, line, 0, 1.0 if printed else sure, "text" if printed else "ocr")


TOTAL = word("Total", 0.1)
SUM = word("84.5O", 0.2, sure=0.4)
PRINTED = word("Harbour", 0.3, printed=True)


# How long -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "less than a minute"),
        (44.0, "less than a minute"),
        (60.0, "about 1 min"),
        (190.0, "about 3 min"),
        (3300.0, "about 55 min"),
        (4000.0, "about 1 h"),
        (7300.0, "about 2 h"),
    ],
)
def test_time_is_told_no_more_exactly_than_it_is_known(seconds: float, words: str) -> None:
    assert time_words(seconds) == words


@given(st.floats(0, 1e6, allow_nan=False))
def test_any_time_has_words(seconds: float) -> None:
    assert "0" not in time_words(seconds).split()


def test_what_is_left_follows_from_what_was_done() -> None:
    now = [100.0]
    left = TimeLeft(lambda: now[0])
    assert left.seconds(0.0) is None
    now[0] = 110.0
    assert left.seconds(0.25) == pytest.approx(30.0)
    assert left.seconds(1.0) == 0.0


def test_the_pace_follows_the_machine() -> None:
    pace = ReadingPace()
    for _ in range(30):
        pace.note(8.0)
    assert pace.seconds(10) == pytest.approx(80.0, rel=0.01)


# While it goes on -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (Progressing(Reads.PAGE, 2, 0.4), "Reading page 3 from its picture… 40 %"),
        (Progressing(Reads.REGION, 0, 0.05), "Reading the region on page 1… 5 %"),
        (Progressing(Reads.PAGES, 11, 0.1, 11, 80), "Reading page 12 of 80…"),
        (Progressing(Reads.PAGES, 11, 0.1, 11, 80, 190.0), "Reading page 12 of 80… about 3 min left"),
        (Progressing(Reads.PAGES, 79, 1.0, 80, 80), "Reading page 80 of 80…"),
        (Progressing(Reads.SAVING, 0, 0.999), "Making the searchable PDF… 99 %"),
    ],
)
def test_progress_is_told_in_words(at: Progressing, words: str) -> None:
    assert progress_words(at) == words


def test_a_question_that_has_pictures_read_tells_of_them() -> None:
    following = AnswerReading(OF_PAGE)
    assert following.at(Progress("reading", page=2)) is None
    at = following.at(Progress("recognizing", 40, 100, 2))
    assert at is not None
    assert (at.what, at.page, at.share) == (Reads.PAGE, 2, 0.4)
    assert following.page == 2
    assert stage_words(Progress("recognizing", 40, 100, 2)) == "Reading page 3 from its picture… 40 %"
    assert stage_words(Progress("recognizing-pages", 11, 80, 11)) == "Reading page 12 of 80…"


# What came ------------------------------------------------------------------------------------------------------------


def test_only_words_of_pictures_are_counted() -> None:
    harvest = Harvest.of((TOTAL, SUM, PRINTED))
    assert harvest.words == 2
    assert harvest.confidence == pytest.approx(0.65)
    assert Harvest.of((PRINTED,)) == Harvest()


@given(st.lists(st.tuples(st.text("ab", min_size=1), st.floats(0, 1)), max_size=8), st.integers(0, 8))
def test_harvests_add_up(read: list[tuple[str, float]], at: int) -> None:
    words = tuple(word(text, 0.1, sure=sure) for text, sure in read)
    whole, parts = Harvest.of(words), Harvest.of(words[:at]) + Harvest.of(words[at:])
    assert (whole.words, whole.letters) == (parts.words, parts.letters)
    assert whole.confidence == pytest.approx(parts.confidence)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PageText((TOTAL,), has_images=True), "Page 3 was read from its picture: 1 word, sure of 90 %."),
        (PageText((), has_images=True), "No text was found in the picture of page 3."),
        (PageText((), has_ink=False), "Page 3 is blank."),
        (PageText((PRINTED,)), "Page 3 has its text already."),
    ],
)
def test_the_end_of_a_page_is_told_as_it_is(text: PageText, words: str) -> None:
    assert bar_contents.page_read(PageReading(2, text), lambda: None).say() == (words, "")


def test_missing_language_data_is_told_with_how_to_get_it() -> None:
    what, remedy = missing_language_words(("rus",))
    assert "Russian" in what
    assert remedy
    assert missing_language_words(("deu", "fra"))[0].count("Some text") == 1


# Answers that stand on pictures ---------------------------------------------------------------------------------------


def test_an_answer_knows_how_well_its_place_was_read() -> None:
    reading = EvidenceReading.of(Evidence(0, (PageRect(0.0, 0.05, 0.29, 0.15),)), (TOTAL, SUM, PRINTED))
    assert reading is not None
    assert reading.confidence == pytest.approx(0.65)
    assert reading.doubtful == (SUM.box,)
    assert EvidenceReading.of(Evidence(0, (PRINTED.box,)), (TOTAL, SUM, PRINTED)) is None
    assert EvidenceReading.of(Evidence(0, ()), (TOTAL,)) is None


def test_the_card_tells_how_well_its_place_was_read() -> None:
    entry = Entry("1", OF_PAGE, answer=Answer("84.5O", Outcome.FOUND))
    assert reading_words(entry) == ""
    entry.reading = EvidenceReading(0.934)
    assert reading_words(entry) == "Read from the picture, sure of 93 %"
    entry.reading = EvidenceReading(0.8, (SUM.box,))
    assert "dashed edge" in reading_words(entry)
    assert not entry.unsure


def test_an_answer_whose_place_was_not_read_well_is_to_be_checked() -> None:
    entry = Entry("1", OF_PAGE, answer=Answer("84.5O", Outcome.FOUND, confidence=0.9))
    entry.reading = EvidenceReading(0.4, (SUM.box,))
    assert state_of(entry).words == "Check this."
    assert entry.doubtful == ()


@pytest.mark.parametrize(
    ("read", "part", "help_"),
    [
        (None, "was not read", Help.ASK_AGAIN),
        (RecognizedText((), "a reader"), "No text on this page.", Help.CHOOSE_MODEL),
        (RecognizedText((), "a reader", missing=("rus",)), "Russian", Help.ASK_AGAIN),
    ],
)
def test_a_page_without_words_says_why(read: RecognizedText | None, part: str, help_: Help) -> None:
    entry = Entry("1", OF_PAGE, answer=Answer(None, Outcome.NO_TEXT, page=2), page_reading=read)
    state = state_of(entry)
    assert part in state.words
    assert state.help is help_


# Copying --------------------------------------------------------------------------------------------------------------


def test_the_text_of_a_region_keeps_its_lines() -> None:
    words = (TOTAL, SUM, word("Paid", 0.1, 0.2, line=1), word("cash", 0.9, 0.2, line=1))
    assert text_of(words_within(words, WHOLE_PAGE)) == "Total 84.5O\nPaid cash"
    assert text_of(words_within(words, PageRect(0, 0, 0.5, 1))) == "Total 84.5O\nPaid"
    assert text_of(words_within(words, PageRect(0.5, 0.5, 1, 1))) == ""
