"""The formats that answers can be written in, each with what it is good for, and the question where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from quizglass.i18n import N_, tr, trn
from quizglass.ui.batch_page.results.amounts import number_words


@dataclass(frozen=True, slots=True)
class Format:
    """``delimiter`` is of CSV."""

    suffix: str
    words: str
    kind: str
    delimiter: str = ","


FORMATS: Final = (
    Format(".xlsx", N_("Excel spreadsheet, with pictures"), N_("Excel spreadsheets (*.xlsx)")),
    Format(".csv", N_("CSV, commas"), N_("CSV files (*.csv)")),
    Format(".csv", N_("CSV, semicolons (for Russian Excel)"), N_("CSV files (*.csv)"), ";"),
    Format(".html", N_("Web page, with pictures"), N_("Web pages (*.html)")),
    Format(".pdf", N_("PDF of the documents, with highlights and notes"), N_("PDF documents (*.pdf)")),
    Format(".md", N_("Markdown table"), N_("Markdown files (*.md)")),
    Format(".jsonl", N_("JSON Lines, for programs"), N_("JSON Lines files (*.jsonl)")),
)

OnFormat = Callable[[Format, bool], object]
"""Told the format, and whether all rows are wanted rather than those that are shown."""


def export_menu(
    parent: QWidget, total: int, shown: int, on_format: OnFormat, into_sheet: Callable[[], object]
) -> QMenu:
    """The formats; where only some rows are shown, once for these and once for all. Then, all into a spreadsheet."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Export the answers"))
    if shown == total:
        _add_formats(menu, on_format, all_rows=True)
    else:
        some = trn("Only the {count} row shown", "Only the {count} rows shown", shown)
        every = trn("The {count} row there is", "All {count} rows", total)
        for words, count, all_rows in ((some, shown, False), (every, total, True)):
            inner = menu.addMenu(words.format(count=number_words(count, 0)))
            inner.setAccessibleName(inner.title())
            inner.setEnabled(count > 0)
            _add_formats(inner, on_format, all_rows=all_rows)
    menu.addSeparator()
    menu.addAction(tr("Beside the questions of a spreadsheet…"), into_sheet)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add_formats(menu: QMenu, on_format: OnFormat, *, all_rows: bool) -> None:
    for wanted in FORMATS:
        menu.addAction(tr(wanted.words), lambda wanted=wanted: on_format(wanted, all_rows))


def asked_file(parent: QWidget, wanted: Format, proposed: Path) -> Path | None:
    """The file that the user chooses; its name ends as the format's files do. None: none was chosen."""
    while True:
        file, _ = QFileDialog.getSaveFileName(parent, tr("Export the answers"), str(proposed), tr(wanted.kind))
        if not file:
            return None
        out = Path(file)
        if out.suffix.lower() == wanted.suffix:
            return out
        out = out.with_name(out.name + wanted.suffix)
        if not out.exists():
            return out
        # The dialog has not asked whether this one may be replaced: it does when it is asked again.
        proposed = out


def proposed_name(run_name: str, wanted: Format) -> str:
    """A name for the file after the run's, without what no file can have in its name."""
    kept = "".join("-" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in run_name).strip(" .")
    return (kept[:80].rstrip(" .") or tr("answers")) + wanted.suffix
