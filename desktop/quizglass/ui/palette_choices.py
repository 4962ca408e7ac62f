"""What the palette offers, and how what is typed chooses among it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from quizglass.i18n import tr
from quizglass.ui.closeness import closeness, fits_words

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane
    from quizglass.ui.main_window import MainWindow

_MOST: Final = 60
"""Nobody reads further down a list; they type another letter."""
_RECENT_KEPT: Final = 8
_SEARCHED_FROM: Final = 2
"""Letters after which the outline is searched too."""
_PAGE: Final = re.compile(r"(?:p|page|с|стр|страница|page)?\.?\s*(\S+)", re.IGNORECASE)
_PLACE_MALUS: Final = 4.0
"""A chapter comes after an action that fits as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """``side`` stands muted on the right: keys, a folder. ``also`` is searched like ``words`` but not shown.

    ``only_typed`` ones are offered once letters fit them. Where fits are equal, the higher ``weight`` comes first.
    """

    words: str
    side: str
    do: Callable[[], object]
    also: str = ""
    only_typed: bool = False
    weight: float = 0.0


def best(choices: Iterable[Choice], wanted: str) -> list[Choice]:
    """Those that fit, the closest first; with nothing typed, all in their order."""
    if not wanted.strip():
        return [choice for choice in choices if not choice.only_typed]
    scored = [(score, choice) for choice in choices if (score := _score(choice, wanted)) is not None]
    scored.sort(key=lambda pair: -pair[0])
    return [choice for _, choice in scored[:_MOST]]


def _score(choice: Choice, wanted: str) -> float | None:
    # Headings are many and long: letters strewn over them mean nothing.
    if choice.only_typed and (len(wanted.strip()) < _SEARCHED_FROM or not fits_words(wanted, choice.words)):
        return None
    scores = [
        score for words in (choice.words, choice.also) if words and (score := closeness(wanted, words)) is not None
    ]
    return max(scores) + choice.weight if scores else None


class PaletteChoices:
    """Gathers what one window offers at a moment."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def all(self) -> list[Choice]:
        """Actions, those done lately first; then open documents, recent ones and headings."""
        found = self._actions()
        found.extend(self._documents())
        pane = self._window.workspace.current
        if pane is not None:
            found.extend(_outline(pane))
        return found

    def typed(self, wanted: str) -> list[Choice]:
        """The page whose number or label is typed, as ``12`` or ``p 12``."""
        pane = self._window.workspace.current
        found = _PAGE.fullmatch(wanted.strip())
        if pane is None or found is None:
            return []
        page = _page_called(pane, found[1], exact=wanted.strip() == found[1])
        if page is None:
            return []
        words = tr("Go to page {page}").format(page=found[1])
        return [Choice(words, pane.session.name, partial(pane.jump, page))]

    def _actions(self) -> list[Choice]:
        actions = self._window.actions_table
        recent = self._window.services.preferences.current.recent_actions.split()
        rank = {action_id: at for at, action_id in enumerate(recent)}
        specs = [
            spec
            for spec in actions.specs()
            if actions[spec.id].isEnabled() and not spec.elsewhere and spec.id != "palette"
        ]
        specs.sort(key=lambda spec: rank.get(spec.id, len(rank)))
        return [
            Choice(
                actions[spec.id].text(),
                actions.shown_keys(spec.id),
                partial(self._do, spec.id),
                actions.searched_words(spec.id),
                weight=0.5 if spec.id in rank else 0.0,
            )
            for spec in specs
        ]

    def _do(self, action_id: str) -> None:
        preferences = self._window.services.preferences
        recent = [action_id, *(known for known in preferences.current.recent_actions.split() if known != action_id)]
        preferences.change(recent_actions=" ".join(recent[:_RECENT_KEPT]))
        self._window.actions_table[action_id].trigger()

    def _documents(self) -> list[Choice]:
        window = self._window
        found = [Choice(page.name, tr("open"), partial(window.tabs.show, page)) for page in window.workspace.pages]
        found.extend(
            Choice(known.name, tr("recent"), partial(window.open_files, [known.path]))
            for known in window.recent.documents
            if window.workspace.page_of(known.path) is None
        )
        return found


def _outline(pane: DocumentPane) -> list[Choice]:
    return [
        Choice(
            entry.title,
            tr("p. {page}").format(page=entry.page + 1),
            partial(pane.jump, entry.page),
            only_typed=True,
            weight=-_PLACE_MALUS,
        )
        for entry in pane.session.info.outline
        if entry.page is not None
    ]


def _page_called(pane: DocumentPane, name: str, *, exact: bool) -> int | None:
    """The page with the label ``name``, else with that number; a bare word is no label (``exact``)."""
    info = pane.session.info
    if not exact or name.isdecimal():
        folded = name.casefold()
        for page, label in enumerate(info.labels):
            if label.casefold() == folded:
                return page
    number = int(name) if name.isascii() and name.isdecimal() else 0
    return number - 1 if 1 <= number <= info.page_count else None
