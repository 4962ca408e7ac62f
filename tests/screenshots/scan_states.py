"""The states of the window while it reads scans: taken by `take.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take import Pictures

ENGLISH_SCAN = (
    "LIGHTHOUSE BOARD",
    "Receipt no. 4410 of 3 March 2031",
    "",
    "Oil for the lamp, 40 litres         62.00",
    "New wick                                     4.50",
    "Ferry to the rock and back        18.00",
    "",
    "Total                                           84.50",
    "Paid in cash, with thanks",
)
RUSSIAN_SCAN = (
    "МАЯЧНОЕ УПРАВЛЕНИЕ",
    "Договор № 44 от 3 марта 2031 г.",
    "",
    "Масло для лампы, 40 литров      6 200,00",
    "Новый фитиль                                450,00",
    "Паром на скалу и обратно        1 800,00",
    "",
    "Сумма                                      8 450,00",
    "Оплачено наличными, с благодарностью",
)


def scanned(path: Path, lines: tuple[str, ...]) -> Path:
    """Three pages as a scanner sees them: a little grey, a little turned."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    page = Image.new("L", (1240, 1754), 246)
    font = ImageFont.truetype("DejaVuSans.ttf", 34)
    for at, line in enumerate(lines):
        ImageDraw.Draw(page).text((130, 150 + 78 * at), line, font=font, fill=40)
    page = page.rotate(0.6, fillcolor=246, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(0.8))
    page.save(path, save_all=True, append_images=[page, page], resolution=150)
    return path


def find_in_scan(pictures: Pictures) -> None:
    """Pages that are pictures: found in once they are read."""
    pane = pictures.open(
        scanned(pictures.folder / "scan.pdf", RUSSIAN_SCAN if pictures.language == "ru" else ENGLISH_SCAN)
    )
    pictures.settle()
    pictures.window.show_find()
    pane.sidebar.finder.field.setText("договор" if pictures.language == "ru" else "lighthouse")
    pictures.until(lambda: bool(pane.sidebar.finder.offer.words))
    pictures.shoot("18-find-offer")


def reading(pictures: Pictures) -> None:
    from quizglass.ui.reading import bar_contents
    from quizglass.ui.reading.words import Progressing, Reads

    pane = pictures.window.workspace.current
    for name, at in (
        ("19-reading-page", Progressing(Reads.PAGE, 2, 0.4)),
        ("19-reading-document", Progressing(Reads.PAGES, 11, 0.14, 11, 80, 190.0)),
    ):
        pane.reading.bar.show_content(bar_contents.reading(at, lambda: None))
        pictures.shoot(name)
    pane.reading.bar.show_content(None)


def what_was_read(pictures: Pictures) -> None:
    pane = pictures.window.workspace.current
    pane.sidebar.finder.offer.button.click()
    pictures.until(lambda: not pane.session.reading.reading_pages)
    pictures.shoot("20-found-in-scan")
    pictures.window.show_left_page("pages")
    pictures.window.actions_table["show_read"].trigger()
    pictures.until(lambda: bool(pane.view.read_words.on_page(0)))
    pictures.window.actions_table["read_page"].trigger()
    pictures.until(lambda: bool(pane.reading.bar.shown_buttons))
    pictures.shoot("20-what-was-read")
    pictures.window.actions_table["show_read"].trigger()


def answer_of_scan(pictures: Pictures) -> None:
    from quizglass.ui.session.entry import Scope

    pane = pictures.window.workspace.current
    pane.ask_panel.ask("Какова сумма?" if pictures.language == "ru" else "What is the total?", Scope.PAGE)
    pictures.until(lambda: pane.session.running is None)
    pictures.shoot("21-answer-of-scan")


def searchable(pictures: Pictures) -> None:
    pane = pictures.window.workspace.current
    out = pane.reading.proposed_file()
    pane.reading.save_searchable(out)
    pictures.until(lambda: out.name in pane.reading.bar.words)
    pictures.shoot("22-searchable")
    out.unlink()


def reading_failed(pictures: Pictures) -> None:
    from quizglass.errors import WorkerDied
    from quizglass.ui.controls.notices import Notice
    from quizglass.ui.reading import bar_contents
    from quizglass.ui.reading.language_words import missing_language_words

    pane = pictures.window.workspace.current
    pane.reading.bar.show_content(bar_contents.failed(WorkerDied(name="scan.pdf"), lambda: None))
    pictures.window.workspace.notices.add(Notice(lambda: missing_language_words(("rus",)), "warn"))
    pictures.shoot("23-reading-failed")
    pictures.window.workspace.notices.clear()


def take(pictures: Pictures) -> None:
    """One after another: each begins where the one before ended."""
    for state in (find_in_scan, reading, what_was_read, answer_of_scan, searchable, reading_failed):
        state(pictures)
