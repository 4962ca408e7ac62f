"""Why the text layer of a page does not tell what is printed: the judgement of its letters and of what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from quizglass.documents.mupdf_words import TextLayer, covered_share
from quizglass.documents.text_layer_trust import are_words, is_careless, is_garbled
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import TextDefect

_FEW_WORDS: Final = 8
"""A page that has as many may be a drawing of letters with a stamp as its only text."""

_LARGE_PICTURES: Final = 0.15
"""The share of the page: smaller ones are logos and signatures."""

_FULL_PAGE, _FULL_PAGE_LETTERS = 0.1, 700
"""The share of the page that the words of a full one cover, and their letters: misread words are large and few. That
spares drawing every page of a scanned book."""

_UNREAD_SHARE, _UNREAD_SHARE_OF_HIDDEN = 0.5, 0.35
"""Of the print on the page. A chart beside a text does not make its good words doubtful."""


def defect_of(layer: TextLayer, draw: Callable[[int], tuple[bytes, tuple[int, int]]]) -> TextDefect:
    """What is wrong with ``layer`` of a page that shows something; "" when nothing is.

    ``draw`` draws the page in grey with as many pixels on the longer side, and tells the size.
    """
    if is_garbled(layer.written) or (layer.is_guessed and not are_words(layer.written)):
        return "garbled"
    if not layer.words:
        return "no-words"
    if layer.is_hidden and is_careless(layer.written):
        return "poor-layer"
    few = len(layer.words) < _FEW_WORDS
    if not few and covered_share(layer.pictures) < _LARGE_PICTURES:
        return ""
    if layer.is_hidden and _is_full(layer):
        return ""
    # Loaded here: most documents never need it.
    from quizglass.documents.unread_print import LEAST_CELLS, SIDE, unread_cells

    places = [WHOLE_PAGE] if few else layer.pictures
    unread, printed = unread_cells(*draw(SIDE), places, [word.box for word in layer.words])
    most = _UNREAD_SHARE_OF_HIDDEN if layer.is_hidden else _UNREAD_SHARE
    if unread < LEAST_CELLS or unread < most * printed:
        return ""
    return "poor-layer" if layer.is_hidden else "partial"


def _is_full(layer: TextLayer) -> bool:
    letters = sum(len(word.text) for word in layer.words)
    return letters >= _FULL_PAGE_LETTERS and sum(word.box.area for word in layer.words) >= _FULL_PAGE
