"""While a question is typed the model looks at what it will be asked of. Nobody sees it; the answer begins sooner."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from quizglass.geometry import RegionPart
from quizglass.ui.ask_panel.composer import Composer
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Scope
from quizglass.ui.session.session import DocumentSession

_SETTLED_MS = 150
"""A region or page that stays so long is not being passed by."""


class LookingAhead(QObject):
    """A region is looked at as soon as it is drawn, a page once the cursor stands in the question field."""

    def __init__(self, services: Services, session: DocumentSession, composer: Composer) -> None:
        super().__init__(composer)
        self._answers = services.answers
        self._session = session
        self._composer = composer
        self._shown = False
        self._view: tuple[RegionPart, ...] = ()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settling.timeout.connect(self._look)
        composer.view_changed.connect(self._follow)
        composer.field.focus_changed.connect(lambda _: self._follow())
        # A model that has just been loaded can begin.
        services.answers.model_changed.connect(self._follow)

    def set_shown(self, shown: bool) -> None:
        """Whether the user can ask now: the panel of a document behind another is hidden."""
        self._shown = shown
        self._follow()

    def _follow(self) -> None:
        view = self._composer.view if self._shown else ()
        if view != self._view:
            self._settling.stop()
            # Of the other view nothing may be wanted any more, whoever began to look at it.
            if self._view:
                self._answers.stop_looking_ahead()
            self._view = view
        if self._is_likely():
            self._settling.start()

    def _is_likely(self) -> bool:
        """Whether a question is to be expected. A cursor that leaves the field, perhaps for a button, ends nothing."""
        composer = self._composer
        return bool(self._view) and (composer.scope is Scope.REGION or composer.field.hasFocus())

    def _look(self) -> None:
        if self._is_likely():
            self._session.look_ahead(self._composer.scope, self._view[0].page, self._view)
