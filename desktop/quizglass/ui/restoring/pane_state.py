"""How a document is looked at, taken from its pane and put back into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.library.records import KeptRegion
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.camera import Place
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.restoring.kept_session import KeptFit, KeptTab

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane

_FITS: dict[Fit, KeptFit] = {Fit.WIDTH: "width", Fit.PAGE: "page"}


def kept_tab(pane: DocumentPane) -> KeptTab:
    """All of ``pane`` that the next start brings back."""
    path, place, view = pane.session.source.path, pane.view.place(), pane.view
    if place is None:
        return KeptTab(path)
    return KeptTab(
        path,
        page=place.page,
        x=place.x,
        y=place.y,
        zoom=place.zoom,
        fit=_FITS.get(place.fit, ""),
        turns=place.turns,
        arrangement=view.arrangement.value,
        regions=tuple(
            KeptRegion(region.number, region.parts, region.name, region is view.regions.active)
            for region in view.regions.all
        ),
        question=pane.question_text,
        looked_at=True,
    )


def put_back(pane: DocumentPane, kept: KeptTab) -> None:
    """Look at the document of ``pane`` as ``kept`` tells, as far as the document still has these pages."""
    if kept.question:
        pane.question_text = kept.question
    if not kept.looked_at:
        return
    fit = next((fit for fit, name in _FITS.items() if name == kept.fit), Fit.NONE)
    pane.view.arrange(Arrangement.of(kept.arrangement))
    pane.look_at(Place(kept.page, kept.x, kept.y, kept.zoom, kept.turns, fit))
    if kept.regions:
        active = next((region.number for region in kept.regions if region.active), None)
        pane.view.regions.restore([Region(one.number, one.parts, one.name) for one in kept.regions], active)
