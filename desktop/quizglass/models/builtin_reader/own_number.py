"""The number of the paper itself, printed after or under its title: "ПРИКАЗ ... № 17", "Договор № 5-Д"."""

from __future__ import annotations

import re

from quizglass.models.builtin_reader.passage import passage
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.text.folding import fold

_PAPERS = (
    "приказ",
    "распоряжен",
    "постановлен",
    "решени",
    "указ",
    "договор",
    "контракт",
    "соглашен",
    "акт",
    "накладн",
    "протокол",
    "справк",
    "квитанц",
    "заявлен",
    "доверенност",
    "свидетельств",
)
_PAPER = re.compile(rf"\b(?:{'|'.join(_PAPERS)})")
_ASKED = re.compile(
    rf"(?:\bномер\w*|№|\bпод каким номером|\bза каким номером) (?:\w+ )?(?P<paper>{'|'.join(_PAPERS)})\w*|"
    rf"\b(?P<other>{'|'.join(_PAPERS)})\w*\b(?: \w+){{0,3}} (?:номер\w*|№)"
)
_OTHER = re.compile(
    r"\b(?:регистрац\w*|зарегистр\w*|минюст\w*|статья|стать[еи]|кадастр\w*|телефон\w*|паспорт\w*|полис\w*|счет\w*)\b"
)
_NUMBER = re.compile(r"(?:№|\bN[eoо°]?\b\.?|\bМ\b)\s*([\w/.-]*\d[\w/-]*)")
_REACH = 6.0
"""How far below its title a paper's number stands at most, in heights of the title."""


def own_number(page: ReadPage, question: str) -> tuple[int, ...] | None:
    """The paper's number when the folded ``question`` asks for it and a title says what paper it is."""
    asked = _ASKED.search(question)
    if asked is None or _OTHER.search(question):
        return None
    paper = asked["paper"] or asked["other"]
    for title in page.layout.fragments:
        folded = fold(title.text)
        begins = _PAPER.search(folded)
        if begins is None or begins.group() != paper or begins.start() > 2 or title.words[0] in page.running_words:
            continue
        for fragment in page.layout.fragments:
            below = fragment.box.middle - title.box.middle
            if fragment is not title and not -0.5 * title.box.height < below < _REACH * title.box.height:
                continue
            own = passage(page.view.words, fragment.words)
            found = _NUMBER.search(own.text)
            if found and found.start() <= (len(own.text) if fragment is title else 0):
                return own.words_of(*found.span(1))
    return None
