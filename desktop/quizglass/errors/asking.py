"""What a person asked for makes no sense, or was not carried out."""

from __future__ import annotations

from quizglass.errors.root import AppError
from quizglass.i18n import N_


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


class SomePagesFailed(AppError):
    code = "some-pages-failed"
    exit_code = 8
    what = N_("{failed} of {total} pages could not be read.")
    remedy = N_("The others were answered.")
