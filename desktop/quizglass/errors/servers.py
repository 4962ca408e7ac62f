"""The network: servers that run models, their keys, and connections that are not made."""

from __future__ import annotations

from quizglass.errors.models import ModelError, ModelNotInstalled
from quizglass.errors.root import AppError
from quizglass.i18n import N_


class NetworkRefused(AppError):
    code = "network-refused"
    what = N_("A connection was refused: Quizglass works without a network.")
    remedy = N_("Only explicit downloads and your own servers may connect.")


class ServerOutside(NetworkRefused):
    """``server`` is the host, ``address`` the numbers that its name stands for."""

    code = "server-outside"
    what = N_("{server} ({address}) is not on your own network, so nothing was sent to it.")
    remedy = N_(
        "If your documents may leave your network, say so when you add it, and use an address that begins with https."
    )


class ServerError(ModelError):
    """``server`` is the host, with its port, that was asked."""

    code = "server"
    what = N_("The server {server} cannot be used.")
    remedy = N_("Ask whoever looks after it, or choose another model.")


class ServerUnreachable(ServerError):
    code = "server-unreachable"
    what = N_("The server {server} does not answer.")
    remedy = N_("Check that it runs, that its address is right, and that this computer is on its network.")


class NoServerAnswers(ServerError):
    """``servers`` are the hosts, joined by commas; ``reason`` is a translated sentence about the last that was lost."""

    code = "no-server-answers"
    what = N_("None of the servers answers: {servers}. {reason}")
    remedy = N_("Check that they run, and that this computer is on their network.")


class NoServerServes(ModelNotInstalled):
    """``model`` is the name that no server of one's own network serves."""

    code = "no-server-serves"
    what = N_("No server of your own network serves {model}.")
    remedy = N_("Add one with quizglass models add-server; one outside your network must be named by its own id.")


class ServerNotTrusted(ServerError):
    code = "server-not-trusted"
    what = N_("The server {server} does not prove who it is: its certificate was refused.")
    remedy = N_("Add it again with the file of the authority that signed its certificate (--authority).")


class ServerKeyRefused(ServerError):
    code = "server-key-refused"
    what = N_("The server {server} does not accept the key.")
    remedy = N_("Add it again with the right key.")


class ServerLacksModel(ServerError):
    """``model`` is the name that the server does not know, ``served`` what it serves, joined by commas."""

    code = "server-lacks-model"
    what = N_("The server {server} does not serve {model}.")
    remedy = N_("Add it again with a model that it serves: {served}")


class ServerBusy(ServerError):
    code = "server-busy"
    what = N_("The server {server} has no time for the question.")
    remedy = N_("Try again in a while.")


class ServerTooSlow(ServerError):
    """``seconds`` is how long nothing came."""

    code = "server-too-slow"
    what = N_("The server {server} said nothing for {seconds} s and was given up.")
    remedy = N_("Try again in a while, or ask of a smaller region.")


class ServerBrokeOff(ServerError):
    code = "server-broke-off"
    what = N_("The server {server} broke off in the middle.")
    remedy = N_("Try again; if it happens again, ask whoever looks after it.")


class ServerNotUnderstood(ServerError):
    code = "server-not-understood"
    what = N_("What the server {server} says is not what an OpenAI-compatible server says.")
    remedy = N_("Check its address; it often ends in /v1.")


class ServerRefused(ServerError):
    """``reason`` is what the server gave, one line."""

    code = "server-refused"
    what = N_("The server {server} refused the question: {reason}")
    remedy = N_("Ask whoever looks after it, or choose another model.")


class ServerOnlyThought(ServerError):
    """The answer was cut off before anything was said aloud."""

    code = "server-only-thought"
    what = N_("The model on {server} thought until its answer was cut off, and said nothing.")
    remedy = N_("Turn thinking off on the server, or choose a model that answers at once.")


class PictureRefused(ServerError):
    """However small the picture was made."""

    code = "picture-refused"
    what = N_("The server {server} takes no picture, or none of this size.")
    remedy = N_("Choose a model that sees, let the server accept longer questions, or ask of a smaller region.")


class TextRefused(ServerError):
    code = "text-refused"
    what = N_("The text is longer than the server {server} takes.")
    remedy = N_("Ask of a smaller region, or have the server accept longer questions.")


class KeyringUnavailable(AppError):
    """``variable`` is the environment variable that is read instead."""

    code = "keyring-unavailable"
    exit_code = 3
    what = N_("There is no keyring on this computer that could keep the server's key.")
    remedy = N_("Unlock or install one, or put the key into the environment variable {variable}.")
