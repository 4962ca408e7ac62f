"""Every colour, distance, radius and type size of the window. Widgets name these tokens, never colours or pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

from quizglass.settings import Theme as ThemeChoice

# Distances, in device-independent pixels ------------------------------------------------------------------------------

SPACE_XS: Final = 4
SPACE_S: Final = 8
SPACE_M: Final = 12
SPACE_L: Final = 16
SPACE_XL: Final = 24

RADIUS_FIELD: Final = 6
RADIUS_CARD: Final = 10

HAIRLINE: Final = 1
FOCUS_WIDTH: Final = 2
ICON_SIZE: Final = 20
ICON_STROKE: Final = 1.5
TABLE_ROW: Final = 32
"""How high a row of a table is."""

# Type, in device-independent pixels -----------------------------------------------------------------------------------

TYPE_SMALL: Final = 12
TYPE_BODY: Final = 13
TYPE_TITLE: Final = 15
TYPE_PAGE_TITLE: Final = 22
WEIGHT_NORMAL: Final = 400
WEIGHT_STRONG: Final = 600

# Motion ---------------------------------------------------------------------------------------------------------------

MOTION_MS: Final = 120
PULSE_MS: Final = 600


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The colours of one look. Text on its ground has a contrast of at least 4.5:1."""

    is_dark: bool
    desk: QColor
    """Behind the pages."""
    panel: QColor
    """Bars and side panels."""
    card: QColor
    """Raised cards, menus and fields."""
    line: QColor
    text: QColor
    muted: QColor
    accent: QColor
    """The region, the focus ring, the primary button."""
    on_accent: QColor
    """Text and icons on the accent."""
    hover: QColor
    """Laid over the ground under the pointer."""
    pressed: QColor
    scrim: QColor
    """Over all that lies below a palette or a list of keys."""
    selection: QColor
    """Behind selected text and the chosen row."""
    text_selection: QColor
    """Over selected text on paper."""
    evidence_fill: QColor
    evidence_edge: QColor
    good: QColor
    warn: QColor
    bad: QColor


def _with_alpha(name: str, share: float) -> QColor:
    color = QColor(name)
    color.setAlphaF(share)
    return color


LIGHT: Final = Theme(
    is_dark=False,
    desk=QColor("#E9E7E2"),
    panel=QColor("#F7F6F3"),
    card=QColor("#FFFFFF"),
    line=QColor("#DDDAD3"),
    text=QColor("#1D1C1A"),
    muted=QColor("#66635C"),
    accent=QColor("#2B5BD7"),
    on_accent=QColor("#FFFFFF"),
    hover=_with_alpha("#1D1C1A", 0.06),
    pressed=_with_alpha("#1D1C1A", 0.12),
    scrim=_with_alpha("#1D1C1A", 0.18),
    selection=_with_alpha("#2B5BD7", 0.16),
    text_selection=_with_alpha("#2B5BD7", 0.30),
    evidence_fill=_with_alpha("#FFCF33", 0.40),
    evidence_edge=QColor("#C98A00"),
    good=QColor("#2E7D32"),
    warn=QColor("#9A5B00"),
    bad=QColor("#B3261E"),
)

DARK: Final = Theme(
    is_dark=True,
    desk=QColor("#17181A"),
    panel=QColor("#202225"),
    card=QColor("#292C30"),
    line=QColor("#373B40"),
    text=QColor("#ECEAE6"),
    muted=QColor("#A5A29B"),
    accent=QColor("#86A8FF"),
    on_accent=QColor("#12141A"),
    hover=_with_alpha("#ECEAE6", 0.08),
    pressed=_with_alpha("#ECEAE6", 0.14),
    scrim=_with_alpha("#000000", 0.45),
    selection=_with_alpha("#86A8FF", 0.26),
    text_selection=_with_alpha("#86A8FF", 0.42),
    evidence_fill=_with_alpha("#FFC83D", 0.32),
    evidence_edge=QColor("#FFC83D"),
    good=QColor("#7CC47F"),
    warn=QColor("#F0B25A"),
    bad=QColor("#FF8A80"),
)


def with_more_contrast(theme: Theme) -> Theme:
    """``theme`` for those whose system asks for high contrast: nothing muted, every edge as clear as text."""
    return replace(
        theme,
        panel=theme.card,
        muted=theme.text,
        line=theme.muted,
        hover=_with_alpha(theme.text.name(), 0.12),
        pressed=_with_alpha(theme.text.name(), 0.20),
    )


LIGHT_CONTRAST: Final = with_more_contrast(LIGHT)
DARK_CONTRAST: Final = with_more_contrast(DARK)


class ThemeSource(QObject):
    """The theme in force: the chosen one, or the one that the system uses while ``choice`` is SYSTEM.

    Where the system asks for high contrast, both have it.
    """

    changed = Signal()

    def __init__(self, choice: ThemeChoice = ThemeChoice.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._current = LIGHT
        self._high_contrast = False
        # Kept: PySide frees what the style hints lend when nobody holds them.
        self._style_hints = QGuiApplication.styleHints()
        self._accessibility = self._style_hints.accessibility()
        self._style_hints.colorSchemeChanged.connect(self._resolve)
        self._accessibility.contrastPreferenceChanged.connect(self.follow_contrast)
        self.follow_contrast(self._accessibility.contrastPreference())

    @property
    def current(self) -> Theme:
        return self._current

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Use ``choice`` from now on; `changed` tells when that changes a colour."""
        self._choice = choice
        self._resolve()

    def follow_contrast(self, wanted: Qt.ContrastPreference) -> None:
        """The system asks for high contrast, or does so no longer."""
        self._high_contrast = wanted is Qt.ContrastPreference.HighContrast
        self._resolve()

    def _resolve(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            dark = self._style_hints.colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._choice is ThemeChoice.DARK
        theme = (DARK_CONTRAST if dark else LIGHT_CONTRAST) if self._high_contrast else (DARK if dark else LIGHT)
        if theme is not self._current:
            self._current = theme
            self.changed.emit()
