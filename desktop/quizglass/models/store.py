"""The models on this computer, for the rest of the program: importing, listing, checking, moving, removing.

Each model is a folder of ``models_dir()`` with a manifest. A linked model's folder holds only the manifest, which
points to where the user keeps the weights.
"""

from __future__ import annotations

from quizglass.models.importing import import_cached, import_folder
from quizglass.models.inventory import list_models, show
from quizglass.models.manifest import MANIFEST
from quizglass.models.model_ids import model_id_for
from quizglass.models.moving import move, remove
from quizglass.models.verification import verify

__all__ = [
    "MANIFEST",
    "import_cached",
    "import_folder",
    "list_models",
    "model_id_for",
    "move",
    "remove",
    "show",
    "verify",
]
