"""Questions from a spreadsheet, answers into it, and kept templates."""

from __future__ import annotations

from quizglass.errors.asking import UsageError
from quizglass.errors.files import DocumentError, FileNotWritable, PasswordNeeded
from quizglass.errors.root import AppError
from quizglass.i18n import N_


class NotASheet(DocumentError):
    """``name`` is the file's name, as in all that follow."""

    code = "not-a-sheet"
    what = N_("{name} is no file that questions can be read from.")
    remedy = N_("Give an XLSX or CSV file, or a text file with a question in each line.")


class SheetOfOldKind(NotASheet):
    code = "sheet-of-old-kind"
    what = N_("{name} is a spreadsheet of a kind that questions are not read from.")
    remedy = N_("Open it in a spreadsheet program and save it as XLSX or CSV.")


class SheetDamaged(NotASheet):
    code = "sheet-damaged"
    what = N_("{name} is damaged or no real spreadsheet.")
    remedy = N_("Open it in a spreadsheet program to see what can be saved, or ask for a new copy.")


class SheetChanged(NotASheet):
    code = "sheet-changed"
    what = N_("What was asked does not stand in {name} any more.")
    remedy = N_("Bring the file back as it was when the run began, or read the questions from it anew.")


class SheetTooLarge(NotASheet):
    code = "sheet-too-large"
    what = N_("{name} is too large to read questions from.")
    remedy = N_("Put the questions into a smaller file.")


class SheetLocked(PasswordNeeded):
    code = "sheet-locked"
    what = N_("{name} is protected by a password.")
    remedy = N_("Open it in a spreadsheet program and save a copy without a password.")


class NoQuestions(DocumentError):
    code = "no-questions"
    what = N_("There are no questions in {name}.")
    remedy = N_("Write a question in each row of a column, “Question” above it.")


class NoQuestionsLeft(NoQuestions):
    """``why`` are translated sentences about what was left out."""

    code = "no-questions-left"
    what = N_("There is nothing to ask in {name}. {why}")


class NoSuchColumn(UsageError):
    """``known`` are the heads of the columns that there are."""

    code = "no-such-column"
    what = N_("{name} has no column “{typed}”.")
    remedy = N_("Give the letter of a column, or what stands in its head: {known}.")


class NoSuchWorksheet(UsageError):
    """``known`` are the titles of the worksheets that hold something."""

    code = "no-such-worksheet"
    what = N_("{name} has no worksheet “{typed}” with anything in it.")
    remedy = N_("It has: {known}.")


class WouldReplaceQuestions(FileNotWritable):
    code = "would-replace-questions"
    what = N_("{name} holds the questions and is not written over.")
    remedy = N_("Choose another name for the copy with the answers.")


class SheetOfOtherKind(UsageError):
    """``suffix`` is what the copy must end with."""

    code = "sheet-of-other-kind"
    what = N_("The copy with the answers is of the kind of the file with the questions; {name} is not.")
    remedy = N_("Choose a name that ends with {suffix}.")


class SheetIsFull(FileNotWritable):
    code = "sheet-is-full"
    what = N_("There is no room for answers in {name}: its last column is used.")
    remedy = N_("Delete what stands in the last columns, and try again.")


class TemplateError(AppError):
    """``name`` is the template's, as in all that follow."""

    code = "template"
    exit_code = 5
    what = N_("The template “{name}” cannot be used.")
    remedy = N_("Make it anew.")


class TemplateMissing(TemplateError):
    code = "template-missing"
    what = N_("There is no template “{name}”.")
    remedy = N_("Check its name, or save it first.")


class NoSuchTemplate(TemplateMissing):
    """``known`` are the names of those that are kept."""

    code = "no-such-template"
    remedy = N_("Choose one of those that are kept: {known}.")


class TemplateDamaged(TemplateError):
    """``file`` is its path."""

    code = "template-damaged"
    what = N_("The template “{name}” is damaged and cannot be read.")
    remedy = N_("Remove it and make it anew, or mend {file}.")


class TemplateTooNew(TemplateError):
    code = "template-too-new"
    what = N_("The template “{name}” was written by a newer Quizglass.")
    remedy = N_("Update the program. The template was left as it is.")


class TemplateExists(TemplateError):
    code = "template-exists"
    what = N_("There is a template “{name}” already.")
    remedy = N_("Choose another name.")


class TemplatesUnavailable(TemplateError):
    """``name`` is a file's name."""

    code = "templates-unavailable"
    what = N_("Templates cannot be kept: {name} cannot be read or written.")
    remedy = N_("Free some space, or check that you may write to that folder.")
