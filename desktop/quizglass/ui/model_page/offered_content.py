"""The card of a model of the catalogue that is not on this computer."""

from __future__ import annotations

from quizglass.i18n import tr
from quizglass.models import obstacles
from quizglass.models.catalog_entry import Entry
from quizglass.models.devices import Device
from quizglass.ui.controls.cards.card_content import CardButton, CardContent, CardProgress, Mark
from quizglass.ui.model_page.amounts import language_words, number_words, parameter_words, progress_words, size_words
from quizglass.ui.model_page.jobs import Job
from quizglass.ui.model_page.memory_words import entry_words
from quizglass.ui.model_page.standing import Offered


def offered_content(item: Offered, device: Device, job: Job | None, said: tuple[Mark, str] | None) -> CardContent:
    entry = item.entry
    return CardContent(
        title=entry.name,
        badge=_badge(item),
        lines=(_abilities(entry), _facts(entry)),
        fit=_fit(item, device),
        progress=_progress(job),
        said=said,
        buttons=_buttons(item, job),
    )


def _badge(item: Offered) -> str:
    if item.advised:
        return tr("Suits this computer best")
    if item.entry.own:
        return tr("Added by you")
    return tr("On the disk already") if item.state == "cached" else ""


def _abilities(entry: Entry) -> str:
    """What it can do, in one sentence."""
    parts = []
    if "picture" in entry.abilities:
        parts.append(tr("sees the page"))
    if "words" in entry.abilities and "picture" not in entry.abilities:
        parts.append(tr("reads the words of the page"))
    if "span" in entry.abilities:
        parts.append(tr("points at the words that answer"))
    if "boxes" in entry.abilities:
        parts.append(tr("shows places"))
    if entry.languages:
        parts.append(language_words(entry.languages))
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _facts(entry: Entry) -> str:
    licence = entry.licence if entry.commercial else tr("{licence} (not commercial)").format(licence=entry.licence)
    facts = [licence]
    if entry.parameters:
        facts.insert(0, parameter_words(entry.parameters))
    if entry.docvqa is not None:
        facts.append(tr("DocVQA {score} of 100").format(score=number_words(entry.docvqa)))
    if entry.gated:
        facts.append(tr("wants an account at Hugging Face"))
    return " · ".join(facts)


def _fit(item: Offered, device: Device) -> tuple[Mark, str]:
    if item.entry.obstacle:
        return "muted", obstacles.words(item.entry.obstacle)
    return entry_words(item.entry, item.fits, device)


def _progress(job: Job | None) -> CardProgress | None:
    if job is None:
        return None
    if job.stopping:
        return CardProgress(tr("Stopping. What has come is kept."))
    if not job.progress.total_bytes:
        return CardProgress(tr("Asking what there is to fetch…"))
    return CardProgress(progress_words(job.progress), job.progress.share)


def _buttons(item: Offered, job: Job | None) -> tuple[CardButton, ...]:
    if job is not None:
        return (CardButton("stop", tr("Stop")),)
    if item.entry.obstacle:
        return ()
    if item.state == "unfinished":
        done = size_words(item.done_bytes)
        return (
            CardButton("download", tr("Go on with the download"), "primary"),
            CardButton("discard", tr("Throw {size} away").format(size=done)),
        )
    if item.state == "cached":
        return (CardButton("download", tr("Use what is on the disk"), "primary"),)
    words = tr("Download {size}…").format(size=size_words(item.entry.download_gb * 1e9))
    kind = "primary" if item.advised else "plain"
    return (CardButton("download", words if item.entry.download_gb else tr("Download…"), kind),)
