"""Choosing the model that answers, from those on this computer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from quizglass.i18n import tr, trn
from quizglass.models.installed import InstalledModel
from quizglass.models.registry import installed_models
from quizglass.models.server.address_book import FAMILY as SERVER
from quizglass.models.server.address_book import is_server
from quizglass.models.server.group.ids import ALL_OF, members
from quizglass.settings import Quantization
from quizglass.ui.actions import Actions
from quizglass.ui.answers_access import BUILT_IN
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_XS

_GIGABYTE = 1e9


def show_model_menu(parent: QWidget, services: Services, actions: Actions, above: QWidget) -> None:
    """Open the menu over ``above``, once the models are known."""

    def known(models: list[InstalledModel]) -> None:
        services.answers.learn_names({model.id: model.name for model in models})
        menu = model_menu(parent, services, actions, models)
        menu.aboutToHide.connect(menu.deleteLater)
        place = above.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height() + SPACE_XS)
        menu.popup(place)

    services.background.run(installed_models, known)


def model_menu(parent: QWidget, services: Services, actions: Actions, models: list[InstalledModel]) -> QMenu:
    """Installed models, how exactly to load them, import and unload."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Choose a model"))
    preferences = services.preferences
    chosen = QActionGroup(menu)
    for model in models:
        action = menu.addAction(model_words(services, model))
        action.setCheckable(True)
        action.setChecked(model.id == preferences.current.model)
        action.triggered.connect(lambda _c, model_id=model.id: preferences.change(model=model_id))
        chosen.addAction(action)
    menu.addSeparator()
    if preferences.current.model != BUILT_IN:
        if not is_server(preferences.current.model):
            _add_precision(menu, services)
        menu.addAction(tr("Unload the model")).triggered.connect(lambda _c: services.answers.unload())
        menu.addSeparator()
    menu.addAction(actions["import_model"])
    menu.addAction(actions["models"])
    return menu


def model_words(services: Services, model: InstalledModel) -> str:
    """The name, and what it costs or where it runs."""
    name = services.answers.model_name(model.id)
    if model.id == BUILT_IN:
        return tr("{name}: quotes the page").format(name=name)
    if model.family == SERVER:
        return _server_words(model.id, name)
    gigabytes = QLocale().toString(model.size_bytes / _GIGABYTE, "f", 1)
    return tr("{name} ({size} GB)").format(name=name, size=gigabytes)


def _server_words(model_id: str, name: str) -> str:
    """Where it is. One that was taken off the list meanwhile has its name only."""
    serving = members(model_id)
    if model_id.startswith(ALL_OF):
        words = trn("{name}: on {count} server", "{name}: on {count} servers together", len(serving))
        return words.format(name=name, count=len(serving))
    return tr("{name}: on the server {host}").format(name=name, host=serving[0].host) if serving else name


def _add_precision(menu: QMenu, services: Services) -> None:
    preferences = services.preferences
    names: dict[Quantization, Callable[[], str]] = {
        Quantization.NF4: lambda: tr("4-bit: least memory"),
        Quantization.INT8: lambda: tr("8-bit"),
        Quantization.BF16: lambda: tr("16-bit: as it was made"),
    }
    group = QActionGroup(menu)
    for quantization, say in names.items():
        action = menu.addAction(say())
        action.setCheckable(True)
        action.setChecked(preferences.current.quantization is quantization)
        action.triggered.connect(lambda _c, q=quantization: preferences.change(quantization=q))
        group.addAction(action)
