"""``quizglass models``: what can answer on this computer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from quizglass.cli import added_server
from quizglass.cli.text_output import print_json
from quizglass.i18n import tr
from quizglass.models import registry, store
from quizglass.models.installed import InstalledModel
from quizglass.settings import Settings

_DONE = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|show|import|remove|add-server")
    add = actions.add_parser("list", help=tr("what is installed"))
    add.set_defaults(act=_list)
    _json(add)
    add = actions.add_parser("show", help=tr("all about one model"))
    add.set_defaults(act=_show)
    _id(add)
    _json(add)
    add = actions.add_parser("import", help=tr("make a model in a folder usable"))
    add.set_defaults(act=_import)
    add.add_argument("folder", metavar="FOLDER", help=tr("with config.json, the tokenizer and .safetensors weights"))
    add.add_argument("--link", action="store_true", help=tr("use the files where they lie instead of copying them"))
    _json(add)
    add = actions.add_parser("remove", help=tr("remove a model; the files of a linked one stay"))
    add.set_defaults(act=_remove)
    _id(add)
    add = actions.add_parser("add-server", help=tr("use a model that runs on a server of your own network"))
    add.set_defaults(act=_add_server)
    added_server.add_arguments(add)
    _json(add)


def run(options: argparse.Namespace, _: Settings) -> int:
    options.act(options)
    return _DONE


def as_record(model: InstalledModel) -> dict[str, Any]:
    """What ``--json`` prints of a model."""
    return {
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "quantization": model.quantization,
        "bytes": model.size_bytes,
        "path": None if model.path is None else str(model.path),
        "linked": model.linked,
        "licence": model.licence,
    }


def _list(options: argparse.Namespace) -> None:
    models = registry.installed_models()
    if options.json:
        print_json([as_record(model) for model in models])
        return
    widest = max(len(model.id) for model in models)
    for model in models:
        print(f"{model.id:<{widest}}  {_size(model):>9}  {model.name}")


def _show(options: argparse.Namespace) -> None:
    _print_one(registry.show(options.id), options)


def _import(options: argparse.Namespace) -> None:
    model = store.import_folder(Path(options.folder), link=options.link)
    if not options.json:
        print(tr("{name} can be used as {id}.").format(name=model.name, id=model.id))
        return
    _print_one(model, options)


def _remove(options: argparse.Namespace) -> None:
    model = registry.remove(options.id)
    print(tr("{name} was removed.").format(name=model.name))


def _add_server(options: argparse.Namespace) -> None:
    model = registry.show(added_server.add(options).id)
    if not options.json:
        print(tr("{name} can be used as {id}.").format(name=model.name, id=model.id))
        return
    _print_one(model, options)


def _print_one(model: InstalledModel, options: argparse.Namespace) -> None:
    if options.json:
        print_json(as_record(model))
        return
    rows = [
        (tr("Id"), model.id),
        (tr("Name"), model.name),
        (tr("Family"), model.family),
        (tr("Precision of its files"), model.quantization or ("16 bit" if model.path else "")),
        (tr("Size"), _size(model)),
        (tr("Folder"), str(model.path or "")),
        (tr("Licence"), model.licence),
    ]
    widest = max(len(title) for title, _ in rows)
    for title, value in rows:
        if value:
            print(f"{title:<{widest}}  {value}")


def _size(model: InstalledModel) -> str:
    if not model.size_bytes:
        return ""
    return f"{model.size_bytes / 1e9:.1f} GB" if model.size_bytes >= 1e8 else f"{model.size_bytes / 1e6:.1f} MB"


def _id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=tr("as in quizglass models list"))


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))
