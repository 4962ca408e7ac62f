"""Which model answers in a run, and what the run is called."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from quizglass.i18n import tr
from quizglass.models.installed import InstalledModel
from quizglass.models.registry import installed_models
from quizglass.models.server.group import ids
from quizglass.ui.controls.choice_box import ChoiceBox
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.model_menu import model_words
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_XS

_LONGEST_NAME = 120


class RunChoice(QFrame):
    """The model of the settings is chosen until another one is."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._models: list[InstalledModel] = []
        self._answers_as: dict[str, str] = {}
        self._chosen = ""
        self.setProperty("role", "card")
        self._model_title, self._name_title = label("title"), label("section")
        self.model = ChoiceBox(services.theme)
        self.name = QLineEdit()
        self.name.setAcceptDrops(False)
        self.name.setMaxLength(_LONGEST_NAME)
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_XS)
        lines.addWidget(self._model_title)
        lines.addWidget(self.model)
        lines.addSpacing(SPACE_XS)
        lines.addWidget(self._name_title)
        lines.addWidget(self.name)
        self.model.activated.connect(self._on_chosen)
        services.preferences.changed.connect(self._on_preference)
        follow_language(self, self._say)

    def look(self) -> None:
        """Find out anew which models there are."""
        self._services.background.run(_known_models, self._on_known)

    @property
    def model_id(self) -> str:
        return self.model.choice or self._chosen or self._services.preferences.current.model

    @property
    def answers_as(self) -> str:
        """What answers are known by where any of several servers may give them; see `Plan`."""
        return self._answers_as.get(self.model_id, "")

    @property
    def run_name(self) -> str:
        """What was typed, or else what is proposed."""
        return self.name.text().strip() or self.name.placeholderText()

    def propose(self, name: str) -> None:
        """What the run is called where nothing is typed."""
        self.name.setPlaceholderText(name)

    def clear(self) -> None:
        self.name.clear()
        self._chosen = ""
        self._show()

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return [self.model, self.name]

    def _on_known(self, known: tuple[list[InstalledModel], dict[str, str]]) -> None:
        models, self._answers_as = known
        self._models = models
        self._services.answers.learn_names({model.id: model.name for model in models})
        self._show()

    def _on_chosen(self, _index: int) -> None:
        self._chosen = self.model.choice

    def _on_preference(self, name: str) -> None:
        if name == "model":
            self._show()

    def _show(self) -> None:
        self.model.set_choices({model.id: model_words(self._services, model) for model in self._models})
        self.model.choose(self._chosen or self._services.preferences.current.model)

    def _say(self) -> None:
        self.setAccessibleName(tr("Model and name of the run"))
        self._model_title.setText(tr("Model"))
        self.model.say(tr("Model that answers"))
        self._name_title.setText(tr("Name of the run"))
        self.name.setAccessibleName(tr("Name of the run"))
        self._show()


def _known_models() -> tuple[list[InstalledModel], dict[str, str]]:
    """The models, servers that can share the work last, and what the answers of servers are known by."""
    models = [*installed_models(), *ids.groups()]
    return models, {model.id: ids.same_answers(model.id) for model in models if ids.is_ours(model.id)}
