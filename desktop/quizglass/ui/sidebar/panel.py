"""The panel on the left: pages, outline, what was found, answers. Built for a document when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from quizglass.i18n import N_, tr
from quizglass.ui.controls.empty_state import EmptyState, OrEmpty
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.finding.search import DocumentSearch
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.sidebar.answer_index import AnswerIndex
from quizglass.ui.sidebar.find_page import FindPage
from quizglass.ui.sidebar.outline_tree import OutlineTree
from quizglass.ui.sidebar.page_list import PageList
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S

PAGES: Final = {"pages": N_("Pages"), "outline": N_("Outline"), "find": N_("Find"), "answers": N_("Answers")}


class Sidebar(QFrame):
    """One for each document. ``search`` gives its search, made when it is first needed.

    Signals:
        page_wanted(int): a page to jump to.
        spot_wanted(int, float): a page to jump to, and the height on it, 0..1.
        escaped(): Esc was pressed where words to find are typed.
    """

    page_wanted = Signal(int)
    spot_wanted = Signal(int, float)
    escaped = Signal()

    def __init__(self, services: Services, session: DocumentSession, search: Callable[[], DocumentSearch]) -> None:
        super().__init__()
        self._search = search
        self._services = services
        self._session = session
        self._page = 0
        self._spot = (0, 0.0)
        self._turns = 0
        self._shown = ""
        self._built: dict[str, QWidget] = {}
        self._title = label("section")
        self._stack = QStackedWidget()
        self.setProperty("role", "leftPanel")
        layout = column(self)
        head = row(margin=(SPACE_L, SPACE_M))
        head.addWidget(self._title)
        layout.addLayout(head)
        inside = row(margin=(SPACE_S, 0))
        inside.addWidget(self._stack)
        layout.addLayout(inside, 1)
        follow_language(self, self._say)

    @property
    def finder(self) -> FindPage:
        """The page that finds words, built if need be."""
        found = self._page_widget("find")
        assert isinstance(found, FindPage)
        return found

    def show_page(self, name: str) -> None:
        """Show one of `PAGES`."""
        self._shown = name
        self._stack.setCurrentWidget(self._page_widget(name))
        self._say()

    def focus_page(self) -> None:
        widget = self._stack.currentWidget()
        if widget is not None:
            widget.setFocus()

    def set_page(self, page: int) -> None:
        """The page in sight, from 0."""
        self._page = page
        pages = self._built.get("pages")
        if isinstance(pages, PageList):
            pages.follow(page)
        find = self._built.get("find")
        if isinstance(find, FindPage):
            find.set_page(page)

    def set_turns(self, turns: int) -> None:
        """How the view is turned: clockwise quarters."""
        self._turns = turns
        pages = self._built.get("pages")
        if isinstance(pages, PageList):
            pages.turn(turns)

    def set_spot(self, page: int, y: float) -> None:
        """The page and the height on it, 0..1, that is being read."""
        self._spot = (page, y)
        outline = self._built.get("outline")
        if isinstance(outline, OutlineTree):
            outline.follow(page, y)

    def _say(self) -> None:
        self.setAccessibleName(tr("Left panel"))
        if self._shown:
            self._title.setText(tr(PAGES[self._shown]))

    def _page_widget(self, name: str) -> QWidget:
        if name not in self._built:
            makers: dict[str, Callable[[], QWidget]] = {
                "pages": self._make_pages,
                "outline": self._make_outline,
                "find": self._make_find,
                "answers": self._make_answers,
            }
            made = makers[name]()
            self._built[name] = made
            self._stack.addWidget(made)
        return self._built[name]

    def _make_pages(self) -> QWidget:
        pages = PageList(self._services, self._session.source, self._session.info)
        pages.turn(self._turns)
        pages.follow(self._page)
        pages.page_wanted.connect(self.page_wanted)
        return pages

    def _make_find(self) -> QWidget:
        find = FindPage(self._services.theme, self._session, self._search())
        find.set_page(self._page)
        find.escaped.connect(self.escaped)
        return find

    def _make_outline(self) -> QWidget:
        if not self._session.info.outline:
            return EmptyState(self._services.theme, "outline", _no_outline)
        tree = OutlineTree(self._services.theme, self._session.info.outline)
        tree.spot_wanted.connect(self.spot_wanted)
        tree.follow(*self._spot)
        return tree

    def _make_answers(self) -> QWidget:
        session = self._session
        answers = AnswerIndex(session)
        answers.wanted.connect(session.show)
        shown = OrEmpty(answers, EmptyState(self._services.theme, "answers", _no_answers))
        for signal in (session.entry_added, session.entry_removed):
            signal.connect(lambda *_: shown.set_empty(not session.entries))
        shown.set_empty(not session.entries)
        return shown


def _no_outline() -> tuple[str, str]:
    return tr("This document has no outline."), tr("Its pages are in the list of pages, and words can be found.")


def _no_answers() -> tuple[str, str]:
    return tr("Nothing was asked yet."), tr("Questions about this document and their answers are kept here.")
