"""How it stands with the models of the catalogue on this computer."""

from __future__ import annotations

from quizglass.models import hub_cache, store
from quizglass.models.downloading import downloads


def states() -> dict[str, str]:
    """By the id in the catalogue: "cached" (whole in the Hugging Face cache), "unfinished" or "installed".

    Of several the one that says most; models of which nothing is here are left out.
    """
    return {
        **dict.fromkeys((model.catalog_id for model in hub_cache.models()), "cached"),
        **dict.fromkeys((download.catalog_id for download in downloads.unfinished()), "unfinished"),
        **dict.fromkeys((model.catalog_id for model in store.list_models()), "installed"),
    }
