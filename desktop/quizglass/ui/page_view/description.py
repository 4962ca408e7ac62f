"""What the page view tells a screen reader."""

from __future__ import annotations

from quizglass.i18n import tr


def what_is_seen(page: int, count: int, region_page: int | None) -> str:
    """The page in sight of ``count`` pages, and on which page there is a region. Pages count from 0."""
    if not count:
        return tr("No document.")
    seen = tr("Page {page} of {count}.").format(page=page + 1, count=count)
    if region_page is None:
        return seen
    return " ".join((seen, tr("A region is selected on page {page}.").format(page=region_page + 1)))
