"""``quizglass bench``: how fast models answer on this computer, and what memory they take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from quizglass.answering.page_reader import DocumentPages
from quizglass.cancellation import CancelToken
from quizglass.cli import notices
from quizglass.cli.text_output import print_json
from quizglass.documents.service import DocumentService
from quizglass.evaluation.speed import SpeedReport, measure
from quizglass.geometry import WHOLE_PAGE
from quizglass.i18n import tr
from quizglass.models.engine import Engine, View
from quizglass.models.registry import create_engine
from quizglass.pages import DocumentSource
from quizglass.paths import resource
from quizglass.settings import Settings

_DONE = 0
_QUESTIONS = ("What is the invoice number?", "Who is the seller?", "What is the total?")
"""To the sample invoice."""
_PERCENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", metavar="ID", action="append", help=tr("which model to measure; can be given several times")
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object for each model"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    with DocumentService(timeout_s=settings.request_timeout_s) as service:
        pages = DocumentPages(service)
        for model in dict.fromkeys(options.model or [settings.model]):
            report = _measured(model, settings, pages)
            print_json(report.as_record()) if options.json else print("\n".join(in_words(report)))
    return _DONE


def _measured(model: str, settings: Settings, pages: DocumentPages) -> SpeedReport:
    engine = create_engine(model, quantization=settings.quantization, device=settings.device)
    line = notices.ProgressLine()

    def loading(share: float) -> None:
        line.write(tr("Loading the model: {percent} %").format(percent=round(_PERCENT * share)))

    try:
        return measure(engine, _view_of_sample(pages), _QUESTIONS, on_progress=loading)
    finally:
        line.end()


def _view_of_sample(pages: DocumentPages) -> Callable[[Engine], View]:
    """The whole page of the sample invoice, its picture at the size that an engine asks for."""
    source = DocumentSource(str(resource("samples/invoice.pdf")))
    cancel = CancelToken()
    size = pages.open(source, cancel).sizes[0]
    words = pages.words(source, 0, cancel).words

    def view(engine: Engine) -> View:
        pixels = engine.image_size(size)
        image = pages.picture(source, 0, WHOLE_PAGE, pixels, cancel) if pixels is not None else None
        return View(0, words, image=image, page_size=size)

    return view


def in_words(report: SpeedReport) -> list[str]:
    """The report for a person."""
    kind = f"{report.device}, {report.quantization}" if report.quantization else report.device
    rate = f"{report.pieces_per_s:.1f}" if report.pieces_per_s is not None else "-"
    rows = (
        (tr("loading"), _seconds(report.load_s)),
        (tr("looking at a page"), _seconds(report.look_s)),
        (tr("first words of an answer"), _seconds(report.first_text_s)),
        (tr("whole answer"), _seconds(report.answer_s)),
        (tr("tokens a second"), rate),
        (tr("memory of the weights"), _gigabytes(report.weights_bytes)),
        (tr("memory used in all"), _gigabytes(report.used_bytes)),
    )
    return [f"{report.model} ({kind})", *(f"  {title:<28}{value:>12}" for title, value in rows)]


def _seconds(value: float) -> str:
    return tr("{seconds} s").format(seconds=f"{value:.3f}")


def _gigabytes(value: int) -> str:
    return tr("{size} GB").format(size=f"{value / 1e9:.2f}")
