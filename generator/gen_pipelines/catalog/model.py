"""The catalog as the rest of the program sees it.

``CatalogDocument`` is the shape of the YAML; :class:`Catalog` is what resolving it gives: every service with its settings merged.
Services with equal settings share one :class:`Settings` object, so whatever depends on settings alone is worked out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .field import EMPTY, Section, setting
from .notifications import Notifications
from .settings import Agent, Retention, Settings

if TYPE_CHECKING:
    from .layers import Layer


class CatalogRepository(Section):
    """The repository this catalog lives in, for services whose Jenkinsfile Jenkins reads from there (`jenkinsfile: catalog`)."""

    SHORTHAND = "url"
    url: str = setting("Address.", format="url")
    branch: str = setting("Branch.", "main", format="branch")
    credentials: str | None = setting("Jenkins credential that reads it.", None, format="credential")
    folder: str = setting("Its folder with the rendered Jenkinsfiles.", "jenkinsfiles", format="path")


class Organization(Section):
    """Whose catalog this is."""

    SHORTHAND = "name"
    name: str = setting("Short name; part of keys and image names.", format="name")
    folder: str | None = setting("Root folder in Jenkins; default: the name.", None, format="name")
    title: str | None = setting("Display name of the root folder.", None)
    owner: str | None = setting("Marks the items this catalog owns in Jenkins; default: the name. Two catalogs need two owners.", None, format="name")
    repository: CatalogRepository | None = setting("The catalog's own repository; `jenkinsfile: catalog` needs it.", None)


class Library(Section):
    """The shared library the Jenkinsfiles call."""

    name: str = setting("Name in Jenkins.", "gen-pipelines", format="name")
    version: str = setting("Tag or commit; a branch would change every pipeline at each push.", "v0.1.0")
    repository: str | None = setting(
        "Where it lives. Given, the root folder defines the library and pins its version for all pipelines; left out, the controller defines it and each Jenkinsfile pins.",
        None,
        format="url",
    )
    credentials: str | None = setting("Jenkins credential that reads it.", None, format="credential")
    path: str | None = setting("Folder of the library in its repository.", None, format="path")


class Controller(Section):
    """A Jenkins controller, or a directory laid out like one."""

    url: str | None = setting("Address.", None, format="url", example="https://jenkins.example.com")
    home: str | None = setting("Directory laid out as JENKINS_HOME, from the catalog's folder.", None)
    user_env: str = setting("Environment variable with the user name.", "JENKINS_USER", format="variable")
    token_env: str = setting("Environment variable with the API token.", "JENKINS_API_TOKEN", format="variable")
    services: tuple[str, ...] = setting("Wildcards of the services placed here; none given: all.", (), format="glob")


class Registry(Section):
    """A container registry."""

    kind: Literal["ecr", "docker"] = setting("Kind.", "ecr")
    account: str | None = setting("AWS account of an ECR registry.", None, format="account")
    region: str | None = setting("AWS region of an ECR registry.", None, example="us-east-1")
    host: str | None = setting("Host of any other registry; default for ECR: from account and region.", None)
    prefix: str = setting("Path before the image's name.", "")
    credentials: str | None = setting("Jenkins credential that pushes.", None, format="credential")
    create: bool = setting("Create a missing repository.", False)
    immutable: bool = setting("Tags are never moved.", True)


class Approval(Section):
    """People who must agree before a deploy; no executor waits with them."""

    submitters: tuple[str, ...] = setting("Users or groups who may approve.", (), example=["release-managers"])
    timeout: str = setting("After this time the request is void.", "24h", format="duration")
    reason: bool = setting("Ask for a reason.", False)


class Window(Section):
    """When a deploy is allowed."""

    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = setting("Days.", ("mon", "tue", "wed", "thu"))
    start: str = setting("From, 24 hours.", "08:00", format="time")
    end: str = setting("Until, 24 hours.", "17:00", format="time")


class Environment(Section):
    """A place services are deployed to."""

    cluster: str | None = setting("Kubernetes cluster (EKS name or context).", None)
    namespace: str | None = setting("Namespace.", None, format="name")
    region: str | None = setting("AWS region of the cluster.", None)
    after: str | None = setting("Environment that must have it first.", None, ref="environments")
    deploy: Literal["automatic", "approval"] | None = setting("Default: `approval` where one is described, else `automatic`.", None)
    approval: Approval | None = setting("Who must agree.", None)
    windows: tuple[Window, ...] = setting("When a deploy is allowed; none given: always.", ())
    timezone: str = setting("Time zone of the windows.", "UTC")
    freezes: tuple[str, ...] = setting("Days without deploys.", (), format="date")
    production: bool | None = setting("Real users are here. Default: the name starts with `prod`.", None)
    agent: Agent | None = setting("Agents that reach the cluster; default: the service's.", None)
    credentials: str | None = setting("Jenkins credential for the cluster or the AWS role.", None, format="credential")
    prometheus: str | None = setting("Address of Prometheus.", None, format="url")
    argocd: str | None = setting("Address of Argo CD.", None, format="url")
    url: str | None = setting("Public address.", None, format="url")


class Repository(Section):
    """A repository that several services share."""

    SHORTHAND = "url"
    url: str = setting("Address.", format="url")
    credentials: str | None = setting("Jenkins credential that reads it.", None, format="credential")


class Group(Section):
    """A folder for some of the services."""

    SHORTHAND = "title"
    title: str | None = setting("Display name.", None)
    description: str = setting("Description.", "")


class Run(Section):
    """A step of the library and its arguments."""

    SHORTHAND = "command"
    step: str | None = setting("Step of the library.", None, example="cleanUpImages")
    with_: dict[str, Any] = setting("Arguments of the step.", EMPTY)
    command: str | None = setting("Shell command, instead of a step.", None)


class Operation(Section):
    """A job that runs on a schedule or by hand, not for a commit."""

    title: str | None = setting("Display name.", None)
    description: str = setting("What it does.", "")
    schedule: str | None = setting("Cron schedule.", None, format="cron", example="H 2 * * 1-5")
    run: tuple[Run, ...] = setting("What it runs, one after the other.", min_items=1)
    agent: Agent | None = setting("Where it runs; default: as `defaults`.", None)
    timeout: str = setting("Time limit.", "1h", format="duration")
    retention: Retention = setting("Builds to keep.", Retention())
    group: str | None = setting("Folder.", None, ref="groups")


class View(Section):
    """A list view in the root folder."""

    title: str | None = setting("Name shown; default: the key.", None)
    include: tuple[str, ...] = setting("Wildcards of services and operations.", format="glob", min_items=1)
    description: str = setting("Description.", "")


class RuleSwitch(Section):
    """A rule of the checker switched off, and why."""

    off: bool = setting("Switch the rule off.", True)
    reason: str = setting("Why. A year from now somebody will ask.")


class ServiceDocument(Settings):
    """A service as it is written: its own five lines, and whatever it sets for itself."""

    profile: str | None = setting("Profile it is based on.", None, ref="profiles")
    repository: str | None = setting("Address of its repository, or a name from `repositories`.", None)
    path: str | None = setting("Its folder in a repository that several services share.", None, format="path")
    watch: tuple[str, ...] = setting("More paths whose change concerns it (shared code).", (), format="glob")
    group: str | None = setting("Folder in Jenkins.", None, ref="groups")
    title: str | None = setting("Display name.", None)
    description: str = setting("What it is.", "")
    image: str | None = setting("Name of the image; default: the service's name.", None)
    controller: str | None = setting("Controller; default: by the controllers' wildcards.", None, ref="controllers")
    renamed_from: str | None = setting(
        "Its name before, or `group/name` if it was in another group (`/name`: in none); the job is moved and keeps its history."
        " Leave it there: without it Jenkins would build every branch again.",
        None,
        format="place",
    )
    source_id: str | None = setting("Id of its branch source in Jenkins, for a job that was there before the catalog: with another id Jenkins builds every branch again.", None)


class ProfileDocument(Settings):
    """Settings that several services share."""

    extends: tuple[str, ...] = setting("Profiles it builds on; later ones win.", (), ref="profiles")


class CatalogDocument(Section):
    """The whole of `pipelines.yaml`."""

    version: Literal[1] = setting("Version of this format.")
    include: tuple[str, ...] = setting("More files (wildcards, from this file's folder) with any of these maps.", (), format="glob")
    organization: Organization = setting("Whose catalog this is.")
    library: Library = setting("The shared library.", Library())
    controllers: dict[str, Controller] = setting("Where jobs go.", EMPTY)
    registries: dict[str, Registry] = setting("Container registries.", EMPTY)
    environments: dict[str, Environment] = setting("Places to deploy to.", EMPTY)
    repositories: dict[str, Repository] = setting("Repositories that several services share.", EMPTY)
    notifications: Notifications = setting("Where notifications go.", Notifications())
    defaults: Settings = setting("Settings of every service.", Settings())
    profiles: dict[str, ProfileDocument] = setting("Settings that several services share.", EMPTY)
    groups: dict[str, Group] = setting("Folders.", EMPTY)
    services: dict[str, ServiceDocument] = setting("The services.", EMPTY)
    operations: dict[str, Operation] = setting("Jobs on a schedule.", EMPTY)
    views: dict[str, View] = setting("List views.", EMPTY)
    rules: dict[str, RuleSwitch] = setting("Rules switched off, with the reason.", EMPTY)


def plain_path(path: str) -> str:
    """A path or wildcard as git and Jenkins write it: ``./a//b/`` is ``a/b``. As it was written, no changed file would ever match it."""
    return "/".join(part for part in path.split("/") if part not in ("", "."))


class Service(NamedTuple):
    """A service, resolved. Everything but ``settings`` is its own; ``settings`` may be shared with others."""

    name: str
    settings: Settings
    profile: str | None
    repository: str | None
    repository_credentials: str | None
    path: str | None
    watch: tuple[str, ...]
    group: str | None
    title: str | None
    description: str
    image: str
    controller: str | None
    renamed_from: str | None
    source_id: str | None
    layers: tuple[Layer, ...]
    """What it stands on, lowest first; its own settings come last, in ``raw``."""
    raw: Any

    @property
    def key(self) -> str:
        """Its place below the root folder: ``group/name`` or ``name``. Stable, used in markers and source ids."""
        return f"{self.group}/{self.name}" if self.group else self.name

    @property
    def key_before(self) -> str | None:
        """Its key before it was renamed or moved to another group."""
        before = self.renamed_from
        if before is None:
            return None
        return before.removeprefix("/") if "/" in before or not self.group else f"{self.group}/{before}"

    @property
    def jenkinsfile(self) -> str:
        """Path of the Jenkinsfile in the service's repository."""
        own = self.settings.jenkinsfile.path
        return plain_path(own) if own else f"{self.path}/Jenkinsfile" if self.path else "Jenkinsfile"


class Catalog(NamedTuple):
    """A catalog without errors. All maps keep the order of the files."""

    file: str
    organization: Organization
    library: Library
    controllers: dict[str, Controller]
    registries: dict[str, Registry]
    environments: dict[str, Environment]
    repositories: dict[str, Repository]
    notifications: Notifications
    defaults: Settings
    groups: dict[str, Group]
    services: dict[str, Service]
    operations: dict[str, Operation]
    views: dict[str, View]

    @property
    def root(self) -> str:
        """Name of the root folder in Jenkins."""
        return self.organization.folder or self.organization.name

    @property
    def owner(self) -> str:
        """The owner in the markers of this catalog's items."""
        return self.organization.owner or self.organization.name

    def is_production(self, environment: str) -> bool:
        """Whether real users are in this environment."""
        declared = self.environments[environment].production
        return environment.startswith("prod") if declared is None else declared

    def needs_approval(self, environment: str) -> bool:
        """Whether people must agree before a deploy there."""
        place = self.environments[environment]
        return place.deploy == "approval" or (place.deploy is None and place.approval is not None)

    def deploy_order(self, settings: Settings) -> tuple[str, ...]:
        """The environments a service goes through, each after the one it names in ``after``."""
        if settings.deploy is None:
            return ()
        wanted = settings.deploy.environments
        return tuple(name for name in self.ordered_environments if wanted is None or name in wanted)

    @property
    def ordered_environments(self) -> tuple[str, ...]:
        """All environments, each after its predecessor, otherwise as written."""
        ordered: list[str] = []

        def place(name: str) -> None:
            before = self.environments[name].after
            if before is not None and before not in ordered:
                place(before)
            if name not in ordered:
                ordered.append(name)

        for name in self.environments:
            place(name)
        return tuple(ordered)

    def registry_of(self, settings: Settings) -> tuple[str, Registry] | None:
        """Name and description of the registry a service pushes to; ``None`` without an image."""
        if settings.build is None or not self.registries:
            return None
        name = settings.registry or next(iter(self.registries))
        return name, self.registries[name]
