"""What stands on the cards, from values alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass import i18n
from quizglass.answers import Answer, Outcome, Timings
from quizglass.errors import OutOfMemory
from quizglass.models import catalog
from quizglass.models.devices import Device
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import Need
from quizglass.models.memory_plan import Plan, Step
from quizglass.settings import Quantization, Theme
from quizglass.ui.answers_access import ModelState
from quizglass.ui.controls.cards.card import Card
from quizglass.ui.controls.cards.card_content import CardContent
from quizglass.ui.model_page.amounts import language_words, parameter_words, progress_words, size_words
from quizglass.ui.model_page.installed_content import installed_content
from quizglass.ui.model_page.jobs import Job
from quizglass.ui.model_page.memory_words import entry_words, plan_words
from quizglass.ui.model_page.offered_content import offered_content
from quizglass.ui.model_page.standing import Installed, Offered
from quizglass.ui.model_page.trial import trial_words
from quizglass.ui.theme import ThemeSource

CARD = Device("RTX 4070", 12 * 10**9, 11 * 10**9, "550.54", "cuda")
NEEDS = {
    Quantization.BF16: Need(16 * 10**9, 10**8, 10**8, 10**9),
    Quantization.INT8: Need(9 * 10**9, 10**8, 10**8, 10**9),
    Quantization.NF4: Need(6 * 10**9, 10**8, 10**8, 10**9),
}
MODEL = InstalledModel("big", "Big", "qwen2_vl", Path("/models/big"), 16 * 10**9, licence="Apache-2.0")
BUILT_IN = ModelState("built-in", "Built-in reader")


@pytest.fixture
def russian() -> Iterator[None]:
    before = QLocale()
    i18n.set_language("ru")
    QLocale.setDefault(QLocale("ru"))
    yield
    i18n.set_language("en")
    QLocale.setDefault(before)


def planned(quantization: Quantization, *steps: Step, fits: bool = True) -> Plan:
    return Plan(quantization, "cuda", 1280, NEEDS[quantization], 11 * 10**9, steps, fits)


def keys(item: Installed, state: ModelState, job: Job | None = None) -> list[str]:
    return [button.key for button in installed_content(item, state, Quantization.NF4, job, None).buttons]


def test_what_fits_as_wished() -> None:
    assert plan_words(planned(Quantization.NF4), Quantization.NF4, NEEDS) == (
        "good",
        "Needs 7.2 GB, 11.0 GB are free.",
    )


def test_what_fits_when_something_is_given_up() -> None:
    mark, words = plan_words(planned(Quantization.INT8, Step.COARSER), Quantization.BF16, NEEDS)
    assert mark == "warn"
    assert words == "In 16 bit it would need 17.2 GB, 11.0 GB are free. In 8 bit it fits: 10.2 GB."


def test_what_does_not_fit_says_the_least_that_it_needs() -> None:
    mark, words = plan_words(planned(Quantization.BF16, fits=False), Quantization.BF16, NEEDS)
    assert mark == "bad"
    assert words.startswith("Needs at least 7.2 GB, 11.0 GB are free.")


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.id)
def test_every_model_of_the_catalogue_has_a_card(entry: catalog.Entry) -> None:
    item = Offered(entry, fits=entry.fits(CARD.total_bytes))
    content = offered_content(item, CARD, None, None)
    assert content.fit
    assert content.lines[0]
    assert entry.licence in content.lines[1]
    assert bool(content.buttons) == (not entry.obstacle)
    assert "{" not in "".join((*content.lines, content.fit[1]))


def test_a_licence_without_commercial_use_is_said_to_be_one() -> None:
    entry = next(entry for entry in catalog.entries() if not entry.commercial and not entry.obstacle)
    assert "(not commercial)" in offered_content(Offered(entry), CARD, None, None).lines[1]


def test_a_card_that_is_too_small() -> None:
    entry = next(entry for entry in catalog.entries() if min(entry.memory_gb.values(), default=0) > 12)
    mark, words = entry_words(entry, "", CARD)
    assert mark == "bad"
    assert words.endswith("RTX 4070 has 12.0 GB.")


def test_what_can_be_done_depends_on_how_it_stands() -> None:
    item = Installed(MODEL, planned(Quantization.NF4), NEEDS)
    chosen = ModelState("big", "Big", "resting")
    assert keys(item, BUILT_IN) == ["use", "verify", "remove"]
    assert keys(item, chosen) == ["load", "try", "verify", "remove"]
    assert keys(item, replace(chosen, stage="loading")) == ["stop_loading"]
    assert keys(item, replace(chosen, stage="ready")) == ["unload", "try", "verify", "remove"]
    assert keys(item, chosen, Job("verify", "Big")) == ["stop"]
    assert keys(Installed(InstalledModel("server:x", "X", "server"), host="gpu.lan"), BUILT_IN) == ["use", "remove"]


def test_a_model_that_does_not_fit_is_not_pressed_upon_anyone() -> None:
    item = Installed(MODEL, planned(Quantization.BF16, fits=False), NEEDS)
    first = installed_content(item, BUILT_IN, Quantization.BF16, None, None).buttons[0]
    assert (first.words, first.kind) == ("Use it all the same", "plain")


def test_what_is_loaded_says_where_and_how_large() -> None:
    state = ModelState("big", "Big", "ready", "RTX 4070", "nf4", memory_bytes=5_100_000_000, total_bytes=12 * 10**9)
    content = installed_content(Installed(MODEL, planned(Quantization.NF4), NEEDS), state, Quantization.NF4, None, None)
    assert content.lines[0] == "Loaded: RTX 4070 · 4 bit · 5.1 GB of 12.0 GB"
    assert content.fit is None


def test_a_download_that_was_begun_goes_on_or_goes_away() -> None:
    entry = next(entry for entry in catalog.entries() if not entry.obstacle)
    content = offered_content(Offered(entry, "unfinished", "nf4", done_bytes=1_700_000_000), CARD, None, None)
    assert [button.words for button in content.buttons] == ["Go on with the download", "Throw 1.7 GB away"]


def test_progress_in_words() -> None:
    assert progress_words(DownloadProgress(0, 0)) == ""
    assert progress_words(DownloadProgress(5 * 10**8, 4_400_000_000)) == "0.5 GB of 4.4 GB"
    assert progress_words(DownloadProgress(10**9, 2 * 10**9, 12_500_000, 80)) == (
        "1.0 GB of 2.0 GB · 12.5 MB/s · about 2 min"
    )


def test_sizes_and_languages() -> None:
    assert size_words(35_400_000) == "35 MB"
    assert language_words(["zh", "ru", "en", "de", "fr"]) == "English, Russian, Chinese and 2 more"
    assert language_words(["ru"]) == "Russian"


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        (Answer("GBP 2,286.60", Outcome.FOUND, timings=Timings(total=3.25)), "good"),
        (Answer("GBP 17", Outcome.FOUND, timings=Timings(total=3.25)), "warn"),
        (Answer(None, Outcome.NOT_FOUND), "warn"),
        (Answer(None, Outcome.STOPPED), "muted"),
        (Answer(None, Outcome.FAILED, error="out-of-memory"), "bad"),
    ],
)
def test_what_a_trial_says(answer: Answer, mark: str) -> None:
    told = trial_words(answer)
    assert told[0] == mark
    assert told[1]
    assert "{" not in told[1]


def test_where_memory_was_short_the_ways_out_are_offered() -> None:
    """First a coarser precision, then a smaller model, and the built-in reader where there is none."""
    item = Installed(MODEL, planned(Quantization.BF16), NEEDS)
    failed = ModelState("big", "Big", "failed", error=OutOfMemory(model="Big"))
    asked = ModelState("big", "Big", "ready", "RTX 4070", "bf16", cramped=True)
    for state in (failed, asked):
        made = installed_content(item, state, Quantization.BF16, None, None, "Small 2B")
        assert [button.words for button in made.buttons[:2]] == ["Load it in 4 bit", "Show Small 2B, which is smaller"]
        assert made.said
        assert made.said[0] == "bad"
        assert made.said[1].startswith("There is not enough memory for Big.")
    coarse = installed_content(item, failed, Quantization.NF4, None, None, "Small 2B").buttons
    assert [button.key for button in coarse] == ["smaller", "load", "remove"]
    assert installed_content(item, failed, Quantization.NF4, None, None).buttons[0].words == "Use the built-in reader"


@pytest.mark.usefixtures("russian")
def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert parameter_words("2.2 B") == "2,2 млрд параметров"
    assert parameter_words("124 B") == "124 млрд параметров"
    assert parameter_words("many") == "параметров: many"
    entry = next(entry for entry in catalog.entries() if entry.docvqa is not None and not entry.obstacle)
    assert "из 100" in offered_content(Offered(entry), CARD, None, None).lines[1]
    assert "." not in entry_words(entry, entry.fits(CARD.total_bytes), CARD)[1].rstrip(".")


def test_what_came_of_a_deed_is_said_aloud_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen reader hears it wherever the focus is, and reads the line itself once, not with its dot again."""
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.object().text()))
    card = Card(ThemeSource(Theme.LIGHT))
    qtbot.addWidget(card)
    card.show()
    card.show_content(CardContent("Big", said=("good", "Its files are whole.")))
    card.show_content(CardContent("Big", said=("good", "Its files are whole."), badge="Answers your questions"))
    assert told == ["Its files are whole."]
    assert [named.name for named in names_in(card)].count("Its files are whole.") == 1
