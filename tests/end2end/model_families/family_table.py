"""The table of families: which check of which family came to what.

What a check came to is a property of its test, so that it reaches the end of the run from any of its processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSequence

CHECKS = ("loads", "as generate", "boxes", "4-bit", "8-bit", "unload")
_PROPERTY = "family check"
_DOES_NOT_APPLY = "-"


class FamilyChecks:
    """Takes down what the checks of one test came to; what was begun and never ended well stays "no"."""

    def __init__(self, properties: MutableSequence[tuple[str, object]]) -> None:
        self._properties = properties

    def begin(self, family: str, *checks: str) -> None:
        self._note(family, checks, "no")

    def good(self, family: str, *checks: str) -> None:
        self._note(family, checks, "yes")

    def leave_out(self, family: str, check: str) -> None:
        self._note(family, (check,), _DOES_NOT_APPLY)

    def _note(self, family: str, checks: Iterable[str], outcome: str) -> None:
        self._properties.extend((_PROPERTY, (family, check, outcome)) for check in checks)


def table_lines(properties: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Head and rows, in columns, of what all tests noted; nothing when no check was run."""
    rows: dict[str, dict[str, str]] = {}
    for name, noted in properties:
        if name == _PROPERTY and isinstance(noted, list | tuple):
            family, check, outcome = noted
            rows.setdefault(family, {})[check] = outcome
    if not rows:
        return
    width = max(map(len, rows))
    yield "family".ljust(width) + "".join(f"  {check:>11}" for check in CHECKS)
    for family, row in sorted(rows.items()):
        yield family.ljust(width) + "".join(f"  {row.get(check, ''):>11}" for check in CHECKS)
