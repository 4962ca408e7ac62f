"""The open tabs as plain values, and as JSON. No Qt: this is read before Qt is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from quizglass.geometry import PageRect, RegionPart
from quizglass.library.records import KeptRegion, PageArrangement

KeptFit: TypeAlias = Literal["", "width", "page"]

T = TypeVar("T")

VERSION = 1
_FITS: tuple[KeptFit, ...] = ("", "width", "page")
_ARRANGEMENTS: tuple[PageArrangement, ...] = ("continuous", "single", "two", "two_with_cover")
_MOST_QUESTION = 10_000


@dataclass(frozen=True, slots=True)
class KeptTab:
    """One tab. ``path`` is absolute; no password is ever kept.

    ``page`` counts from 0; ``x`` and ``y`` are the place in the middle of the view, in fractions of that page as the
    document displays it. ``zoom`` is 1.0 at actual size and used where ``fit`` is ""; ``turns`` are clockwise quarter
    turns of the view. ``question`` stands in the question field and was not asked yet. ``looked_at`` is False for a
    tab that was never in front, of which only the file is known.
    """

    path: str
    page: int = 0
    x: float = 0.5
    y: float = 0.0
    zoom: float = 1.0
    fit: KeptFit = "width"
    turns: int = 0
    arrangement: PageArrangement = "continuous"
    regions: tuple[KeptRegion, ...] = ()
    question: str = ""
    looked_at: bool = False


@dataclass(frozen=True, slots=True)
class KeptSession:
    """All tabs in their order. ``front`` is the place of the one in front; ``saved_at`` seconds since 1970."""

    tabs: tuple[KeptTab, ...] = ()
    front: int = 0
    saved_at: float = 0.0

    @property
    def front_tab(self) -> KeptTab | None:
        return self.tabs[self.front] if 0 <= self.front < len(self.tabs) else None


def to_json(session: KeptSession) -> dict[str, Any]:
    return {
        "version": VERSION,
        "saved_at": session.saved_at,
        "front": session.front,
        "tabs": [_tab_to_json(tab) for tab in session.tabs],
    }


def from_json(raw: object) -> KeptSession:
    """The inverse of `to_json`. A value of a tab that makes no sense becomes its default.

    Raises:
        ValueError: this is no session at all.
    """
    match raw:
        case {"tabs": [*tabs], **rest}:
            front, saved_at = _or(int, rest.get("front"), 0), _or(float, rest.get("saved_at"), 0.0)
            return KeptSession(tuple(_tab_from_json(tab) for tab in tabs), front, saved_at)
    raise ValueError("not a session")


def _tab_to_json(tab: KeptTab) -> dict[str, Any]:
    return {
        "path": tab.path,
        "page": tab.page,
        "x": tab.x,
        "y": tab.y,
        "zoom": tab.zoom,
        "fit": tab.fit,
        "turns": tab.turns,
        "arrangement": tab.arrangement,
        "regions": [_region_to_json(region) for region in tab.regions],
        "question": tab.question,
        "looked_at": tab.looked_at,
    }


def _tab_from_json(raw: object) -> KeptTab:
    if not isinstance(raw, dict) or not isinstance(raw.get("path"), str) or not raw["path"]:
        raise ValueError("a tab without a file")
    regions = raw.get("regions")
    return KeptTab(
        path=raw["path"],
        page=max(0, _or(int, raw.get("page"), 0)),
        x=_or(_fraction, raw.get("x"), 0.5),
        y=_or(_fraction, raw.get("y"), 0.0),
        zoom=_or(_zoom, raw.get("zoom"), 1.0),
        fit=next((fit for fit in _FITS if fit == raw.get("fit")), "width"),
        turns=_or(int, raw.get("turns"), 0) % 4,
        arrangement=next((known for known in _ARRANGEMENTS if known == raw.get("arrangement")), "continuous"),
        regions=tuple(kept for region in _listed(regions) if (kept := _or(_region, region, None)) is not None),
        question=str(raw.get("question") or "")[:_MOST_QUESTION],
        looked_at=raw.get("looked_at") is True,
    )


def _or(understood: Callable[[Any], T], value: object, default: T) -> T:
    try:
        return understood(value)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return default


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _fraction(value: Any) -> float:
    """A place in the view may lie a little beyond the page, in the gap below it."""
    number = float(value)
    if not -10 <= number <= 10:
        raise ValueError(value)
    return number


def _zoom(value: Any) -> float:
    number = float(value)
    if not 0 < number < 1e3:
        raise ValueError(value)
    return number


def _region_to_json(region: KeptRegion) -> dict[str, Any]:
    parts = [[page, *rect.as_tuple()] for page, rect in region.parts]
    return {"number": region.number, "parts": parts, "name": region.name, "active": region.active}


def _region(value: Any) -> KeptRegion:
    parts = tuple(_part(part) for part in value["parts"])
    number = int(value["number"])
    if number < 1 or not parts:
        raise ValueError(value)
    return KeptRegion(number, parts, str(value.get("name") or ""), value.get("active") is True)


def _part(value: Any) -> RegionPart:
    page, x0, y0, x1, y1 = value
    sides = [float(side) for side in (x0, y0, x1, y1)]
    if int(page) < 0 or not all(0 <= side <= 1 for side in sides):
        raise ValueError(value)
    return RegionPart(int(page), PageRect(*sides))
