"""The stages that bring a service to its environments, in their order."""

from __future__ import annotations

from typing import Any

from ..catalog.delivery import Deploy, LoadTest
from ..catalog.model import Catalog, Environment, Service
from ..catalog.settings import Settings
from .agents import agent_block
from .arguments import arguments_of, given, plain
from .durations import timeout_option
from .image import signing_keys
from .model import Call, Expression, Input, Option, Stage

STEPS = {
    "rolling": "deployRolling",
    "blue-green": "deployBlueGreen",
    "canary": "deployCanary",
    "gitops": "deployGitops",
    "manifests": "applyManifests",
    "terraform": "applyTerraform",
}


def delivery_stages(catalog: Catalog, service: Service) -> tuple[Stage, ...]:
    """For each environment: approval and window without an agent, the deploy under a lock, load tests after it."""
    deploy = service.settings.deploy
    if deploy is None:
        return ()
    stages: list[Stage] = []
    for position, environment in enumerate(catalog.deploy_order(service.settings), start=1):
        place = catalog.environments[environment]
        if catalog.needs_approval(environment):
            stages.append(_approval(service, environment, place, position * 10))
        if place.windows or place.freezes:
            stages.append(_window(environment, place))
        stages.append(_deploy(catalog, service, deploy, environment, position * 10 + 5))
        stages += _load_tests(catalog, service, deploy, environment)
    return tuple(stages)


def plan_stages(catalog: Catalog, service: Service) -> tuple[Stage, ...]:
    """What Terraform would change in each environment: shown on every branch, before anybody is asked."""
    deploy = service.settings.deploy
    if deploy is None or deploy.terraform is None:
        return ()
    return tuple(
        Stage(f"Plan {environment}", f"plan-{environment}", (Call("planTerraform", _terraform(deploy, environment, catalog.environments[environment])),))
        for environment in catalog.deploy_order(service.settings)
    )


def _approval(service: Service, environment: str, place: Environment, milestone: int) -> Stage:
    """Who agreed is recorded, and the milestone makes older requests void."""
    approval = place.approval
    assert approval is not None, "checked by the rule approval-without-submitters"
    reason = given(reason=Expression("env.REASON") if approval.reason else None)
    record = {"environment": environment, "approver": Expression("env.APPROVER"), **reason, "milestone": milestone}
    return Stage(
        f"Approve {environment}",
        f"approve-{environment}",
        (Call("recordApproval", record),),
        options=(timeout_option(approval.timeout),),
        input=Input(f"Deploy {service.name} to {environment}?", f"Deploy to {environment}", approval.submitters, reason=approval.reason),
    )


def _window(environment: str, place: Environment) -> Stage:
    windows = given(windows=plain(place.windows), timezone=place.timezone, freezes=list(place.freezes))
    return Stage(f"Window {environment}", f"window-{environment}", (Call("awaitWindow", {"environment": environment, **windows}),))


def _deploy(catalog: Catalog, service: Service, deploy: Deploy, environment: str, milestone: int) -> Stage:
    """No time limit on the stage: it would cut off the rollback. The step limits its own work."""
    override = deploy.per_environment.get(environment)
    strategy = (override and override.strategy) or deploy.strategy
    place = catalog.environments[environment]
    arguments = {
        "gitops": lambda: _gitops(service, deploy, environment, place),
        "terraform": lambda: _terraform(deploy, environment, place),
    }.get(strategy, lambda: _cluster(service, deploy, strategy, environment, place))()
    lock = Option("lock", {"resource": f"{catalog.organization.name}-{service.name}-{environment}", "inversePrecedence": True})
    return Stage(
        f"Deploy {environment}",
        f"deploy-{environment}",
        (Call("fetchSource", {"depth": 1}), Call(STEPS[strategy], arguments | {"milestone": milestone})),
        agent=agent_block(place.agent or service.settings.agent, service.settings.resources),
        options=(lock,),
    )


def _cluster(service: Service, deploy: Deploy, strategy: str, environment: str, place: Environment) -> dict[str, Any]:
    override = deploy.per_environment.get(environment)
    steps = (override and override.steps) or deploy.steps
    target = given(cluster=place.cluster, namespace=place.namespace, region=place.region, credentials=place.credentials)
    how = given(
        manifests=deploy.manifests if strategy == "manifests" else None,
        steps=plain(steps) if strategy == "canary" else None,
        analysis=plain(deploy.analysis) if strategy == "canary" else None,
        prometheus=place.prometheus if strategy == "canary" else None,
        keepOld=deploy.keep_old if strategy == "blue-green" else None,
        health=plain(deploy.health),
        smoke=(override and override.smoke) or deploy.smoke,
        bake=(override and override.bake) or deploy.bake,
        timeout=deploy.timeout,
    )
    names = {"deployment": deploy.deployment or service.name} | given(container=deploy.container)
    return {"environment": environment, **target, **names, **how, **_safety(service.settings, deploy)}


def _safety(settings: Settings, deploy: Deploy) -> dict[str, Any]:
    """Whether the signature is verified before, and what was there is restored after a failure."""
    keys = signing_keys(settings) if settings.build is not None and settings.supply_chain.verify else {}
    return ({"verify": True, **keys} if keys else {}) | ({} if deploy.rollback else {"rollback": False})


def _gitops(service: Service, deploy: Deploy, environment: str, place: Environment) -> dict[str, Any]:
    gitops = deploy.gitops
    assert gitops is not None, "checked by the rule gitops-section"
    application = gitops.application or f"{service.name}-{environment}"
    arguments = arguments_of(gitops, always=("writer", "branch"), without=("application",))
    rest = given(argocd=place.argocd, health=plain(deploy.health), smoke=deploy.smoke, timeout=deploy.timeout)
    return {"environment": environment, "application": application, **arguments, **rest, **_safety(service.settings, deploy)}


def _terraform(deploy: Deploy, environment: str, place: Environment) -> dict[str, Any]:
    terraform = deploy.terraform
    assert terraform is not None, "checked by the rule terraform-section"
    arguments = arguments_of(terraform, always=("directory",))
    if terraform.variables:
        arguments["variables"] = terraform.variables.replace("{environment}", environment)
    return {"environment": environment, **arguments, **given(region=place.region, credentials=place.credentials)}


def _load_tests(catalog: Catalog, service: Service, deploy: Deploy, environment: str) -> list[Stage]:
    kinds = (("Load test", "load", "testLoad", deploy.load), ("Performance", "performance", "testPerformance", deploy.performance))
    return [
        Stage(
            f"{title} {environment}",
            f"{key}-{environment}",
            (Call("fetchSource", {"depth": 1}), Call(step, _load(test, environment, catalog.environments[environment]))),
            agent=agent_block(service.settings.agent, service.settings.resources),
            options=(timeout_option(service.settings.timeout),),
        )
        for title, key, step, test in kinds
        if test is not None and environment in test.environments
    ]


def _load(test: LoadTest, environment: str, place: Environment) -> dict[str, Any]:
    return {"environment": environment, **given(url=place.url), **arguments_of(test, without=("environments",))}
