"""What starts a build, how many run at once, and when a monorepo's change concerns a service."""

from __future__ import annotations

from typing import Any

from ..catalog.model import Catalog, Service
from ..catalog.settings import Settings
from .arguments import given
from .model import Call, Condition, Expression, Option, Stage


def options_of(catalog: Catalog, settings: Settings) -> tuple[Option, ...]:
    """The pipeline's options. No time limit: it would end a waiting approval."""
    keep = settings.retention
    rotation = given(numToKeepStr=str(keep.builds), daysToKeepStr=_text(keep.days), artifactNumToKeepStr=_text(keep.artifacts))
    concurrency = settings.concurrency or ("parallel" if _waits_for_people(catalog, settings) else "queue")
    options = [Option("buildDiscarder", value=Call("logRotator", rotation))]
    if concurrency != "parallel":
        options.append(Option("disableConcurrentBuilds", {"abortPrevious": True} if concurrency == "abort-previous" else {}))
    return (*options, Option("skipDefaultCheckout"), Option("timestamps"))


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _waits_for_people(catalog: Catalog, settings: Settings) -> bool:
    """A build that waits for an approval must not block the next ones."""
    return any(catalog.needs_approval(name) for name in catalog.deploy_order(settings))


def triggers_of(catalog: Catalog, settings: Settings) -> tuple[Option, ...]:
    """Schedule and upstream services, for the main branch: the other branches run the same file."""
    triggers = []
    if settings.triggers.cron:
        triggers.append(Option("cron", value=_main_only(settings.triggers.cron, settings)))
    if settings.triggers.upstream:
        jobs = ", ".join(_job(catalog, name, settings) for name in settings.triggers.upstream)
        triggers.append(Option("upstream", {"upstreamProjects": _main_only(jobs, settings)}))
    return tuple(triggers)


def _main_only(value: str, settings: Settings) -> Any:
    from ..render.groovy import literal

    return Expression(f"env.BRANCH_NAME == {literal(settings.source.main)} ? {literal(value)} : ''")


def _job(catalog: Catalog, name: str, settings: Settings) -> str:
    """The full name of a service's main branch job; a branch's slash is ``%2F`` there."""
    service = catalog.services[name]
    return f"/{catalog.root}/{service.key}/{service.settings.source.main.replace('/', '%2F')}"


def path_guard(service: Service, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """In a shared repository: everything only when its own files changed, in the first build, or when somebody or something asked for it."""
    if service.path is None:
        return stages
    asked = ["UserIdCause"]
    triggers = service.settings.triggers
    asked += ["TimerTrigger"] * bool(triggers.cron) + ["UpstreamCause"] * bool(triggers.upstream)
    concerned = Condition(
        "anyOf",
        children=(
            *(Condition("changeset", pattern) for pattern in (f"{service.path}/**", *service.watch)),
            Condition("equals", arguments={"expected": 1, "actual": Expression("currentBuild.number")}),
            *(Condition("triggeredBy", cause) for cause in asked),
        ),
    )
    return (Stage(service.name, "service", stages=stages, when=(concerned,)),)
