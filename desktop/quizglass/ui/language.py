"""Words that follow the language while the program runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from quizglass.i18n import language, on_language_change


def follow_language(owner: QObject, say: Callable[[], None]) -> None:
    """Call ``say`` now and after every switch of the language, for as long as ``owner`` lives."""
    say()
    owner.destroyed.connect(_forgetting(on_language_change(say)))


def _forgetting(stop: Callable[[], None]) -> Callable[[], None]:
    # `destroyed` carries the object that is going; the function that ends the listening takes nothing.
    return lambda *_: stop()


class StandardDialogWords(QObject):
    """Qt's own words (file dialogs, text menus) in the program's language."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        follow_language(self, self._load)

    def _load(self) -> None:
        code = language()
        QLocale.setDefault(QLocale(code))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if code == "en":
            return
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            self._app.installTranslator(translator)
            self._translator = translator
