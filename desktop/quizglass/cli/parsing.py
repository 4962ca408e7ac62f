"""What can be typed. Importing this costs nothing: a command's own parts are imported when it runs."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn, TypeAlias

from quizglass import __version__
from quizglass.errors import UsageError
from quizglass.i18n import N_, tr
from quizglass.settings import Settings

Command: TypeAlias = Callable[[argparse.Namespace, Settings], int]

_COMMANDS = {
    "ask": N_("ask one question of a document"),
    "batch": N_("put questions to every page of many files, the answers in one file"),
    "read": N_("print the words of pages, scanned ones too, or save them in a searchable PDF"),
    "models": N_("list, download, import, check or remove models"),
    "evaluate": N_("measure answers on labelled questions"),
    "bench": N_("measure how fast models answer on this computer"),
    "doctor": N_("check that everything works on this computer"),
}
_MODULES = {name: f"quizglass.cli.{name}" for name in _COMMANDS} | {"models": "quizglass.cli.installed_models"}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Lays out help with its fixed words in the current language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks the program's language and reports wrong arguments as `UsageError`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=_Formatter, **options)
        self._positionals.title = tr("arguments")
        self._optionals.title = tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help"))

    def error(self, message: str) -> NoReturn:
        raise UsageError(reason=_reason(message))


def _reason(message: str) -> str:
    """The usual complaints of argparse in the program's language; others are quoted."""
    if found := re.fullmatch(r"the following arguments are required: (.+)", message):
        return tr("What is missing: {names}.").format(names=found[1])
    if found := re.fullmatch(r"unrecognized arguments: (.+)", message):
        return tr("What is not understood: {names}.").format(names=found[1])
    if found := re.fullmatch(r"argument (.+): expected one argument", message):
        return tr("{name} needs a value.").format(name=found[1])
    return tr("The arguments do not fit: {detail}.").format(detail=message.rstrip("."))


def parse(arguments: list[str]) -> tuple[Command, argparse.Namespace]:
    """The command that was asked for and its options; files without a command mean the window.

    Raises:
        UsageError: it makes no sense.
        SystemExit: --help or --version was printed.
    """
    if arguments and arguments[0] in _COMMANDS:
        name = arguments[0]
        module = import_module(_MODULES[name])
        parser = Parser(prog=f"quizglass {name}", description=_sentence(tr(_COMMANDS[name])))
        module.add_arguments(parser)
        return _command(module), parser.parse_args(arguments[1:])
    options = _window_parser().parse_args(arguments)
    return _command(import_module("quizglass.cli.window")), options


def _command(module: Any) -> Command:
    command: Command = module.run
    return command


def _window_parser() -> Parser:
    lines = "\n".join(f"  quizglass {name:<10} {tr(words)}" for name, words in _COMMANDS.items())
    parser = Parser(
        prog="quizglass",
        usage=tr("quizglass [FILE...]\n       quizglass COMMAND ..."),
        description=tr(
            "Ask questions about documents on your own computer, and see on the page where the answer stands."
        ),
        epilog=tr("commands:") + f"\n{lines}\n\n" + tr("quizglass COMMAND --help tells more about each."),
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help=tr("documents to open in the window"))
    parser.add_argument("--version", action="version", version=f"Quizglass {__version__}", help=tr("show the version"))
    return parser


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
