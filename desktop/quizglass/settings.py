"""The user's settings: one frozen value, one JSON file, replaced whole.

A value that cannot be understood becomes its default and is named in `Loaded.problems`; keys that this version
does not know are kept, so that an older program does not erase a newer one's settings.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from quizglass.json_file import write_json
from quizglass.sampling import HOTTEST, Sampling

VERSION = 1


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Quantization(StrEnum):
    NF4 = "nf4"
    INT8 = "int8"
    BF16 = "bf16"


@dataclass(frozen=True, slots=True)
class Settings:
    """``language`` is "" (as the system), "en" or "ru". ``device`` is "auto", "cuda" or "cpu".

    ``window_geometry`` is what Qt saves of a window, in base 64; widths are in device-independent pixels.
    ``dark_pages`` shows pages inverted, for reading at night.
    ``model_offered`` says that the first start has told of models; it is not told of again.
    ``recent_actions`` are ids of what was done by name, the latest first, apart by spaces.
    With ``sampling`` a model's words are drawn, at ``temperature`` of the likeliest that make up ``top_p``: the same
    question then has another answer each time.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    model: str = "built-in"
    quantization: Quantization = Quantization.NF4
    device: str = "auto"
    answer_language: str = ""
    request_timeout_s: float = 15.0
    left_panel: bool = True
    right_panel: bool = True
    left_panel_page: str = "pages"
    left_panel_width: float = 220.0
    right_panel_width: float = 340.0
    window_geometry: str = ""
    restore_session: bool = True
    dark_pages: bool = False
    shortcuts: tuple[tuple[str, str], ...] = ()
    recent_actions: str = ""
    model_offered: bool = False
    sampling: bool = False
    temperature: float = 0.7
    top_p: float = 0.95

    @property
    def drawn(self) -> Sampling | None:
        """How tokens are drawn for answers; None: they are not."""
        if not self.sampling:
            return None
        return Sampling(min(self.temperature, HOTTEST), min(self.top_p, 1.0))


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, the names of values that were not understood, and the keys this version does not know."""

    settings: Settings
    problems: tuple[str, ...] = ()
    unknown: dict[str, Any] = field(default_factory=dict)


def load(file: Path) -> Loaded:
    """Read ``file``. A missing or unreadable file gives the defaults; nothing is ever raised."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError):
        return Loaded(Settings(), problems=("settings.json",))
    if not isinstance(raw, dict):
        return Loaded(Settings(), problems=("settings.json",))
    values: dict[str, Any] = {}
    problems: list[str] = []
    known = {f.name: f for f in dataclasses.fields(Settings)}
    for name, default in ((n, getattr(Settings(), n)) for n in known):
        if name in raw:
            try:
                values[name] = _understood(raw[name], default)
            except (TypeError, ValueError):
                problems.append(name)
    unknown = {k: v for k, v in raw.items() if k not in known and k != "version"}
    return Loaded(Settings(**values), tuple(problems), unknown)


def _understood(value: Any, default: Any) -> Any:
    if isinstance(default, StrEnum):
        return type(default)(value)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise TypeError(value)
        return value
    if isinstance(default, float):
        number = float(value)
        if not 0 < number < 1e6:
            raise ValueError(value)
        return number
    if isinstance(default, tuple):
        return tuple((str(a), str(b)) for a, b in value)
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def save(file: Path, settings: Settings, unknown: dict[str, Any] | None = None) -> None:
    """Write ``settings`` to ``file`` by replacing it whole.

    Raises:
        OSError: the folder cannot be written.
    """
    values = {"version": VERSION, **(unknown or {}), **dataclasses.asdict(settings)}
    file.parent.mkdir(parents=True, exist_ok=True)
    write_json(file, values)
