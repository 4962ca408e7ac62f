"""The page that asks all pages: empty, filled in, in mid-run and at the end."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

QUESTIONS = {
    "en": ("What is the total?", "What is the date?", "Who signed it?"),
    "ru": (
        "Какова итоговая сумма?",
        "Какая дата указана на документе?",
        "Кто подписал документ?",
    ),
}


def take(pictures: Any) -> None:
    page = _empty(pictures)
    _filled(pictures, page)
    _templates(pictures, page)
    _lacking(pictures, page)
    _running(pictures, page)
    page.left.emit()


def _empty(pictures: Any) -> Any:
    pictures.window.workspace.show_start()
    pictures.window.actions_table["all_pages"].trigger()
    page = pictures.window.workspace.batch_page()
    pictures.shoot("70-batch-empty")
    return page


def _folder(pictures: Any) -> Path:
    """Many documents in a folder, one of them damaged and one that is none."""
    folder = pictures.folder / ("Акты и счета 2024" if pictures.language == "ru" else "Invoices 2024")
    folder.mkdir(exist_ok=True)
    for number in range(40):
        # Each another file: what is asked of one is known of all that are the same.
        content = (pictures.samples / "invoice.pdf").read_bytes() + f"\n% {number}\n".encode()
        (folder / f"invoice {number + 1:02}.pdf").write_bytes(content)
    shutil.copy(
        pictures.samples / "lease-ru.pdf", folder / "Договор аренды нежилого помещения от 1 марта 2024 года.pdf"
    )
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing more came")
    (folder / "notes.txt").write_text("no document")
    return folder


def _filled(pictures: Any, page: Any) -> None:
    from quizglass.batch.plan import PlannedQuestion
    from quizglass.geometry import PageRect

    setup = page.setup
    setup.file_list.add([str(_folder(pictures))])
    pictures.until(lambda: setup.files.paths and not setup.files.is_counting)
    setup.questions.put(PlannedQuestion(words) for words in QUESTIONS[pictures.language])
    pictures.until(lambda: setup.picker.is_ready)
    setup.picker.view.set_region(0, PageRect(0.08, 0.34, 0.92, 0.62))
    pictures.shoot("71-batch-filled")
    setup.picker.same.click()
    setup.questions.rows[1].field.setFocus()
    setup.picker.view.set_region(0, PageRect(0.5, 0.05, 0.95, 0.2))
    setup.pages.typed.setText("1-3, 99")
    setup.pages.typed.textEdited.emit("1-3, 99")
    pictures.shoot("72-batch-two-regions")


def _templates(pictures: Any, page: Any) -> None:
    from PySide6.QtWidgets import QApplication

    templates = page.setup.templates
    templates.save("Счета поставщиков" if pictures.language == "ru" else "Suppliers' invoices")
    pictures.settle()
    templates.button.click()
    pictures.popup("72-batch-templates")
    templates._ask_name(("Счета поставщиков", "Suppliers' invoices"))
    pictures.until(lambda: QApplication.activeModalWidget() is not None)
    pictures.shoot("72-batch-template-dialog", QApplication.activeModalWidget())
    QApplication.activeModalWidget().reject()


def _lacking(pictures: Any, page: Any) -> None:
    setup = page.setup
    kept = setup.questions.questions
    setup.pages.put((), "all", backwards=False)
    setup.questions.put(())
    setup.start()
    pictures.shoot("73-batch-no-question")
    setup.questions.put(kept)


def _running(pictures: Any, page: Any) -> None:
    from quizglass.batch.run import RunState

    runs = pictures.window.services.runs
    pictures.pausing.answers_until_pause = 40
    page.setup.start()
    pictures.until(lambda: page.opened.run_id)
    pictures.until(lambda: not pictures.pausing.go_on.is_set())
    pictures.settle(2)
    pictures.shoot("74-batch-at-work")
    page.shown.buttons[-1].click()
    pictures.shoot("74-batch-at-work-list")
    page.open_run(runs.runs[0].id)
    runs.pause(runs.runs[0].id)
    pictures.until(lambda: runs.runs[0].state in {RunState.PAUSED, RunState.ENDED})
    pictures.pausing.go_on.set()
    pictures.shoot("74-batch-paused")
    runs.go_on(runs.runs[0].id)
    pictures.until(lambda: runs.runs[0].state is RunState.ENDED)
    pictures.shoot("75-batch-ended")
    page.shown.buttons[-1].click()
    pictures.shoot("76-batch-runs")
    _removing(pictures, page)


def _removing(pictures: Any, page: Any) -> None:
    from PySide6.QtWidgets import QApplication

    next(iter(page.list.cards.cards.values())).button("remove").click()
    pictures.until(lambda: QApplication.activeModalWidget() is not None)
    pictures.shoot("77-batch-remove", QApplication.activeModalWidget())
    QApplication.activeModalWidget().reject()
    page.left.emit()
    pictures.shoot("78-batch-left")
