"""What of a sheet is not asked, and why: told in words, so that nothing is left out silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quizglass.i18n import tr, trn


class Reason(StrEnum):
    """``REPEATED`` is asked once and answered in every row; all others are not asked."""

    HIDDEN = "hidden"
    ABOVE_HEAD = "above the head"
    NO_QUESTION = "no question"
    ONLY_NUMBERS = "only numbers"
    UNCALCULATED = "uncalculated"
    MISTAKE = "mistake"
    BADLY_QUOTED = "badly quoted"
    RAGGED = "ragged"
    REPEATED = "repeated"
    OTHER_WORKSHEETS = "other worksheets"


_MOST_RANGES: Final = 12


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``rows`` count from 1, in their order. ``titles`` are of worksheets, for that reason alone."""

    reason: Reason
    rows: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """A sentence for a person, in the current language."""
        if self.reason is Reason.OTHER_WORKSHEETS:
            words = trn("Not read: the worksheet {titles}.", "Not read: the worksheets {titles}.", len(self.titles))
            return words.format(titles=", ".join(quoted(title) for title in self.titles))
        return _sentence(self.reason, len(self.rows)).format(rows=ranges(self.rows))


def _sentence(reason: Reason, count: int) -> str:
    match reason:
        case Reason.HIDDEN:
            return trn("Row {rows} is hidden and not asked.", "Rows {rows} are hidden and not asked.", count)
        case Reason.ABOVE_HEAD:
            return trn("Row {rows} stands above the head.", "Rows {rows} stand above the head.", count)
        case Reason.NO_QUESTION:
            return trn(
                "Row {rows} has nothing in the column of questions.",
                "Rows {rows} have nothing in the column of questions.",
                count,
            )
        case Reason.ONLY_NUMBERS:
            return trn(
                "Row {rows} has a number or a date and no question.",
                "Rows {rows} have numbers or dates and no questions.",
                count,
            )
        case Reason.UNCALCULATED:
            return trn(
                "Row {rows} has a formula without its value: open and save the file in a spreadsheet program.",
                "Rows {rows} have formulas without their values: open and save the file in a spreadsheet program.",
                count,
            )
        case Reason.MISTAKE:
            return trn(
                "Row {rows} has a formula that ended in a mistake.",
                "Rows {rows} have formulas that ended in mistakes.",
                count,
            )
        case Reason.BADLY_QUOTED:
            return trn("Row {rows} has quotes that do not match.", "Rows {rows} have quotes that do not match.", count)
        case Reason.RAGGED:
            return trn(
                "Row {rows} has more cells than the head: put texts with a separator in them in quotes.",
                "Rows {rows} have more cells than the head: put texts with a separator in them in quotes.",
                count,
            )
        case _:
            return trn(
                "Row {rows} repeats a question; it is asked once and answered in each place.",
                "Rows {rows} repeat questions; each is asked once and answered in each place.",
                count,
            )


def quoted(name: str) -> str:
    """``name`` as something that a person has called so, in the current language."""
    return tr("“{name}”").format(name=name)


def ranges(rows: Iterable[int]) -> str:
    """Row numbers as people write them, ``3, 7–9``; very many are cut short with their number."""
    found = list(_runs(rows))
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in found[:_MOST_RANGES]]
    rest = sum(last - first + 1 for first, last in found[_MOST_RANGES:])
    if rest:
        shown.append(trn("{count} more", "{count} more", rest).format(count=rest))
    return ", ".join(shown)


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for row in rows:
        if first and row == last + 1:
            last = row
            continue
        if first:
            yield first, last
        first = last = row
    if first:
        yield first, last
