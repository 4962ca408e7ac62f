"""Which model of the catalogue suits this computer, and what keeps a better one away."""

from __future__ import annotations

from dataclasses import dataclass

from quizglass.i18n import tr
from quizglass.models import gpu_use
from quizglass.models.catalog_entry import Entry
from quizglass.models.devices import Device, graphics_card, processor
from quizglass.models.gpu_use import UnusedCard
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.model_page.standing import offered


@dataclass(frozen=True, slots=True)
class Advice:
    """``entry`` is None where nothing fits, or all that does is here already."""

    device: Device
    entry: Entry | None
    unused: UnusedCard | None

    def words(self) -> tuple[str, str]:
        """What to say of the model, and what to warn of; "" for nothing."""
        warning = " ".join(gpu_use.words(self.unused)) if self.unused is not None else ""
        return _model_words(self), warning


def advise(device_setting: str) -> Advice:
    """What suits the card that models can use, or the processor."""
    unused = gpu_use.unused_card(device_setting)
    device = (None if unused else graphics_card()) or processor()
    entry = next((item.entry for item in offered(device) if item.advised), None)
    return Advice(device, entry, unused)


def _model_words(advice: Advice) -> str:
    entry, device = advice.entry, advice.device
    if entry is None:
        return ""
    cost = tr("{size} to download, licence {licence}.").format(
        size=size_words(entry.download_gb * 1e9), licence=entry.licence
    )
    if device.kind == "cpu":
        words = tr("No graphics card is used here, so a model takes minutes for an answer. To try one, take {model}.")
        return f"{words.format(model=entry.name)} {cost}"
    words = tr("{card} with {memory}: {model} fits.")
    fit = words.format(card=device.name, memory=size_words(device.total_bytes), model=entry.name)
    return f"{fit} {cost}"
