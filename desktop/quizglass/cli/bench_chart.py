"""What ``quizglass bench`` measured, as a picture: Quizglass and ``generate``, bar beside bar."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from quizglass.cli.chart_canvas import OURS, THEIRS, Bar, Canvas
from quizglass.errors import FileNotWritable, UsageError
from quizglass.evaluation.side_by_side import Figures, SideBySide
from quizglass.i18n import N_, decimal, tr

_PERCENT = 100
_COARSE = frozenset({"decode_tokens_per_s", "batch_tokens_per_s", "pages_per_minute", "bandwidth_share"})
"""Figures that one digit after the point suffices for; seconds want three."""
_FOR_A_MODEL, _FOR_ALL = 1700, 600
"""Pixels of height that suffice."""
_PANELS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Until the first token: less is better"),
        N_("seconds"),
        (
            ("first_token_cold_s", N_("new page")),
            ("vision_s", N_("of that, looking")),
            ("prefill_s", N_("of that, the prompt")),
            ("first_token_warm_s", N_("same page again")),
        ),
    ),
    (
        N_("Decoding: more is better"),
        N_("tokens a second"),
        (("decode_tokens_per_s", N_("one answer")), ("batch_tokens_per_s", N_("answers at once"))),
    ),
    (
        N_("One question of page after page: more is better"),
        N_("pages a minute"),
        (("pages_per_minute", N_("pages")),),
    ),
    (
        N_("Memory read in decoding: more is better"),
        N_("per cent of the rate at which the device copies"),
        (("bandwidth_share", N_("one answer")),),
    ),
)


def file_for(typed: str) -> Path:
    """Where the chart goes, looked at before minutes of measuring.

    Raises:
        UsageError: it is no name of a PNG file.
        FileNotWritable: its folder is not there, or cannot be written.
    """
    file = Path(typed)
    if file.suffix.lower() != ".png":
        raise UsageError(reason=tr("A chart is a file whose name ends in .png; this is “{typed}”.").format(typed=typed))
    if file.is_dir() or not file.absolute().parent.is_dir() or not os.access(file.absolute().parent, os.W_OK):
        raise FileNotWritable(name=typed)
    return file


def draw(reports: Sequence[SideBySide], file: Path) -> None:
    """Draw ``reports`` one under another into ``file``.

    Raises:
        FileNotWritable: it cannot be written.
    """
    canvas = Canvas(_FOR_ALL + _FOR_A_MODEL * len(reports))
    canvas.line(canvas.word(N_("How fast this computer answers")), "title")
    canvas.legend([("Quizglass", OURS), ("transformers generate", THEIRS)])
    for report in reports:
        _draw_report(canvas, report)
    try:
        canvas.save(file)
    except OSError as error:
        raise FileNotWritable(name=str(file)) from error


def _draw_report(canvas: Canvas, report: SideBySide) -> None:
    info, plan = report.info, report.plan
    canvas.skip(16)
    canvas.line(f"{info.id} · {info.device} · {info.quantization}", "head")
    measured = canvas.word(N_("{prompt} tokens of prompt, {new} of each answer, {batch} answers at once"))
    versions = ", ".join(f"{name} {version}" for name, version in report.versions.items() if version)
    told = measured.format(prompt=report.prompt_tokens, new=plan.new_tokens, batch=plan.batch)
    canvas.line(f"{told} · {date.today().isoformat()}", "small", faint=True)  # noqa: DTZ011 - the user's own day
    canvas.line(versions, "small", faint=True)
    ours: dict[str, Any] = asdict(report.quizglass)
    theirs: dict[str, Any] = asdict(report.generate or Figures())
    for title, axis, rows in _PANELS:
        bars = [_bar(canvas.word(label), name, ours[name], theirs[name]) for name, label in rows if ours[name]]
        if bars:
            canvas.skip(14)
            canvas.line(canvas.word(title))
            canvas.bars(canvas.word(axis), bars)


def _bar(label: str, name: str, ours: float, theirs: float | None) -> Bar:
    """Without units: the axis names them."""
    scale = _PERCENT if name == "bandwidth_share" else 1
    digits = 1 if name in _COARSE else 3
    values = (scale * ours, None if theirs is None else scale * theirs)
    mine, other = ("-" if value is None else decimal(value, digits) for value in values)
    return Bar(label, *values, (mine, other))
