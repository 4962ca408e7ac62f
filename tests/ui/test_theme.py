"""Colours that can be read, in every look, whatever the system asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from quizglass.settings import Theme as ThemeChoice
from quizglass.ui.style_sheet import style_sheet
from quizglass.ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, ThemeSource


def luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = {"light": LIGHT, "dark": DARK, "light-contrast": LIGHT_CONTRAST, "dark-contrast": DARK_CONTRAST}


def over(top: QColor, ground: QColor) -> QColor:
    """What is seen of ``top`` laid over ``ground``."""
    share = top.alphaF()
    pairs = ((top.redF(), ground.redF()), (top.greenF(), ground.greenF()), (top.blueF(), ground.blueF()))
    return QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in pairs))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", ["text", "muted", "accent", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", ["panel", "card"])
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("ground", ["panel", "card", "desk"])
def test_text_stands_out_under_the_pointer_and_where_it_is_chosen(theme: Theme, ground: str) -> None:
    below: QColor = getattr(theme, ground)
    for laid_over in (theme.hover, theme.pressed, theme.selection):
        assert contrast(theme.text, over(laid_over, below)) >= 4.5
    assert contrast(theme.muted, below) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("ground", ["panel", "card", "desk"])
def test_the_focus_ring_stands_out_from_its_ground(theme: Theme, ground: str) -> None:
    assert contrast(theme.accent, getattr(theme, ground)) >= 3


@pytest.mark.parametrize("theme", [LIGHT_CONTRAST, DARK_CONTRAST], ids=["light", "dark"])
def test_with_high_contrast_edges_are_as_clear_as_text(theme: Theme) -> None:
    for ground in (theme.panel, theme.card, theme.desk):
        assert contrast(theme.line, ground) >= 4.5


def test_the_theme_follows_the_system(qapp: object) -> None:
    theme = ThemeSource()
    changes: list[Theme] = []
    theme.changed.connect(lambda: changes.append(theme.current))
    theme.choose(ThemeChoice.DARK)
    theme.follow_contrast(Qt.ContrastPreference.HighContrast)
    theme.choose(ThemeChoice.LIGHT)
    theme.follow_contrast(Qt.ContrastPreference.NoPreference)
    assert changes == [DARK, DARK_CONTRAST, LIGHT_CONTRAST, LIGHT]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_style_sheet_fills_every_token(theme: Theme) -> None:
    assert "$" not in style_sheet(theme)
    assert contrast(theme.on_accent, theme.accent) >= 4.5
