"""The page viewer: continuous pages in tiles, the region, the highlights."""

from quizglass.ui.page_view.camera import Place
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import MAX_ZOOM, MIN_ZOOM, Fit

__all__ = ["MAX_ZOOM", "MIN_ZOOM", "Fit", "PageView", "Place"]
