"""Whether this computer can run models, checked by doing: one line a check, in words.

Nothing heavy is imported until `checks` is iterated that far. Other parts (OCR languages, the network) add their
own `Check` values beside these.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from quizglass.errors import AppError
from quizglass.i18n import decimal, tr
from quizglass.models import devices, gpu_use, store
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_plan import plan
from quizglass.models.model_folder import weights_problem
from quizglass.models.offline import SWITCHES, go_offline, is_offline
from quizglass.paths import models_dir
from quizglass.settings import Quantization

Status: TypeAlias = Literal["ok", "warn", "fail"]
_LITTLE_SPACE_BYTES = 5e9


@dataclass(frozen=True, slots=True)
class Check:
    """``name`` is stable, for scripts; ``words`` is a sentence; ``detail`` holds versions and numbers."""

    name: str
    status: Status
    words: str
    detail: str = ""


def checks(device: str = "auto", *, whole: bool = False) -> Iterator[Check]:
    """Every check of the models' side, cheap ones first. Nothing is raised: what goes wrong is a failed check.

    ``device`` is the setting: a card that the user keeps models away from lies idle by will.
    With ``whole`` every file of every model is read and its SHA-256 compared, which takes as long as the disk takes.
    """
    yield check_offline()
    yield check_disk()
    yield check_device()
    yield check_use_of_card(device)
    yield from check_models(whole=whole)
    yield from check_memory(device)
    yield from _computing()


def check_offline() -> Check:
    """The switches that keep the libraries of models off the network, as the engines set them."""
    go_offline()
    detail = ", ".join(f"{name}={value}" for name, value in SWITCHES.items())
    if is_offline():
        return Check("offline", "ok", tr("Models are told to stay off the network."), detail)
    return Check("offline", "fail", tr("The switches that keep models off the network cannot be set."), detail)


def check_disk() -> Check:
    folder = _nearest(models_dir())
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("disk", "fail", tr("The folder of the models cannot be read."), f"{folder}: {error.strerror}")
    detail = tr("{free} GB free at {folder}").format(free=f"{free / 1e9:.0f}", folder=folder)
    if free < _LITTLE_SPACE_BYTES:
        return Check("disk", "warn", tr("There is little space left for models."), detail)
    return Check("disk", "ok", tr("There is space for models."), detail)


def check_device() -> Check:
    device = devices.describe_device()
    memory = tr("{total} GB, {free} GB free").format(
        total=decimal(device.total_bytes / 1e9), free=decimal(device.free_bytes / 1e9)
    )
    if device.kind == "cpu":
        # Without a driver a card can still be there; the next check says so, and this one must not deny it.
        if gpu_use.unused_card() is None:
            words = tr("No NVIDIA graphics card was found: models run on the processor, slowly.")
        else:
            words = tr("No NVIDIA graphics card answers: models run on the processor, slowly.")
        return Check("device", "warn", words, memory)
    words = tr("The graphics card {name} was found.").format(name=device.name)
    return Check("device", "ok", words, tr("{memory}, driver {driver}").format(memory=memory, driver=device.driver))


def check_use_of_card(device: str = "auto") -> Check:
    """Is there a graphics card that models do not use, and why. What the user chose is no fault."""
    unused = gpu_use.unused_card(device)
    if unused is None:
        return Check("card-use", "ok", tr("No graphics card lies idle."))
    what, remedy = gpu_use.words(unused)
    return Check("card-use", "warn" if unused.reason == "chosen" else "fail", what, remedy)


def check_memory(device: str = "auto") -> Iterator[Check]:
    """How every imported model would be loaded with what is free now, in 4 bit."""
    card = None if gpu_use.unused_card(device) else devices.graphics_card()
    own = devices.processor()
    for model in store.list_models():
        made = plan(model, Quantization.NF4, card, own)
        needed, free = decimal(made.need.total / 1e9), decimal(made.free_bytes / 1e9)
        detail = tr("needs {needed} GB, {free} GB are free").format(needed=needed, free=free)
        if made.fits:
            yield Check(f"memory {model.id}", "ok", tr("{model} fits into memory.").format(model=model.name), detail)
        else:
            words = tr("{model} does not fit into the memory that is free.").format(model=model.name)
            yield Check(f"memory {model.id}", "warn", words, detail)


def check_models(*, whole: bool = False) -> Iterator[Check]:
    """Every imported model: are its files there, and as long as they say.

    With ``whole``, are they byte for byte what they were.
    """
    for model in store.list_models():
        assert model.path is not None
        problem = _problem(model, model.path, whole=whole)
        detail = tr("{size} GB at {folder}").format(size=decimal(model.size_bytes / 1e9), folder=model.path)
        if problem:
            yield Check(f"model {model.id}", "fail", problem, detail)
        else:
            words = tr("The files of {model} are whole.").format(model=model.name)
            yield Check(f"model {model.id}", "ok", words, detail)


def _problem(model: InstalledModel, folder: Path, *, whole: bool) -> str:
    """What is wrong with the files of ``model``, in words; "" for nothing."""
    if not folder.is_dir():
        return tr("Its folder is not there any more.")
    if not whole:
        return weights_problem(folder)
    try:
        return store.verify(model.id)
    except AppError as error:
        return str(error)


def _computing() -> Iterator[Check]:
    try:
        from quizglass.models import computing_checks
    except ImportError as error:
        words = tr("The packages for models are not installed; the built-in reader works without them.")
        yield Check("torch", "warn", words, str(error))
        return
    yield from computing_checks.checks()


def _nearest(folder: Path) -> Path:
    """``folder`` or the first of its parents that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())
