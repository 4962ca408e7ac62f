"""Which keys do what: the table's own keys with the user's changes, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quizglass.ui.actions import ActionSpec

_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class Bindings:
    """``own`` are the user's changes: id to keys in Qt's portable form, joined by ``; ``; "" for none."""

    specs: Mapping[str, ActionSpec]
    own: Mapping[str, str] = field(default_factory=dict)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, the one that is shown first."""
        own = self.own.get(action_id)
        return self.specs[action_id].keys if own is None else tuple(filter(None, own.split(_BETWEEN)))

    def is_changed(self, action_id: str) -> bool:
        return self.keys(action_id) != self.specs[action_id].keys

    def holder(self, keys: str, besides: str) -> str | None:
        """The other action that has ``keys``."""
        folded = keys.casefold()
        return next(
            (
                other
                for other in self.specs
                if other != besides and folded in (held.casefold() for held in self.keys(other))
            ),
            None,
        )

    def bind(self, action_id: str, keys: Iterable[str]) -> Bindings:
        """Give the action ``keys`` and no others; who had them has them no more."""
        wanted = tuple(keys)
        changed = self
        for one in wanted:
            holder = changed.holder(one, besides=action_id)
            if holder is not None:
                kept = [held for held in changed.keys(holder) if held.casefold() != one.casefold()]
                changed = changed.with_keys(holder, kept)
        return changed.with_keys(action_id, wanted)

    def reset(self, action_id: str) -> Bindings:
        """Give the action the keys of the table again."""
        return self.bind(action_id, self.specs[action_id].keys)

    def with_keys(self, action_id: str, keys: Iterable[str]) -> Bindings:
        """Set the keys of one action without a look at the others."""
        wanted = tuple(keys)
        own = {known: value for known, value in self.own.items() if known != action_id}
        if wanted != self.specs[action_id].keys:
            own[action_id] = _BETWEEN.join(wanted)
        return Bindings(self.specs, own)

    def as_setting(self) -> tuple[tuple[str, str], ...]:
        """As `Settings.shortcuts` keeps it."""
        return tuple(sorted(self.own.items()))
