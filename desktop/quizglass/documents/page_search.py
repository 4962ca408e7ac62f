"""Searching page after page for as long as there is time, so that hits stream and a search can be given up."""

from __future__ import annotations

import time
from collections.abc import Sequence

from quizglass.documents.opened_document import OpenedDocument
from quizglass.errors import AppError
from quizglass.pages import Findings, Hit
from quizglass.text.finding import Wanted

_ENOUGH_HITS = 200
"""For one reply: taking in more at once would be noticed in the window."""


def find_in_pages(document: OpenedDocument, pages: Sequence[int], wanted: Wanted, most_s: float) -> Findings:
    """See `FindInPages`."""
    end = time.monotonic() + most_s
    hits: list[Hit] = []
    doubtful: list[int] = []
    searched = 0
    for page in pages:
        try:
            found, in_doubt = document.find(page, wanted)
        except AppError:
            # The view says what is wrong with a page; here it only has nothing that could be found.
            found, in_doubt = [], True
        hits += found
        doubtful += [page] if in_doubt else []
        searched += 1
        if time.monotonic() >= end or len(hits) >= _ENOUGH_HITS:
            break
    return Findings(searched, tuple(hits), tuple(doubtful))
