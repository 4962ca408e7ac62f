"""The look of every standard widget, generated from the theme's tokens: one style sheet, one palette, one font.

Widgets choose a look by the properties ``role`` (labels and frames) and ``kind`` (buttons); `dress` sets them.
"""

from __future__ import annotations

from string import Template
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from quizglass.ui import theme as tokens
from quizglass.ui.theme import Theme

_SHEET: Final = Template("""
* { outline: none; }
QWidget { color: $text; font-size: ${type_body}px; }
QWidget:disabled { color: $muted; }
QToolTip { color: $text; background: $card; border: 1px solid $line; padding: ${xs}px ${s}px; }

QFrame[role="panel"], QWidget[role="panel"] { background: $panel; }
QFrame[role="desk"], QWidget[role="desk"] { background: $desk; }
QFrame[role="topBar"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[role="startBar"] { background: $panel; border: none; border-top: 1px solid $line; }
QFrame[role="statusBar"] { background: $panel; border: none; border-top: 1px solid $line; }
QFrame[role="rail"], QFrame[role="leftPanel"] { background: $panel; border: none; border-right: 1px solid $line; }
QFrame[role="rightPanel"] { background: $panel; border: none; border-left: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: ${radius_card}px; }
QFrame[role="card"][state="unsure"] { border: 2px dashed $warn; }
QFrame[role="card"][selected="true"] { border: 1px solid $accent; }
QFrame[role="card"][state="unsure"][selected="true"] { border: 2px dashed $accent; }
QFrame[role="card"]:focus { border: 2px solid $accent; }
QFrame[role="floating"] { background: $card; border: 1px solid $line; border-radius: ${radius_card}px; }
QFrame[role="picture"] { background: $card; border: 1px solid $line; border-radius: ${radius_field}px; }
QFrame[role="documentBar"] { background: $panel; border: none; border-bottom: 1px solid $warn; }
QFrame[role="notice"] { background: $card; border: 1px solid $line; border-radius: ${radius_card}px; }
QFrame[role="notice"][state="bad"] { border: 1px solid $bad; }
QFrame[role="notice"][state="warn"] { border: 1px solid $warn; }
QFrame[role="dropTarget"] { background: $selection; border: 2px dashed $accent; border-radius: ${radius_card}px; }

QLabel { background: transparent; border: none; }
QLabel[role="pageTitle"] { font-size: ${type_page_title}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${type_title}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${type_small}px; }
QLabel[role="section"] { color: $muted; font-size: ${type_small}px; font-weight: 600; }
QLabel[role="badge"] { color: $accent; font-size: ${type_small}px; font-weight: 600; }
QLabel[role="warn"] { color: $warn; font-size: ${type_small}px; }
QLabel[role="bad"] { color: $bad; font-size: ${type_small}px; }
QLabel[role="key"] { color: $muted; background: $panel; border: 1px solid $line; border-radius: ${xs}px;
  padding: 0 ${key_pad}px; font-size: ${type_small}px; }
QLabel[selectable="true"] { selection-background-color: $selection; selection-color: $text; }

QPushButton, QToolButton { background: transparent; border: 2px solid transparent; border-radius: ${radius_field}px;
  padding: ${xs}px ${s}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked { background: $pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="icon"] { padding: ${icon_pad}px; }
QToolButton[kind="smallIcon"] { padding: 0; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; font-weight: 600; padding: ${xs}px ${l}px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[kind="primary"]:disabled { background: $line; color: $muted; }
QPushButton[kind="plain"], QToolButton[kind="plain"] { background: $card; border: 1px solid $line;
  padding: ${plain_v}px ${plain_h}px; }
QPushButton[kind="plain"]:hover, QToolButton[kind="plain"]:hover { background: $panel_hover; }
QPushButton[kind="plain"]:pressed, QToolButton[kind="plain"]:pressed { background: $panel_pressed; }
QPushButton[kind="plain"]:focus, QToolButton[kind="plain"]:focus { border: 2px solid $accent;
  padding: ${xs}px ${m}px; }
QPushButton[kind="plain"][state="none"] { color: $muted; }
QPushButton[kind="plain"][state="waiting"] { border: 2px dashed $accent; color: $accent; }
QPushButton[kind="link"] { color: $accent; padding: 0 2px; text-align: left; }
QPushButton[kind="row"] { text-align: left; padding: ${s}px ${m}px; }
QPushButton[kind="segment"] { color: $muted; padding: ${xs}px ${xs}px; }
QPushButton[kind="segment"][state="roomy"] { padding: ${xs}px ${s}px; }
QPushButton[kind="segment"]:checked { background: $card; color: $text; font-weight: 600; }
QPushButton[kind="segment"]:disabled { color: $faint; }
QFrame[role="segments"] { background: $hover; border-radius: ${radius_field}px; }
QPushButton[kind="chip"] { font-size: ${type_small}px; padding: 0 ${s}px; text-align: left; }
QPushButton[kind="chip"][state="chosen"] { color: $accent; }
QPushButton[kind="search"] { background: $card; border: 1px solid $line; color: $muted; text-align: left;
  padding: ${plain_v}px ${s}px; }
QPushButton[kind="search"]:hover { background: $panel_hover; }
QPushButton[kind="search"]:focus { border: 2px solid $accent; }

QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QTextEdit { background: $card; border: 1px solid $line; border-radius: ${radius_field}px;
  padding: ${field_pad}px; selection-background-color: $selection; selection-color: $text;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: ${field_pad_focus}px; }
QLineEdit[state="bad"], QPlainTextEdit[state="bad"] { border: 1px solid $bad; }
QLineEdit[kind="bare"] { background: transparent; border: 2px solid transparent; padding: 0 ${xs}px; }
QLineEdit[kind="bare"]:hover { background: $hover; }
QLineEdit[kind="bare"]:focus { background: $card; border: 2px solid $accent; }
QLineEdit[kind="bare"][state="bad"] { border: 2px solid $bad; }
QLineEdit[kind="palette"] { background: transparent; border: none; font-size: ${type_title}px;
  padding: ${s}px ${xs}px; }

QListView, QTreeView { background: transparent; border: none; show-decoration-selected: 1; }
QListView::item, QTreeView::item { border-radius: ${radius_field}px; padding: ${xs}px; border: none; color: $text; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QListView:focus, QTreeView:focus { border: 2px solid $accent; border-radius: ${radius_field}px; }
QListView[kind="palette"]:focus { border: none; }
QTreeView { show-decoration-selected: 0; }
QTreeView::branch, QTreeView::branch:selected { background: transparent; }

QTableView { background: $card; border: 2px solid transparent; selection-background-color: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView:focus { border: 2px solid $accent; }
QTableView QPlainTextEdit { border: 2px solid $accent; border-radius: 0; padding: 0; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $card; border: 1px solid $line; border-radius: ${radius_field}px; padding: ${xs}px; }
QMenu::item { padding: ${menu_v}px ${xl}px ${menu_v}px ${s}px; border-radius: ${xs}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${xs}px ${s}px; }
QMenu::icon { padding-left: ${s}px; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: 2px solid transparent;
  border-radius: ${radius_field}px; padding: ${tab_v}px ${s}px; margin: ${xs}px 2px; min-width: 136px; }
QTabBar::tab:hover { background: $hover; color: $text; }
QTabBar::tab:selected { background: $card; color: $text; border: 1px solid $line; }
QTabBar::tab:selected:focus { border: 2px solid $accent; }
QTabBar::scroller { width: 0; }

QSplitter::handle { background: $desk; }
QProgressBar { background: $hover; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QDialog, QMessageBox, QFileDialog { background: $panel; }
QCheckBox { border: 2px solid transparent; border-radius: ${radius_field}px; padding: ${xs}px; spacing: ${s}px; }
QCheckBox:focus { border: 2px solid $accent; }
QCheckBox::indicator { width: 16px; height: 16px; background: $card; border: 1px solid $muted; border-radius: ${xs}px; }
QCheckBox::indicator:checked { background: $accent; border: 1px solid $accent; }
QComboBox { background: $card; border: 1px solid $line; border-radius: ${radius_field}px;
  padding: ${field_pad}px ${xl}px ${field_pad}px ${s}px; }
QComboBox:hover { background: $panel_hover; }
QComboBox:focus { border: 2px solid $accent; padding: ${field_pad_focus}px ${xl}px ${field_pad_focus}px ${s}px; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line; border-radius: ${radius_field}px;
  padding: ${xs}px; }
QComboBox QAbstractItemView:focus { border: 1px solid $line; }
QComboBox QAbstractItemView::item { min-height: ${xl}px; padding: 0 ${xs}px; }
QHeaderView::section { background: $panel; border: none; border-bottom: 1px solid $line; padding: ${xs}px ${s}px; }
""")


def _css(color: QColor) -> str:
    return f"rgba({color.red()}, {color.green()}, {color.blue()}, {color.alphaF():.3f})"


def _over(top: QColor, ground: QColor, share: float | None = None) -> QColor:
    """``top`` laid over the opaque ``ground``, with ``share`` in place of its own alpha."""
    alpha = top.alphaF() if share is None else share
    return QColor.fromRgbF(
        top.redF() * alpha + ground.redF() * (1 - alpha),
        top.greenF() * alpha + ground.greenF() * (1 - alpha),
        top.blueF() * alpha + ground.blueF() * (1 - alpha),
    )


def style_sheet(theme: Theme) -> str:
    """The whole style sheet of ``theme``."""
    colors = {
        "desk": theme.desk,
        "panel": theme.panel,
        "card": theme.card,
        "line": theme.line,
        "text": theme.text,
        "muted": theme.muted,
        "accent": theme.accent,
        "on_accent": theme.on_accent,
        "hover": theme.hover,
        "pressed": theme.pressed,
        "selection": theme.selection,
        "warn": theme.warn,
        "bad": theme.bad,
        "faint": _over(theme.muted, theme.panel, 0.7),
        "scroll": _over(theme.muted, theme.panel, 0.4),
        "accent_hover": _over(theme.text, theme.accent, 0.12),
        "accent_pressed": _over(theme.text, theme.accent, 0.22),
        "focus_on_accent": _over(theme.text, theme.accent, 0.75),
        "panel_hover": _over(theme.hover, theme.card),
        "panel_pressed": _over(theme.pressed, theme.card),
    }
    sizes = {
        "xs": tokens.SPACE_XS,
        "s": tokens.SPACE_S,
        "m": tokens.SPACE_M,
        "l": tokens.SPACE_L,
        "xl": tokens.SPACE_XL,
        "radius_field": tokens.RADIUS_FIELD,
        "radius_card": tokens.RADIUS_CARD,
        "type_body": tokens.TYPE_BODY,
        "type_small": tokens.TYPE_SMALL,
        "type_title": tokens.TYPE_TITLE,
        "type_page_title": tokens.TYPE_PAGE_TITLE,
        # A border of 1 px grows to 2 px with the focus; the padding gives that pixel back, so that nothing moves.
        "plain_v": tokens.SPACE_XS + 1,
        "plain_h": tokens.SPACE_M + 1,
        "field_pad": tokens.SPACE_XS + 2,
        "field_pad_focus": tokens.SPACE_XS + 1,
        "key_pad": tokens.SPACE_XS + 1,
        "icon_pad": tokens.SPACE_XS,
        "menu_v": tokens.SPACE_XS + 2,
        "tab_v": tokens.SPACE_XS,
    }
    return _SHEET.substitute({name: _css(color) for name, color in colors.items()}, **sizes)


def palette(theme: Theme) -> QPalette:
    """For what the style sheet does not reach: text cursors, links, native parts of dialogs."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, color in {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.card,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Light: theme.card,
        role.Midlight: theme.panel,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.line,
        role.Accent: theme.accent,
    }.items():
        made.setColor(which, color)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, theme.muted)
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in ``theme``."""
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def body_font(family_of: QFont) -> QFont:
    """The system's own face at the size of body text."""
    font = QFont(family_of)
    font.setPixelSize(tokens.TYPE_BODY)
    return font


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set the properties that the style sheet looks at, and let the widget take on its new look."""
    for name, value in properties.items():
        widget.setProperty(name, ("true" if value else "false") if isinstance(value, bool) else value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
