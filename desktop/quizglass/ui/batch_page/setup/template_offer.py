"""Questions with their regions and pages, kept under a name and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from quizglass.errors import AppError, EmptyQuestion
from quizglass.i18n import tr
from quizglass.paths import templates_dir
from quizglass.ui.batch_page.setup.template_dialog import TemplateDialog
from quizglass.ui.controls.buttons import button_with_icon
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_XS

if TYPE_CHECKING:
    from quizglass.batch.templates import Template, Templates


class TemplateOffer(QObject):
    """``button`` opens the menu; ``current`` gives what is to be saved, under the name that it is given.

    Signals:
        chosen(Template): to be put in place of the questions that there are.
        told(Callable[[], str], bool): what is to be said, in the current language, and whether it is a trouble.
    """

    chosen = Signal(object)
    told = Signal(object, bool)

    def __init__(self, services: Services, parent: QWidget, current: Callable[[str], Template]) -> None:
        super().__init__(parent)
        self._services = services
        self._over = parent
        self._current = current
        self._name = ""
        self.button: QPushButton = button_with_icon(services.theme, "plain", "presets")
        self.button.clicked.connect(self._open)
        follow_language(self, self._say)

    def clear(self) -> None:
        """Propose no name for the next template."""
        self._name = ""

    def _open(self) -> None:
        self._with_templates(lambda templates: templates.names(), self._show_menu)

    def _show_menu(self, names: tuple[str, ...]) -> None:
        menu = QMenu(self._over)
        menu.setAccessibleName(tr("Templates"))
        for name in names:
            menu.addAction(_shown(name)).triggered.connect(lambda _c, name=name: self.take(name))
        if not names:
            menu.addAction(tr("There are no templates yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("Save as a template…")).triggered.connect(lambda _c: self._ask_name(names))
        for title, chosen in (
            (tr("Rename a template"), lambda name: self._ask_new_name(names, name)),
            (tr("Remove a template"), self._remove),
        ):
            self._add_names(menu.addMenu(title), names, chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + SPACE_XS)))

    def _add_names(self, menu: QMenu, names: tuple[str, ...], chosen: Callable[[str], None]) -> None:
        menu.setAccessibleName(menu.title())
        menu.setEnabled(bool(names))
        for name in names:
            menu.addAction(_shown(name)).triggered.connect(lambda _c, name=name: chosen(name))

    def take(self, name: str) -> None:
        """Put the template ``name`` in place of what there is."""
        self._with_templates(lambda templates: templates.read(name), self._on_read)

    def save(self, name: str) -> None:
        """Keep the questions that there are as the template ``name``."""
        template = self._current(name)
        if not template.questions:
            self._on_error(EmptyQuestion())
            return
        self._name = name
        self._with_templates(lambda templates: templates.save(template), lambda _: self._on_saved(name))

    def _on_read(self, template: Template) -> None:
        self._name = template.name
        self.chosen.emit(template)

    def _ask_name(self, names: tuple[str, ...]) -> None:
        self._show(TemplateDialog(names, self._name, self._over), self.save)

    def _ask_new_name(self, names: tuple[str, ...], name: str) -> None:
        dialog = TemplateDialog(names, name, self._over, renaming=True)
        self._show(dialog, lambda new: self._rename(name, new))

    def _show(self, dialog: TemplateDialog, on_named: Callable[[str], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(on_named)
        dialog.open()

    def _rename(self, name: str, new: str) -> None:
        self._with_templates(lambda templates: templates.rename(name, new), lambda _: self._on_renamed(name, new))

    def _remove(self, name: str) -> None:
        """Said rather than asked before: questions are soon saved again while they are still here."""
        self._with_templates(
            lambda templates: templates.remove(name),
            lambda _: self.told.emit(lambda: tr("The template “{name}” was removed.").format(name=name), False),
        )

    def _on_saved(self, name: str) -> None:
        self.told.emit(lambda: tr("Saved as the template “{name}”.").format(name=name), False)

    def _on_renamed(self, name: str, new: str) -> None:
        if self._name == name:
            self._name = new
        self.told.emit(lambda: tr("The template “{name}” is called “{new}” now.").format(name=name, new=new), False)

    def _on_error(self, error: AppError) -> None:
        self.told.emit(lambda: str(error), True)

    def _with_templates(self, do: Callable[[Templates], object], on_result: Callable[..., object]) -> None:
        def work() -> object:
            from quizglass.batch.templates import Templates

            return do(Templates(templates_dir()))

        self._services.background.run(work, on_result, self._on_error)

    def _say(self) -> None:
        self.button.setText(tr("Templates"))
        self.button.setAccessibleName(tr("Templates of questions"))


def _shown(name: str) -> str:
    return name.replace("&", "&&")
