"""Words that were read, laid over the page: where they are, and how they look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from quizglass.answers import Evidence
from quizglass.geometry import PageRect, Size
from quizglass.pages import Word
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.highlights import Highlights
from quizglass.ui.page_view.read_words import ReadWords
from quizglass.ui.page_view.read_words_painter import ReadWordsPainter
from quizglass.ui.theme import LIGHT

TOTAL = Word("Total", PageRect(0.1, 0.1, 0.3, 0.2), 0, 0, 0.98, "ocr")
SUM = Word("84.5O", PageRect(0.5, 0.1, 0.8, 0.2), 0, 0, 0.3, "ocr")


@pytest.fixture
def camera() -> Camera:
    made = Camera()
    made.resize(Screen(800, 600, 1.0, 96))
    made.show((Size(300, 200), Size(300, 200)))
    return made


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_word_under_the_pointer_is_found_however_the_view_is_turned(camera: Camera, turns: int) -> None:
    camera.turn(turns)
    words = ReadWords(camera)
    words.set({0: (TOTAL, SUM)})
    left, top, right, bottom = camera.box_of(0, SUM.box)
    assert words.at((left + right) / 2, (top + bottom) / 2) is SUM
    assert words.at(right + 5000, bottom) is None


def test_nothing_is_under_the_pointer_where_nothing_is_shown(camera: Camera) -> None:
    words = ReadWords(camera)
    left, top, *_ = camera.box_of(0, TOTAL.box)
    assert words.at(left + 1, top + 1) is None


@pytest.fixture
def paper(qtbot: QtBot) -> QImage:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    return image


def test_a_word_that_is_sure_is_faint_and_green_and_a_doubtful_one_red(paper: QImage) -> None:
    with QPainter(paper) as painter:
        ReadWordsPainter().paint(
            painter, PageFrame(0, 0, 0, 200, 100, 0), (TOTAL, SUM), LIGHT, Screen(200, 100, 1.0, 96)
        )
    sure, doubtful = paper.pixelColor(QPoint(40, 15)), paper.pixelColor(QPoint(130, 15))
    assert sure.green() > sure.red()
    assert doubtful.red() > doubtful.green()
    assert sure.lightnessF() > doubtful.lightnessF()
    assert paper.pixelColor(QPoint(90, 60)).lightnessF() == 1.0


def test_doubtful_words_are_marked_within_the_lit_place_only(qtbot: QtBot) -> None:
    highlights = Highlights()
    elsewhere = PageRect(0.5, 0.8, 0.8, 0.9)
    highlights.set((Evidence(2, (PageRect(0.0, 0.05, 1.0, 0.25),)),), doubtful=(SUM.box, elsewhere))
    assert highlights.doubtful_on_page(2) == (SUM.box,)
    assert highlights.doubtful_on_page(0) == ()
