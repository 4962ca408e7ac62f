"""The answer desk as the window uses it: made when first needed, and the state of its model for all to see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from quizglass.answers import Answer, AnswerEvent, Outcome, Progress, Question
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, OutOfMemory
from quizglass.i18n import tr
from quizglass.models.engine import Engine, EngineInfo
from quizglass.ui.library_access import LibraryAccess
from quizglass.ui.preferences import Preferences
from quizglass.ui.relay import Relay

if TYPE_CHECKING:
    # Answering is loaded when the first page stands on the screen, not before.
    from quizglass.answering.desk import AnswerDesk, LongWork, Ticket

BUILT_IN: Final = "built-in"

Stage: TypeAlias = Literal["ready", "resting", "loading", "failed"]


@dataclass(frozen=True, slots=True)
class ModelState:
    """What the model chip shows. ``percent`` counts while loading; ``error`` says why it failed.

    A model that rests is loaded by the first question. ``notice`` is a code of `EngineInfo`. ``memory_bytes`` are what
    it takes of the device's ``total_bytes``, 0 where they do not matter. ``cramped`` says that memory was short when it
    was last asked.
    """

    id: str
    name: str
    stage: Stage = "ready"
    device: str = "CPU"
    quantization: str = ""
    notice: str = ""
    percent: int = 0
    error: AppError | None = None
    memory_bytes: int = 0
    total_bytes: int = 0
    cramped: bool = False


class AnswersAccess(QObject):
    """``model_changed`` tells that `state` is another."""

    model_changed = Signal()

    def __init__(
        self,
        documents: DocumentService,
        library: LibraryAccess,
        preferences: Preferences,
        relay: Relay,
        create_engine: Callable[..., Engine] | None = None,
    ) -> None:
        """``create_engine`` makes engines in place of the registry's own."""
        super().__init__()
        self._create_engine = create_engine
        self._documents = documents
        self._library = library
        self._preferences = preferences
        self._relay = relay
        self._desk: AnswerDesk | None = None
        self._closed = False
        self._loading: Ticket | None = None
        self._total_bytes = 0
        self._cramped = ""
        self._names: dict[str, str] = {}
        self._state = self._resting(preferences.current.model)
        preferences.changed.connect(self._on_preference)

    @property
    def state(self) -> ModelState:
        state = self._state
        return replace(state, name=self.model_name(state.id), cramped=state.id == self._cramped)

    def model_name(self, model_id: str) -> str:
        """What the model is called; its id while that is not known."""
        return tr("Built-in reader") if model_id == BUILT_IN else self._names.get(model_id, model_id)

    def learn_names(self, names: dict[str, str]) -> None:
        """Take over the names of installed models, by id."""
        self._names.update(names)
        self.model_changed.emit()

    # Asking ---------------------------------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Load the part of the program that answers, before anyone asks.

        On a thread of its own: it is large, and the window goes on meanwhile.
        """
        made = self._relay.relayed(lambda _: None if self._closed else self._made())

        def load() -> None:
            made(import_module("quizglass.answering.desk"))

        Thread(target=load, name="loads answering", daemon=True).start()

    def ask(
        self,
        question: Question,
        document_hash: str | None,
        on_event: Callable[[AnswerEvent], None],
        on_done: Callable[[Answer], None],
        *,
        keep: bool = True,
    ) -> Ticket:
        """Hand in a question. The callbacks come in the window's thread; ``keep`` off leaves the library out of it."""

        def done(answer: Answer) -> None:
            self._note_memory(question.model, answer)
            self._follow_engine()
            on_done(answer)

        def event(what: AnswerEvent) -> None:
            self._on_event(question.model, what)
            on_event(what)

        return self._made().ask(
            question,
            on_event=self._relay.relayed(event),
            on_done=self._relay.relayed(done),
            document_hash=document_hash,
            keep=keep,
        )

    def work(self, work: LongWork) -> None:
        """Have ``work`` done on the model's thread whenever nobody asks by hand."""
        if not self._closed:
            self._made().work(work)

    def look_ahead(self, question: Question) -> None:
        """Have the model look at what is likely to be asked of next, if it is loaded. Nothing is told of it."""
        if self._desk is not None and not self._closed:
            self._desk.look_ahead(question)

    def stop_looking_ahead(self) -> None:
        if self._desk is not None:
            self._desk.stop_looking_ahead()

    def forget(self, path: str | None = None) -> None:
        """Let go what the model has seen of the document at ``path``, or of all."""
        if self._desk is not None and not self._closed:
            self._desk.forget(path)

    def close(self) -> None:
        """Stop everything; what had come of an answer is kept."""
        self._closed = True
        if self._desk is not None:
            self._desk.close()

    def _made(self) -> AnswerDesk:
        if self._desk is None:
            # Here and not above: answering is loaded after the first page is shown.
            from quizglass.answering.current_engine import CurrentEngine
            from quizglass.answering.desk import AnswerDesk

            self._desk = AnswerDesk(
                self._documents,
                self._library.opened,
                self._preferences.current,
                on_library_error=self._relay.relayed(self._library.tell),
                engine=None if self._create_engine is None else CurrentEngine(self._create_engine),
            )
        return self._desk

    # The model ------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Load the chosen model now, so that the first question need not wait."""
        model, self._cramped = self._preferences.current.model, ""
        if self._loading is not None:
            self._loading.cancel()  # what it was to load is not wished for any more
        self._show(replace(self._resting(model), stage="loading"))
        self._loading = self._made().use_model(
            model,
            settings=self._preferences.current,
            on_event=self._relay.relayed(lambda event: self._on_event(model, event)),
            on_done=self._on_thread_loaded(model),
        )

    def stop_loading(self) -> None:
        """Give up loading; the next question begins it again."""
        if self._loading is not None and self._state.stage == "loading":
            self._loading.cancel()
            self._show(self._resting(self._preferences.current.model))

    def unload(self, on_freed: Callable[[int], object] = lambda _: None) -> None:
        """Free the model's memory; the next question loads it again. ``on_freed`` gets the bytes, as measured."""
        self.stop_loading()
        if self._desk is not None:
            self._desk.unload(self._relay.relayed(on_freed))
        self._show(self._resting(self._preferences.current.model))

    def _on_thread_loaded(self, model: str) -> Callable[[EngineInfo | AppError], None]:
        """Asks on the model's thread how large the device is: a driver may take its time."""
        tell = self._relay.relayed(lambda outcome, total: self._on_loaded(model, outcome, total))

        def loaded(outcome: EngineInfo | AppError) -> None:
            from quizglass.models.devices import graphics_card, processor

            on_card = isinstance(outcome, EngineInfo) and outcome.device != "CPU"
            device = (graphics_card() if on_card else None) or processor()
            tell(outcome, device.total_bytes)

        return loaded

    def _on_preference(self, name: str) -> None:
        if name in {"model", "quantization", "device"}:
            self.load()

    def _note_memory(self, model: str, answer: Answer) -> None:
        """Remember whether memory was short, as long as the model is loaded as it is now."""
        if answer.error == OutOfMemory.code:
            self._cramped = model or self._preferences.current.model
            self.model_changed.emit()
        elif answer.outcome is not Outcome.STOPPED:
            self._cramped = ""

    def _on_event(self, model: str, event: AnswerEvent) -> None:
        if isinstance(event, Progress) and event.stage == "loading" and model == self._preferences.current.model:
            percent = round(100 * event.done / event.total) if event.total else 0
            self._show(replace(self._resting(model), stage="loading", percent=percent))

    def _on_loaded(self, model: str, outcome: EngineInfo | AppError, total_bytes: int) -> None:
        self._total_bytes = total_bytes
        if model != self._preferences.current.model or isinstance(outcome, Cancelled):
            return
        if isinstance(outcome, AppError):
            self._show(replace(self._resting(model), stage="failed", error=outcome))
        else:
            self._show_engine(outcome)

    def _follow_engine(self) -> None:
        """After an answer: what is loaded now."""
        info = self._desk.engine_info if self._desk is not None else None
        if info is not None and info.id == self._preferences.current.model:
            self._show_engine(info)
        elif self._state.stage == "loading":
            self._show(self._resting(self._preferences.current.model))

    def _show_engine(self, info: EngineInfo) -> None:
        if info.id != BUILT_IN:
            self._names[info.id] = info.name
        self._show(
            ModelState(
                info.id,
                info.name,
                "ready",
                info.device,
                info.quantization,
                info.notice,
                memory_bytes=info.memory_bytes,
                total_bytes=self._total_bytes if info.memory_bytes else 0,
            )
        )

    def _resting(self, model: str) -> ModelState:
        return ModelState(model, model, "ready" if model == BUILT_IN else "resting", "CPU" if model == BUILT_IN else "")

    def _show(self, state: ModelState) -> None:
        if state != self._state:
            self._state = state
            self.model_changed.emit()
