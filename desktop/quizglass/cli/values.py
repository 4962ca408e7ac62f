"""Values typed on the command line, understood or refused in words."""

from __future__ import annotations

import math
import sys

from quizglass.documents.limits import MOST_PAGES
from quizglass.errors import EmptyRegion, UsageError
from quizglass.geometry import PageRect
from quizglass.i18n import tr

_NUMBERS = 4


def region(text: str) -> PageRect:
    """``X0,Y0,X1,Y1``: fractions of the page from its top left corner.

    Raises:
        UsageError: these are not four such numbers.
        EmptyRegion: it has no size.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != _NUMBERS:
        reason = tr("A region is four numbers X0,Y0,X1,Y1, such as 0.5,0.1,0.9,0.3; this is “{typed}”.")
        raise UsageError(reason=reason.format(typed=text))
    if not all(math.isfinite(number) and 0 <= number <= 1 for number in numbers):
        reason = tr("The numbers of a region are fractions of the page, from 0 to 1; this is “{typed}”.")
        raise UsageError(reason=reason.format(typed=text))
    x0, y0, x1, y1 = numbers
    if x0 > x1 or y0 > y1:
        reason = tr("A region goes from its left upper to its right lower corner; this is “{typed}”.")
        raise UsageError(reason=reason.format(typed=text))
    rect = PageRect(x0, y0, x1, y1)
    if rect.is_empty:
        raise EmptyRegion
    return rect


def page(text: str) -> int:
    """A page number as people count, from 1; given back from 0.

    Raises:
        UsageError: it is none.
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise UsageError(reason=tr("A page is a whole number from 1; this is “{typed}”.").format(typed=text))
    return int(text) - 1


def pages(text: str) -> tuple[int, ...]:
    """Page numbers as people write them, ``1-3,7``; given back from 0, each once.

    Raises:
        UsageError: these are none.
    """
    found: dict[int, None] = {}
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        begin = page(first.strip())
        end = page(last.strip()) if dash else begin
        if end < begin or end - begin >= MOST_PAGES:
            raise UsageError(reason=tr("Pages are numbers such as 1-3,7; this is “{typed}”.").format(typed=text))
        found |= dict.fromkeys(range(begin, end + 1))
    return tuple(found)


def count(text: str, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``.

    Raises:
        UsageError: it is none.
    """
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        reason = tr("A whole number from {least} to {most} is wanted; this is “{typed}”.")
        raise UsageError(reason=reason.format(least=least, most=most, typed=text))
    return int(text)


def number(text: str, least: float, most: float) -> float:
    """A number from ``least`` to ``most``.

    Raises:
        UsageError: it is none.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        reason = tr("A number from {least} to {most} is wanted; this is “{typed}”.")
        raise UsageError(reason=reason.format(least=f"{least:g}", most=f"{most:g}", typed=text))
    return value


def password() -> str:
    """The password of a document; see `secret`."""
    return secret(tr("Password: "))


def secret(prompt: str) -> str:
    """One line from standard input; asked for with ``prompt`` and without echo when that is a terminal."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
