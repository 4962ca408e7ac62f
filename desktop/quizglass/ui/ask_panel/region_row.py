"""The regions by number and name: choosing one, naming it, removing it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.choice_box import ChoiceBox
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.language import follow_language
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.regions import Regions
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_XS

_LONGEST = 60


def region_words(region: Region) -> str:
    """The number, and the name where it has one."""
    words = tr("Region {number}").format(number=region.number)
    return f"{region.number} · {region.name}" if region.name else words


class RegionRow(QWidget):
    """Seen while there are regions. Enter keeps a name that is typed, Esc leaves it as it was."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._regions: Regions | None = None
        self._choice = ChoiceBox(services.theme)
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST)
        self._rename = IconButton(services.theme, "edit", tint="muted", small=True)
        self._remove = IconButton(services.theme, "delete", tint="muted", small=True)
        layout = row(self, spacing=SPACE_XS)
        layout.addWidget(self._choice, 1)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._rename)
        layout.addWidget(self._remove)
        self._name.hide()
        self._name.installEventFilter(self)
        self._name.editingFinished.connect(self._keep_name)
        self._choice.activated.connect(self._choose)
        self._rename.clicked.connect(self.begin_naming)
        self._remove.clicked.connect(self._remove_active)
        self.hide()
        follow_language(self, self._say)

    def follow(self, regions: Regions) -> None:
        """Show these, now and whenever they change."""
        self._regions = regions
        regions.changed.connect(self._show)
        self._show()

    def begin_naming(self) -> None:
        """Let the user type a name for the active region."""
        active = self._active
        if active is not None:
            self._name.setText(active.name)
            self._name.setPlaceholderText(region_words(active))
            self._swap(naming=True)
            self._name.selectAll()
            self._name.setFocus()

    @property
    def _active(self) -> Region | None:
        return self._regions.active if self._regions is not None else None

    def _say(self) -> None:
        self.setAccessibleName(tr("Regions"))
        self._choice.say(tr("Region that is asked"))
        self._choice.setPlaceholderText(tr("Choose a region"))
        self._name.setAccessibleName(tr("Name of the region"))
        self._rename.say(tr("Name the region"))
        self._remove.say(tr("Remove the region"))
        self._show()

    def _show(self) -> None:
        regions = self._regions.all if self._regions is not None else ()
        active = self._active
        self._choice.set_choices({str(region.number): region_words(region) for region in regions})
        self._choice.blockSignals(True)
        self._choice.setCurrentIndex(self._choice.findData(str(active.number)) if active is not None else -1)
        self._choice.blockSignals(False)
        self._rename.setEnabled(active is not None)
        self._remove.setEnabled(active is not None)
        self.setVisible(bool(regions))

    def _swap(self, *, naming: bool) -> None:
        self._name.setVisible(naming)
        self._choice.setVisible(not naming)

    def _choose(self, _index: int) -> None:
        if self._regions is not None and self._choice.choice:
            self._regions.activate(int(self._choice.choice))

    def _keep_name(self) -> None:
        active = self._active
        if self._name.isHidden():
            return
        self._swap(naming=False)
        if active is not None and self._regions is not None:
            self._regions.rename(active.number, self._name.text())

    def _remove_active(self) -> None:
        active = self._active
        if active is not None and self._regions is not None:
            self._regions.remove(active.number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._name and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._swap(naming=False)
                self._choice.setFocus()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._keep_name()
                self._choice.setFocus()
                return True
        return super().eventFilter(watched, event)
