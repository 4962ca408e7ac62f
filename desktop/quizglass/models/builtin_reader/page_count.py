"""How many pages a document says it has: "стр. 1 из 3", "Page 2 of 5"."""

from __future__ import annotations

import re

from quizglass.models.builtin_reader.passage import passage
from quizglass.models.builtin_reader.read_page import ReadPage

_ASKED = re.compile(
    r"\b(?:сколько|скольки\w*|количеств\w*|числ\w*|объем\w*)\b.*\b(?:страниц\w*|лист(?:а|ов|ах|ы)?|стр)\b|"
    r"\b(?:how many|number of|total) pages\b|\bpage count\b"
)
_SAID = re.compile(r"\b(?:стр\w*|лист\w*|page|p)\.?\s*№?\s*\d+\s*(?:из|of|/)\s*(\d+)\b", re.IGNORECASE)


def page_count(page: ReadPage, question: str) -> tuple[int, ...] | None:
    """The printed number of pages when the folded ``question`` asks for it, None otherwise."""
    if not _ASKED.search(question):
        return None
    for fragment in page.layout.fragments:
        own = passage(page.view.words, fragment.words)
        said = _SAID.search(own.text)
        if said:
            return own.words_of(*said.span(1))
    return None
