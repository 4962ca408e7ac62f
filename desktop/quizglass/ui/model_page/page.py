"""The page of models, in the place of the documents: what answers, what could, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.models import licences
from quizglass.models.installed import InstalledModel
from quizglass.models.server.server import Server
from quizglass.ui.actions import Actions
from quizglass.ui.answers_access import BUILT_IN
from quizglass.ui.background import Background
from quizglass.ui.controls.buttons import button, button_with_icon
from quizglass.ui.controls.cards.card_content import CardContent, Mark
from quizglass.ui.controls.cards.card_list import CardList
from quizglass.ui.controls.centred_page import CentredPage
from quizglass.ui.controls.notices import Notice, Notices
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.model_page.computer_check import ComputerCheck
from quizglass.ui.model_page.deeds import Deeds, Said
from quizglass.ui.model_page.device_card import DeviceCard
from quizglass.ui.model_page.installed_content import import_content, installed_content
from quizglass.ui.model_page.jobs import Job, Jobs
from quizglass.ui.model_page.licence_dialog import LicenceDialog
from quizglass.ui.model_page.offered_content import offered_content
from quizglass.ui.model_page.remove_dialog import remove_dialog
from quizglass.ui.model_page.server_adding import ServerAdding
from quizglass.ui.model_page.standing import Installed, Offered, Standing, smaller, stand
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_XL

_WIDTH = 720
_LOOKS_WITH = frozenset({"model", "quantization", "device"})
_LOOK_AGAIN_MS = 300


class ModelPage(CentredPage):
    """``left`` tells that the user wants to go back to the documents, ``downloading`` what is being fetched ("").

    ``downloading`` says how far it is, too: ``Qwen2-VL 2B · 38 %``.
    """

    left = Signal()
    downloading = Signal(str)

    def __init__(self, services: Services, actions: Actions, notices: Notices) -> None:
        super().__init__(_WIDTH)
        self._services = services
        self._notices = notices
        self._jobs = Jobs(services.relay)
        self._looking = Background(services.relay)
        self._deeds = Deeds(services, self._jobs)
        self._standing: Standing | None = None
        self._said: dict[str, Said] = {}
        self._stops: list[QWidget] = []
        self._reveal = ""
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._back = button_with_icon(services.theme, "plain", "back")
        self._title, self._promise = label("pageTitle", wrap=True), label("muted", wrap=True)
        self.device = DeviceCard(services.theme, services.preferences)
        self.check = ComputerCheck(services.theme)
        self.installed, self.offered = CardList(services.theme), CardList(services.theme)
        self.import_button, self.server_button = button("plain"), button("plain")
        self.filter = Segments(["fitting", "all"], roomy=True)
        self._problems = label("warn", wrap=True)
        self._lay_out()
        self._connect(actions)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        # There is nearly always more than fits; a bar that comes with the first models would move everything.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setProperty("role", "desk")
        lines = self.lines
        lines.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._title)
        lines.addWidget(self._promise)
        lines.addSpacing(SPACE_M)
        lines.addWidget(self.device)
        lines.addWidget(self.check)
        for section in (self.installed, self.offered):
            lines.addSpacing(SPACE_L)
            lines.addWidget(section)
            section.hide()  # nothing is said of models before it is known how it stands
        self.installed.head.addWidget(self.import_button)
        self.installed.head.addWidget(self.server_button)
        self.offered.head.addWidget(self.filter)
        lines.addWidget(self._problems)
        lines.addStretch(1)

    def _connect(self, actions: Actions) -> None:
        self._back.clicked.connect(self.left)
        self.device.check_wanted.connect(self.check.run)
        self.import_button.clicked.connect(actions["import_model"].trigger)
        self.server_button.clicked.connect(self.add_server)
        self.installed.pressed.connect(self._on_installed)
        self.offered.pressed.connect(self._on_offered)
        self.filter.chosen.connect(lambda _: self._show_cards())
        self._soon.timeout.connect(self.look)
        self._jobs.changed.connect(self._on_job)
        self._deeds.changed.connect(self._soon.start)
        self._deeds.said.connect(self._on_said)
        self._deeds.came.connect(self._on_came)
        self._deeds.failed.connect(partial(self._on_failed, actions))
        self._services.answers.model_changed.connect(self._on_model)
        self._services.preferences.changed.connect(self._on_preference)

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def standing(self) -> Standing | None:
        """How it stood when it was last looked; None before."""
        return self._standing

    def reveal(self, entry_id: str) -> None:
        """Bring a model of the catalogue into sight, once it is known."""
        self._reveal = entry_id
        self._show_revealed()

    def look(self) -> None:
        """Find out anew how it stands."""
        settings, loaded = self._services.preferences.current, self._services.answers.state.memory_bytes
        self._looking.run(lambda: stand(settings, loaded), self._show_standing)

    def add_server(self) -> ServerAdding:
        adding = ServerAdding(self._services.theme, self._jobs, self, self._on_server)
        adding.open()
        return adding

    @property
    def deeds(self) -> Deeds:
        """What its buttons do, for actions that do the same."""
        return self._deeds

    def close_work(self) -> None:
        """Stop all that is under way; what had come of downloads is kept."""
        self._soon.stop()
        self.check.close_work()
        self._deeds.close()
        self._jobs.close()
        self._looking.close()

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        names = {item.model.id: item.model.name for item in standing.installed if item.model.path or item.host}
        self._services.answers.learn_names(names)
        self.device.show_standing(standing)
        for section in (self.installed, self.offered):
            section.show()
        self._problems.setText(" ".join(standing.problems))
        self._problems.setVisible(bool(standing.problems))
        self._show_cards()
        self._show_revealed()

    def _show_cards(self) -> None:
        standing = self._standing
        if standing is None:
            return
        state, wished = self._services.answers.state, self._services.preferences.current.quantization
        self.installed.show_cards(
            {
                item.model.id: installed_content(
                    item, state, wished, self._jobs.of(item.model.id), self._words(item.model.id), self._smaller(item)
                )
                for item in standing.installed
            }
            | {job_id: import_content(job) for job_id, job in self._jobs.running("import").items()}
        )
        self._say_filter(len(standing.offered))
        self.offered.show_cards(
            {item.entry.id: self._offered_content(item) for item in standing.offered if self._is_listed(item)}
        )
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes from top to bottom. Left alone it comes to what was made last at the very end."""
        stops = [
            self._back,
            *self.device.stops(),
            *self.check.stops(),
            self.import_button,
            self.server_button,
            *self.installed.stops(),
            *self.filter.buttons,
            *self.offered.stops(),
        ]
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _smaller(self, item: Installed) -> str:
        found = smaller(self._standing, item) if self._standing is not None else None
        if found is None:
            return ""
        return found.model.name if isinstance(found, Installed) else found.entry.name

    def _is_listed(self, item: Offered) -> bool:
        """What does not run here, or so slowly that nobody waits for it, is kept back until somebody asks for all."""
        return item.suits or bool(item.state) or self.filter.choice == "all" or self._jobs.of(item.entry.id) is not None

    def _offered_content(self, item: Offered) -> CardContent:
        assert self._standing is not None
        entry_id = item.entry.id
        return offered_content(item, self._standing.device, self._jobs.of(entry_id), self._words(entry_id))

    def _words(self, model_id: str) -> tuple[Mark, str] | None:
        said = self._said.get(model_id)
        return said() if said is not None else None

    def _show_revealed(self) -> None:
        card = self.offered.cards.get(self._reveal) or self.installed.cards.get(self._reveal)
        if card is None:
            return
        self._reveal = ""
        # The new cards have no place before the layout was done.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(card, 0, SPACE_XL))
        first = card.button("download") or card.button("use")
        if first is not None:
            first.setFocus()

    # What is done ---------------------------------------------------------------------------------------------------

    def _on_installed(self, model_id: str, key: str) -> None:
        if key == "stop":
            self._deeds.stop(model_id)
            return
        item = self._standing.installed_as(model_id) if self._standing else None
        if item is None:
            return
        deeds: dict[str, Callable[[Installed], None]] = {
            "use": self._deeds.use,
            "load": self._deeds.load,
            "coarser": self._deeds.load_coarser,
            "smaller": self._show_smaller,
            "built_in": lambda _: self._services.preferences.change(model=BUILT_IN),
            "unload": self._deeds.unload,
            "stop_loading": self._deeds.stop_loading,
            "try": self._deeds.try_out,
            "verify": self._deeds.verify,
            "remove": self._ask_to_remove,
        }
        deeds[key](item)

    def _show_smaller(self, item: Installed) -> None:
        found = smaller(self._standing, item) if self._standing is not None else None
        if found is not None:
            self.reveal(found.model.id if isinstance(found, Installed) else found.entry.id)

    def _on_offered(self, entry_id: str, key: str) -> None:
        item = self._standing.offered_as(entry_id) if self._standing else None
        if item is None:
            return
        if key == "download":
            self._ask_to_download(item)
        elif key == "discard":
            self._deeds.discard(item.entry)
        else:
            self._deeds.stop(entry_id)

    def _ask_to_download(self, item: Offered) -> None:
        if licences.accepted(item.entry):
            self._deeds.download(item.entry)
            return
        dialog = LicenceDialog(self._services.theme, item.entry, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._deeds.accept_and_download(item.entry))
        dialog.open()

    def _ask_to_remove(self, item: Installed) -> None:
        dialog = remove_dialog(item, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._deeds.remove(item))
        dialog.open()

    # What happens ---------------------------------------------------------------------------------------------------

    def _on_job(self, model_id: str) -> None:
        self._show_cards()
        self.downloading.emit(next(map(_how_far, self._jobs.running("download").values()), ""))
        if self._jobs.of(model_id) is None:
            self._soon.start()

    def _on_said(self, model_id: str, said: Said | None) -> None:
        self._said.pop(model_id, None)
        if said is not None:
            self._said[model_id] = said
        self._show_cards()

    def _on_came(self, model: InstalledModel) -> None:
        """A download has ended, perhaps while something else was looked at."""
        self._services.answers.learn_names({model.id: model.name})

        def say() -> tuple[str, str]:
            return tr("{model} is on this computer.").format(model=model.name), tr("It works without a network.")

        use = partial(self._services.preferences.change, model=model.id)
        self._notices.add(Notice(say, "info", lambda: tr("Let it answer"), use))
        self.look()

    def _on_failed(self, actions: Actions, error: AppError) -> None:
        """Whoever looks at the page sees it on the card."""
        if not self.isVisible():
            self._notices.add(Notice.of_error(error, lambda: tr("Show the models"), actions["models"].trigger))

    def _on_server(self, server: Server) -> None:
        self._services.answers.learn_names({server.id: server.name})
        self.look()

    def _on_model(self) -> None:
        self._show_cards()
        if self._services.answers.state.stage != "loading" and self.isVisible():
            self._soon.start()

    def _on_preference(self, name: str) -> None:
        if name in _LOOKS_WITH:
            self.device.say()
            self._soon.start()

    def _say(self) -> None:
        self.setAccessibleName(tr("Models"))
        self._back.setText(tr("Back"))
        self._back.setAccessibleName(tr("Back to the documents"))
        self._title.setText(tr("Models"))
        self._promise.setText(
            tr("A model answers in full sentences and reads pictures. It runs here: nothing leaves this computer.")
        )
        self.import_button.setText(tr("Import a folder…"))
        self.import_button.setAccessibleName(tr("Import a model from a folder…"))
        self.server_button.setText(tr("Add a server…"))
        self.server_button.setAccessibleName(tr("Add a server…"))
        self.installed.say(tr("On this computer"), "")
        self._say_filter(len(self._standing.offered) if self._standing else 0)
        self.device.say()
        self._show_cards()

    def _say_filter(self, count: int) -> None:
        none = tr("None of the others suits this computer.") if count else tr("There is none that is not here already.")
        self.offered.say(tr("To download"), none)
        words = {"fitting": tr("Suit this computer"), "all": tr("All {count}").format(count=count)}
        self.filter.say(tr("Models to list"), words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._said.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _how_far(job: Job) -> str:
    if not job.progress.total_bytes:
        return job.name
    return tr("{model} · {percent} %").format(model=job.name, percent=round(100 * job.progress.share))
