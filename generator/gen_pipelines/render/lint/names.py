"""The words of declarative pipelines.

What plugins add is listed as far as it is common; the names of a plain controller are those it prints itself
("Valid option types: ...", "Valid trigger types: ...", observed on Jenkins 2.541.3).
"""

from __future__ import annotations

from collections.abc import Iterable


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PIPELINE_SECTIONS = _words("agent options triggers parameters environment tools libraries stages post")
"""Sections of ``pipeline``, in the order of a generated file."""
STAGE_SECTIONS = _words("when agent options tools environment input failFast steps stages parallel matrix post")
"""Sections of ``stage``, in the order of a generated file."""
MATRIX_SECTIONS = _words("axes excludes when agent options tools environment input stages post")
BODIES = _words("steps stages parallel matrix")

POST = _words("always changed fixed regression aborted success unsuccessful unstable failure notBuilt cleanup")
"""Conditions of ``post``, in the order in which Jenkins runs them."""

AGENTS = frozenset(_words("any none label node docker dockerfile kubernetes"))
NODE_KEYS = frozenset(_words("label customWorkspace retries"))

STAGE_OPTIONS = frozenset(
    _words(
        """ansiColor catchError lock retry script skipDefaultCheckout timeout timestamps waitUntil warnError withContext withCredentials withEnv
        wrap throttle gitlabCommitStatus podTemplate withChecks withSonarQubeEnv"""
    )
)
PIPELINE_OPTIONS = STAGE_OPTIONS | frozenset(
    _words(
        """buildDiscarder checkoutToSubdirectory disableConcurrentBuilds disableRestartFromStage disableResume durabilityHint
        overrideIndexTriggers parallelsAlwaysFailFast preserveStashes quietPeriod rateLimitBuilds skipStagesAfterUnstable ws
        newContainerPerStage copyArtifactPermission gitLabConnection githubProjectProperty office365ConnectorWebhooks
        throttleJobProperty buildBlocker authorizationMatrix"""
    )
)
TRIGGERS = frozenset(
    _words(
        """cron pollSCM upstream githubPush gitlab bitbucketPush GenericTrigger parameterizedCron parameterizedTimerTrigger
        issueCommentTrigger"""
    )
)
PARAMETERS = frozenset(
    _words(
        """booleanParam choice credentials file text password run string activeChoice reactiveChoice activeChoiceHtml extendedChoice
        gitParameter hidden nonStoredPassword persistentString persistentChoice persistentBoolean validatingString base64File
        stashedFile imageTag listGitBranches"""
    )
)
PARAMETER_KEYS = {
    "string": frozenset(_words("name defaultValue description trim")),
    "text": frozenset(_words("name defaultValue description trim")),
    "booleanParam": frozenset(_words("name defaultValue description")),
    "choice": frozenset(_words("name choices description")),
    "password": frozenset(_words("name defaultValue defaultValueAsSecret description")),
}
TOOLS = frozenset(
    _words(
        """ant dockerTool git go gradle groovy jdk jfrog jgit jgitapache maven msbuild nodejs terraform snyk allure sbt scala cmake
        python"""
    )
)
WHEN = frozenset(
    _words(
        """allOf anyOf branch buildingTag changeRequest changelog changeset environment equals expression isRestartedRun not tag
        triggeredBy"""
    )
)
WHEN_GROUPS = frozenset(_words("allOf anyOf not"))
WHEN_FLAGS = frozenset(_words("beforeAgent beforeInput beforeOptions"))
INPUT_KEYS = frozenset(_words("message id ok submitter submitterParameter parameters"))

NOT_STEPS = frozenset(_words("stage properties agent stages steps post when options environment tools triggers parameters pipeline"))
"""Names that Jenkins refuses, or that make no sense, as a step directly in ``steps``."""

STEPS: dict[str, dict[str, str]] = {
    "echo": {"message": "string!"},
    "sleep": {"time": "int!", "unit": "unit"},
    "retry": {"count": "int!"},
    "timeout": {"time": "int!", "unit": "unit", "activity": "boolean"},
    "sh": {"script": "string!", "returnStdout": "boolean", "returnStatus": "boolean", "label": "string", "encoding": "string"},
    "dir": {"path": "string!"},
    "unstable": {"message": "string!"},
    "warnError": {"message": "string!"},
    "unstash": {"name": "string!"},
    "stash": {"name": "string!", "includes": "string", "excludes": "string", "allowEmpty": "boolean"},
    "fileExists": {"file": "string!"},
    "readFile": {"file": "string!", "encoding": "string"},
}
"""Parameters of common steps, with their types; ``!`` marks the one that is required and may stand without its name."""

CONDITIONS: dict[str, dict[str, str]] = {
    "branch": {"pattern": "string!"},
    "tag": {"pattern": "string!"},
    "changelog": {"pattern": "string!"},
    "changeset": {"pattern": "string!"},
}
NAMED_CONDITIONS = {"environment": _words("name value"), "equals": _words("expected actual")}
UNITS = frozenset(_words("NANOSECONDS MICROSECONDS MILLISECONDS SECONDS MINUTES HOURS DAYS"))


def among(word: str, known: Iterable[str]) -> str:
    """What to say behind an unknown word: the one that was probably meant, or all that are known."""
    from ...catalog.invalid import did_you_mean

    return did_you_mean(word, known) or f"known are {', '.join(sorted(known))}"
