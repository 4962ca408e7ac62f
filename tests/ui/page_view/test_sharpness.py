"""Tiles are drawn at the screen's real resolution, also where a logical pixel is one and a quarter of a real one.

The device pixel ratio of a process is fixed when Qt starts, so each runs in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from quizglass.documents.requests import OpenDocument, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource
from quizglass.settings import Theme
from quizglass.ui.page_view.tile_source import TileSource, screen_picture
from quizglass.ui.page_view.view import PageView
from quizglass.ui.theme import ThemeSource

def main(path):
    documents = DocumentService()
    application = QApplication([])
    window = QWidget()
    window.resize(640, 560)
    view = PageView(documents, ThemeSource(Theme.LIGHT), window)
    view.setGeometry(21, 41, 601, 503)  # 21 * 1.25 is no whole pixel
    window.show()
    source = DocumentSource(path)
    view.show_document(source, documents.call(OpenDocument(source)))
    view.fit_page()
    tiles = view.findChild(TileSource)
    view.repaint()
    while True:
        window.grab()
        if not tiles.waiting:
            break
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    camera = view._camera
    frame = camera.frame(0)
    ratio = camera.screen.ratio
    drawn = documents.call(RenderPage(source, 0, WHOLE_PAGE, frame.width, frame.height))
    documents.close()
    expected = screen_picture(drawn)
    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(1)
    left, top = round(21 * ratio) + frame.left, round(41 * ratio) + frame.top
    crop = shown.copy(left, top, frame.width, frame.height)
    print(ratio, frame.width, frame.height, crop == expected)

main(sys.argv[1])
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_a_pixel_of_a_tile_is_a_pixel_of_the_screen(pages_pdf: Path, factor: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(pages_pdf)], env=environment, capture_output=True, text=True, timeout=60
    )
    ratio, _, height, same = done.stdout.split()
    assert float(ratio) == float(factor), done.stderr
    assert int(height) > 400 * float(factor)
    assert same == "True"
