"""Taking over a model from a folder that the user chose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.models.installed import InstalledModel
from quizglass.ui.controls.notices import Notice

if TYPE_CHECKING:
    from quizglass.ui.main_window import MainWindow


def import_model(window: MainWindow, folder: str) -> None:
    """Copy the model, seen on the page of models, then use it. What is wrong with it is said in words."""
    services, page = window.services, window.workspace.show_models()

    def done(model: InstalledModel) -> None:
        services.answers.learn_names({model.id: model.name})
        services.preferences.change(model=model.id)
        page.look()
        window.workspace.notices.add(
            Notice(
                lambda: (
                    tr("{model} was imported.").format(model=model.name),
                    tr("It answers from now on. The model line at the bottom of the window changes that."),
                ),
                "info",
            )
        )

    def failed(error: AppError) -> None:
        window.workspace.notices.add(
            Notice.of_error(error, lambda: tr("Choose another folder"), window.actions_table["import_model"].trigger)
        )

    page.deeds.import_folder(Path(folder), done, failed)
