"""The table of families: which check of which family came to what."""

from __future__ import annotations

from collections.abc import Iterator

CHECKS = ("loads", "as generate", "boxes", "4-bit", "8-bit", "unload")
_DOES_NOT_APPLY = "-"


class FamilyTable:
    """Takes down what a check of a family came to; what was begun and never ended well stays "no"."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, str]] = {}

    def begin(self, family: str, *checks: str) -> None:
        self._rows.setdefault(family, {}).update(dict.fromkeys(checks, "no"))

    def good(self, family: str, *checks: str) -> None:
        self._rows[family].update(dict.fromkeys(checks, "yes"))

    def leave_out(self, family: str, check: str) -> None:
        self._rows.setdefault(family, {})[check] = _DOES_NOT_APPLY

    def lines(self) -> Iterator[str]:
        """Head and rows, in columns; nothing when no check was run."""
        if not self._rows:
            return
        width = max(map(len, self._rows))
        yield "family".ljust(width) + "".join(f"  {check:>11}" for check in CHECKS)
        for family, row in sorted(self._rows.items()):
            yield family.ljust(width) + "".join(f"  {row.get(check, ''):>11}" for check in CHECKS)
