"""What the pointer and the keys can do on the pages of one pane beside taking regions: follow links, select text.

Made when the first page is on the screen, or when one of them is first needed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from quizglass.ui.following.pane_links import PaneLinks
from quizglass.ui.page_view.view import PageView
from quizglass.ui.selecting.pane_text import PaneText
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession


class PaneTools(QObject):
    def __init__(self, services: Services, session: DocumentSession, view: PageView, pane: QWidget) -> None:
        super().__init__(pane)
        # Links first: a hand over a link says more than a caret over all text.
        self.links = PaneLinks(services, session, view, pane)
        self.text = PaneText(session, view, self.links.tool.click, pane)

    def clear(self) -> bool:
        """Take away what is selected or chosen; False where nothing was."""
        return self.text.clear() or self.links.tool.clear()

    def close(self) -> None:
        self.links.close()
