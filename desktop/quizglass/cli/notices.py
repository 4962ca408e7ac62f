"""What a person at a terminal is told while a model works."""

from __future__ import annotations

import sys

from quizglass.answers import AnswerEvent, Progress
from quizglass.cli import trouble
from quizglass.i18n import tr
from quizglass.models.engine import EngineInfo

_CLEAR_LINE = "\r\x1b[K"


def show_loading(event: AnswerEvent) -> None:
    """One line on a terminal that fills up and goes; nothing in a script."""
    if isinstance(event, Progress) and event.stage == "loading" and event.total and sys.stderr.isatty():
        share = 100 * event.done // event.total
        line = "" if event.done >= event.total else tr("Loading the model: {percent} %").format(percent=share)
        print(_CLEAR_LINE + line, end="", file=sys.stderr, flush=True)


def warn_of(engine: EngineInfo) -> None:
    """Say loudly that a model is slow where it runs."""
    if engine.notice == "gpu-unused":
        trouble.say(
            tr("{model} runs on the processor although there is a graphics card. Run the doctor to see why.").format(
                model=engine.name
            )
        )
    elif engine.notice:
        trouble.say(tr("{model} runs on the processor: expect minutes, not seconds.").format(model=engine.name))
