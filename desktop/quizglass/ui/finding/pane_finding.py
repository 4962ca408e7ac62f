"""Finding in one pane: the search behind the find page, its marks on the pages, and the way to each place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from quizglass.geometry import PageRect
from quizglass.pages import Hit
from quizglass.ui.finding.hit_marks import HitMarks
from quizglass.ui.finding.search import DocumentSearch
from quizglass.ui.page_view.view import PageView
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession


class PaneFinding(QObject):
    """``leave`` notes the present place, so that `back` leads there."""

    def __init__(
        self,
        services: Services,
        session: DocumentSession,
        view: PageView,
        leave: Callable[[], None],
        pane: QWidget,
    ) -> None:
        super().__init__(pane)
        self.search = DocumentSearch(services, session, self)
        self._view = view
        self._leave = leave
        self._has_left = False
        view.tools.add(HitMarks(self.search.hits))
        self.search.changed.connect(view.viewport().update)
        self.search.hits.current_changed.connect(self._show)

    def begin(self) -> None:
        """Words are going to be typed: `back` will lead to the place looked at now."""
        self._has_left = False

    def close(self) -> None:
        self.search.stop()

    def _show(self, hit: Hit | None) -> None:
        if hit is not None and hit.boxes:
            if not self._has_left:
                self._has_left = True
                self._leave()
            self._view.go_to_page(hit.page, PageRect.union(hit.boxes))
        self._view.viewport().update()
