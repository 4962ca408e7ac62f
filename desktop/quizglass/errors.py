"""Every error that a user can meet: a stable code, an exit code, and words with a remedy.

One tree, leaves by *what the person can do about it*. Adapters translate third-party exceptions at the border with
``raise ... from``. The words live beside the class, in English, marked for translation by `N_`; `describe` puts
them into the current language. Fields in ``params`` fill the words; they may hold a file's name, never its text.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import ClassVar, NamedTuple

from quizglass.i18n import N_, tr


class Description(NamedTuple):
    """What a person reads: what happened and why, and what to do about it."""

    what: str
    remedy: str


class AppError(Exception):
    """The root. ``code`` is stable and goes into logs, exports and the library; the words may change."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 15
    what: ClassVar[str] = N_("Something went wrong.")
    remedy: ClassVar[str] = N_("Try again; if it happens again, run the doctor.")

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments do not survive the default pickling; errors cross from the worker process.
        return _rebuild, (type(self), self.params)

    def describe(self) -> Description:
        """The words for a person, in the current language."""
        known = _Known(self.params)
        return Description(tr(self.what).format_map(known), tr(self.remedy).format_map(known))

    def __str__(self) -> str:
        return " ".join(self.describe())


class _Known(dict[str, object]):
    """Leaves a field empty that the error was not given, instead of failing while telling of a failure."""

    def __missing__(self, key: str) -> str:
        return ""


def _rebuild(kind: type[AppError], params: dict[str, object]) -> AppError:
    return kind(**params)


class Cancelled(AppError):
    """Stopped by the user. An outcome, never shown as an error."""

    code = "cancelled"
    exit_code = 130
    what = N_("Stopped.")
    remedy = ""


class UsageError(AppError):
    """Wrong arguments. ``reason`` is a whole translated sentence."""

    code = "usage"
    exit_code = 2
    what = "{reason}"
    remedy = N_("See --help.")


class EmptyQuestion(UsageError):
    code = "empty-question"
    what = N_("There is no question.")
    remedy = N_("Type what you want to know.")


class EmptyRegion(UsageError):
    code = "empty-region"
    what = N_("The region has no size.")
    remedy = N_("Drag over the part of the page that you mean.")


class NoSuchPage(UsageError):
    """``page`` and ``count`` count from 1."""

    code = "no-such-page"
    what = N_("There is no page {page}; the document has {count}.")
    remedy = N_("Choose a page from 1 to {count}.")


def trace_without_text(error: BaseException) -> str:
    """The kinds of an exception and its causes, and where they came from; never their messages.

    A message may quote a document, and nothing of a document may reach a log.
    """
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


# Files and documents ------------------------------------------------------------------------------------------------


class FileAccessError(AppError):
    """``name`` is the file's name."""

    code = "file-access"
    exit_code = 5
    what = N_("{name} cannot be read.")
    remedy = N_("Check that the file is there and that you may open it.")


class FileMissing(FileAccessError):
    code = "file-missing"
    what = N_("{name} is not there.")
    remedy = N_("It may have been moved or renamed; open it from its new place.")


class FileNotWritable(FileAccessError):
    code = "file-not-writable"
    what = N_("{name} cannot be written.")
    remedy = N_("Choose another folder, or free some space.")


class NotEnoughSpace(FileAccessError):
    """``needed`` and ``free`` are in GB with one decimal; ``model`` is the model's name."""

    code = "not-enough-space"
    what = N_("{model} needs {needed} GB on the disk, and {free} GB are free.")
    remedy = N_("Free some space, or keep the models on another disk.")


class SessionNotKept(FileAccessError):
    """``name`` is the file's name."""

    code = "session-not-kept"
    what = N_("The open tabs cannot be kept: {name} cannot be written.")
    remedy = N_("Free some space, or check that you may write to that folder. Until then the tabs saved last stay.")


class PrinterUnavailable(AppError):
    """``name`` is the printer's."""

    code = "printer-unavailable"
    what = N_("{name} does not take the pages.")
    remedy = N_("Check that the printer is on and connected, or print into a PDF file.")


class DocumentError(AppError):
    """Anything about a document's content. ``name`` is the file's name."""

    code = "document"
    exit_code = 4
    what = N_("{name} cannot be used as a document.")
    remedy = N_("Open it in another program to check that it is whole.")


class NotADocument(DocumentError):
    code = "not-a-document"
    what = N_("{name} is not a document that can be opened.")
    remedy = N_("Open a PDF, XPS, EPUB or CBZ file, or a picture (PNG, JPEG, TIFF, WebP, BMP).")


class DamagedDocument(DocumentError):
    """A document, or one page of it when ``page`` (from 1) is given."""

    code = "damaged"
    what = N_("{name} is damaged and cannot be shown.")
    remedy = N_("Ask for a new copy, or repair it with another program.")


class DamagedPage(DamagedDocument):
    code = "damaged-page"
    what = N_("Page {page} of {name} is damaged and cannot be shown.")
    remedy = N_("The other pages can still be used.")


class EmptyDocument(DocumentError):
    code = "empty-document"
    what = N_("{name} has no pages.")
    remedy = N_("Ask for a new copy.")


class TooLarge(DocumentError):
    """``limit`` is a translated phrase."""

    code = "too-large"
    what = N_("{name} is too large: {limit}.")
    remedy = N_("Split it into smaller parts, or save it at a lower resolution.")


class TooManyPages(TooLarge):
    """``count`` is what the document has, ``most`` what can be opened."""

    code = "too-many-pages"
    what = N_("{name} has {count} pages; at most {most} can be opened.")
    remedy = N_("Split it into smaller parts.")


class PictureTooLarge(TooLarge):
    """``width`` and ``height`` are pixels, as the file states them."""

    code = "picture-too-large"
    what = N_("{name} is a picture of {width} × {height} pixels, which is too large.")
    remedy = N_("Save it at a lower resolution.")


class NeedsTooMuchMemory(TooLarge):
    """The worker came to its memory limit. ``page`` counts from 1; absent where the whole document is meant."""

    code = "needs-too-much-memory"
    what = N_("Showing {name} takes more memory than is allowed.")
    remedy = N_("The other pages can still be used. Save it at a lower resolution to see this one.")


class PageTimeout(DamagedDocument):
    """The worker was killed because a page took longer than allowed. ``seconds`` is the limit."""

    code = "page-timeout"
    what = N_("A page of {name} took longer than {seconds} s and was given up.")
    remedy = N_("The other pages can still be used.")


class WorkerDied(DamagedDocument):
    """The worker process ended while it worked on this request; a new one is already running."""

    code = "worker-died"
    what = N_("Reading {name} failed halfway.")
    remedy = N_("Try again; if it happens again, the file is damaged.")


class PasswordNeeded(DocumentError):
    code = "password-needed"
    exit_code = 6
    what = N_("{name} is protected by a password.")
    remedy = N_("Give its password to open it.")


class WrongPassword(PasswordNeeded):
    code = "wrong-password"
    what = N_("The password does not open {name}.")
    remedy = N_("Check capital letters and the keyboard language, then try again.")


# Models ---------------------------------------------------------------------------------------------------------------


class ModelError(AppError):
    """``model`` is the model's name."""

    code = "model"
    exit_code = 3
    what = N_("{model} cannot be used.")
    remedy = N_("Choose another model, or import this one again.")


class ModelNotInstalled(ModelError):
    code = "model-not-installed"
    what = N_("There is no model called {model} on this computer.")
    remedy = N_("Import its folder, or choose one from the list of models.")


class ModelFolderUnusable(ModelError):
    """``reason`` is a translated sentence that says what is missing or refused."""

    code = "model-folder-unusable"
    what = N_("{model} cannot be imported. {reason}")
    remedy = N_("Choose a folder with config.json, the tokenizer files and .safetensors weights.")


class ModelDamaged(ModelError):
    """``reason`` is a translated sentence."""

    code = "model-damaged"
    what = N_("The files of {model} are damaged. {reason}")
    remedy = N_("Import or download it again.")


class NotInCatalogue(ModelError):
    code = "not-in-catalogue"
    what = N_("The catalogue has no model called {model}.")
    remedy = N_("Choose one of quizglass models list --available, or import a folder.")


class NotDownloadable(ModelError):
    """``reason`` is a translated sentence that says what stands in the way and what to do."""

    code = "not-downloadable"
    what = N_("{model} cannot be downloaded.")
    remedy = "{reason}"


class LicenceNotAccepted(ModelError):
    """``licence`` is its name and address."""

    code = "licence-not-accepted"
    exit_code = 2
    what = N_("The licence of {model} was not accepted: {licence}.")
    remedy = N_("Read it, then accept it with --accept-licence.")


class DownloadFailed(ModelError):
    """``reason`` is a translated sentence."""

    code = "download-failed"
    what = N_("{model} could not be downloaded. {reason}")
    remedy = N_("What has come is kept: start the download again to go on from there.")


class DependencyMissing(ModelError):
    """``package`` is what is not installed, ``command`` how to install it."""

    code = "dependency-missing"
    what = N_("{package} is not installed, so {model} cannot run.")
    remedy = N_("Run: {command}")


# Servers on one's own network -----------------------------------------------------------------------------------------


class ServerError(ModelError):
    """``server`` is the host, with its port, that was asked."""

    code = "server"
    what = N_("The server {server} cannot be used.")
    remedy = N_("Ask whoever looks after it, or choose another model.")


class ServerUnreachable(ServerError):
    code = "server-unreachable"
    what = N_("The server {server} does not answer.")
    remedy = N_("Check that it runs, that its address is right, and that this computer is on its network.")


class ServerNotTrusted(ServerError):
    code = "server-not-trusted"
    what = N_("The server {server} does not prove who it is: its certificate was refused.")
    remedy = N_("Add it again with the file of the authority that signed its certificate (--authority).")


class ServerKeyRefused(ServerError):
    code = "server-key-refused"
    what = N_("The server {server} does not accept the key.")
    remedy = N_("Add it again with the right key (--key-stdin).")


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


class PictureRefused(ServerError):
    """However small the picture was made."""

    code = "picture-refused"
    what = N_("The server {server} takes no picture, or none of this size.")
    remedy = N_("Choose a model that sees, let the server accept longer questions, or ask of a smaller region.")


class KeyringUnavailable(AppError):
    """``variable`` is the environment variable that is read instead."""

    code = "keyring-unavailable"
    exit_code = 3
    what = N_("There is no keyring on this computer that could keep the server's key.")
    remedy = N_("Unlock or install one, or put the key into the environment variable {variable}.")


class DeviceError(AppError):
    code = "device"
    exit_code = 7
    what = N_("The graphics card cannot be used.")
    remedy = N_("Run the doctor to see why, or use the built-in reader.")


class OutOfMemory(DeviceError):
    """``needed`` and ``free`` are in GB with one decimal, "" when not known."""

    code = "out-of-memory"
    what = N_("There is not enough memory for {model}.")
    remedy = N_("Close other programs, choose a smaller model or 4-bit, or ask of a smaller region.")


class LibraryDamaged(AppError):
    """``backup`` is the path where the damaged file was put."""

    code = "library-damaged"
    what = N_("The file with your questions and answers was damaged.")
    remedy = N_("It was set aside as {backup}; a new one was begun.")


class LibraryTooNew(AppError):
    """``name`` is the file's name."""

    code = "library-too-new"
    what = N_("The file with your questions and answers ({name}) was written by a newer Quizglass.")
    remedy = N_("Update the program. The file was left as it is.")


class LibraryUnavailable(FileAccessError):
    """``name`` is the file's name."""

    code = "library-unavailable"
    what = N_("Questions and answers cannot be kept: {name} cannot be read or written.")
    remedy = N_("Free some space, or check that you may write to that folder.")


class NetworkRefused(AppError):
    code = "network-refused"
    what = N_("A connection was refused: Quizglass works without a network.")
    remedy = N_("Only explicit downloads and your own servers may connect.")


class ServerOutside(NetworkRefused):
    """``server`` is the host, ``address`` the numbers that its name stands for."""

    code = "server-outside"
    what = N_("{server} ({address}) is not on your own network, so nothing was sent to it.")
    remedy = N_(
        "If your documents may leave your network, add it with --outside and an address that begins with https."
    )


class SomePagesFailed(AppError):
    code = "some-pages-failed"
    exit_code = 8
    what = N_("{failed} of {total} pages could not be read.")
    remedy = N_("The others were answered.")
