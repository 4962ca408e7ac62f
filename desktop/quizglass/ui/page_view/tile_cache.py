"""Pictures of tiles, the least recently used forgotten first when they exceed a budget in bytes. No Qt."""

from __future__ import annotations

from collections import OrderedDict
from math import log
from typing import Generic, TypeVar

from quizglass.ui.page_view.tiles import RenderKey, Tile

Picture = TypeVar("Picture")

DEFAULT_LIMIT_BYTES = 80 * 1024 * 1024
STAND_IN_DRAWINGS = 4


class TileCache(Generic[Picture]):
    """Pictures by tile. Used by the window thread alone."""

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self.held_bytes = 0
        self._pictures: OrderedDict[Tile, tuple[Picture, int]] = OrderedDict()
        self._drawings: dict[int, dict[RenderKey, set[Tile]]] = {}

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, tile: Tile) -> bool:
        return tile in self._pictures

    def get(self, tile: Tile) -> Picture | None:
        """The picture of ``tile``, which from now on counts as just used."""
        found = self._pictures.get(tile)
        if found is None:
            return None
        self._pictures.move_to_end(tile)
        return found[0]

    def put(self, tile: Tile, picture: Picture, size_bytes: int) -> None:
        """Keep ``picture``; older ones make room. A picture larger than the whole budget is kept alone."""
        self._forget(tile)
        self.trim(self.limit_bytes - size_bytes)
        self._pictures[tile] = (picture, size_bytes)
        self.held_bytes += size_bytes
        self._drawings.setdefault(tile.key.page, {}).setdefault(tile.key, set()).add(tile)

    def trim(self, most_bytes: int) -> None:
        """Keep no more than so much of what was used last."""
        while self._pictures and self.held_bytes > most_bytes:
            self._forget(next(iter(self._pictures)))

    def stand_ins(self, key: RenderKey) -> list[tuple[Tile, Picture]]:
        """Pictures of the same page in other sizes or turns, to be painted in this order: the nearest comes last."""
        drawings = [other for other in self._drawings.get(key.page, {}) if other != key]
        drawings.sort(key=lambda other: _unlikeness(key, other), reverse=True)
        return [
            (tile, self._pictures[tile][0])
            for drawing in drawings[-STAND_IN_DRAWINGS:]
            for tile in self._drawings[key.page][drawing]
        ]

    def clear(self) -> None:
        self._pictures.clear()
        self._drawings.clear()
        self.held_bytes = 0

    def _forget(self, tile: Tile) -> None:
        found = self._pictures.pop(tile, None)
        if found is None:
            return
        self.held_bytes -= found[1]
        drawings = self._drawings[tile.key.page]
        drawings[tile.key].discard(tile)
        if not drawings[tile.key]:
            del drawings[tile.key]
        if not drawings:
            del self._drawings[tile.key.page]


def _unlikeness(key: RenderKey, other: RenderKey) -> float:
    """How much another drawing must be stretched; a coarser one is worse than an equally finer one."""
    stretch = log((key.width * key.height) / (other.width * other.height))
    return stretch if stretch >= 0 else -0.8 * stretch
