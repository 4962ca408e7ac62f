"""One open document: what it is, what was asked of it, and asking more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from quizglass.answers import (
    Answer,
    AnswerEvent,
    Evidence,
    EvidenceFound,
    Noticed,
    Outcome,
    Progress,
    Question,
    TextDelta,
)
from quizglass.documents.requests import HashDocument
from quizglass.errors import AppError, EmptyQuestion
from quizglass.geometry import RegionPart
from quizglass.library.records import AnswerRecord, ViewState
from quizglass.pages import DocumentInfo, DocumentSource, RecognizedText
from quizglass.ui.reading.answer_reading import AnswerReading
from quizglass.ui.reading.document_texts import DocumentTexts
from quizglass.ui.reading.picture_reading import PictureReading
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry, Scope
from quizglass.ui.session.evidence_reading import EvidenceReading

if TYPE_CHECKING:
    from quizglass.answering.desk import Ticket


_SHOWN_AT_ONCE = 3


class DocumentSession(QObject):
    """Questions are asked one at a time; the answers of earlier days come from the library, oldest first.

    Signals:
        entry_added(Entry, int): at this place of `entries`.
        entry_changed(Entry): more text, a place, or the end of its answer.
        entry_removed(Entry)
        selected(Entry | None): the one whose place is shown.
        shown(Entry): its place is to be gone to, even when it was selected before.
        followed(Entry): so by the user, and not because its answer has just come.
        running_changed(Entry | None): an answer begins or ends.
        view_state_known(ViewState): how the document was looked at last time.
        recalled(str): the document's hash is known, and the library knows the document.
        told(str): the code of what must be said of the running answer.
    """

    entry_added = Signal(object, int)
    entry_changed = Signal(object)
    entry_removed = Signal(object)
    selected = Signal(object)
    shown = Signal(object)
    followed = Signal(object)
    running_changed = Signal(object)
    view_state_known = Signal(object)
    recalled = Signal(str)
    told = Signal(str)

    def __init__(
        self, services: Services, source: DocumentSource, info: DocumentInfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.source = source
        self.info = info
        self.name = Path(source.path).name
        self.entries: list[Entry] = []
        self._services = services
        self._hash: str | None = None
        self._selected: Entry | None = None
        self._running: Entry | None = None
        self._ticket: Ticket | None = None
        self._earlier: list[Entry] = []
        self._deleted: tuple[Entry, int] | None = None
        self.texts = DocumentTexts(services.texts, source)
        self.reading = PictureReading(self.texts, info.page_count, self)
        self._answer_reading: AnswerReading | None = None
        self._closed = False

    # The past -------------------------------------------------------------------------------------------------------

    def remember(self) -> None:
        """Note in the library that it was opened, and fetch what is known of it. Once, after the first page."""
        self._find_hash(lambda _: self._find_hash(lambda _: None))

    def _find_hash(self, on_error: Callable[[AppError], object]) -> None:
        """Twice at most: another request may have taken the worker down with it."""
        future = self._services.documents.submit(HashDocument(self.source), urgent=False)
        self._services.relay.deliver(future, self._recall, on_error)

    def _recall(self, document_hash: str) -> None:
        if self._closed:
            return
        self._hash = document_hash
        path, pages = self.source.path, self.info.page_count
        library = self._services.library
        library.run(lambda known: known.view_state(document_hash), self._on_view_state)
        library.run(lambda known: known.remember_document(document_hash, path, pages))
        library.run(lambda known: known.answers_of(document_hash), self.show_records)
        self.recalled.emit(document_hash)

    @property
    def document_hash(self) -> str | None:
        """The SHA-256 of the file; None until it is known."""
        return self._hash

    def _on_view_state(self, state: ViewState | None) -> None:
        if state is not None:
            self.view_state_known.emit(state)

    def take_over(self, entries: Sequence[Entry]) -> None:
        """Show ``entries`` of the same file before it was changed."""
        for entry in entries:
            if not entry.running:
                entry.outdated = True
                self.entries.append(entry)
                self.entry_added.emit(entry, len(self.entries) - 1)

    def show_records(self, records: list[AnswerRecord]) -> None:
        """Show answers of earlier days that are not shown yet; oldest first."""
        known = {entry.id for entry in (*self.entries, *self._earlier)}
        self._earlier[:0] = [_entry_of(record, self.source) for record in records if record.id not in known]
        self._show_earlier()

    def _show_earlier(self) -> None:
        """A few at a time, the newest first: hundreds of them must not hold up the window."""
        for _ in range(min(_SHOWN_AT_ONCE, len(self._earlier))):
            entry = self._earlier.pop()
            self.entries.insert(0, entry)
            self.entry_added.emit(entry, 0)
            self._look_up_reading(entry)
        if self._earlier and not self._closed:
            QTimer.singleShot(0, self, self._show_earlier)

    def keep_view_state(self, state: ViewState) -> None:
        """Remember how the document is looked at."""
        document_hash = self._hash
        if document_hash is not None:
            self._services.library.run(lambda library: library.set_view_state(document_hash, state))

    # Asking ---------------------------------------------------------------------------------------------------------

    @property
    def running(self) -> Entry | None:
        return self._running

    def ask(self, text: str, scope: Scope, page: int, region: Sequence[RegionPart] = ()) -> Entry:
        """Ask of the parts of a region, of ``page`` or of the whole document.

        Raises:
            EmptyQuestion: there is nothing but spaces.
        """
        if not text.strip():
            raise EmptyQuestion
        return self._begin(self._question(text.strip(), scope, page, region))

    def look_ahead(self, scope: Scope, page: int, region: Sequence[RegionPart] = ()) -> None:
        """Have the model look at what is likely to be asked of next: see `AnswersAccess.look_ahead`."""
        self._services.answers.look_ahead(self._question("", scope, page, region))

    def _question(self, text: str, scope: Scope, page: int, region: Sequence[RegionPart]) -> Question:
        settings = self._services.preferences.current
        parts = tuple(region) if scope is Scope.REGION else ()
        page_alone = () if scope is Scope.DOCUMENT else (page,)
        return Question(
            text,
            self.source,
            pages=tuple(part.page for part in parts) or page_alone,
            region=parts[0].rect if parts else None,
            model=settings.model,
            language=settings.answer_language,
            sampling=settings.drawn,
            continued=tuple(part.rect for part in parts[1:]),
        )

    def ask_again(self, entry: Entry, scope: Scope | None = None) -> Entry:
        """Put the same question once more, or of the whole document."""
        question = entry.question
        whole = scope is Scope.DOCUMENT
        return self._begin(
            Question(
                question.text,
                self.source,
                pages=() if whole else question.pages,
                region=None if whole else question.region,
                model=self._services.preferences.current.model,
                language=question.language,
                sampling=self._services.preferences.current.drawn,
                continued=() if whole else question.continued,
            )
        )

    def _begin(self, question: Question) -> Entry:
        self.stop()
        entry = Entry("", question)
        ticket = self._services.answers.ask(
            question,
            self._hash,
            on_event=lambda event: self._on_event(entry, event),
            on_done=lambda answer: self._on_done(entry, answer),
        )
        entry.id = ticket.question_id
        self._ticket = ticket
        self._running = entry
        self._answer_reading = AnswerReading(question)
        self.entries.append(entry)
        self.entry_added.emit(entry, len(self.entries) - 1)
        self.select(entry)
        self.running_changed.emit(entry)
        return entry

    def stop(self) -> None:
        """Stop the running answer; what has come of it stays."""
        if self._ticket is not None:
            self._ticket.cancel()

    def _on_event(self, entry: Entry, event: AnswerEvent) -> None:
        match event:
            case TextDelta(text=text, replace=replace):
                entry.text = text if replace else entry.text + text
            case EvidenceFound(evidence=evidence):
                entry.arrived.append(evidence)
            case Progress():
                entry.progress = event
                self._follow_reading(entry, event)
            case Noticed(code=code):
                self.told.emit(code)
                return
            case _:
                return
        self.entry_changed.emit(entry)

    def _on_done(self, entry: Entry, answer: Answer) -> None:
        entry.answer = answer
        entry.text = answer.text or ""
        if self._running is entry:
            entry.error = self._ticket.error if self._ticket is not None else None
            self._running = self._ticket = None
            self._end_reading()
        self._look_up_reading(entry)
        self.entry_changed.emit(entry)
        self.running_changed.emit(self._running)
        if entry is self._selected and entry.evidence and not self._closed:
            self.shown.emit(entry)

    # Reading pictures -------------------------------------------------------------------------------------------------

    def _follow_reading(self, entry: Entry, event: Progress) -> None:
        following = self._answer_reading
        if entry is self._running and following is not None:
            self.reading.follow_answer(following.at(event), self.stop)

    def _end_reading(self) -> None:
        """The question that had pictures read has come to an end."""
        following, self._answer_reading = self._answer_reading, None
        if following is not None and following.page is not None:
            self.reading.end_answer(following.page, only_page=following.of_one_page)

    def _look_up_reading(self, entry: Entry) -> None:
        """Find out how well the words were read that the answer stands on, or why there are none."""
        page, evidence = entry.page, entry.evidence
        if evidence:
            place = evidence[0]
            self.texts.known(place.page, lambda text: self._learn(entry, reading=EvidenceReading.of(place, text.words)))
        elif entry.outcome is Outcome.NO_TEXT and page is not None:
            self.texts.recognized(page, lambda read: self._learn(entry, page_reading=read))

    def _learn(
        self, entry: Entry, *, reading: EvidenceReading | None = None, page_reading: RecognizedText | None = None
    ) -> None:
        if reading is not None or page_reading is not None:
            entry.reading, entry.page_reading = reading, page_reading
            self.entry_changed.emit(entry)

    # Choosing -------------------------------------------------------------------------------------------------------

    @property
    def selection(self) -> Entry | None:
        return self._selected

    def select(self, entry: Entry | None) -> None:
        if entry is not self._selected:
            self._selected = entry
            self.selected.emit(entry)

    def show(self, entry: Entry, place: Evidence | None = None) -> None:
        """Select it and go to its place: to ``place`` of several, else to the first."""
        entry.looked_at = place
        self.select(entry)
        self.shown.emit(entry)
        self.followed.emit(entry)

    def show_neighbour(self, step: int) -> None:
        """Show the answer ``step`` further down the list, which begins with the newest."""
        if not self.entries:
            return
        newest_first = self.entries[::-1]
        at = newest_first.index(self._selected) + step if self._selected in newest_first else 0
        self.show(newest_first[min(max(0, at), len(newest_first) - 1)])

    # Deleting -------------------------------------------------------------------------------------------------------

    def delete(self, entry: Entry) -> None:
        """Take an answer away; `undo_delete` brings the last one back."""
        if entry is self._running:
            self.stop()
        place = self.entries.index(entry)
        self.entries.remove(entry)
        self._deleted = (entry, place)
        entry_id = entry.id
        self._services.library.run(lambda library: library.delete(entry_id))
        if entry is self._selected:
            self.select(None)
        self.entry_removed.emit(entry)

    def undo_delete(self) -> None:
        if self._deleted is None:
            return
        entry, place = self._deleted
        self._deleted = None
        self._services.library.run(lambda library: library.undo_delete(entry.id))
        place = min(place, len(self.entries))
        self.entries.insert(place, entry)
        self.entry_added.emit(entry, place)
        self.show(entry)

    def close(self) -> None:
        """Stop what runs. What has come of it is in the library."""
        self._closed = True
        self.reading.close()
        self.texts.close()
        self.stop()


def _entry_of(record: AnswerRecord, source: DocumentSource) -> Entry:
    question = Question(
        record.question.text,
        source,
        record.question.pages,
        record.question.region,
        record.question.model,
        record.question.language,
        record.question.earlier,
        record.question.continued,
    )
    return Entry(record.id, question, text=record.answer.text or "", answer=record.answer)
