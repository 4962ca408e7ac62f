"""All that the page of models shows, found out in one go away from the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from quizglass.models import availability, catalog, gpu_use, registry
from quizglass.models.catalog_entry import Entry
from quizglass.models.devices import Device, graphics_card, processor
from quizglass.models.downloading import downloads
from quizglass.models.gpu_use import UnusedCard
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import Need, needs_by_precision
from quizglass.models.memory_plan import Plan, best_fit, plan
from quizglass.models.server import address_book
from quizglass.settings import Quantization, Settings

_SMALL_BYTES = 4 * 10**9


@dataclass(frozen=True, slots=True)
class Installed:
    """``plan`` says how it can be loaded now and ``needs`` what it takes, by precision.

    For the built-in reader and for a server there is no plan; ``host`` is where a server is.
    """

    model: InstalledModel
    plan: Plan | None = None
    needs: dict[Quantization, Need] | None = None
    host: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """``state`` is "cached", "unfinished" or ""; ``fits`` the finest precision for the device, "" for none.

    ``suits`` says that it fits and answers at a speed that one waits for. ``done_bytes`` are those that came of an
    unfinished download. ``advised`` marks the one that suits this computer best.
    """

    entry: Entry
    state: str = ""
    fits: str = ""
    suits: bool = False
    done_bytes: int = 0
    advised: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """``card`` is the graphics card that models can use, ``unused`` one that they cannot; None for none."""

    processor: Device
    card: Device | None
    unused: UnusedCard | None
    installed: tuple[Installed, ...]
    offered: tuple[Offered, ...]
    problems: tuple[str, ...] = ()

    @property
    def device(self) -> Device:
        return self.card or self.processor

    def installed_as(self, model_id: str) -> Installed | None:
        return next((item for item in self.installed if item.model.id == model_id), None)

    def offered_as(self, entry_id: str) -> Offered | None:
        return next((item for item in self.offered if item.entry.id == entry_id), None)


def stand(settings: Settings, loaded_bytes: int = 0) -> Standing:
    """How it stands now; the ``loaded_bytes`` of the model that is loaded count as free: another takes its place."""
    unused = gpu_use.unused_card(settings.device)
    card = None if unused else graphics_card()
    own = processor()
    places = (_with_room(card, loaded_bytes) if card else None, own if card else _with_room(own, loaded_bytes))
    return Standing(
        own,
        card,
        unused,
        tuple(_installed(model, settings.quantization, *places) for model in registry.installed_models()),
        offered(card or own),
        catalog.own_entries().problems,
    )


def offered(device: Device) -> tuple[Offered, ...]:
    """The catalogue without what is installed: the advised one first, then what fits, then what does not.

    For a processor a small one is advised: larger ones would fit, and nobody would wait for their answers.
    """
    memory_bytes = device.total_bytes
    states = availability.states()
    begun = {download.catalog_id: download.done_bytes for download in downloads.unfinished()}
    free = [entry for entry in catalog.entries() if states.get(entry.id) != "installed"]
    quick_bytes = min(memory_bytes, _SMALL_BYTES) if device.kind == "cpu" else memory_bytes
    best = best_fit(free, quick_bytes)
    listed = (
        Offered(
            entry,
            states.get(entry.id, ""),
            entry.fits(memory_bytes),
            suits=bool(entry.fits(quick_bytes)) and not entry.obstacle,
            done_bytes=begun.get(entry.id, 0),
            advised=entry is best,
        )
        for entry in free
    )
    return tuple(sorted(listed, key=_rank))


def smaller(standing: Standing, item: Installed) -> Installed | Offered | None:
    """The best that takes less memory than ``item``: one that is here and fits now, else one to download."""
    if item.plan is None:
        return None
    taken = item.plan.need.total
    here = [other for other in standing.installed if other.plan is not None and _fits_in(other.plan, taken)]
    if here:
        return max(here, key=lambda other: other.plan.need.total if other.plan is not None else 0)
    there = [other for other in standing.offered if other.suits]
    best = best_fit((other.entry for other in there), taken - 1)
    return standing.offered_as(best.id) if best is not None else None


def _fits_in(made: Plan, room: int) -> bool:
    return made.fits and made.need.total < room


def _rank(item: Offered) -> tuple[bool, bool, bool, bool, bool]:
    """False comes first; within a rank the order of the catalogue stays."""
    return (not item.advised, not item.state, bool(item.entry.obstacle), not item.suits, not item.fits)


def _installed(model: InstalledModel, wished: Quantization, card: Device | None, own: Device) -> Installed:
    if address_book.is_server(model.id):
        return Installed(model, host=address_book.server(model.id).host)
    if model.path is None:
        return Installed(model)
    return Installed(model, plan(model, wished, card, own), needs_by_precision(model))


def _with_room(device: Device, more: int) -> Device:
    free = min(device.total_bytes, device.free_bytes + more)
    return Device(device.name, device.total_bytes, free, device.driver, device.kind)
