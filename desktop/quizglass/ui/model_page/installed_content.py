"""The card of a model that is on this computer, or that a server runs."""

from __future__ import annotations

from quizglass.errors import OutOfMemory
from quizglass.i18n import tr
from quizglass.settings import Quantization
from quizglass.ui.answers_access import BUILT_IN, ModelState
from quizglass.ui.controls.cards.card_content import CardButton, CardContent, CardProgress, Mark
from quizglass.ui.model_page.amounts import precision_words, progress_words, size_words
from quizglass.ui.model_page.jobs import Job
from quizglass.ui.model_page.memory_words import plan_words
from quizglass.ui.model_page.standing import Installed


def installed_content(
    item: Installed,
    state: ModelState,
    wished: Quantization,
    job: Job | None,
    said: tuple[Mark, str] | None,
    smaller: str = "",
) -> CardContent:
    """``state`` is that of the model that answers, ``wished`` the precision of the settings.

    ``smaller`` is the name of a model that takes less memory, to be offered where there is not enough.
    """
    chosen = item.model.id == state.id
    if chosen and state.error is not None:
        said = "bad", str(state.error)
    elif chosen and state.cramped and said is None:
        said = "bad", str(OutOfMemory(model=item.model.name))
    return CardContent(
        title=tr("Built-in reader") if item.model.id == BUILT_IN else item.model.name,
        badge=tr("Answers your questions") if chosen else "",
        lines=_lines(item, state if chosen else None),
        fit=_fit(item, state if chosen else None, wished),
        progress=_progress(state if chosen else None, job),
        said=said,
        buttons=_buttons(item, state if chosen else None, wished, job, smaller),
        chosen=chosen,
    )


def import_content(job: Job) -> CardContent:
    """Of a model that is being copied from a folder."""
    return CardContent(
        title=job.name,
        lines=(tr("Its files are copied. The folder stays as it is."),),
        progress=_progress(None, job),
        buttons=(CardButton("stop", tr("Stop")),),
    )


def _lines(item: Installed, state: ModelState | None) -> tuple[str, ...]:
    model = item.model
    if model.id == BUILT_IN:
        return (tr("Quotes the page. Always here, on any computer, and needs no memory to speak of."),)
    if item.host:
        return (tr("Runs on the server {host}: what you ask of goes there.").format(host=item.host),)
    facts = [size_words(model.size_bytes)]
    facts += [precision_words(model.quantization)] if model.quantization else []
    facts += [model.licence] if model.licence else []
    facts += [tr("its files stay where they are")] if model.linked else []
    if state is not None and state.stage == "ready":
        loaded = [state.device, precision_words(state.quantization)]
        loaded += [_memory(state)] if state.memory_bytes else []
        return (tr("Loaded: {what}").format(what=" · ".join(part for part in loaded if part)), " · ".join(facts))
    return ("", " · ".join(facts))


def _memory(state: ModelState) -> str:
    """``5.1 GB of 12.3 GB``, or only what it takes where the whole is not known."""
    taken = size_words(state.memory_bytes)
    if not state.total_bytes:
        return taken
    return tr("{done} of {total}").format(done=taken, total=size_words(state.total_bytes))


def _fit(item: Installed, state: ModelState | None, wished: Quantization) -> tuple[Mark, str] | None:
    """A model that is loaded has shown that it fits."""
    if item.plan is None or (state is not None and state.stage == "ready"):
        return None
    return plan_words(item.plan, wished, item.needs or {})


def _progress(state: ModelState | None, job: Job | None) -> CardProgress | None:
    if job is not None:
        words = _job_words(job)
        return CardProgress(words, job.progress.share if job.progress.total_bytes else None)
    if state is not None and state.stage == "loading":
        return CardProgress(tr("Loading: {percent} %").format(percent=state.percent), state.percent / 100)
    return None


def _job_words(job: Job) -> str:
    if job.stopping:
        return tr("Stopping…")
    doing = {"verify": tr("Reading every file"), "import": tr("Copying")}.get(job.kind, "")
    return " · ".join(part for part in (doing, progress_words(job.progress)) if part)


def _buttons(
    item: Installed, state: ModelState | None, wished: Quantization, job: Job | None, smaller: str
) -> tuple[CardButton, ...]:
    if job is not None:
        return (CardButton("stop", tr("Stop")),)
    if state is not None and state.stage == "loading":
        return (CardButton("stop_loading", tr("Stop loading")),)
    if state is not None and _is_short(state):
        return _ways_out(item, wished, smaller)
    made = [] if state is not None else [CardButton("use", _use_words(item), _use_kind(item))]
    if state is None and smaller and item.plan is not None and not item.plan.fits:
        made.append(_show(smaller))
    if item.model.id == BUILT_IN:
        return tuple(made)
    if state is not None and not item.host:
        ready = state.stage == "ready"
        made.append(CardButton("unload", tr("Unload")) if ready else CardButton("load", tr("Load now"), "primary"))
    if state is not None:
        made.append(CardButton("try", tr("Try it on the sample")))
    if not item.host:
        made.append(CardButton("verify", tr("Check its files")))
    made.append(CardButton("remove", tr("Remove…")))
    return tuple(made)


def _is_short(state: ModelState) -> bool:
    return state.cramped or isinstance(state.error, OutOfMemory)


def _ways_out(item: Installed, wished: Quantization, smaller: str) -> tuple[CardButton, ...]:
    """Where memory did not suffice: first what costs least."""
    made = []
    if wished is not Quantization.NF4 and Quantization.NF4 in (item.needs or {}):
        words = tr("Load it in {precision}").format(precision=precision_words(Quantization.NF4))
        made.append(CardButton("coarser", words, "primary"))
    if smaller:
        made.append(_show(smaller, "plain" if made else "primary"))
    else:
        made.append(CardButton("built_in", tr("Use the built-in reader")))
    made.append(CardButton("load", tr("Load now")))
    made.append(CardButton("remove", tr("Remove…")))
    return tuple(made)


def _show(smaller: str, kind: str = "plain") -> CardButton:
    return CardButton("smaller", tr("Show {model}, which is smaller").format(model=smaller), kind)


def _use_words(item: Installed) -> str:
    plan = item.plan
    if plan is not None and not plan.fits:
        return tr("Use it all the same")
    return tr("Use it")


def _use_kind(item: Installed) -> str:
    """The built-in reader is a way back, not what this page is for."""
    fits = item.plan is None or item.plan.fits
    return "primary" if fits and item.model.id != BUILT_IN else "plain"
