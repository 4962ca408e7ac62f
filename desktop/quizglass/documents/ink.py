"""Whether anything can be seen on a page that somebody put there: not its paper, nor what a scanner adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

INK_SIDE: Final = 600
"""Pixels of the longer side of the picture in which ink is looked for: 51 dpi on A4, where a comma is a pixel. All
lengths and areas below are in pixels of it."""

_CELL: Final = 4
_REACH: Final = 5
"""Of how many cells of how many pixels the paper's shade is taken: thinner strokes are ink, wider and softer changes
are shadows, folds and yellowed paper."""

_CONTRAST: Final = 17
_ROUGHNESS: Final = 4
"""Grey levels between ink and the paper around it, and how many times the roughness of the paper come on top."""

_DARK_PAPER, _LIGHT_PAPER = 85, 170
_BLACK_SHARE: Final = 0.45
"""Of the paper's level: what is darker is no shade of paper."""

_MUCH_SHARE: Final = 0.02
"""Of the page: more ink than that, or as much that reaches from the edge to the middle, needs no closer look."""

_PICTURE_SHARE: Final = 0.25
"""Of the page: so much is a picture, even if it reaches the edges, and not the shadow of the lid."""

_MARGIN: Final = 0.1
"""The share of the page at each side where holes and staples are."""

_HOLE_SIDES: Final = range(7, 20)
_HOLE_ROUNDNESS, _HOLE_FILLING = 0.7, 0.62
_STAPLE_LENGTHS: Final = range(12, 46)
_STAPLE_BREADTH: Final = 3.2
_STROKE, _DUST = 7, 4
"""Pixels of one blot: as many are a stroke of a letter; dust has no more."""

_STROKES, _MUCH_DUST = 24, 100
"""Pixels of all blots that are more than dust, and of all blots: the broken strokes of a pencil."""

_WHITE: Final = 255


class _Blot(NamedTuple):
    """Connected dark pixels: the corners of their box (right and bottom outside), and how many they are."""

    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def has_ink(page: Image.Image) -> bool:
    """Whether a small grey picture of a page (mode L) shows print, writing or a picture, on light or dark paper.

    Shadows and black borders at the edges, holes, a staple, folds, dust, the back of the sheet and yellowed paper are
    nothing that anybody put there.
    """
    paper = _median(page.histogram(), page.width * page.height // 2)
    return (paper > _DARK_PAPER and _has_dark_ink(page, paper)) or (
        paper < _LIGHT_PAPER and _has_dark_ink(ImageChops.invert(page), _WHITE - paper)
    )


def _has_dark_ink(page: Image.Image, paper: int) -> bool:
    marks = _dark_marks(page, paper)
    pixels = page.width * page.height
    if _count(marks) > _PICTURE_SHARE * pixels:
        return True
    inner = _without_what_reaches_the_edge(marks)
    if max(_count(inner), _count(_middle(marks)) - _count(_middle(inner))) > _MUCH_SHARE * pixels:
        return True
    areas = [blot.area for blot in _blots(inner) if not _is_hole(blot, page) and not _is_staple(blot, page)]
    return (
        any(area >= _STROKE for area in areas)
        or sum(area for area in areas if area > _DUST) >= _STROKES
        or sum(areas) >= _MUCH_DUST
    )


def _count(marks: Image.Image) -> int:
    return marks.histogram()[_WHITE]


def _middle(marks: Image.Image) -> Image.Image:
    """Without a fifth at each side, as far as shadows reach."""
    across, down = marks.width // 5, marks.height // 5
    return marks.crop((across, down, marks.width - across, marks.height - down))


def _dark_marks(page: Image.Image, paper: int) -> Image.Image:
    """White where ``page`` is darker than the paper around, or black."""
    cells = page.reduce(_CELL).filter(ImageFilter.MaxFilter(_REACH)).filter(ImageFilter.MinFilter(_REACH))
    around = cells.resize(page.size, Image.Resampling.BILINEAR)
    steps = ImageChops.difference(page, ImageChops.offset(page, 1, 0)).histogram()
    contrast = _CONTRAST + _ROUGHNESS * _median(steps, sum(steps) // 2)
    darker = ImageChops.subtract(around, page).point(lambda level: _WHITE * (level >= contrast))
    return ImageChops.lighter(darker, page.point(lambda level: _WHITE * (level < _BLACK_SHARE * paper)))


def _without_what_reaches_the_edge(marks: Image.Image) -> Image.Image:
    # Thickened: noise breaks faint folds into pieces.
    joined = marks.filter(ImageFilter.MaxFilter(3))
    for at in _edge(*joined.size):
        if joined.getpixel(at) == _WHITE:
            ImageDraw.floodfill(joined, at, 0)
    return ImageChops.darker(marks, joined)


def _edge(width: int, height: int) -> Iterator[tuple[int, int]]:
    for x in range(width):
        yield from ((x, 0), (x, height - 1))
    for y in range(height):
        yield from ((0, y), (width - 1, y))


def _blots(marks: Image.Image) -> Iterator[_Blot]:
    """The connected white pixels of ``marks``."""
    data, width = marks.tobytes(), marks.width
    left: set[int] = set()
    at = data.find(_WHITE)
    while at >= 0:
        left.add(at)
        at = data.find(_WHITE, at + 1)
    around = (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
    while left:
        found = [left.pop()]
        for at in found:
            near = left.intersection(at + step for step in around)
            left -= near
            found += near
        xs, ys = [at % width for at in found], [at // width for at in found]
        yield _Blot(min(xs), min(ys), max(xs) + 1, max(ys) + 1, len(found))


def _is_hole(blot: _Blot, page: Image.Image) -> bool:
    short, long = sorted((blot.width, blot.height))
    return (
        short in _HOLE_SIDES
        and long in _HOLE_SIDES
        and short >= _HOLE_ROUNDNESS * long
        and blot.area >= _HOLE_FILLING * short * long
        and (_is_at_the_side(blot.left, blot.right, page.width) or _is_at_the_side(blot.top, blot.bottom, page.height))
    )


def _is_staple(blot: _Blot, page: Image.Image) -> bool:
    length = max(blot.width, blot.height)
    return (
        length in _STAPLE_LENGTHS
        and blot.area <= _STAPLE_BREADTH * length
        and _is_at_the_side(blot.left, blot.right, page.width)
        and _is_at_the_side(blot.top, blot.bottom, page.height)
    )


def _is_at_the_side(start: int, end: int, length: int) -> bool:
    return end <= _MARGIN * length or start >= (1 - _MARGIN) * length


def _median(counts: list[int], half: int) -> int:
    seen = 0
    for level, count in enumerate(counts):
        seen += count
        if seen > half:
            return level
    return 255
