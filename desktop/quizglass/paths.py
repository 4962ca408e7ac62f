"""Where things are: what ships with the program, and where the user's own data goes.

``QUIZGLASS_HOME`` moves all user data into one folder (portable use, tests).
"""

from __future__ import annotations

import os
from pathlib import Path

_APP = "quizglass"


def resource(name: str) -> Path:
    """A file or folder of ``resources/``, in a checkout as in an installed package."""
    packaged = Path(__file__).parent / "resources"
    root = packaged if packaged.is_dir() else Path(__file__).parents[2] / "resources"
    return root / name


def _home(kind: str) -> Path:
    own = os.environ.get("QUIZGLASS_HOME")
    if own:
        return Path(own) / kind
    # Imported here: half of the document worker's own imports would be this, and it never asks.
    import platformdirs

    places = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "cache": platformdirs.user_cache_path,
        "logs": platformdirs.user_log_path,
        "state": platformdirs.user_state_path,
    }
    return places[kind](_APP, appauthor=False)


def data_dir() -> Path:
    """The library and the models. Created by whoever writes there."""
    return _home("data")


def config_dir() -> Path:
    return _home("config")


def cache_dir() -> Path:
    return _home("cache")


def log_dir() -> Path:
    return _home("logs")


def state_dir() -> Path:
    """The open tabs."""
    return _home("state")


def library_file() -> Path:
    return data_dir() / "library.sqlite3"


def runs_file() -> Path:
    """The journal of runs over many pages."""
    return data_dir() / "runs.sqlite"


def models_dir() -> Path:
    """The folder of installed models: ``QUIZGLASS_MODELS`` or ``models`` beside the library."""
    own = os.environ.get("QUIZGLASS_MODELS")
    return Path(own) if own else data_dir() / "models"


def templates_dir() -> Path:
    """Questions with their regions, kept to be asked again."""
    return data_dir() / "templates"


def settings_file() -> Path:
    return config_dir() / "settings.json"
