"""What a model needs against what is free, as a line with a mark."""

from __future__ import annotations

from quizglass.i18n import tr
from quizglass.models.catalog_entry import Entry
from quizglass.models.devices import Device
from quizglass.models.memory_need import Need
from quizglass.models.memory_plan import Plan, Step
from quizglass.settings import Quantization
from quizglass.ui.controls.cards.card_content import Mark
from quizglass.ui.model_page.amounts import precision_words, size_words


def plan_words(plan: Plan, wished: Quantization, needs: dict[Quantization, Need]) -> tuple[Mark, str]:
    """How an installed model fits into what is free now, and what has to be given up for it."""
    takes, room = size_words(plan.need.total), size_words(plan.free_bytes)
    if not plan.fits:
        least = size_words(min(need.total for need in needs.values())) if needs else takes
        words = tr("Needs at least {needed}, {free} are free. Choose a smaller model, or let a server run it.")
        return "bad", words.format(needed=least, free=room)
    if plan.slow:
        slow = tr("Needs {needed} of {free} of the computer's own memory. On the processor an answer takes minutes.")
        return "warn", slow.format(needed=takes, free=room)
    if not plan.steps:
        return "good", tr("Needs {needed}, {free} are free.").format(needed=takes, free=room)
    given_up = " ".join(_given_up(step, plan) for step in plan.steps)
    wish = needs.get(wished)
    if wish is None:
        return "warn", given_up
    short = tr("In {precision} it would need {needed}, {free} are free.")
    words = short.format(precision=precision_words(wished), needed=size_words(wish.total), free=room)
    return "warn", f"{words} {given_up}"


def entry_words(entry: Entry, fits: str, device: Device) -> tuple[Mark, str]:
    """Whether a model that is not here would fit the device, and what it takes."""
    if not entry.memory_gb:
        return "muted", tr("Nobody has said yet how much memory it needs.")
    total = size_words(device.total_bytes)
    if not fits:
        name = tr("This computer") if device.kind == "cpu" else device.name
        least = size_words(min(entry.memory_gb.values()) * 1e9)
        words = tr("Needs at least {needed} of memory, {device} has {total}.")
        return "bad", words.format(needed=least, device=name, total=total)
    takes = tr("Of {total} of memory it takes {sizes}.").format(sizes=_fitting_sizes(entry, device), total=total)
    if device.kind == "cpu":
        if not entry.memory_gb.keys() & {"nf4", "awq"}:
            return "good", takes
        slow = tr("On the processor an answer takes minutes.")
        return "warn", f"{takes} {slow}"
    return "good", takes


def _fitting_sizes(entry: Entry, device: Device) -> str:
    """What it takes in every precision in which it fits, the least first."""
    listed = sorted(entry.memory_gb.items(), key=lambda item: item[1])
    fitting = [(bits, gigabytes * 1e9) for bits, gigabytes in listed if gigabytes * 1e9 <= device.total_bytes]
    each = tr("{size} in {precision}")
    return ", ".join(each.format(size=size_words(size), precision=precision_words(bits)) for bits, size in fitting)


def _given_up(step: Step, plan: Plan) -> str:
    match step:
        case Step.SMALLER_PICTURE:
            return tr("It is shown smaller pictures: ask of a region where print is small.")
        case Step.COARSER:
            words = tr("In {precision} it fits: {needed}.")
            return words.format(precision=precision_words(plan.quantization), needed=size_words(plan.need.total))
        case Step.PROCESSOR:
            return tr("It runs on the processor, and an answer takes minutes.")
