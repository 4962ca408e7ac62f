"""Links in one pane: where a click leads, and what is asked before the document is left."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from quizglass.i18n import N_, tr
from quizglass.pages import Link
from quizglass.ui.following.link_tool import LinkTool
from quizglass.ui.following.page_links import PageLinks
from quizglass.ui.page_view.view import PageView
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.bar_content import BarButton, BarContent
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

_OPENED_ELSEWHERE: Final = frozenset({"http", "https", "mailto"})
"""What a browser or a mail program opens. Other addresses may start anything: they can only be copied."""

_SIGNS: Final = re.compile(r"[/?&=._%-]")
_TOLD_MS: Final = 6000
_LONGEST_SHOWN: Final = 200


class PaneLinks(QObject):
    """``spot_wanted`` gives the page, x and y (0..1, or None) that a link leads to."""

    spot_wanted = Signal(int, object, object)

    def __init__(self, services: Services, session: DocumentSession, view: PageView, pane: QWidget) -> None:
        super().__init__(pane)
        self._session = session
        self._view = view
        self._links = PageLinks(services, session.source, self)
        self.tool = LinkTool(view.camera, self._links)
        view.tools.add(self.tool)
        self._links.arrived.connect(lambda _: view.tools.pointing_changed.emit())
        self.tool.signals.followed.connect(self.follow)
        self.tool.signals.chosen.connect(self._on_chosen)

    def follow(self, link: Link) -> None:
        """Go where ``link`` leads; out of the document only by the button of a notice."""
        if link.page is not None:
            self.spot_wanted.emit(link.page, link.x, link.y)
        else:
            self._ask(link.address)

    def step(self, step: int) -> None:
        """Choose the next link of the pages in sight, to be followed by Enter."""
        pages = self._view.visible_pages
        self.tool.step(step)
        if not any(self._links.of(page) for page in pages):
            self._session.reading.say(bar_contents.note(N_("There is no link in sight.")))

    def close(self) -> None:
        self._links.close()

    def _on_chosen(self, page: int, link: Link | None) -> None:
        self._view.setFocus()
        self._view.viewport().update()
        if link is not None:
            self._view.go_to_page(page, link.box)
            self._say_where(link)

    def _say_where(self, link: Link) -> None:
        label = self._session.info.label(link.page) if link.page is not None else ""

        def say() -> tuple[str, str]:
            if link.page is None:
                return tr("Enter: see where this link leads."), breakable(link.address)
            return tr("Enter: go to page {page}.").format(page=label), ""

        self._session.reading.say(BarContent(say, lasts_ms=_TOLD_MS))

    def _ask(self, address: str) -> None:
        url = QUrl(address)
        copy = BarButton(lambda: tr("Copy the address"), lambda: self._copy(address))
        opening = BarButton(lambda: tr("Open in the browser"), lambda: QDesktopServices.openUrl(url))
        buttons = (copy, opening) if url.scheme().lower() in _OPENED_ELSEWHERE else (copy,)
        self._session.reading.say(
            BarContent(
                lambda: (tr("This link leads out of the document."), breakable(address)), None, buttons, closable=True
            )
        )

    def _copy(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self._session.reading.say(bar_contents.note(N_("The address is on the clipboard.")))


def breakable(address: str) -> str:
    """``address`` as it is shown: it may be broken after its signs, and nothing in it turns letters around."""
    plain = "".join(filter(str.isprintable, address))
    if len(plain) > _LONGEST_SHOWN:
        plain = f"{plain[:_LONGEST_SHOWN]}…"
    return _SIGNS.sub("\\g<0>\u200b", plain)
