"""Everything that a run needs, on one page: documents, pages, questions, model; beside them the page that is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.templates import Template
from quizglass.geometry import PageRect
from quizglass.i18n import tr
from quizglass.ui.batch_page.amounts import documents_words, name_of_files, pages_words, questions_words
from quizglass.ui.batch_page.setup.chosen_files import ChosenFiles
from quizglass.ui.batch_page.setup.file_list import FileList
from quizglass.ui.batch_page.setup.page_choice import PageChoice
from quizglass.ui.batch_page.setup.question_list import QuestionList
from quizglass.ui.batch_page.setup.region_picker import RegionPicker
from quizglass.ui.batch_page.setup.run_choice import RunChoice
from quizglass.ui.batch_page.setup.sheet_offer import SheetOffer
from quizglass.ui.batch_page.setup.start_bar import START_KEYS, StartBar
from quizglass.ui.batch_page.setup.template_offer import TemplateOffer
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_XL

if TYPE_CHECKING:
    # Reading spreadsheets is loaded when somebody has one.
    from quizglass.batch.question_sheet import QuestionSheet

_ANY_WIDTH: Final = 16_777_215
_FORM_WIDTH: Final = 560
_FORM_LEAST: Final = 390
_PAGE_LEAST: Final = 350
_BESIDE_FROM: Final = _FORM_LEAST + _PAGE_LEAST + SPACE_L + 2 * SPACE_XL
"""In a narrower place the page stands below the questions."""
_PAGE_HEIGHT: Final = 480
_COUNT_AFTER_MS: Final = 200
"""Of thousands of files many are counted in a second."""


class RunSetup(QWidget):
    """Signals:
    start_wanted(Plan, str, Mapping[str, str]): with a name and the passwords of locked files by their paths.
    escaped(): Esc was pressed and nothing here wanted it.
    """

    start_wanted = Signal(object, str, object)
    escaped = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._preferences = services.preferences
        self.files = ChosenFiles(services, self)
        self.file_list = FileList(services, self.files)
        self.pages = PageChoice(services.theme)
        self.questions = QuestionList(services.theme)
        self.choice = RunChoice(services)
        self.picker = RegionPicker(services)
        self.sheet = SheetOffer(services.relay, self)
        self.templates = TemplateOffer(services, self, self._as_template)
        self.start_bar = StartBar()
        self._same_place = True
        self._complaining = False
        self._looked_at = ""
        self._offered: tuple[tuple[str, ...], tuple[PlannedQuestion, ...]] = (), ()
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._form = QScrollArea()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._order_stops()
        follow_language(self, self._say)
        self._show_regions()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "desk")
        cards = self._cards = column(inside, spacing=SPACE_M)
        for card in (self.file_list, self.questions, self.pages, self.choice):
            cards.addWidget(card)
        cards.addStretch(1)
        self.questions.head.addWidget(self.templates.button)
        self.questions.below.insertWidget(1, self.sheet.button)
        self._form.setWidgetResizable(True)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form.setWidget(inside)
        self._sides = row(margin=(SPACE_XL, 0), spacing=SPACE_L)
        self._sides.addWidget(self._form, 1)
        lines = column(self, spacing=SPACE_M)
        lines.addLayout(self._sides, 1)
        lines.addWidget(self.start_bar)
        self._place_picker(beside=True)

    def _place_picker(self, *, beside: bool) -> None:
        """The page beside all else, or below the questions."""
        self._is_beside = beside
        if beside:
            self._sides.addWidget(self.picker, 1)
        else:
            self._cards.insertWidget(self._cards.indexOf(self.questions) + 1, self.picker)
        self._form.setMaximumWidth(_FORM_WIDTH if beside else _ANY_WIDTH)
        self._form.setMinimumWidth(_FORM_LEAST if beside else 0)
        self.picker.setMinimumHeight(0 if beside else _PAGE_HEIGHT)

    def _connect(self) -> None:
        self.files.changed.connect(self._on_files)
        self.files.counted.connect(self._count_soon)
        self._soon.timeout.connect(self._on_counted)
        self.file_list.looked_at.connect(self._look_at)
        self.pages.changed.connect(self._on_changed)
        self.questions.changed.connect(self._on_changed)
        self.questions.regions_changed.connect(self._show_regions)
        self.questions.rows_changed.connect(self._order_stops)
        self.questions.place_wanted.connect(self.picker.view.setFocus)
        self.questions.escaped.connect(self.escaped)
        self.sheet.read.connect(self._on_sheet)
        self.templates.chosen.connect(self._on_template)
        for offer in (self.sheet, self.templates):
            offer.told.connect(self.questions.tell)
        self.picker.region_chosen.connect(self._on_region)
        self.picker.same_chosen.connect(self._on_same)
        self.picker.escaped.connect(self.escaped)
        self.start_bar.start_wanted.connect(self.start)
        keys = QShortcut(START_KEYS, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.start)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        questions = [self.templates.button, *self.questions.stops(), self.sheet.button]
        rest = (self.pages, self.choice, self.picker) if self._is_beside else (self.picker, self.pages, self.choice)
        stops = [*self.file_list.stops(), *questions, *(stop for part in rest for stop in part.stops())]
        return [*stops, self.start_bar.button]

    # What is chosen -------------------------------------------------------------------------------------------------

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was chosen or typed yet but what was offered."""
        return (self.files.paths, self.questions.questions) == self._offered

    @property
    def plan(self) -> Plan:
        return Plan(
            files=self.files.paths,
            questions=self.questions.questions,
            pages=self.pages.pages,
            which=self.pages.chosen_which,
            backwards=self.pages.backwards.isChecked(),
            model=self.choice.model_id,
            language=self._preferences.current.answer_language,
            answers_as=self.choice.answers_as,
        )

    @property
    def missing(self) -> str:
        """What keeps the run from being started, in words; "" when nothing does."""
        if self.files.is_searching:
            return tr("The folders are still being looked through.")
        if not self.files.paths:
            return tr("There is no document yet. Add one.")
        if not self.questions.questions:
            return tr("There is no question yet. Type one.")
        return self.pages.wrong

    @property
    def passwords(self) -> Mapping[str, str]:
        return self.files.passwords

    # What is done ---------------------------------------------------------------------------------------------------

    def take_document(self, pane: DocumentPane) -> None:
        """Offer the document in front, its region and the question that is typed there, where nothing was chosen."""
        if not self.is_untouched:
            return
        self.clear()
        source, region = pane.session.source, pane.view.region
        # First the page, so that the document does not come with another one.
        self.picker.show_file(source, region.page if region is not None else pane.view.current_page)
        self.files.add_open(source, pane.session.info.page_count)
        self.questions.rows[0].text = pane.question_text
        if region is not None:
            self.questions.set_region(region.rect, everywhere=True)
        self._offered = self.files.paths, self.questions.questions

    def start(self) -> None:
        """Start the run, or say what it lacks."""
        self._complaining = True
        self._on_changed()
        if self.missing:
            self._show_missing()
            self.start_bar.announce()
            return
        self._complaining = False
        self.start_wanted.emit(self.plan, self.choice.run_name, self.passwords)

    def focus_first(self) -> None:
        """Take the focus where one goes on."""
        if self.files.paths:
            self.questions.focus_first()
        else:
            self.file_list.add_files.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Begin anew."""
        self._offered = (), ()
        self.files.clear()
        self.questions.put(())
        self.pages.put((), "all", backwards=False)
        self.choice.clear()
        self.questions.tell(str)
        self.templates.clear()
        self._same_place, self._complaining = True, False
        self._show_regions()

    def close_work(self) -> None:
        """Stop what is under way here."""
        self.files.close()
        self.sheet.close()

    def _as_template(self, name: str) -> Template:
        plan = self.plan
        return Template(name, plan.questions, plan.pages, plan.which, plan.backwards)

    def _show_missing(self) -> None:
        if not self.files.paths:
            self.file_list.add_files.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.questions.questions:
            self.questions.mark_missing()
        elif self.pages.wrong:
            self.pages.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    # What happens ---------------------------------------------------------------------------------------------------

    def _on_files(self) -> None:
        self.choice.propose(name_of_files(self.files.paths))
        self._on_counted()

    def _show_a_document(self) -> None:
        """The one that was looked at, or else the first that can be shown."""
        paths = self.files.paths
        shown = self.picker.source.path if self.picker.source is not None else ""
        if shown in paths and (shown == self._looked_at or self.files.facts(shown).error is None):
            return
        sound = next((path for path in paths if self.files.facts(path).error is None), paths[0] if paths else None)
        self.picker.show_file(self.files.source(sound) if sound is not None else None)

    def _count_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_counted(self) -> None:
        counts = self.files.page_counts
        self.pages.set_longest(max(counts) if counts and not self.files.is_counting else 0)
        self._show_a_document()
        self._on_changed()

    def _look_at(self, path: str) -> None:
        self._looked_at = path
        self.picker.show_file(self.files.source(path))

    def _on_sheet(self, sheet: QuestionSheet) -> None:
        region = self.questions.current.region if self._same_place else None
        self.questions.append(PlannedQuestion(question.text, region) for question in sheet.questions)

    def _on_template(self, template: Template) -> None:
        self.questions.put(template.questions)
        self.questions.tell(lambda: tr("The questions of the template “{name}”.").format(name=template.name))
        self.pages.put(template.pages, template.which, backwards=template.backwards)
        self._same_place = self.questions.share_one_place
        self._show_regions()

    def _on_region(self, region: PageRect | None) -> None:
        self.questions.set_region(region, everywhere=self._same_place)

    def _on_same(self, same: bool) -> None:
        self._same_place = same
        if same:
            self.questions.set_region(self.questions.current.region, everywhere=True)
        self._show_regions()

    def _show_regions(self) -> None:
        questions = self.questions
        several = len(questions.rows) > 1
        self._same_place = self._same_place and questions.share_one_place
        self.picker.show_same(self._same_place, matters=several)
        number = questions.rows.index(questions.current) + 1 if several and not self._same_place else 0
        self.picker.show_regions(questions.regions, questions.current.region, number)

    def _on_changed(self) -> None:
        missing = self.missing
        if missing:
            self.start_bar.tell(missing, wrong=self._complaining)
        else:
            self._complaining = False
            self.start_bar.tell(self._asked_words())

    def _asked_words(self) -> str:
        plan = self.plan
        alike = Counter(self.files.page_counts)
        asked = sum(files * len(plan.pages_of(count)) for count, files in alike.items())
        pages = pages_words(asked)
        if self.files.is_counting:
            pages = tr("counting: {pages}").format(pages=pages)
        parts = (questions_words(len(self.questions.questions)), pages, documents_words(len(self.files.paths)))
        return " · ".join(parts)

    def _order_stops(self) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _say(self) -> None:
        self.setAccessibleName(tr("New run"))
        self._form.setAccessibleName(tr("New run"))
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_FROM
        if beside != self._is_beside:
            self._place_picker(beside=beside)
            self._order_stops()

    # Dropping -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.file_list.show_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.file_list.show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_list.show_target(False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        sheets = [file for file in files if self.sheet.is_sheet(file)]
        self.file_list.add(file for file in files if file not in sheets)
        if sheets:
            self.sheet.take(sheets[0])
        event.acceptProposedAction()
