"""The tabs: which documents have one, in what order, which is in front; opening and closing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from quizglass.errors import AppError, FileMissing, PasswordNeeded
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.document_opener import DocumentOpener
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.restoring.kept_session import KeptSession, KeptTab
from quizglass.ui.restoring.pane_state import kept_tab, put_back
from quizglass.ui.top_bar import TopBar
from quizglass.ui.waiting_page import WaitingPage
from quizglass.ui.workspace import TabPage, Workspace

_OPENED_AT_ONCE = 8
"""Of many files these are opened; the others when their tab is looked at."""
_MOST_CLOSED = 20


class Tabs(QObject):
    """A single file gets its tab when it is open; of several each has one at once, and says there what is wrong.

    Signals:
        opened(DocumentPane): a document has been opened; it is not shown yet.
        failed(str, AppError): a file without a tab could not be opened.
        emptied(): the last tab was closed.
    """

    opened = Signal(object)
    failed = Signal(str, object)
    emptied = Signal()

    def __init__(self, workspace: Workspace, bar: TopBar, opener: DocumentOpener, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bar = bar
        self._opener = opener
        self._unseen: dict[DocumentPane, KeptTab] = {}
        self._closed: list[KeptTab] = []
        opener.opened.connect(self._on_opened)
        opener.failed.connect(self._on_failed)
        opener.given_up.connect(lambda path: self._on_failed(path, PasswordNeeded(name=Path(path).name)))
        bar.tab_chosen.connect(self._on_chosen)
        bar.tabs.tabBarClicked.connect(self._on_clicked)
        bar.tab_closed.connect(lambda at: self.close(workspace.pages[at]))
        bar.tab_moved.connect(workspace.move_page)

    # Opening --------------------------------------------------------------------------------------------------------

    def open(self, paths: Sequence[str]) -> None:
        """Open files by their absolute paths; one that has a tab comes to the front."""
        known = [page for path in paths if (page := self._workspace.page_of(path)) is not None]
        new = [path for path in dict.fromkeys(paths) if self._workspace.page_of(path) is None]
        if known:
            self.show(known[-1])
        if len(new) == 1:
            self._opener.open(new[0])
        elif new:
            pages = self._add_waiting([KeptTab(path) for path in new])
            self.show(pages[0])
            for page in pages[1:_OPENED_AT_ONCE]:
                self._begin(page)

    def restore(self, kept: KeptSession) -> None:
        """Give every kept document its tab back; only the one in front is opened."""
        pages = self._add_waiting([tab for tab in kept.tabs if self._workspace.page_of(tab.path) is None])
        front = kept.front_tab
        page = next((page for page in pages if front is not None and page.kept is front), None)
        if page is not None:
            self.show(page)

    def read_again(self) -> None:
        """Open the file in front anew, whatever is known of it: pages that failed are tried again too."""
        front = self._workspace.front
        if isinstance(front, WaitingPage):
            self._begin(front)
        elif front is not None:
            front.file.read_again()

    def reopen_closed(self) -> None:
        """Open the document whose tab was closed last, where it was."""
        while self._closed:
            kept = self._closed.pop()
            if self._workspace.page_of(kept.path) is None:
                self.show(self._add_waiting([kept])[0])
                return

    def _add_waiting(self, kept: Iterable[KeptTab]) -> list[WaitingPage]:
        pages = [WaitingPage(tab) for tab in kept]
        # The first tab of a bar becomes its current one: what comes to the front is not decided there.
        was_blocked = self._bar.tabs.blockSignals(True)
        for page in pages:
            page.open_wanted.connect(lambda page=page: self._begin(page))
            page.close_wanted.connect(lambda page=page: self.close(page))
            self._workspace.insert(len(self._workspace.pages), page)
            self._bar.add_tab(page.name, page.kept.path)
        self._bar.tabs.blockSignals(was_blocked)
        return pages

    def _begin(self, page: WaitingPage) -> None:
        if not page.is_opening:
            page.begin()
            self._opener.open(page.kept.path)

    def _on_opened(self, source: DocumentSource, info: DocumentInfo) -> None:
        waiting = self._workspace.page_of(source.path)
        if isinstance(waiting, DocumentPane):
            self.show(waiting)
            return
        pane = self._workspace.pane(source, info)
        self.opened.emit(pane)
        if waiting is not None:
            self._unseen[pane] = waiting.kept
            had_focus = waiting.isAncestorOf(waiting.window().focusWidget()) or waiting.hasFocus()
            self._workspace.replace(waiting, pane)
            if self._workspace.front is pane:
                self._put_back(pane)
                if had_focus:
                    pane.view.setFocus()
            return
        self._workspace.insert(len(self._workspace.pages), pane)
        self._bar.add_tab(pane.session.name, source.path)
        self.show(pane)
        pane.view.setFocus()

    def reload(self, pane: DocumentPane, info: DocumentInfo) -> DocumentPane:
        """Show the document anew, in the same place and looked at in the same way; the new pane."""
        kept = self._kept(pane)
        self._unseen.pop(pane, None)
        fresh = self._workspace.pane(pane.session.source, info)
        fresh.session.take_over(pane.session.entries)
        fresh.history = pane.history
        self.opened.emit(fresh)
        self._unseen[fresh] = kept
        if self._workspace.front is not pane:
            self._workspace.replace(pane, fresh)
            return fresh
        # Loaded here: most files never change while they are open.
        from quizglass.ui.freshness.handover import Cover, FocusKept

        focus = FocusKept(pane)
        cover = Cover(pane)
        self._workspace.replace(pane, fresh)
        self._put_back(fresh)
        cover.lay_over(fresh)
        focus.give_to(fresh)
        return fresh

    def _on_failed(self, path: str, error: AppError) -> None:
        page = self._workspace.page_of(path)
        if isinstance(page, WaitingPage):
            page.fail(error)
        elif not isinstance(error, PasswordNeeded):
            self.failed.emit(path, error)

    # Showing and closing --------------------------------------------------------------------------------------------

    def show(self, page: TabPage) -> None:
        self._bar.tabs.setCurrentIndex(self._workspace.pages.index(page))
        if self._workspace.front is not page:
            self._show(page)

    def show_front(self) -> None:
        """Show the document of the bar's current tab again, where something else is in front; the start without one."""
        at = self._bar.tabs.currentIndex()
        if 0 <= at < len(self._workspace.pages):
            self._show(self._workspace.pages[at])
        else:
            self._workspace.show_start()

    def step(self, step: int) -> None:
        """Show the tab ``step`` to the right; beyond the last comes the first."""
        pages = self._workspace.pages
        if pages:
            self.show(pages[(self._bar.tabs.currentIndex() + step) % len(pages)])

    def close(self, page: TabPage) -> None:
        at = self._workspace.pages.index(page)
        self._closed = [*self._closed, self._kept(page)][-_MOST_CLOSED:]
        if isinstance(page, DocumentPane):
            self._unseen.pop(page, None)
        self._workspace.remove(page)
        self._bar.remove_tab(at)
        if not self._workspace.pages:
            self.emptied.emit()

    def close_all(self) -> None:
        for page in list(self._workspace.pages):
            self.close(page)

    def forget_closed(self) -> None:
        """Know no more which tabs were closed."""
        self._closed.clear()

    def _on_chosen(self, at: int) -> None:
        if 0 <= at < len(self._workspace.pages):
            self._show(self._workspace.pages[at])

    def _on_clicked(self, at: int) -> None:
        """The bar's current tab need not be in front: the start page may be."""
        if 0 <= at < len(self._workspace.pages) and self._workspace.front is None:
            self._show(self._workspace.pages[at])

    def _show(self, page: TabPage) -> None:
        self._workspace.show_page(page)
        if isinstance(page, DocumentPane):
            self._put_back(page)
            return
        page.setFocus()
        if page.error is None or isinstance(page.error, FileMissing):
            self._begin(page)

    def _put_back(self, pane: DocumentPane) -> None:
        """What was kept needs the pane's size: it comes when the pane is first shown."""
        kept = self._unseen.pop(pane, None)
        if kept is not None:
            put_back(pane, kept)

    # Keeping --------------------------------------------------------------------------------------------------------

    def kept(self) -> KeptSession:
        """All tabs as they are now."""
        pages = self._workspace.pages
        front = self._workspace.front
        return KeptSession(
            tuple(self._kept(page) for page in pages), front=pages.index(front) if front is not None else 0
        )

    def _kept(self, page: TabPage) -> KeptTab:
        if isinstance(page, WaitingPage):
            return page.kept
        return self._unseen.get(page) or kept_tab(page)
