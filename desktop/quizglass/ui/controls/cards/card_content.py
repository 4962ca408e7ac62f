"""What a card says and offers: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mark: TypeAlias = Literal["good", "warn", "bad", "muted"]


@dataclass(frozen=True, slots=True)
class CardButton:
    """``key`` names what it does, ``kind`` its look. It can always be pressed: who holds the focus does not lose it."""

    key: str
    words: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class CardProgress:
    """``share`` is 0..1, None while nobody knows."""

    words: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class CardContent:
    """``badge`` stands beside the title; ``fit`` is a marked line about its needs; ``said`` what came of it last."""

    title: str
    badge: str = ""
    lines: tuple[str, ...] = ()
    fit: tuple[Mark, str] | None = None
    progress: CardProgress | None = None
    said: tuple[Mark, str] | None = None
    buttons: tuple[CardButton, ...] = ()
    chosen: bool = False
