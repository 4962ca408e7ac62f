"""``quizglass bench``: how fast models answer on this computer, and what memory they take."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TypeAlias

from quizglass.answering.page_reader import DocumentPages
from quizglass.cli import bench_chart, bench_table, notices, trouble, values
from quizglass.cli.bench_pages import BenchPages
from quizglass.cli.text_output import print_json
from quizglass.documents.service import DocumentService
from quizglass.errors import DependencyMissing, UsageError
from quizglass.evaluation.side_by_side import SideBySide, measure_beside_generate
from quizglass.evaluation.speed import SpeedReport, measure
from quizglass.i18n import tr
from quizglass.models import registry
from quizglass.models.benchmarking.shapes import SHAPES, Shape
from quizglass.models.engine import Engine
from quizglass.models.loading.local_engine import INSTALL_MODELS
from quizglass.models.vision_language.engine import VisionLanguageEngine
from quizglass.settings import Quantization, Settings

Report: TypeAlias = SideBySide | SpeedReport

_DONE = 0
_QUESTIONS = ("What is the invoice number?", "Who is the seller?", "What is the total?")
"""To the sample invoice, of models that are only asked."""
_PERCENT = 100
_COUNTS = {
    "rounds": (1, 1000),
    "image_tokens": (16, 16384),
    "new_tokens": (2, 8192),
    "pages": (1, 1000),
    "batch": (1, 256),
}
"""The least and the most of each number that can be typed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    model = parser.add_mutually_exclusive_group()
    model.add_argument(
        "--model", metavar="ID", action="append", help=tr("which model to measure; can be given several times")
    )
    model.add_argument(
        "--random",
        metavar="SHAPE",
        action="append",
        help=tr("a model of random weights in the size of a published one: {names}").format(names=", ".join(SHAPES)),
    )
    precisions = ", ".join(precision.value for precision in Quantization)
    parser.add_argument(
        "--quantization", metavar="PRECISION", help=tr("{names}; else as in the settings").format(names=precisions)
    )
    parser.add_argument("--rounds", metavar="N", help=tr("how often all is measured; medians are shown"))
    parser.add_argument("--image-tokens", metavar="N", help=tr("tokens of a page's picture, at most"))
    parser.add_argument("--new-tokens", metavar="N", help=tr("tokens of every answer"))
    parser.add_argument("--pages", metavar="N", help=tr("pages that one question is asked of"))
    parser.add_argument("--batch", metavar="N", help=tr("answers that are said at once; 1 leaves that out"))
    parser.add_argument(
        "--compile",
        action="store_true",
        help=tr("measure a decode step through torch.compile as well: needs a compiler, and minutes"),
    )
    parser.add_argument("--chart", metavar="FILE.png", help=tr("draw the measurements as a picture"))
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object for each model"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    wanted = _Wanted.of(options, settings)
    chart = bench_chart.file_for(options.chart) if options.chart else None
    reports: list[SideBySide] = []
    with DocumentService(timeout_s=settings.request_timeout_s) as service:
        pages = BenchPages(DocumentPages(service))
        for made in wanted.engines():
            with made as engine:
                report = _measured(engine, wanted, pages)
            if isinstance(report, SideBySide):
                reports.append(report)
            print_json(report.as_record()) if options.json else print("\n".join(bench_table.in_words(report)))
    if chart and reports:
        bench_chart.draw(reports, chart)
    elif chart:
        trouble.say(tr("There is nothing to draw: only models that see are measured part by part."))
    return _DONE


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed; ``counts`` are the fields of `Plan` that were named."""

    models: tuple[str, ...]
    shapes: tuple[Shape, ...]
    quantization: Quantization
    device: str
    counts: dict[str, int]
    compiling: bool

    @classmethod
    def of(cls, options: argparse.Namespace, settings: Settings) -> _Wanted:
        typed = options.quantization or settings.quantization
        if typed not in set(Quantization):
            reason = tr("There is no precision “{typed}”. There are: {names}.")
            raise UsageError(reason=reason.format(typed=typed, names=", ".join(Quantization)))
        names = dict.fromkeys(options.random or ())
        counts = {name: getattr(options, name) for name in _COUNTS}
        return cls(
            models=() if names else tuple(dict.fromkeys(options.model or [settings.model])),
            shapes=tuple(map(_shape, names)),
            quantization=Quantization(typed),
            device=settings.device,
            counts={name: values.count(typed, *_COUNTS[name]) for name, typed in counts.items() if typed is not None},
            compiling=options.compile,
        )

    def engines(self) -> Iterator[AbstractContextManager[Engine]]:
        """To be entered one after another, so that of random models there is one at a time."""
        for model in self.models:
            yield nullcontext(registry.create_engine(model, quantization=self.quantization, device=self.device))
        for shape in self.shapes:
            yield _random_engine(shape, self)


def _shape(name: str) -> Shape:
    if name not in SHAPES:
        reason = tr("There is no size “{typed}”. There are: {names}.")
        raise UsageError(reason=reason.format(typed=name, names=", ".join(SHAPES)))
    return SHAPES[name]


@contextmanager
def _random_engine(shape: Shape, wanted: _Wanted) -> Iterator[Engine]:
    line = notices.ProgressLine()

    def making(share: float) -> None:
        line.write(tr("Making {model}: {percent} %").format(model=shape.name, percent=round(_PERCENT * share)))

    try:
        from quizglass.models.benchmarking.random_model import random_model
    except ImportError as error:
        package = (error.name or "transformers").partition(".")[0]
        raise DependencyMissing(model=shape.name, package=package, command=INSTALL_MODELS) from error
    made = random_model(shape, quantization=wanted.quantization, device=wanted.device, on_progress=making)
    with made as model:
        line.end()
        yield registry.engine_of(model, quantization=wanted.quantization, device=wanted.device)


def _measured(engine: Engine, wanted: _Wanted, pages: BenchPages) -> Report:
    line = notices.ProgressLine()

    def loading(share: float) -> None:
        line.write(tr("Loading the model: {percent} %").format(percent=round(_PERCENT * share)))

    def measuring(share: float) -> None:
        line.write(tr("Measuring: {percent} %").format(percent=round(_PERCENT * share)))

    try:
        if isinstance(engine, VisionLanguageEngine):
            return measure_beside_generate(
                engine,
                wanted.counts,
                pages.page,
                compiling=wanted.compiling,
                on_loading=loading,
                on_measuring=measuring,
            )
        return measure(engine, pages.first_for, _QUESTIONS, on_progress=loading)
    finally:
        line.end()
