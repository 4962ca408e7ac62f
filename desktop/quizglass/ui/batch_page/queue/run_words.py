"""What the card of a run says and offers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale

from quizglass.batch.run import Run, RunState, Tally
from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.amounts import documents_words, name_of_files, number_words, questions_words
from quizglass.ui.controls.cards.card_content import CardButton, CardContent, CardProgress
from quizglass.ui.reading.duration import time_words


def run_content(run: Run, model_name: str, *, opened: bool = False) -> CardContent:
    """``opened``: its answers are shown below the card."""
    return CardContent(
        title=run_title(run),
        badge=state_words(run.state),
        lines=(_plan_words(run, model_name), counts_words(run.tally)),
        progress=None if run.state in _OVER else CardProgress(_progress_words(run), run.tally.share),
        said=("bad", str(run.error)) if run.error is not None else None,
        buttons=_buttons(run, opened=opened),
    )


_OVER = frozenset({RunState.ENDED, RunState.STOPPED})


def run_title(run: Run) -> str:
    return run.name or name_of_files(run.plan.files)


def state_words(state: RunState) -> str:
    match state:
        case RunState.QUEUED:
            return tr("Waits for its turn")
        case RunState.RUNNING:
            return tr("At work")
        case RunState.PAUSED:
            return tr("Paused")
        case RunState.STOPPED:
            return tr("Cancelled")
        case RunState.ENDED:
            return tr("Done")


def counts_words(tally: Tally) -> str:
    """``212 found · 30 not found · 4 blank · 1 failed``; "" before the first answer."""
    if not (tally.done or tally.failed):
        return ""
    counts = [
        trn("{count} answer found", "{count} answers found", tally.found).format(count=number_words(tally.found)),
        tr("{count} not found").format(count=number_words(tally.not_found)),
    ]
    if tally.blank:
        counts.append(tr("{count} blank").format(count=number_words(tally.blank)))
    if tally.absent:
        words = trn("{count} page that is not there", "{count} pages that are not there", tally.absent)
        counts.append(words.format(count=number_words(tally.absent)))
    if tally.failed:
        words = trn("{count} page failed", "{count} pages failed", tally.failed)
        counts.append(words.format(count=number_words(tally.failed)))
    return " · ".join(counts)


def _plan_words(run: Run, model_name: str) -> str:
    parts = [documents_words(len(run.plan.files)), questions_words(len(run.plan.questions)), model_name]
    if run.state in _OVER:
        words = trn("{done} page asked", "{done} pages asked", run.tally.done)
        parts.append(words.format(done=number_words(run.tally.done)))
        if run.ended is not None:
            parts.append(_moment_words(run.ended))
    return " · ".join(part for part in parts if part)


def _progress_words(run: Run) -> str:
    """``212 pages asked · document 3 of 40: lease.pdf · about 4 min left``."""
    tally = run.tally
    parts = []
    if tally.total:
        # How many pages there are in all is known only when the last document is open.
        if tally.files_done + 1 >= tally.files:
            words = tr("{done} of {total} pages")
        else:
            words = trn("{done} page asked", "{done} pages asked", tally.done)
        parts.append(words.format(done=number_words(tally.done), total=number_words(tally.total)))
    if tally.file and run.state is RunState.RUNNING:
        name = Path(tally.file).name
        if tally.files > 1:
            number, count = number_words(min(tally.files, tally.files_done + 1)), number_words(tally.files)
            name = tr("document {number} of {count}: {name}").format(number=number, count=count, name=name)
        parts.append(name)
    if run.state is RunState.RUNNING and run.seconds_left is not None:
        parts.append(tr("{time} left").format(time=time_words(run.seconds_left)))
    return " · ".join(parts) or tr("Nothing was asked yet")


def _moment_words(seconds: float) -> str:
    moment = QDateTime.fromSecsSinceEpoch(round(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def _buttons(run: Run, *, opened: bool) -> tuple[CardButton, ...]:
    made = []
    if run.state is RunState.PAUSED:
        made.append(CardButton("go_on", tr("Go on"), "primary"))
    if not opened and run.tally.done:
        kind = "primary" if run.state in _OVER else "plain"
        made.append(CardButton("open", tr("Show the answers"), kind))
    if run.state is RunState.STOPPED:
        made.append(CardButton("go_on", tr("Go on")))
    if run.state is RunState.RUNNING:
        made.append(CardButton("pause", tr("Pause")))
    if run.state is RunState.ENDED and run.tally.failed:
        made.append(CardButton("retry", tr("Ask the failed again")))
    if run.state in _OVER:
        made.append(CardButton("remove", tr("Remove…")))
    else:
        made.append(CardButton("cancel", tr("Cancel")))
    return tuple(made)
