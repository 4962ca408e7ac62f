"""``quizglass models list --available``: what could be downloaded, and what of it this computer can run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quizglass.cli import trouble
from quizglass.cli.model_records import print_facts, print_table
from quizglass.i18n import tr
from quizglass.models import availability, catalog, devices, licences, obstacles
from quizglass.models.catalog_entry import Entry
from quizglass.models.downloading.troubles import page

_PRECISIONS = {"nf4": "4 bit", "awq": "4 bit", "int8": "8 bit", "bf16": "16 bit", "fp32": "32 bit"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the catalogue and how it stands with it here.

    ``state`` is "installed", "unfinished", "cached" (whole in the Hugging Face cache), "obstacle" or "".
    ``fits`` is the finest quantization that the device has memory for, "" for none.
    """

    entry: Entry
    state: str
    fits: str


def listed() -> list[Listed]:
    """The whole catalogue. Says on standard error what of the user's own file was not understood."""
    for problem in catalog.own_entries().problems:
        trouble.say(problem)
    memory = devices.describe_device().total_bytes
    states = availability.states()
    return [
        Listed(entry, states.get(entry.id) or ("obstacle" if entry.obstacle else ""), entry.fits(memory))
        for entry in catalog.entries()
    ]


def as_record(item: Listed) -> dict[str, Any]:
    """What ``--json`` prints of an entry."""
    entry = item.entry
    return {
        "id": entry.id,
        "name": entry.name,
        "family": entry.family,
        "repository": entry.repository,
        "revision": entry.revision,
        "licence": entry.licence,
        "licence_url": entry.licence_url,
        "commercial": entry.commercial,
        "licence_accepted": licences.accepted(entry),
        "parameters": entry.parameters,
        "languages": list(entry.languages),
        "abilities": list(entry.abilities),
        "download_gb": entry.download_gb or None,
        "memory_gb": entry.memory_gb,
        "fits": item.fits or None,
        "docvqa": entry.docvqa,
        "state": item.state or None,
        "obstacle": obstacles.words(entry.obstacle) or None,
        "own": entry.own,
    }


def print_listed(items: list[Listed]) -> None:
    """A line a model."""
    head = (tr("Id"), tr("Parameters"), tr("Fits here"), "DocVQA", tr("Download"), tr("Licence"), "")
    print_table([head, *map(_row, items)])


def _row(item: Listed) -> tuple[str, ...]:
    entry = item.entry
    return (
        entry.id,
        entry.parameters,
        _fits_words(item),
        "" if entry.docvqa is None else f"{entry.docvqa:.1f}",
        _gigabytes(entry.download_gb),
        entry.licence if entry.commercial else tr("{licence} (not commercial)").format(licence=entry.licence),
        _state_words(item.state),
    )


def print_entry(item: Listed) -> None:
    """All about one model that is not installed, a line a fact."""
    entry = item.entry
    memory = ", ".join(f"{_precision(bits)}: {_gigabytes(amount)}" for bits, amount in entry.memory_gb.items())
    scores = "; ".join(f"{score.benchmark} {score.value:g} ({score.source})" for score in entry.scores)
    print_facts(
        [
            (tr("Id"), entry.id),
            (tr("Name"), entry.name),
            (tr("Family"), entry.family),
            (tr("Repository"), page(entry)),
            (tr("Revision"), entry.revision or tr("the newest")),
            (tr("Licence"), licences.describe(entry)),
            (tr("Parameters"), entry.parameters),
            (tr("Languages"), " ".join(entry.languages)),
            (tr("Download"), _gigabytes(entry.download_gb)),
            (tr("Memory"), memory),
            (tr("Fits here"), _fits_words(item)),
            (tr("Scores"), scores),
            (tr("State"), _state_words(item.state)),
            (tr("What stands in the way"), obstacles.words(entry.obstacle)),
        ]
    )


def _fits_words(item: Listed) -> str:
    """The precision in which it fits; "" where nobody knows what it needs."""
    return _precision(item.fits) or (tr("no") if item.entry.memory_gb else "")


def _precision(quantization: str) -> str:
    return _PRECISIONS.get(quantization, quantization)


def _gigabytes(amount: float) -> str:
    return f"{amount:.1f} GB" if amount else ""


def _state_words(state: str) -> str:
    words = {
        "installed": tr("installed"),
        "unfinished": tr("begun to download"),
        "cached": tr("in the Hugging Face cache"),
        "obstacle": tr("not to be downloaded"),
    }
    return words.get(state, "")
