"""What the make-up of a business paper tells without comparing words: its boxes, its sides, its own number."""

from __future__ import annotations

from quizglass.models.builtin_reader.named_house import named_house
from quizglass.models.builtin_reader.own_number import own_number
from quizglass.models.builtin_reader.page_count import page_count
from quizglass.models.builtin_reader.parameters import parameter
from quizglass.models.builtin_reader.parties import of_party
from quizglass.models.builtin_reader.payments.answers import answer_of
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.receipts.answers import Told


def told_by_form(page: ReadPage, question: str) -> Told | None:
    """What answers the folded ``question``; without words for a box left empty; None when no form tells."""
    boxed = answer_of(page.payment, question) if page.payment else None
    if boxed is not None:
        return _quoted(page, boxed)
    for teller in (of_party, own_number, page_count, named_house):
        words = teller(page, question)
        if words:
            return _quoted(page, words)
    return parameter(page, question)


def _quoted(page: ReadPage, words: tuple[int, ...]) -> Told:
    """``words`` as one text, without the strokes of the form around them."""
    return Told(" ".join(page.view.words[w].text.strip("|[]") for w in words).strip(" ,;"), words)
