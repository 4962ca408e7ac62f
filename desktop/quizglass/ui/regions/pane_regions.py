"""The regions of one pane: kept in the library, and the parts of pages that a click takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from quizglass.geometry import RegionPart
from quizglass.library.records import KeptRegion
from quizglass.ui.actions import Actions
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.view import PageView
from quizglass.ui.regions.clickable_parts import ClickableParts
from quizglass.ui.regions.page_menu import PageMenu
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

if TYPE_CHECKING:
    from quizglass.ui.regions.region_copy import RegionCopy

KEEP_MS = 800
_NEW_SHARE = 0.25
"""A region added by a key leaves so much of what is in sight free on each side."""


class PaneRegions(QObject):
    def __init__(
        self, services: Services, actions: Actions, session: DocumentSession, view: PageView, pane: QObject
    ) -> None:
        super().__init__(pane)
        self.menu = PageMenu(actions, view, self)
        self._services = services
        self._session = session
        self._view = view
        self._copying: RegionCopy | None = None
        self._hash: str | None = None
        self._kept: tuple[KeptRegion, ...] = ()
        self._closed = False
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self._keep)
        view.regions.changed.connect(self._soon.start)
        self._parts = ClickableParts(services, view, self)
        self._parts.follow(session.source, session.info)
        session.reading.page_read.connect(lambda page, _: view.parts.forget(page))
        session.recalled.connect(self._recall)
        if session.document_hash is not None:
            self._recall(session.document_hash)

    @property
    def copying(self) -> RegionCopy:
        if self._copying is None:
            from quizglass.ui.regions.region_copy import RegionCopy

            self._copying = RegionCopy(self._services, self._session, self._view)
        return self._copying

    # Regions ----------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Another region in the middle of what is in sight of the current page; the arrow keys bring it in place."""
        view = self._view
        frame = view.camera.frame(view.current_page)
        screen = view.camera.screen
        seen = frame.page_rect((0, 0, screen.width, screen.height))
        middle = seen.grown(-_NEW_SHARE * seen.width, -_NEW_SHARE * seen.height)
        view.regions.add([RegionPart(frame.page, middle)])
        view.setFocus()

    def remove(self) -> None:
        """Remove the active region, whether it has a name or not."""
        active = self._view.regions.active
        if active is not None:
            self._view.regions.remove(active.number)

    def step(self, by: int) -> None:
        """Go to the next region, or to the one before; round from the last to the first."""
        regions = self._view.regions
        if not regions.step(by):
            regions.activate(None)
            regions.step(by)
        active = regions.active
        if active is not None:
            self._view.go_to_page(*active.first)

    # Kept -------------------------------------------------------------------------------------------------------------

    def _recall(self, document_hash: str) -> None:
        self._services.library.run(
            lambda library: library.regions(document_hash), lambda kept: self._restore(document_hash, kept)
        )

    def _restore(self, document_hash: str, kept: list[KeptRegion]) -> None:
        """Bring back the regions of last time, unless there are others already."""
        if self._closed:
            return
        self._hash, self._kept = document_hash, tuple(kept)
        if kept and not self._view.regions.all:
            active = next((region.number for region in kept if region.active), None)
            self._view.regions.restore([Region(one.number, one.parts, one.name) for one in kept], active)
        self._soon.start()

    def _keep(self) -> None:
        """Keep them in the library, as soon as it is known which of last time there were."""
        document_hash, active = self._hash, self._view.regions.active
        kept = tuple(
            KeptRegion(region.number, region.parts, region.name, region is active) for region in self._view.regions.all
        )
        if document_hash is not None and kept != self._kept:
            self._kept = kept
            self._services.library.run(lambda library: library.keep_regions(document_hash, kept))

    def close(self) -> None:
        """Keep what was not kept yet."""
        self._soon.stop()
        self._keep()
        self._parts.close()
        self._closed = True
