"""Why a model of the catalogue cannot be downloaded and run here, and what can be done instead."""

from __future__ import annotations

from quizglass.i18n import N_, tr

_WORDS = {
    "no-safetensors": N_(
        "It is published only as a pickle, which can run code when it is loaded. Import a folder that holds its "
        "weights as .safetensors."
    ),
    "larger-than-a-card": N_(
        "It is larger than the memory of one graphics card. Let a server run it, for example vLLM, and add the server."
    ),
    "packages-of-long-ago": N_(
        "Its code needs packages of years ago, which do not work together with those of today's models."
    ),
}


def words(code: str) -> str:
    """A sentence for the ``obstacle`` of a catalogue entry, in the current language; "" for none."""
    return tr(_WORDS[code]) if code else ""


def known() -> frozenset[str]:
    return frozenset(_WORDS)
