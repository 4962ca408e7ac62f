"""Which tiles to ask for, and in which order. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.tiles import Tile, tiles_in


def by_nearness(camera: Camera, tiles: Iterable[Tile]) -> list[Tile]:
    """Tiles nearest to the middle of the viewport first: that is where one looks."""
    middle_x, middle_y = camera.screen.width / 2, camera.screen.height / 2

    def distance(tile: Tile) -> float:
        frame, box = camera.frame(tile.key.page), tile.box
        x, y = frame.left + (box.left + box.right) / 2, frame.top + (box.top + box.bottom) / 2
        return abs(x - middle_x) + abs(y - middle_y)

    return sorted(tiles, key=distance)


def visible_tiles(camera: Camera) -> list[Tile]:
    """All tiles in the viewport, from the top."""
    screen = camera.screen
    return [tile for frame in camera.visible_frames() for tile in tiles_in(frame, screen.width, screen.height)]


def soon_needed(camera: Camera) -> list[Tile]:
    """Tiles in the viewport and half a viewport above and below it."""
    screen = camera.screen
    reach = screen.height // 2
    return [
        tile
        for frame in camera.frames_near(reach)
        for tile in tiles_in(replace(frame, top=frame.top + reach), screen.width, screen.height + 2 * reach)
    ]
