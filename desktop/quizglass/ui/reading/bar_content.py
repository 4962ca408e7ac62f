"""What the reading bar shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BarButton:
    """``say`` gives what happens, in the current language."""

    say: Callable[[], str]
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class BarContent:
    """``say`` gives one line, and a second one where there is more to say ("" without), in the current language.

    ``share`` 0..1 is how much is done, None when nothing is being done. What has ``lasts_ms`` goes by itself; all else
    stays until it is closed (``closable``) or replaced.
    """

    say: Callable[[], tuple[str, str]]
    share: float | None = None
    buttons: tuple[BarButton, ...] = ()
    lasts_ms: int | None = None
    closable: bool = False
    is_bad: bool = False
