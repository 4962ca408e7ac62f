"""Which licences the user has accepted. A model is downloaded only after its licence was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from quizglass.errors import FileNotWritable
from quizglass.i18n import tr
from quizglass.json_file import write_json
from quizglass.models import untrusted_json
from quizglass.models.catalog_entry import Entry
from quizglass.paths import config_dir


def describe(entry: Entry) -> str:
    """The licence in one line: its name, what it forbids, where it stands."""
    parts = [entry.licence]
    if not entry.commercial:
        parts.append(tr("no commercial use"))
    if entry.licence_url:
        parts.append(entry.licence_url)
    return ", ".join(parts)


def accepted(entry: Entry) -> bool:
    """True when the user accepted the licence that ``entry`` has today."""
    return _read().get(entry.id, {}).get("licence") == entry.licence


def accept(entry: Entry) -> None:
    """Write down that the user accepted the licence.

    Raises:
        FileNotWritable: it cannot be written down.
    """
    today = dt.datetime.now(dt.UTC).date().isoformat()
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_json(file, _read() | {entry.id: {"licence": entry.licence, "on": today}})
    except OSError as error:
        raise FileNotWritable(name=file.name) from error


def _file() -> Path:
    return config_dir() / "licences.json"


def _read() -> dict[str, dict[str, Any]]:
    try:
        raw = untrusted_json.read(_file())
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in raw.items() if isinstance(value, dict)} if isinstance(raw, dict) else {}
