"""Models, their files, and the devices that they run on."""

from __future__ import annotations

from quizglass.errors.root import AppError
from quizglass.i18n import N_


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


class QuestionTooLong(ModelError):
    code = "question-too-long"
    what = N_("The question is longer than {model} can take in.")
    remedy = N_("Ask in fewer words, or of a smaller region.")


class EngineKeepsFailing(ModelError):
    """``reason`` is a translated sentence."""

    code = "engine-keeps-failing"
    what = N_("The model has failed three times in a row, so the run was paused. {reason}")
    remedy = N_("What was answered is kept. Mend it, then let the run go on.")


class DeviceError(AppError):
    code = "device"
    exit_code = 7
    what = N_("The graphics card cannot be used.")
    remedy = N_("Run the doctor to see why, or use the built-in reader.")


class OutOfMemory(DeviceError):
    code = "out-of-memory"
    what = N_("There is not enough memory for {model}.")
    remedy = N_("Close other programs, choose a smaller model or 4-bit, or ask of a smaller region.")


class ModelTooLarge(OutOfMemory):
    """Found out before loading. ``needed`` and ``free`` are in GB with one decimal."""

    code = "model-too-large"
    what = N_("{model} needs {needed} GB of memory, and {free} GB are free.")
    remedy = N_("Close other programs, choose 4-bit or a smaller model, or let a server run it.")
