"""The two sides of an invoice, an act or a contract: name, tax numbers and address in one text behind who it is.

"Покупатель: ООО «Ромашка», ИНН 77..., КПП ..., 107140, Москва ..." tells four things; so does the first sentence of a
contract, which says whose role it is behind the name: "ООО «Ромашка», именуемое в дальнейшем «Покупатель»".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizglass.layout.fragments import Box
from quizglass.models.builtin_reader.passage import Passage, passage
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.text.folding import fold

_SELLER = r"поставщик|исполнител|продав|подрядчик|арендодател|грузоотправител|займодав|лицензиар|перевозчик|наймодател"
_BUYER = r"покупател|заказчик|клиент|арендатор|грузополучател|заемщик|лицензиат|нанимател|абонент"
_SELLS = r"выстав|выпис|прода|поставля|оказ|сда[ел]"
_BUYS = r"покупа|купи|заказ|приобр"
_ROLES = tuple(re.compile(rf"\b(?:{roles})\w*") for roles in (_SELLER, _BUYER))
_ASKED_ROLES = (
    re.compile(rf"\b(?:{_SELLER})\w*|\bкто (?:\w+ )?(?:{_SELLS})\w*|\bот кого\b|\bкем выст\w*"),
    re.compile(rf"\b(?:{_BUYER})\w*|\bкто (?:\w+ )?(?:{_BUYS})\w*|\bкому\b|\bна кого\b|\bдля кого\b"),
)
_EITHER = rf"(?:{_SELLER}|{_BUYER})\w*"
_LABEL = re.compile(rf"[\s|(\[]*{_EITHER}[\s(|/]*(?:{_EITHER})?[\s)|]*:?\s*")
_NAME_END = re.compile(
    r",?\s*\(?\b(?:инн|кпп|огрн\w*|юр\w*\.? адрес|адрес|тел\b|р/с|в лице|именуем\w+|\d{6}),?", re.IGNORECASE
)
_ADDRESS = r"(\b\d{6},.+?)(?=,?\s*(?:тел\b|р/с|инн|бик|\Z))"
_PHONE = r"\bтел\w*[\s.:]*(\+?[\d(][\d()\s-]{5,}\d)"
_DETAILS = tuple(
    (re.compile(rf"\b(?:{asked})"), re.compile(printed, re.IGNORECASE))
    for asked, printed in (
        (r"инн\b", r"\bинн\b[\s:/кпn]*(\d{10}(?:\d\d)?)(?!\d)"),
        (r"кпп\b", r"\b[кk]п{1,2}\b[\s:]*(?:\d{10,12}\s*/\s*)?(\d{9})(?!\d)"),
        (r"огрн", r"\bогрн\w*\b[\s:№]*(\d{13,15})"),
        (r"адрес|где (?:наход|располож)", _ADDRESS),
        (r"телефон", _PHONE),
    )
)
"""What a question says of a side's details, and how they are printed."""
_ASKS_NAME = re.compile(
    r"\b(?:кто|кому|кем|кого|наименован\w*|назван\w*|называ\w*|назов\w*|"
    r"как(?:ая|ой|ую|ое) (?:компани|фирм|организац|предпр)\w*)\b"
)
_ASKS_OTHER = re.compile(
    r"№|\bв лице\b|\b(?:сумм\w*|сколько|дат[аыеу]|когда|номер\w*|срок\w*|обяз\w*|прав[оа]\w*|подпис\w*|"
    r"отвеч\w*|оплат\w*|цен[аыу]|лиц[оае])\b"
)
_DETAIL = re.compile(r"(?:(?:юр|факт|почт)\w*\.? )?адрес\b|инн\b|кпп\b|огрн\w*|тел\w*\b|р/с\b")
"""What begins a line that tells more of the side above it."""
_NAMED_ROLE = re.compile(r",?\s*(?:именуем|далее)[^«\"“]{0,40}[«\"“](?P<role>\w+)[»\"”]", re.IGNORECASE)
_FORM = r"Обществ|Акционерн|Публичн|Закрыт|Открыт|Муниципальн|Государственн|Федеральн|Некоммерческ|Автономн"
_NAME = re.compile(
    rf"(?:(?:[А-ЯЁ]{{2,6}}|(?:{_FORM})[^,;«\"“]{{0,80}})\s+[«\"“][^,;]+[»\"”]|"
    r"(?:ИП|Индивидуальн\w+ предпр\w+)\s+[^,;]+|(?:[А-ЯЁ][а-яё]+\s){2}[А-ЯЁ][а-яё]+)(?:\s*\([^)]*\))?$"
)
_BEFORE_ROLE = 200
"""How many letters before its role a side's name begins at most."""
_SHORT = 2
"""A question of so few words asks for what it names: "Покупатель?"."""
_NEXT_LINE = 1.7
"""How far the next line of a text may stand below, in heights of a line."""


def of_party(page: ReadPage, question: str) -> tuple[int, ...] | None:
    """The words that answer the folded ``question`` about one of the sides, None when it asks something else."""
    role = next((n for n, asked in enumerate(_ASKED_ROLES) if asked.search(question)), None)
    wanted = next((pattern for asked, pattern in _DETAILS if asked.search(question)), None)
    if role is None or (wanted is None and not _asks_for_name(question)):
        return None
    for block in _blocks(page, _ROLES[role]):
        found = wanted.search(block.text) if wanted else None
        if found:
            return block.words_of(*found.span(1))
        if wanted is None and (name := _name(block)):
            return name
    return _from_preamble(page, _ROLES[role]) if wanted is None else None


def _asks_for_name(question: str) -> bool:
    short = len(question.split()) <= _SHORT
    return (short or bool(_ASKS_NAME.search(question))) and not _ASKS_OTHER.search(question)


def _name(block: Passage) -> tuple[int, ...]:
    end = _NAME_END.search(block.text)
    return block.words_of(0, end.start() if end else len(block.text)) if not end or end.start() else ()


def _blocks(page: ReadPage, role: re.Pattern[str]) -> Iterator[Passage]:
    """What is written right of every label of ``role``, all lines of it; behind it in its own fragment too."""
    for fragment in page.layout.fragments:
        label = _LABEL.match(fold(fragment.text))
        if label is None or not role.search(label.group()):
            continue
        own = passage(page.view.words, fragment.words)
        inline = own.words_of(label.end(), len(own.text)) if label.end() < len(own.text) else ()
        if inline and not label.group().rstrip().endswith(":"):
            continue
        beside = [page.layout.fragments[other] for other in reversed(page.layout.right_of(fragment.box))]
        if any(_LABEL.fullmatch(fold(other.text)) for other in beside):
            continue  # the heads of two columns: what they name stands below
        right = [w for other in beside for w in other.words]
        first = sorted((*inline, *right), key=lambda w: page.layout.boxes[w].x0)
        below = _lines_below(page, fragment.box, first) if first else []
        words = [w for w in (*first, *below) if _says(page, w)]
        if words:
            yield passage(page.view.words, words)


def _says(page: ReadPage, word: int) -> bool:
    return any(c.isalnum() for c in page.view.words[word].text)


def _lines_below(page: ReadPage, label: Box, first: Sequence[int]) -> list[int]:
    """The words below ``first`` in its column, down to the next line that has a label of its own."""
    boxes = page.layout.boxes
    left, edge, height = min(boxes[w].x0 for w in first) - label.height, label.middle, label.height
    found: list[int] = []
    rows: dict[int, list[int]] = {}
    for fragment in page.layout.fragments:
        rows.setdefault(round((fragment.box.middle - label.middle) / (0.8 * height)), []).extend(fragment.words)
    for _, row in sorted(item for item in rows.items() if item[0] > 0):
        middle = boxes[row[0]].middle
        heads = [page.view.words[w].text for w in row if boxes[w].center < left and _says(page, w)]
        detail = bool(heads) and bool(_DETAIL.match(fold(" ".join(heads))))
        if middle - edge > _NEXT_LINE * height or (heads and not detail and not heads[0].startswith("(")):
            break
        found += sorted((w for w in row if detail or boxes[w].center >= left), key=lambda w: boxes[w].x0)
        edge = middle
    return found


def _from_preamble(page: ReadPage, role: re.Pattern[str]) -> tuple[int, ...] | None:
    whole = passage(page.view.words, range(len(page.view.words)))
    for found in _NAMED_ROLE.finditer(whole.text):
        start = max(0, found.start() - _BEFORE_ROLE)
        name = _NAME.search(whole.text[start : found.start()]) if role.match(fold(found["role"])) else None
        if name:
            return whole.words_of(start + name.start(), start + name.end())
    return None
