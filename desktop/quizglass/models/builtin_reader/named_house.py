"""Houses whose names say what they are: "Which bank is it?" is answered by "First Coastal Bank" at the top of a "
"page.
"""

from __future__ import annotations

import re

from quizglass.models.builtin_reader.plain_asking import plainly
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.text.folding import token_texts

_NAMES: dict[str, tuple[str, ...]] = {
    "bank": ("bank",),
    "court": ("court", "tribunal"),
    "hospital": ("hospital", "clinic", "infirmary"),
    "clinic": ("clinic", "hospital"),
    "airline": ("airlines", "airways", "air", "airline"),
    "university": ("university",),
    "college": ("college",),
    "school": ("school", "academy"),
    "hotel": ("hotel", "inn"),
    "museum": ("museum",),
    "publisher": ("press", "publishing", "publishers", "books"),
    "ministry": ("ministry", "department"),
    "pharmacy": ("pharmacy", "chemist"),
    "insurer": ("insurance", "assurance", "mutual"),
    "railway": ("railway", "railways", "rail"),
    "банк": ("банк",),
    "суд": ("суд",),
    "больница": ("больница", "клиника", "поликлиника"),
    "университет": ("университет",),
    "школа": ("школа", "гимназия", "лицей"),
    "министерство": ("министерство",),
}
_HOUSES = "|".join(_NAMES)
_ASKED = re.compile(
    rf"^(?:in |at |by |from )?(?:which|what|who(?: is|'s) the|какой|какая|какое) (?P<house>{_HOUSES})(?: (?:is|"
    r"was) (?:it|this|that)| (?:issued|sent|made|printed|is|was|это)\b.*| letter)?\W*$"
)
_TOP = 0.25
_MOST_WORDS = 8


def named_house(page: ReadPage, question: str) -> tuple[int, ...] | None:
    """The topmost short line of the page's head that names a house of the kind asked for, None without one."""
    asked = _ASKED.search(plainly(question))
    if asked is None:
        return None
    lowest = _TOP * page.view.page_size.height
    for fragment in sorted(page.layout.fragments, key=lambda one: one.box.y0):
        named = not set(token_texts(fragment.text)).isdisjoint(_NAMES[asked["house"]])
        alone = 1 < len(fragment.words) <= _MOST_WORDS and not fragment.text.endswith(":")
        if fragment.box.y0 < lowest and named and alone and fragment.text[:1].isupper():
            return fragment.words
    return None
