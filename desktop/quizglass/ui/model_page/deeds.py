"""What the buttons on the cards of models do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from quizglass.answers import Answer
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.models import licences, registry, store
from quizglass.models.catalog_entry import Entry
from quizglass.models.downloading import downloads
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_plan import Step
from quizglass.settings import Quantization
from quizglass.ui.answers_access import BUILT_IN
from quizglass.ui.controls.cards.card_content import Mark
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.model_page.jobs import Job, Jobs, as_progress
from quizglass.ui.model_page.standing import Installed
from quizglass.ui.model_page.trial import trial_question, trial_words
from quizglass.ui.services import Services

if TYPE_CHECKING:
    from quizglass.answering.desk import Ticket

Said: TypeAlias = Callable[[], tuple[Mark, str]]
"""What came of a deed, in the current language."""


class Deeds(QObject):
    """``changed`` tells that there is something else to show.

    Signals:
        said(str, Said): what came of a deed with this model; None takes back what was said before.
        came(InstalledModel): a model is on this computer that was not.
        failed(AppError): a download ended, and not as it should.
    """

    changed = Signal()
    said = Signal(str, object)
    came = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services = services
        self._jobs = jobs
        self._trial: Ticket | None = None

    # Models that are here -------------------------------------------------------------------------------------------

    def use(self, item: Installed) -> None:
        """Let it answer from now on, loaded as its plan says. What runs nowhere else is loaded at once."""
        self._forget(item.model.id)
        self._services.answers.learn_names({item.model.id: item.model.name})
        self._services.preferences.change(model=item.model.id, **_as_planned(item))

    def load(self, item: Installed) -> None:
        """Load it now, as its plan says."""
        self._forget(item.model.id)
        self._services.preferences.change(**_as_planned(item))
        self._services.answers.load()

    def load_coarser(self, item: Installed) -> None:
        """Load it with the least memory that its weights take."""
        self._forget(item.model.id)
        self._services.preferences.change(quantization=Quantization.NF4)

    def unload(self, item: Installed) -> None:
        """Free its memory, and say how much that was."""

        def freed(size: int) -> None:
            self.said.emit(item.model.id, lambda: ("good", tr("Freed {size}.").format(size=size_words(size))))
            self.changed.emit()

        self._forget(item.model.id)
        self._services.answers.unload(freed)

    def stop_loading(self, _item: Installed) -> None:
        self._services.answers.stop_loading()

    def try_out(self, item: Installed) -> None:
        """Ask the sample; loads the model where it is not loaded."""
        model_id = item.model.id

        def done(answer: Answer) -> None:
            self._trial = None
            self.said.emit(model_id, lambda: trial_words(answer))

        self._forget(model_id)
        self.said.emit(model_id, lambda: ("muted", tr("Asking the sample for its total…")))
        self._trial = self._services.answers.ask(trial_question(model_id), None, lambda _: None, done, keep=False)

    def verify(self, item: Installed) -> None:
        model = item.model

        def work(tell: Callable[[DownloadProgress], None], cancel: CancelToken) -> str:
            return store.verify(model.id, progress=as_progress(tell, model.size_bytes), cancel=cancel)

        def done(problem: str) -> None:
            self.said.emit(model.id, lambda: ("bad", problem) if problem else ("good", tr("Its files are whole.")))

        self._forget(model.id)
        self._jobs.start(model.id, Job("verify", model.name), work, done, partial(self._failed, model.id))

    def import_folder(
        self,
        folder: Path,
        on_result: Callable[[InstalledModel], object],
        on_error: Callable[[AppError], object],
    ) -> None:
        """Copy a model from a folder into the store."""

        def work(tell: Callable[[DownloadProgress], None], cancel: CancelToken) -> InstalledModel:
            size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file()) if folder.is_dir() else 0
            return store.import_folder(folder, progress=as_progress(tell, size), cancel=cancel)

        self._jobs.start(f"import:{folder}", Job("import", folder.name), work, on_result, on_error)

    def remove(self, item: Installed) -> None:
        """Remove it for good; where it answered, the built-in reader does from now on."""
        model_id = item.model.id
        if self._services.preferences.current.model == model_id:
            self._services.preferences.change(model=BUILT_IN)

        def work(_: Callable[[DownloadProgress], None], __: CancelToken) -> InstalledModel:
            return registry.remove(model_id)

        self._jobs.start(
            model_id,
            Job("remove", item.model.name),
            work,
            lambda _: self.changed.emit(),
            partial(self._failed, model_id),
        )

    # Models that are not --------------------------------------------------------------------------------------------

    def accept_and_download(self, entry: Entry) -> None:
        """The user accepted the licence in the dialog."""
        self._download(entry, accept=True)

    def download(self, entry: Entry) -> None:
        """Fetch a model whose licence was accepted before, or go on with what was begun."""
        self._download(entry, accept=False)

    def _download(self, entry: Entry, *, accept: bool) -> None:
        def work(tell: Callable[[DownloadProgress], None], cancel: CancelToken) -> InstalledModel:
            if accept:
                licences.accept(entry)
            return downloads.download(entry.id, progress=tell, cancel=cancel)

        def failed(error: AppError) -> None:
            self._failed(entry.id, error)
            self.failed.emit(error)

        self._forget(entry.id)
        self._jobs.start(entry.id, Job("download", entry.name), work, self.came.emit, failed)

    def discard(self, entry: Entry) -> None:
        """Throw away what has come of a download."""

        def work(_: Callable[[DownloadProgress], None], __: CancelToken) -> bool:
            return downloads.discard(entry.id)

        self._jobs.start(
            entry.id,
            Job("discard", entry.name),
            work,
            lambda _: self.changed.emit(),
            partial(self._failed, entry.id),
        )

    def stop(self, model_id: str) -> None:
        self._jobs.stop(model_id)

    def close(self) -> None:
        if self._trial is not None:
            self._trial.cancel()

    def _forget(self, model_id: str) -> None:
        """What was said before is of no use any more."""
        self.said.emit(model_id, None)

    def _failed(self, model_id: str, error: AppError) -> None:
        self.said.emit(model_id, lambda: ("bad", " ".join(error.describe())))


def _as_planned(item: Installed) -> dict[str, Any]:
    """The settings that have to change for the plan; none where it fits as wished, or not at all."""
    steps = item.plan.steps if item.plan is not None else ()
    changed: dict[str, Any] = {}
    if item.plan is not None and Step.COARSER in steps:
        changed["quantization"] = item.plan.quantization
    if Step.PROCESSOR in steps:
        changed["device"] = "cpu"
    return changed
