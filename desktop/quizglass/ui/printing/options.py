"""What can be chosen of a print: where to, which pages, on what paper, how large, and with what."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from quizglass.geometry import Size
from quizglass.i18n import tr, trc
from quizglass.ui.controls.choice_box import ChoiceBox
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.language import follow_language
from quizglass.ui.printing.page_choice import Parity, of_parity, typed_pages
from quizglass.ui.printing.printers import PrinterFacts
from quizglass.ui.printing.sheets import Paper
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_M, SPACE_XS, ThemeSource

TO_FILE: Final = "file"
_AS_PAGE: Final = "page"
_LOADED: Final = "loaded"
_PAPERS: Final = {
    "A4": Size(595.28, 841.89),
    "A3": Size(841.89, 1190.55),
    "A5": Size(419.53, 595.28),
    "Letter": Size(612, 792),
    "Legal": Size(612, 1008),
}
_MOST_COPIES: Final = 999


class PrintOptions(QWidget):
    """``changed`` tells that something else is chosen."""

    changed = Signal()

    def __init__(self, theme: ThemeSource, page_count: int, current_page: int, *, has_marks: bool) -> None:
        super().__init__()
        self._count = page_count
        self._current = current_page
        self._printers: dict[str, PrinterFacts] = {}
        self.where = ChoiceBox(theme)
        self.which = Segments(("all", "current", "typed"))
        self.typed = QLineEdit()
        self.parity = ChoiceBox(theme)
        self.paper = ChoiceBox(theme)
        self.scaling = Segments(("fit", "actual"))
        self.copies = QLineEdit("1")
        self.marks = TickBox(theme)
        self.copies.setValidator(QIntValidator(1, _MOST_COPIES, self))
        self.marks.setVisible(has_marks)
        self._titles: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        lines = column(self, spacing=SPACE_XS)
        parts: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("where", (self.where,)),
            ("pages", (self.which, self.typed, self.parity)),
            ("paper", (self.paper,)),
            ("size", (self.scaling,)),
            ("copies", (self.copies,)),
        )
        for name, widgets in parts:
            title = self._titles[name] = label("section")
            lines.addWidget(title)
            for widget in widgets:
                lines.addWidget(widget)
            lines.addSpacing(SPACE_M - SPACE_XS)
        lines.addWidget(self.marks)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.where.currentIndexChanged.connect(self._on_where)
        for box in (self.parity, self.paper):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for segments in (self.which, self.scaling):
            segments.chosen.connect(lambda _: self._on_changed())
        self.typed.textEdited.connect(lambda _: self._on_typed())
        self.copies.textEdited.connect(lambda _: self.changed.emit())
        self.marks.toggled.connect(lambda _: self.changed.emit())

    def set_printers(self, printers: tuple[PrinterFacts, ...]) -> None:
        """Offer these beside the PDF file, and choose the first while the user has not chosen."""
        self._printers = {facts.name: facts for facts in printers}
        self._fill_choices()
        if printers and self.where.currentIndex() == self.where.findData(TO_FILE):
            self.where.choose(printers[0].name)
        self._on_where()

    # What is chosen -------------------------------------------------------------------------------------------------

    @property
    def printer(self) -> str:
        """The printer's name; "" for a PDF file."""
        return "" if self.where.choice == TO_FILE else self.where.choice

    @property
    def pages(self) -> tuple[int, ...]:
        """From 0, in the order of printing; none where what was typed is not understood."""
        which = self.which.choice
        if which == "current":
            chosen: tuple[int, ...] | None = (self._current,)
        elif which == "typed":
            chosen = typed_pages(self.typed.text(), self._count)
        else:
            chosen = tuple(range(self._count))
        return of_parity(chosen or (), Parity(self.parity.choice))

    @property
    def chosen_paper(self) -> Paper:
        facts = self._printers.get(self.printer)
        choice = self.paper.choice
        if choice in _PAPERS:
            return Paper(_PAPERS[choice], facts.paper.margins if facts is not None else (0, 0, 0, 0))
        return facts.paper if facts is not None else Paper(None)

    @property
    def fit(self) -> bool:
        return self.scaling.choice == "fit"

    @property
    def copy_count(self) -> int:
        return max(1, int(self.copies.text() or 1))

    @property
    def with_marks(self) -> bool:
        return self.marks.isChecked()

    # Changes --------------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self.which.choose("typed" if self.typed.text().strip() else "all")
        self._on_changed()

    def _on_changed(self) -> None:
        wrong = self.which.choice == "typed" and typed_pages(self.typed.text(), self._count) is None
        dress(self.typed, state="bad" if wrong and self.typed.text().strip() else "")
        self.parity.setEnabled(self.which.choice != "current")
        if self.which.choice == "typed" and not self.typed.text().strip():
            self.typed.setFocus()
        self.changed.emit()

    def _on_where(self) -> None:
        to_file = not self.printer
        for widget in (self.copies, self._titles["copies"]):
            widget.setVisible(not to_file)
        self._fill_choices()
        self.changed.emit()

    def _fill_choices(self) -> None:
        where = {name: facts.words for name, facts in self._printers.items()}
        self.where.set_choices({**where, TO_FILE: tr("PDF file")})
        usual = {_LOADED: tr("As the printer is set")} if self.printer else {_AS_PAGE: tr("As large as the page")}
        self.paper.set_choices({**usual, **{name: name for name in _PAPERS}})

    def _say(self) -> None:
        self.setAccessibleName(tr("What is printed, and how"))
        self._titles["where"].setText(tr("Print to"))
        self._titles["pages"].setText(tr("Pages"))
        self._titles["paper"].setText(tr("Paper"))
        self._titles["size"].setText(tr("Size"))
        self._titles["copies"].setText(tr("Copies"))
        self.where.say(tr("Print to"))
        self.which.say(
            tr("Pages"),
            {"all": trc("pages", "All"), "current": tr("This one"), "typed": trc("pages", "Chosen")},
        )
        self.typed.setPlaceholderText(tr("such as 1-3, 7"))
        self.typed.setAccessibleName(tr("Pages to print"))
        self.parity.say(tr("Odd or even pages"))
        self.parity.set_choices(
            {Parity.ALL: tr("Odd and even"), Parity.ODD: tr("Odd pages only"), Parity.EVEN: tr("Even pages only")}
        )
        self.paper.say(tr("Paper"))
        self.scaling.say(tr("Size"), {"fit": tr("Fit the paper"), "actual": tr("Actual size")})
        self.copies.setAccessibleName(tr("Copies"))
        self.marks.say(tr("With regions and what is lit up"))
        self._fill_choices()
