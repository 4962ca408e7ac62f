"""``quizglass doctor``: does everything work on this computer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import chain

from quizglass.cli import computer_checks
from quizglass.cli.text_output import one_line, print_json
from quizglass.documents.service import DocumentService
from quizglass.i18n import tr
from quizglass.models import doctor
from quizglass.models.doctor import Check
from quizglass.settings import Settings

_DONE, _MODEL_OR_DEPENDENCY, _DEVICE, _OTHER = 0, 3, 7, 15
_OF_DEVICE = frozenset({"card-use", "device", "driver", "4-bit"})
_OF_DEPENDENCIES = frozenset({"torch", "bitsandbytes"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--files", action="store_true", help=tr("read every file of every model, which takes a while"))
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    failed: list[str] = []
    records = []
    for check in _checks(settings, whole=options.files):
        if check.status == "fail":
            failed.append(check.name)
        if options.json:
            records.append({"name": check.name, "status": check.status, "words": check.words, "detail": check.detail})
        else:
            print(_line(check), flush=True)
    if options.json:
        print_json({"ok": not failed, "checks": records})
    elif not failed:
        print(tr("Nothing is in the way."))
    return exit_code(failed)


def exit_code(failed: list[str]) -> int:
    """The code that names the gravest of what failed."""
    if not failed:
        return _DONE
    if _OF_DEVICE.intersection(failed):
        return _DEVICE
    if any(name in _OF_DEPENDENCIES or name.startswith("model ") for name in failed):
        return _MODEL_OR_DEPENDENCY
    return _OTHER


def _checks(settings: Settings, *, whole: bool) -> Iterator[Check]:
    service = DocumentService(workers=1, timeout_s=settings.request_timeout_s)
    service.start()
    try:
        yield from chain(computer_checks.checks(service), doctor.checks(settings.device, whole=whole))
    finally:
        service.close()


def _line(check: Check) -> str:
    marks = {"ok": tr("good"), "warn": tr("note"), "fail": tr("BAD")}
    detail = one_line(check.detail)
    # A remedy is a sentence of its own.
    detail = f" {detail}" if detail.endswith(".") else f" ({detail})" if detail else ""
    width = max(map(len, marks.values())) + 2
    return f"{marks[check.status]:<{width}}{check.words}{detail}"
