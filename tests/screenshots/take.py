"""Take pictures of the window in its states, each in light and dark, English and Russian, at several sizes.

    python tests/screenshots/take.py FOLDER [LOOK...]

A look is ``theme-language-scale-WIDTHxHEIGHT``; without any, all of `LOOKS` are taken, each in a process of its own,
because Qt reads the scale once. Needs a screen, or ``QT_QPA_PLATFORM=offscreen``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import batch_states
import model_states
import region_states
import results_states
import safety_states
import scan_states
import shell_states
import text_states

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
LOOKS = (
    "light-en-1-1280x800",
    "dark-en-1-1280x800",
    "light-ru-2-1280x800",
    "dark-ru-1-1920x1080",
    "light-en-1-900x700",
    "dark-ru-1-800x700",
)
WAIT_S = 60.0


def main(arguments: list[str]) -> None:
    folder, looks = Path(arguments[0]).absolute(), arguments[1:] or LOOKS
    if len(looks) == 1:
        take(folder, looks[0])
        return
    for look in looks:
        scale = look.split("-")[2]
        subprocess.run(
            [sys.executable, __file__, folder, look], env={**os.environ, "QT_SCALE_FACTOR": scale}, check=True
        )


def take(folder: Path, look: str) -> None:
    theme, language, _, size = look.split("-")
    width, height = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUIZGLASS_HOME"] = home
        Pictures(folder / look, theme, language, (width, height)).take()


class Pictures:
    """One run through the states of a window."""

    def __init__(self, folder: Path, theme: str, language: str, size: tuple[int, int]) -> None:
        from quizglass import app, i18n
        from quizglass.documents.service import DocumentService
        from quizglass.settings import Loaded, Settings, Theme

        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.samples = SAMPLES
        self.language = language
        documents = DocumentService()
        documents.start()
        i18n.set_language(language)
        self.app = app.make_application()
        self.pausing = Pausing()
        self.window = app.make_window(
            documents, Loaded(Settings(theme=Theme(theme), language=language)), create_engine=self.pausing.create
        )
        self.window.resize(*size)

    def take(self) -> None:
        for state in (
            self.start,
            self.document,
            self.answers,
            self.asked,
            self.whole_document,
            self.streaming,
            self.find,
            self.outline,
            self.palette,
            self.keys,
            self.menu,
            self.models,
            self.damaged,
            self.password,
            lambda: shell_states.take(self),
            lambda: text_states.take(self),
            lambda: region_states.take(self),
            lambda: scan_states.take(self),
            lambda: safety_states.take(self),
            lambda: batch_states.take(self),
            lambda: results_states.take(self),
            lambda: model_states.take(self),
            self.recent,
        ):
            state()
        self.window.close()
        self.window.services.close()

    def shoot(self, name: str, widget: Any = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.folder / f"{name}.png"))

    def settle(self, seconds: float = 0.7) -> None:
        """Let everything that was begun arrive: pictures of pages, fades."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT_S
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError
            self.app.processEvents()
            time.sleep(0.005)

    def open(self, file: Path) -> Any:
        known = len(self.window.workspace.panes)
        self.window.open_files([str(file)])
        self.until(lambda: len(self.window.workspace.panes) > known)
        pane: Any = self.window.workspace.current
        self.until(lambda: bool(pane.panels()))
        return pane

    # States ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        self.window.workspace.show_start()
        self.window.show()
        self.shoot("01-start")

    def document(self) -> None:
        from quizglass.geometry import PageRect

        pane = self.open(SAMPLES / "invoice.pdf")
        self.settle()
        self.shoot("02-document")
        pane.view.set_region(0, PageRect(0.08, 0.34, 0.92, 0.62))
        self.window.panels.show_right(True)
        pane.ask_panel.composer.field.setFocus()
        self.shoot("03-region")

    def answers(self) -> None:
        """Every way an answer can end, as the library keeps them."""
        pane = self.window.workspace.current
        self.until(lambda: pane.session.document_hash is not None)
        ending = self.endings(pane.session.source)
        self.window.services.library.run(
            lambda library: [write(library, pane.session.document_hash, *e) for e in ending]
        )
        self.window.services.library.run(
            lambda library: library.answers_of(pane.session.document_hash), pane.session.show_records
        )
        self.until(lambda: len(pane.session.entries) == len(ending))
        self.shoot("04-answers")
        self.shoot("05-answers-all", pane.ask_panel.answers.widget())
        running = pane.session.entries[-1]
        pane.session.show(running)
        self.shoot("06-answer-selected")

    def endings(self, source: Any) -> list[Any]:
        from quizglass.answers import Answer, Evidence, Outcome, Question, Timings
        from quizglass.geometry import PageRect

        russian = self.language == "ru"
        region = PageRect(0.08, 0.34, 0.92, 0.62)

        def question(english: str, other: str, **more: Any) -> Question:
            return Question(other if russian else english, source, pages=more.pop("pages", (0,)), **more)

        total = Evidence(0, (PageRect(0.57, 0.567, 0.87, 0.588),), "Total due GBP 2,286.60")
        seconds = Timings(total=0.34)
        return [
            (question("Who signed it?", "Кто подписал?"), Answer(None, Outcome.NOT_FOUND, timings=seconds)),
            (question("What is on the back?", "Что на обороте?"), Answer(None, Outcome.BLANK_PAGE, timings=seconds)),
            (question("What does the stamp say?", "Что на печати?"), Answer(None, Outcome.NO_TEXT, timings=seconds)),
            (
                question("Describe the delivery.", "Опишите доставку."),
                Answer("The delivery and the installation of the case", Outcome.STOPPED, timings=Timings(total=4.2)),
            ),
            (
                question("Read out the table.", "Прочитайте таблицу."),
                Answer(None, Outcome.FAILED, error="out-of-memory", timings=Timings(total=12.8)),
            ),
            (
                question("When is it due?", "Когда срок оплаты?", region=region),
                Answer("14 days", Outcome.FOUND, (total,), 0.3, seconds, "built-in", 0),
            ),
            (
                question("What is the total?", "Какова итоговая сумма?", region=region),
                Answer("GBP 2,286.60", Outcome.FOUND, (total,), 0.94, seconds, "built-in", 0),
            ),
        ]

    def asked(self) -> None:
        """A question put for real, and its answer."""
        pane = self.window.workspace.current
        russian = self.language == "ru"
        pane.ask_panel.composer.field.setPlainText("Какова итоговая сумма?" if russian else "What is the total?")
        pane.ask_panel.composer.field.entered.emit()
        self.until(lambda: pane.session.running is None)
        self.shoot("07-asked")

    def whole_document(self) -> None:
        from quizglass.ui.session.entry import Scope

        pane = self.open(SAMPLES / "lease-ru.pdf")
        self.settle()
        pane.ask_panel.ask("Какова арендная плата?", Scope.DOCUMENT)
        pane.ask_panel.composer.choose_scope(Scope.DOCUMENT)
        self.until(lambda: pane.session.running is None)
        self.shoot("08-whole-document")

    def streaming(self) -> None:
        from quizglass.ui.session.entry import Scope

        pane = self.window.workspace.current
        self.pausing.go_on.clear()
        pane.ask_panel.ask("Где находится помещение?", Scope.PAGE)
        self.until(lambda: bool(pane.session.entries[-1].text) or pane.session.running is None)
        self.shoot("08-streaming")
        self.pausing.go_on.set()
        self.until(lambda: pane.session.running is None)

    def find(self) -> None:
        pane = self.window.workspace.current
        self.window.show_find()
        pane.sidebar.finder.field.setText("аренд")
        self.shoot("09-find")

    def outline(self) -> None:
        self.window.show_left_page("outline")
        self.shoot("10-outline")

    def palette(self) -> None:
        self.window.overlays.show_palette()
        self.shoot("11-palette")
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self.window.focusWidget(), Qt.Key.Key_Escape)

    def keys(self) -> None:
        self.window.overlays.show_keys()
        self.shoot("12-keys")
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self.window.focusWidget(), Qt.Key.Key_Escape)

    def popup(self, name: str) -> None:
        from PySide6.QtWidgets import QApplication

        self.until(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        self.shoot(name, menu)
        menu.close()
        self.settle(0.1)

    def menu(self) -> None:
        self.window.overlays.show_menu(self.window.top_bar.menu_button)
        self.popup("13-menu")

    def models(self) -> None:
        self.window.overlays.show_model_menu(self.window.status.model_chip)
        self.popup("14-models")

    def damaged(self) -> None:
        broken = self.folder / "damaged.pdf"
        broken.write_bytes(b"%PDF-1.7\nnothing more came")
        gone = self.folder / "gone.pdf"
        for count, file in enumerate((broken, gone), start=1):
            self.window.open_files([str(file)])
            self.until(lambda count=count: len(self.window.workspace.notices.shown()) == count)
        self.shoot("15-damaged")
        self.window.workspace.notices.clear()
        before = len(self.window.workspace.pages)
        self.window.open_files([str(broken), str(gone)])
        self.until(lambda: all(page.error is not None for page in self.window.workspace.pages[before:]))
        self.shoot("15-damaged-tabs")
        while len(self.window.workspace.pages) > before:
            self.window.tabs.close(self.window.workspace.pages[-1])
        broken.unlink()

    def password(self) -> None:
        import pymupdf
        from PySide6.QtWidgets import QApplication

        locked = self.folder / "locked.pdf"
        document = pymupdf.open()
        document.new_page()
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="owner")
        self.window.open_files([str(locked)])
        self.until(lambda: QApplication.activeModalWidget() is not None)
        dialog: Any = QApplication.activeModalWidget()
        self.shoot("16-password", dialog)
        dialog.field.setText("wrong")
        dialog.given.emit("wrong")
        self.until(lambda: bool(dialog.problem))
        self.shoot("17-password-refused", dialog)
        dialog.reject()
        locked.unlink()

    def recent(self) -> None:
        while self.window.workspace.panes:
            self.window.close_pane(self.window.workspace.panes[0])
        self.until(lambda: bool(self.window.recent.documents))
        self.shoot("24-recent")


class Pausing:
    """The built-in reader, which can be made to pause in an answer: the next one, or after so many."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.go_on.set()
        self.answers_until_pause = 0
        self._reader: Any = None

    def create(self, model: str, **how: Any) -> Any:
        from quizglass.models.registry import create_engine

        self._reader = create_engine(model, **how)
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def answer(self, glimpse: Any, ask: Any, *, on_text: Callable[[str], None], cancel: Any) -> Any:
        reply = self._reader.answer(glimpse, ask, on_text=lambda _: None, cancel=cancel)
        if not reply.text:
            return reply
        if self.answers_until_pause:
            self.answers_until_pause -= 1
            if not self.answers_until_pause:
                self.go_on.clear()
        half = len(reply.text) // 2
        on_text(reply.text[:half])
        while not self.go_on.wait(0.05) and not cancel.cancelled:
            pass
        on_text(reply.text[half:])
        return reply


def write(library: Any, document_hash: str, question: Any, answer: Any) -> None:
    import uuid

    question_id = uuid.uuid4().hex
    library.record_question(question_id, document_hash, question)
    library.finish(question_id, answer)


if __name__ == "__main__":
    main(sys.argv[1:])
