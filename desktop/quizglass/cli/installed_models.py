"""``quizglass models``: what can answer on this computer."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from quizglass.cli import added_server, model_catalog, model_download, trouble
from quizglass.cli.model_records import as_record, print_installed, size
from quizglass.cli.notices import ProgressLine
from quizglass.cli.text_output import print_json
from quizglass.errors import ModelDamaged, ModelNotInstalled
from quizglass.i18n import tr
from quizglass.models import catalog, hub_cache, registry, store
from quizglass.models.downloading import downloads
from quizglass.models.installed import InstalledModel
from quizglass.models.server import address_book
from quizglass.settings import Settings

_DONE = 0
_ACTIONS = "list|show|download|import|verify|move|remove|add-server"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_ACTIONS)
    add = actions.add_parser("list", help=tr("what is installed"))
    add.set_defaults(act=_list)
    add.add_argument("--available", action="store_true", help=tr("what could be, and what of it fits this computer"))
    _json(add)
    add = actions.add_parser("show", help=tr("all about one model"))
    add.set_defaults(act=_show)
    _id(add)
    _json(add)
    add = actions.add_parser("download", help=tr("fetch a model, or go on with what was begun"))
    add.set_defaults(act=_download)
    add.add_argument("id", metavar="ID", help=tr("as in quizglass models list --available"))
    add.add_argument("--accept-licence", action="store_true", help=tr("you have read its licence and accept it"))
    _json(add)
    add = actions.add_parser("import", help=tr("make a model in a folder usable"))
    add.set_defaults(act=_import)
    add.add_argument(
        "folder",
        metavar="FOLDER",
        help=tr("with config.json, the tokenizer and .safetensors weights; or a name in the Hugging Face cache"),
    )
    add.add_argument("--link", action="store_true", help=tr("use the files where they lie instead of copying them"))
    _json(add)
    add = actions.add_parser("verify", help=tr("read every file and see that none has changed"))
    add.set_defaults(act=_verify)
    add.add_argument("ids", metavar="ID", nargs="*", help=tr("without one, all models"))
    add = actions.add_parser("move", help=tr("put the files of a model on another disk, or back"))
    add.set_defaults(act=_move)
    _id(add)
    add.add_argument("folder", metavar="FOLDER", nargs="?", help=tr("where to; without one, among the other models"))
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


def _list(options: argparse.Namespace) -> None:
    if options.available:
        items = model_catalog.listed()
        if options.json:
            print_json([model_catalog.as_record(item) for item in items])
        else:
            model_catalog.print_listed(items)
        return
    models = registry.installed_models()
    if options.json:
        print_json([as_record(model) for model in models])
        return
    widest = max(len(model.id) for model in models)
    for model in models:
        print(f"{model.id:<{widest}}  {size(model.size_bytes):>9}  {model.name}")


def _show(options: argparse.Namespace) -> None:
    try:
        _print_one(registry.show(options.id), options)
    except ModelNotInstalled:
        known = next((item for item in model_catalog.listed() if item.entry.id == options.id), None)
        if known is None:
            raise
        if options.json:
            print_json(model_catalog.as_record(known))
        else:
            model_catalog.print_entry(known)


def _download(options: argparse.Namespace) -> None:
    _tell_id(model_download.download(options.id, accept_licence=options.accept_licence), options)


def _import(options: argparse.Namespace) -> None:
    line = ProgressLine()
    try:
        cached = None if Path(options.folder).exists() else _cached(options.folder)
        if cached:
            model = store.import_cached(cached, progress=_percent(line))
        else:
            model = store.import_folder(Path(options.folder), link=options.link, progress=_percent(line))
    finally:
        line.end()
    _tell_id(model, options)


def _cached(name: str) -> hub_cache.CachedModel | None:
    """The model of the Hugging Face cache that is called ``name``, by its repository or its id in the catalogue."""
    entry = catalog.entry(name)
    return hub_cache.find(entry.repository if entry else name)


def _verify(options: argparse.Namespace) -> None:
    """Check the models one after the other.

    Raises:
        ModelDamaged: of the last one that is; each was told.
    """
    models = [store.show(name) for name in options.ids] or store.list_models()
    damaged: list[ModelDamaged] = []
    for model in models:
        line = ProgressLine()
        try:
            problem = store.verify(model.id, progress=_percent(line))
        finally:
            line.end()
        if problem:
            damaged.append(ModelDamaged(model=model.name, reason=problem))
        else:
            print(tr("The files of {model} are whole.").format(model=model.name))
    for error in damaged[:-1]:
        trouble.tell(error)
    if damaged:
        raise damaged[-1]


def _move(options: argparse.Namespace) -> None:
    line = ProgressLine()
    to = Path(options.folder) if options.folder else None
    try:
        model = store.move(options.id, to, progress=_percent(line))
    finally:
        line.end()
    if options.json:
        print_json(as_record(model))
    else:
        print(tr("The files of {name} are in {folder}.").format(name=model.name, folder=model.path))


def _remove(options: argparse.Namespace) -> None:
    begun = downloads.discard(options.id)
    try:
        name = registry.remove(options.id).name
    except ModelNotInstalled:
        if not begun:
            raise
        name = options.id
    print(tr("{name} was removed.").format(name=name))


def _add_server(options: argparse.Namespace) -> None:
    _tell_id(registry.show(added_server.add(options).id), options)


def _tell_id(model: InstalledModel, options: argparse.Namespace) -> None:
    if options.json:
        print_json(as_record(model))
    else:
        print(tr("{name} can be used as {id}.").format(name=model.name, id=model.id))


def _print_one(model: InstalledModel, options: argparse.Namespace) -> None:
    if address_book.is_server(model.id):
        server = address_book.server(model.id)
        if options.json:
            print_json(as_record(model) | added_server.as_record(server))
        else:
            added_server.print_server(server)
    elif options.json:
        print_json(as_record(model))
    else:
        print_installed(model)


def _percent(line: ProgressLine) -> Callable[[float], None]:
    return lambda share: line.write(f"{int(100 * share)} %")


def _id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=tr("as in quizglass models list"))


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))
