"""The real window, driven from inside: scrolling, zooming, paging. Prints its measurements as one line of JSON.

python in_window.py motion TEXT.pdf
python in_window.py memory LONG.pdf
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from quizglass import app
from quizglass.documents.service import DocumentService
from quizglass.settings import Loaded, Settings
from quizglass.ui.main_window import MainWindow
from quizglass.ui.page_view.tiles import RenderKey, Tile, tiles_in
from quizglass.ui.page_view.view import PageView

FRAME_MS = 16
SPEED = 1200
"""Logical pixels a second: a page in less than a second, which is faster than anyone reads."""
SCROLL_S = 10.0
ZOOM_STEPS = 60
PAGES_A_STEP = 4
LIMIT_S = 20.0


def main(what: str, file: str) -> None:
    documents = DocumentService()
    documents.start()
    application = app.make_application()
    window = app.make_window(documents, Loaded(Settings(restore_session=False)))
    window.show()
    window.open_files([file])
    _until(lambda: bool(window.workspace.panes) and window.workspace.panes[0].view.has_drawn)
    view = window.workspace.panes[0].view
    _pause(2.0)
    found = motion(view) if what == "motion" else memory(window, view)
    print(json.dumps(found), flush=True)
    window.close()
    window.services.close()
    documents.close()
    application.quit()


def motion(view: PageView) -> dict[str, float]:
    frames, blank = _scroll(view)
    steps = [_zoom_to_sharp(view, random.Random(step)) for step in range(ZOOM_STEPS)]
    return {
        "frame p95 ms": _p95(frames),
        "frame worst ms": max(frames),
        "longest blank ms": blank,
        "zoom to sharp p95 ms": _p95(steps),
    }


def _scroll(view: PageView) -> tuple[list[float], float]:
    """Milliseconds that the window worked for each frame, and the longest that a tile in sight had no picture."""
    frames: list[float] = []
    blank_since: dict[Tile, float] = {}
    longest = 0.0
    loop = QEventLoop()
    timer = QTimer(interval=FRAME_MS)
    ratio = view.camera.screen.ratio
    began = last = time.perf_counter()

    def tick() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        view.scroll_by(0, SPEED * ratio * (now - last))
        last = now
        view.viewport().repaint()
        done = time.perf_counter()
        frames.append(1000 * (done - now))
        blank = _blank(view)
        for tile in [tile for tile in blank_since if tile not in blank]:
            longest = max(longest, done - blank_since.pop(tile))
        for tile in blank:
            longest = max(longest, done - blank_since.setdefault(tile, done))
        if done - began > SCROLL_S:
            loop.quit()

    timer.timeout.connect(tick)
    timer.start()
    loop.exec()
    timer.stop()
    return frames, 1000 * longest


def _blank(view: PageView) -> set[Tile]:
    """Tiles in sight that have neither their picture nor another one in its place."""
    camera, cache = view.camera, view.pictures
    return {
        tile
        for frame in camera.visible_frames()
        for tile in tiles_in(frame, camera.screen.width, camera.screen.height)
        if tile not in cache and not cache.stand_ins(RenderKey.of(frame))
    }


def _sharp(view: PageView) -> bool:
    camera = view.camera
    return all(
        tile in view.pictures
        for frame in camera.visible_frames()
        for tile in tiles_in(frame, camera.screen.width, camera.screen.height)
    )


def _zoom_to_sharp(view: PageView, chance: random.Random) -> float:
    view.go_to_page(chance.randrange(view.page_count))
    view.set_zoom(chance.choice((0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 6.0)))
    _until(lambda: _sharp(view))
    _pause(0.1)
    began = time.perf_counter()
    if chance.random() < 0.7:
        view.zoom_in()
    else:
        view.zoom_out()
    wanted = view.wanted_zoom
    _until(lambda: view.zoom == wanted and _sharp(view))
    view.viewport().repaint()
    return 1000 * (time.perf_counter() - began)


def memory(window: MainWindow, view: PageView) -> dict[str, float]:
    """MiB of the window and its workers together after one pass through the document, and after another."""
    found = {}
    for name in ("first pass MiB", "second pass MiB"):
        for page in range(0, view.page_count, PAGES_A_STEP):
            view.go_to_page(page)
            _until(lambda: _sharp(view))
        view.go_to_page(view.page_count - 1)
        _pause(1.5)
        found[name] = sum(_mebibytes())
    found["of it the window MiB"] = _mebibytes()[0]
    assert window.isVisible()
    return found


def _mebibytes() -> list[float]:
    """Of the window and of each worker; memory that they share is divided among them."""
    me = psutil.Process()
    return [one.memory_full_info().pss / 2**20 for one in (me, *me.children(recursive=True))]


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT_S
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there in time")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def _pause(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[18]


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2]).absolute()))
