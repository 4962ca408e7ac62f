"""What models run on here: the device and its memory, a card that is not used, and how models are to be loaded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from quizglass.i18n import tr
from quizglass.models import gpu_use
from quizglass.models.devices import Device
from quizglass.settings import Quantization
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import label, selectable_label
from quizglass.ui.icons import line_icon
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.model_page.standing import Standing
from quizglass.ui.preferences import Preferences
from quizglass.ui.theme import ICON_SIZE, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, ThemeSource


class DeviceCard(QFrame):
    """``check_wanted`` asks for the doctor."""

    check_wanted = Signal()

    def __init__(self, theme: ThemeSource, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._standing: Standing | None = None
        self._name = label("title", wrap=True)
        self._memory = label("muted", wrap=True)
        self.check = button("plain")
        self.warning = _UnusedCardStrip(theme)
        self._precision_name, self._device_name = label("muted", wrap=True), label("muted", wrap=True)
        self.precision = Segments([Quantization.NF4, Quantization.INT8, Quantization.BF16], roomy=True)
        self.device = Segments(["auto", "cpu"], roomy=True)
        self._device_row = QWidget()
        self.setProperty("role", "card")
        self._lay_out()
        self.check.clicked.connect(self.check_wanted)
        self.precision.chosen.connect(lambda key: preferences.change(quantization=Quantization(key)))
        self.device.chosen.connect(lambda key: preferences.change(device=key))

    def _lay_out(self) -> None:
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        head = row(spacing=SPACE_M)
        words = column(spacing=SPACE_XS)
        words.addWidget(self._name)
        words.addWidget(self._memory)
        head.addLayout(words, 1)
        head.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        lines.addWidget(self.warning)
        for holder, name, choice in (
            (QWidget(), self._precision_name, self.precision),
            (self._device_row, self._device_name, self.device),
        ):
            line = row(holder, spacing=SPACE_M)
            line.addWidget(name, 1)
            line.addWidget(choice)
            lines.addWidget(holder)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, from top to bottom."""
        return [self.check, self.warning.why, *self.precision.buttons, *self.device.buttons]

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self.warning.show_unused(standing)
        self.say()

    def say(self) -> None:
        current, standing = self._preferences.current, self._standing
        self.setAccessibleName(tr("What models run on"))
        self._name.setText(tr("Looking at this computer…") if standing is None else _device_words(standing.device))
        self._memory.setText("" if standing is None else _memory_words(standing.device))
        has_card = standing is not None and standing.card is not None
        self._device_row.setVisible(has_card or current.device != "auto")
        self.check.setText(tr("Check this computer"))
        self.check.setAccessibleName(tr("Check this computer"))
        self._precision_name.setText(tr("Load models in"))
        self.precision.say(
            tr("Load models in"),
            {
                Quantization.NF4: tr("4 bit: least memory"),
                Quantization.INT8: tr("8 bit"),
                Quantization.BF16: tr("16 bit: as made"),
            },
        )
        self.precision.choose(current.quantization)
        self._device_name.setText(tr("Run models on"))
        self.device.say(tr("Run models on"), {"auto": tr("the graphics card"), "cpu": tr("the processor")})
        self.device.choose("cpu" if current.device == "cpu" else "auto")
        self.warning.say()


class _UnusedCardStrip(QFrame):
    """Says loudly that there is a graphics card which models do not use, and why."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._standing: Standing | None = None
        self._picture = QLabel()
        self._what = label("strong", wrap=True)
        # To be selected: it often names what to type.
        self.why = selectable_label()
        self.setProperty("role", "notice")
        self.setProperty("state", "warn")
        line = row(self, margin=SPACE_M, spacing=SPACE_M)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=SPACE_XS)
        words.addWidget(self._what)
        words.addWidget(self.why)
        line.addLayout(words, 1)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def words(self) -> str:
        return f"{self._what.text()} {self.why.text()}"

    def show_unused(self, standing: Standing) -> None:
        self._standing = standing
        self.setVisible(standing.unused is not None)
        self.say()

    def say(self) -> None:
        if self._standing is not None and self._standing.unused is not None:
            what, why = gpu_use.words(self._standing.unused)
            self._what.setText(what)
            self.why.setText(why)
            self._picture.setAccessibleName(what)
            self.setAccessibleName(what)
            self.setAccessibleDescription(why)

    def _draw(self) -> None:
        self._picture.setPixmap(line_icon(self._theme, "warn", "warn").pixmap(QSize(ICON_SIZE, ICON_SIZE)))


def _device_words(device: Device) -> str:
    return tr("Processor") if device.kind == "cpu" else device.name


def _memory_words(device: Device) -> str:
    free, total = size_words(device.free_bytes), size_words(device.total_bytes)
    if device.kind == "cpu":
        return tr("{free} of {total} of memory are free. No graphics card is used.").format(free=free, total=total)
    words = tr("{free} of {total} of its memory are free · driver {driver}")
    return words.format(free=free, total=total, driver=device.driver)
