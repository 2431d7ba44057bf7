"""A scenario: what a pipeline meets, and what must be true at the end.

The same files are the library's tests, its users' tests and documentation. The sections here are their only description:
the check with file, line and column, the JSON Schema and the reference in ``docs/`` come from them.
"""

from __future__ import annotations

from typing import Any, Literal

from ..catalog.field import EMPTY, Section, setting

VIOLATIONS = Literal["secret", "shell", "cps", "serialization", "http", "scenario", "budget", "argument"]
RESULTS = Literal["SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED"]


class CommandReply(Section):
    """What a shell command answers. One of `run`, `contains`, `regex` tells which commands are meant."""

    SHORTHAND = "contains"
    run: str | None = setting("The whole script, without blanks around it.", None)
    contains: str | None = setting("A part of the script.", None)
    regex: str | None = setting("A regular expression (Java's) found in the script.", None)
    output: str = setting("What it prints.", "")
    errors: str = setting("What it prints to stderr.", "")
    status: int = setting("Its exit status.", 0, minimum=0, maximum=255)
    takes: str | None = setting("How long it takes on the simulated clock.", None, format="duration")
    times: int | None = setting("How often this answer is given; left out: always.", None, minimum=1)
    files: dict[str, str] = setting("Files it writes, by path.", EMPTY)


class HttpReply(Section):
    """What an address answers."""

    url: str | None = setting("The address.", None)
    regex: str | None = setting("A regular expression found in the address.", None)
    method: str | None = setting("Only for this method.", None, example="POST")
    status: int = setting("The status.", 200, minimum=100, maximum=599)
    body: str = setting("The body.", "")
    times: int | None = setting("How often this answer is given; left out: always.", None, minimum=1)
    takes: str | None = setting("How long it takes.", None, format="duration")


class StepReply(Section):
    """What another step answers: a step of the library, or one of a plugin."""

    step: str = setting("Name of the step.", example="scanDependencies")
    outcome: Literal["clean", "findings", "error"] | None = setting("One of the outcomes of its contract.", None)
    returns: dict[str, Any] = setting("What it returns.", EMPTY)
    fails: str | None = setting("It fails with this message.", None)
    result: RESULTS | None = setting("It sets the build to this result.", None)
    takes: str | None = setting("How long it takes.", None, format="duration")
    times: int | None = setting("How often this answer is given; left out: always.", None, minimum=1)
    when: dict[str, Any] = setting("Only for calls with these arguments.", EMPTY)


class InputReply(Section):
    """What somebody answers to an `input`."""

    SHORTHAND = "answer"
    answer: Literal["approve", "reject"] = setting("The button that is pressed.", "approve")
    id: str | None = setting("The input's id; left out: the next input.", None)
    by: str = setting("Who answers.", "admin")
    after: str | None = setting("How long it takes them.", None, format="duration")
    parameters: dict[str, Any] = setting("Values of the input's parameters.", EMPTY)


class When(Section):
    """A moment in a build. One of `stage`, `step`, `line`, `time`."""

    SHORTHAND = "stage"
    stage: str | None = setting("When this stage starts.", None)
    step: str | None = setting("When a call of this step starts.", None)
    number: int = setting("Which call of the step.", 1, minimum=1)
    line: str | None = setting("When the console shows a line that begins so.", None)
    time: str | None = setting("So long after the start.", None, format="duration")
    delay: str | None = setting("And so much later.", None, format="duration")


class Event(Section):
    """Something that happens to a build."""

    event: Literal["abort", "restart", "agent-lost"] = setting("A person aborts it, the controller restarts, or the agent is lost.")
    at: When = setting("When.")
    by: str = setting("Who aborts.", "admin")


class Credential(Section):
    """A credential that is there. Its value is a sentinel: where it shows up and should not, the run fails."""

    SHORTHAND = "id"
    id: str = setting("Its id.", format="credential")
    kind: Literal["secret-text", "username-password", "file", "ssh-key", "aws"] = setting("Its kind.", "secret-text")
    username: str | None = setting("The user's name.", None)
    content: str | None = setting("What is in a file; left out, a sentinel.", None)


class Agent(Section):
    """An agent of the controller."""

    SHORTHAND = "name"
    name: str = setting("Its name.", format="name")
    labels: tuple[str, ...] = setting("Its labels.", ())
    executors: int = setting("Builds it runs at a time.", 4, minimum=1)
    os: Literal["linux", "windows"] = setting("Its operating system.", "linux")
    environment: dict[str, str] = setting("Variables of the agent; `PATH+TOOLS` puts a folder in front of its path.", EMPTY)


class Build(Section):
    """Which build this is."""

    number: int = setting("Its number.", 1, minimum=1)
    cause: Literal["user", "timer", "scm", "upstream"] = setting("What started it.", "scm")
    user: str = setting("Who started it.", "admin")
    previous: tuple[RESULTS, ...] = setting("Results of the builds before, the oldest first.", ())


class Budget(Section):
    """What a run may use before it is stopped."""

    steps: int = setting("Calls of steps.", 20_000, minimum=1)
    seconds: int = setting("Real seconds of work.", 30, minimum=1)


class Expect(Section):
    """What must be true at the end. What is left out is not looked at; only unlisted violations fail always."""

    SHORTHAND = "result"
    result: RESULTS | None = setting("The result.", None)
    stages: dict[str, Literal["SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED", "SKIPPED"]] = setting("Status of stages by name.", EMPTY)
    log: tuple[str, ...] = setting("Texts that console lines hold, in this order.", ())
    no_log: tuple[str, ...] = setting("Texts that no console line holds.", ())
    calls: tuple[str, ...] = setting("Steps that are called, in this order among others.", ())
    no_calls: tuple[str, ...] = setting("Steps that are not called.", ())
    commands: tuple[str, ...] = setting("Texts that shell commands hold, in this order among others.", ())
    error: str | None = setting("A part of the message of the error that ended the build.", None)
    at: str | None = setting("Where that error comes from, as file:line.", None, example="vars/deploy.groovy:12")
    invalid_lines: tuple[int, ...] = setting("Lines of the Jenkinsfile where the validator finds an error.", ())
    violations: tuple[VIOLATIONS, ...] = setting("Kinds of violations that are meant to happen.", ())
    warnings: tuple[str, ...] = setting("Texts that warnings hold.", ())
    notifications: tuple[str, ...] = setting("Texts that notifications hold, in this order among others.", ())
    at_least: str | None = setting("The simulated time is not shorter.", None, format="duration")
    at_most: str | None = setting("The simulated time is not longer.", None, format="duration")
    ends: bool = setting("Whether the run ends by itself.", True)


class Scenario(Section):
    """A pipeline, what it meets, and what must be true at the end."""

    title: str = setting("What the scenario shows, in a sentence.", "")
    service: str | None = setting("A service of the catalog.", None)
    catalog: str | None = setting("The catalog, from this file's folder; left out, the one of the command line.", None)
    pipeline: str | None = setting("The text of a Jenkinsfile, instead of a service.", None)
    jenkinsfile: str | None = setting("A Jenkinsfile, from this file's folder, instead of a service.", None)
    library: dict[str, str] = setting("Files of a library that is there implicitly: `vars/NAME.groovy`, `src/...`, `resources/...`.", EMPTY)
    library_folder: str | None = setting("Folder of such a library, from this file's folder.", None)
    trusted: bool = setting("Whether that library runs outside the sandbox.", False)
    sandbox: bool = setting("Whether the Jenkinsfile runs in the sandbox.", True)
    branch: str | None = setting("Branch; PR-7 is pull request 7. Default: the main branch for a service, no multibranch project for other pipelines.", None)
    tag: str | None = setting("Tag that is built, instead of a branch.", None)
    parameters: dict[str, Any] = setting("Parameters of the build.", EMPTY)
    environment: dict[str, str] = setting("Variables that the controller gives to every build.", EMPTY)
    build: Build = setting("Which build.", Build())
    start: str | None = setting("When the build starts, in UTC. Default: a Monday at nine.", None, example="2026-12-24T22:30")
    credentials: tuple[Credential, ...] = setting("Credentials that are there, besides those that the contracts name.", ())
    without_credentials: tuple[str, ...] = setting("Ids of credentials that are missing.", ())
    without_plugins: tuple[str, ...] = setting("Plugins that are missing.", ())
    agents: tuple[Agent, ...] = setting("Agents; left out: one with every label that the pipeline asks for.", ())
    files: dict[str, str] = setting("Files in the repository, by path.", EMPTY)
    repository: str | None = setting("What `checkout` fetches where commands are real: a Git repository on this machine; paths start from this file's folder.", None)
    changed: tuple[str, ...] = setting("Paths that the commit changes.", ())
    messages: tuple[str, ...] = setting("Messages of the commits since the last build.", ())
    shell: Literal["dry", "scripted", "real"] | None = setting("How commands run; default: `scripted` where there are `commands`, else `dry`.", None)
    commands: tuple[CommandReply, ...] = setting("Answers of shell commands; the first that fits.", ())
    http: tuple[HttpReply, ...] = setting("Answers of addresses; the first that fits.", ())
    steps: tuple[StepReply, ...] = setting("Answers of other steps; the first that fits.", ())
    inputs: tuple[InputReply, ...] | None = setting("Answers to inputs, in order; left out: each is approved. An empty list: nobody answers.", None)
    events: tuple[Event, ...] = setting("What happens to the build.", ())
    durability: Literal["off", "check", "roundtrip"] = setting("`check` writes the program after every asynchronous step, `roundtrip` goes on with what it reads back.", "check")
    budget: Budget = setting("What it may use.", Budget())
    expect: Expect = setting("What must be true at the end.", Expect())


INTRODUCTION = """\
A scenario is a YAML file: the pipeline it runs, what the build meets, and what must be true at the end. [The simulator](simulator.md) shows how they are used.
It runs one of `service`, `pipeline` and `jenkinsfile`. An error in it is shown with its line, as in a catalog."""


def page() -> str:
    """``docs/scenarios.md``."""
    from ..catalog.settings_page import page_of

    return page_of(Scenario, "Scenarios", "gen_pipelines.simulate.scenario", INTRODUCTION)
