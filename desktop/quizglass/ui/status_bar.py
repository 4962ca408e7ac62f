"""The line at the bottom: the model and its device, the network, what is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel

from quizglass.i18n import tr
from quizglass.ui.actions import Actions
from quizglass.ui.answers_access import ModelState
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import ElidedLabel, label
from quizglass.ui.icons import paint_icon
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

if TYPE_CHECKING:
    from quizglass.models.gpu_use import UnusedCard

HEIGHT = 28
_GIGABYTE = 1e9
_SERVERS: Final = "server:"
"""Begins the ids of models that servers run; their own module is not loaded for a look at it."""


class StatusBar(QFrame):
    def __init__(self, services: Services, actions: Actions) -> None:
        super().__init__()
        self._services = services
        self._activity = ""
        self._downloading = ""
        self._run_model = ""
        self.model_chip = button("chip")
        self.run_chip = button("chip")
        self._network_icon = QLabel()
        self._network = label("small")
        self._place = label("small")
        self._doing = ElidedLabel("small")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("role", "statusBar")
        self.setFixedHeight(HEIGHT)
        layout = row(self, margin=(SPACE_S, 0), spacing=SPACE_XS)
        layout.addWidget(self.model_chip)
        layout.addSpacing(SPACE_M)
        layout.addWidget(self._network_icon)
        layout.addWidget(self._network)
        layout.addWidget(self.run_chip)
        layout.addSpacing(SPACE_M)
        layout.addWidget(self._doing, 1)
        layout.addSpacing(SPACE_M)
        layout.addWidget(self._place)
        layout.addSpacing(SPACE_S)
        self.run_chip.hide()
        self.model_chip.clicked.connect(actions["model_menu"].trigger)
        services.answers.model_changed.connect(self._say)
        services.theme.changed.connect(self._say)
        follow_language(self, self._say)

    @property
    def place(self) -> str:
        """What it says of the page in sight."""
        return self._place.text()

    def set_place(self, words: str) -> None:
        """Say in the corner which page is in sight; "" for none."""
        self._place.setText(words)

    def set_activity(self, words: str) -> None:
        """Say on the right what is being done; "" for nothing."""
        self._doing.setText(words)

    def set_run(self, words: str, explanation: str = "", model: str = "") -> None:
        """Say how far a run of ``model`` is; "" when none is under way."""
        self.run_chip.setText(words)
        self.run_chip.setToolTip(explanation)
        self.run_chip.setAccessibleName(words or tr("Runs"))
        self.run_chip.setAccessibleDescription(explanation)
        self.run_chip.setVisible(bool(words))
        if model != self._run_model:
            self._run_model = model
            self._say()

    def set_downloading(self, model: str) -> None:
        """Say that files of ``model`` are being fetched; "" when none are any more."""
        self._downloading = model
        self._say()

    def _say(self) -> None:
        state = self._services.answers.state
        theme = self._services.theme.current
        words = chip_words(state)
        colors = {"ready": theme.good, "resting": theme.muted, "loading": theme.accent, "failed": theme.bad}
        color = theme.warn if state.notice and state.stage == "ready" else colors[state.stage]
        self.model_chip.setIcon(self._dot(color))
        self.model_chip.setText(words)
        self.model_chip.setAccessibleName(tr("Model: {words}").format(words=words))
        self.model_chip.setToolTip(chip_explanation(state))
        self._say_network()
        self.setAccessibleName(tr("State of the program"))
        self.run_chip.setAccessibleName(self.run_chip.text() or tr("Runs"))
        self._doing.setAccessibleName(tr("What is being done"))
        self._place.setAccessibleName(tr("The page in sight"))

    @property
    def _asks_server(self) -> bool:
        """Whether questions by hand, or those of a run, go to a server."""
        return any(model.startswith(_SERVERS) for model in (self._services.answers.state.id, self._run_model))

    def _say_network(self) -> None:
        """Whether anything is connected to: a server that was chosen, or a download that the user began."""
        words, explanation = tr("network off"), tr("Quizglass makes no connection. Nothing leaves this computer.")
        if self._downloading:
            words = tr("downloading {model}").format(model=self._downloading)
            explanation = tr("Files of this model are fetched; nothing of your documents is sent.")
        elif self._asks_server:
            words = tr("asks a server")
            explanation = tr("What you ask of goes to the server that you added, and to no other.")
        off = not self._downloading and not self._asks_server
        self._network.setText(words)
        self._network.setToolTip(explanation)
        self._network_icon.setVisible(off)
        self._network_icon.setPixmap(self._network_picture())
        self._network_icon.setAccessibleName(words)

    def _dot(self, color: QColor) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(SPACE_M, SPACE_M) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(color)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.drawEllipse(2, 2, SPACE_S, SPACE_S)
        painter.end()
        return picture

    def _network_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(SPACE_L, SPACE_L) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        paint_icon(
            painter,
            "network-off",
            self._services.theme.current.muted,
            picture.rect().toRectF().adjusted(0, 0, SPACE_L - picture.width(), SPACE_L - picture.height()),
        )
        painter.end()
        return picture


def chip_words(state: ModelState) -> str:
    """``Qwen2-VL-2B · RTX 4070 · 4-bit``, or how far the loading is."""
    match state.stage:
        case "loading":
            return tr("{model} · loading {percent} %").format(model=state.name, percent=state.percent)
        case "failed":
            return tr("{model} · cannot be used").format(model=state.name)
        case "resting":
            return tr("{model} · loads with the first question").format(model=state.name)
    precisions = {"nf4": tr("4-bit"), "int8": tr("8-bit"), "bf16": tr("16-bit")}
    parts = (state.name, state.device, precisions.get(state.quantization, state.quantization), _memory(state))
    return " · ".join(part for part in parts if part)


def _memory(state: ModelState) -> str:
    """What the model takes of its device; "" where that is not known, or does not matter."""
    if not (state.memory_bytes and state.total_bytes):
        return ""
    taken, total = (QLocale().toString(size / _GIGABYTE, "f", 1) for size in (state.memory_bytes, state.total_bytes))
    return tr("{taken} of {total} GB").format(taken=taken, total=total)


def chip_explanation(state: ModelState) -> str:
    """The tooltip: what the model does, or why it does not."""
    if state.error is not None:
        return str(state.error)
    if state.notice:
        return " ".join(model_warning(state))
    if state.id == "built-in":
        return tr("Quotes the page. For answers in full sentences add a model.")
    return tr("Choose a model")


def model_warning(state: ModelState, unused: UnusedCard | None = None) -> tuple[str, str]:
    """What is wrong with how the model runs, and what to do about it; ``unused`` says of a card why it is not used."""
    if unused is not None:
        from quizglass.models import gpu_use

        what, remedy = gpu_use.words(unused)
        slow = tr("{model} runs on the processor, and an answer can take minutes.").format(model=state.name)
        return what, f"{remedy} {slow}"
    if state.notice == "gpu-unused":
        return (
            tr("The graphics card is not used: {model} runs on the processor.").format(model=state.name),
            tr("An answer can take minutes. quizglass doctor says why the card is not used."),
        )
    return (
        tr("{model} runs on the processor.").format(model=state.name),
        tr("An answer can take minutes. A smaller model or the built-in reader answers sooner."),
    )
