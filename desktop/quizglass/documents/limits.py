"""How much a document may ask for. What lies beyond is refused in words instead of being tried."""

from __future__ import annotations

from typing import Final

MOST_PAGES: Final = 10_000
MOST_PIXELS_A_SIDE: Final = 10_000
"""Of a rendered picture. A window shows a page in tiles, so that only printing-size requests come near it."""

MOST_PICTURE_PIXELS: Final = 250_000_000
"""Of a picture that is opened as a document: an A0 sheet at 350 dpi."""

MEMORY_BYTES: Final = 3 * 2**30
"""Address space of one worker. 10,000 x 10,000 RGB pixels are 0.3 GB; a picture of the largest kind is 0.75 GB."""

TIMEOUT_S: Final = 15.0
START_TIMEOUT_S: Final = 60.0
"""A worker that has just been started may wait for a slow disk, but not for ever."""

READING_TIMEOUT_S: Final = 180.0
"""For reading the picture of one page: a large sheet in small print, on a slow machine."""

READING_MEMORY_BYTES: Final = 4 * 2**30
"""Address space of the worker that reads pictures; of it, networks and pictures really use less than half."""

READING_IDLE_S: Final = 120.0
"""How long the worker that reads pictures keeps its half gigabyte without anything to read."""

DOCUMENTS_KEPT_OPEN: Final = 4
PAGES_KEPT_READY: Final = 8
