"""What is wrong with a document that opened all the same, in words."""

from __future__ import annotations

from collections.abc import Sequence

from quizglass.i18n import tr, trn
from quizglass.pages import DocumentInfo

_MOST_LISTED = 8


def damage_words(info: DocumentInfo) -> tuple[str, str] | None:
    """What is damaged, and what that means; None when nothing is known to be."""
    if info.damaged_pages:
        return _pages_damaged(info), _more(info)
    if "pages-gathered" in info.notes:
        what = tr("The list of pages of this file is broken.")
        return what, tr("The pages that were found are shown; their order may be another, and some may be missing.")
    if "repaired" in info.notes:
        return tr("This file is damaged and was repaired for viewing."), tr("Something may be missing.")
    if "cut-short" in info.notes:
        return tr("This picture ends too early."), tr("What is there is shown; the rest is blank.")
    return None


def _pages_damaged(info: DocumentInfo) -> str:
    count = len(info.damaged_pages)
    words = trn(
        "Page {pages} of this file is damaged and cannot be shown.",
        "{count} pages of this file are damaged and cannot be shown: {pages}.",
        count,
    )
    return words.format(count=count, pages=page_ranges(info.damaged_pages))


def _more(info: DocumentInfo) -> str:
    if "repaired" in info.notes or "pages-gathered" in info.notes:
        return tr("The file was repaired for viewing; something may be missing on other pages too.")
    return tr("The other pages can be used.")


def page_ranges(pages: Sequence[int]) -> str:
    """Pages from 0 as people write them: "2, 5–7, 12", shortened where they are many."""
    ranges: list[tuple[int, int]] = []
    for page in sorted(pages):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    listed = [f"{first + 1}" if first == last else f"{first + 1}–{last + 1}" for first, last in ranges[:_MOST_LISTED]]
    return ", ".join(listed) + (", …" if len(ranges) > _MOST_LISTED else "")
