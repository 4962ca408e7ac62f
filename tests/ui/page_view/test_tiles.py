from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.tile_cache import TileCache
from quizglass.ui.page_view.tiles import TILE_SIDE, WHOLE_PAGE_PIXELS, RenderKey, Tile, tiles_in
from quizglass.ui.page_view.wanted_tiles import by_nearness, soon_needed

keys = st.builds(
    RenderKey,
    page=st.just(0),
    width=st.integers(1, 5000),
    height=st.integers(1, 5000),
    turns=st.integers(0, 3),
)


def all_tiles(key: RenderKey) -> list[Tile]:
    return [Tile(key, column, row) for row in range(key.rows) for column in range(key.columns)]


@given(keys)
def test_tiles_make_up_the_page_without_overlap(key: RenderKey) -> None:
    boxes = [tile.box for tile in all_tiles(key)]
    assert sum(box.width * box.height for box in boxes) == key.width * key.height
    assert all(box.width > 0 and box.height > 0 for box in boxes)
    assert all(box.width * box.height <= max(WHOLE_PAGE_PIXELS, TILE_SIDE**2) for box in boxes)


def test_a_poster_at_the_highest_zoom_is_cut_to_its_end() -> None:
    key = RenderKey(0, 575_000, 400_000, 0)
    last = Tile(key, key.columns - 1, key.rows - 1).box
    assert (last.right, last.bottom) == (575_000, 400_000)
    assert last.width > 0
    assert last.height > 0


@given(keys)
def test_a_clip_is_the_same_place_on_the_unturned_page(key: RenderKey) -> None:
    for tile in all_tiles(key):
        assert tile.clip.clamped() == tile.clip
        size = Size(key.width, key.height)
        back = tile.clip.turned(key.turns).to_size(size)
        assert all(abs(a - b) < 1e-6 for a, b in zip(back, tile.box, strict=True))


@given(st.integers(-9000, 900), st.integers(-9000, 900), st.integers(1, 9000), st.integers(1, 9000), st.integers(0, 3))
def test_visible_tiles_are_those_that_touch_the_viewport(
    left: int, top: int, width: int, height: int, turns: int
) -> None:
    frame = PageFrame(0, left, top, width, height, turns)
    touching = [
        tile
        for tile in all_tiles(RenderKey.of(frame))
        if left + tile.box.left < 800
        and left + tile.box.right > 0
        and top + tile.box.top < 600
        and top + tile.box.bottom > 0
    ]
    assert list(tiles_in(frame, 800, 600)) == touching


def test_a_page_of_the_screen_is_one_tile() -> None:
    key = RenderKey(0, 1200, 1700, 0)
    assert all_tiles(key) == [Tile(key, 0, 0)]


def camera_on(pages: int) -> Camera:
    camera = Camera()
    camera.resize(Screen(800, 600, 1.0, 96))
    camera.show([Size(595, 842)] * pages)
    return camera


def test_the_middle_of_the_viewport_comes_first() -> None:
    camera = camera_on(1)
    camera.zoom_to(20)
    camera.scroll_to(4000, 4000)
    tiles = list(tiles_in(camera.frame(0), 800, 600))
    frame, first = camera.frame(0), by_nearness(camera, tiles)[0].box
    assert frame.left + first.left <= 400 + TILE_SIDE / 2
    assert frame.left + first.right >= 400 - TILE_SIDE / 2


def test_what_may_be_needed_soon_is_near() -> None:
    camera = camera_on(10_000)
    camera.scroll_to(0, 5_000_000)
    pages = {tile.key.page for tile in soon_needed(camera)}
    assert len(pages) <= 4
    assert camera.current_page in pages


def tile_of(page: int, width: int, turns: int = 0) -> Tile:
    return Tile(RenderKey(page, width, width, turns), 0, 0)


def test_the_cache_forgets_what_was_not_used_for_longest() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=100)
    for page in range(4):
        cache.put(tile_of(page, 100), str(page), 25)
    cache.get(tile_of(0, 100))
    cache.put(tile_of(4, 100), "4", 25)
    assert tile_of(0, 100) in cache
    assert tile_of(1, 100) not in cache
    assert cache.held_bytes == 100


def test_the_cache_gives_memory_back_when_it_is_not_shown() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=100)
    for page in range(4):
        cache.put(tile_of(page, 100), str(page), 25)
    cache.trim(50)
    assert cache.held_bytes == 50
    assert tile_of(3, 100) in cache
    assert tile_of(1, 100) not in cache


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(1, 60)), max_size=60))
def test_the_cache_keeps_to_its_budget(puts: list[tuple[int, int, int]]) -> None:
    cache: TileCache[int] = TileCache(limit_bytes=100)
    held: dict[Tile, int] = {}
    for page, width, size in puts:
        cache.put(tile_of(page, width), size, size)
        held[tile_of(page, width)] = size
        assert cache.held_bytes <= 100
        assert cache.held_bytes == sum(size for tile, size in held.items() if tile in cache)
        assert cache.get(tile_of(page, width)) == size


def test_the_nearest_picture_stands_in_last() -> None:
    cache: TileCache[int] = TileCache()
    for width in (100, 900, 400, 20):
        cache.put(tile_of(0, width), width, 1)
    cache.put(tile_of(1, 500), 500, 1)
    assert [picture for _, picture in cache.stand_ins(RenderKey(0, 500, 500, 0))] == [20, 100, 900, 400]
    assert cache.stand_ins(RenderKey(2, 500, 500, 0)) == []


def test_pictures_of_another_turn_stand_in_too() -> None:
    cache: TileCache[str] = TileCache()
    cache.put(tile_of(0, 100, turns=1), "turned", 1)
    (tile, picture), *others = cache.stand_ins(RenderKey(0, 100, 100, 0))
    assert picture == "turned"
    assert tile.clip == PageRect(0, 0, 1, 1)
    assert not others
