"""What the page view tells a screen reader."""

from __future__ import annotations

from quizglass.i18n import tr
from quizglass.ui.page_view.region import Region


def what_is_seen(page: int, count: int, region: Region | None, regions: int = 0) -> str:
    """The page in sight of ``count`` pages, and which of so many ``regions`` is active. Pages count from 0."""
    if not count:
        return tr("No document.")
    seen = tr("Page {page} of {count}.").format(page=page + 1, count=count)
    if region is None:
        return seen
    chosen = tr("A region is selected on page {page}.").format(page=region.first.page + 1)
    if regions > 1:
        chosen = tr("Region {number} of {count} is selected on page {page}.").format(
            number=region.number, count=regions, page=region.first.page + 1
        )
    return " ".join(part for part in (seen, chosen, region.name) if part)
