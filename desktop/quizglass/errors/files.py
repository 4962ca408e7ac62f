"""Files, documents, passwords, printers, and the file of questions and answers."""

from __future__ import annotations

from quizglass.errors.root import AppError
from quizglass.i18n import N_


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


class DiskFull(FileNotWritable):
    """``name`` is the file's name."""

    code = "disk-full"
    what = N_("{name} cannot be written: the disk is full.")
    remedy = N_("Free some space, or choose another disk.")


class FileInUse(FileNotWritable):
    """``name`` is the file's name."""

    code = "file-in-use"
    what = N_("{name} cannot be replaced: another program has it open.")
    remedy = N_("Close it there, or choose another name.")


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


class ExportIncomplete(FileAccessError):
    """``name`` is the file's name."""

    code = "export-incomplete"
    what = N_("{name} did not get all answers: what was written could not be read again.")
    remedy = N_("Try again, or write to another disk.")


class JournalUnavailable(FileAccessError):
    """``name`` is the file's name."""

    code = "journal-unavailable"
    what = N_("The answers of a run cannot be kept: {name} cannot be read or written.")
    remedy = N_("Free some space, or check that you may write to that folder.")


class RunInProgress(FileAccessError):
    """``name`` is the file or the run that the answers are for."""

    code = "run-in-progress"
    what = N_("Another Quizglass is working on the answers for {name}.")
    remedy = N_("Wait until it has ended, or give this run another name.")


class LibraryUnavailable(FileAccessError):
    """``name`` is the file's name."""

    code = "library-unavailable"
    what = N_("Questions and answers cannot be kept: {name} cannot be read or written.")
    remedy = N_("Free some space, or check that you may write to that folder.")
