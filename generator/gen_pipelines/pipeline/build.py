"""From a service to its pipeline.

The tree is cut where no executor may be held: what builds and checks shares one agent; the quality gate and approvals wait without any.
"""

from __future__ import annotations

from ..catalog.model import Catalog, Operation, Service
from ..catalog.settings import Settings
from .agents import agent_block
from .arguments import arguments_of
from .delivery import delivery_stages, plan_stages
from .durations import timeout_option
from .image import build_stages, gate_stages, image_address, publish_stages
from .model import Call, Condition, Option, Pipeline, Post, Stage
from .notify import notify_calls
from .place import with_team_stages
from .scans import scan_stages
from .start import options_of, path_guard, triggers_of


def build_pipeline(catalog: Catalog, service: Service) -> Pipeline:
    """The pipeline of a service of this catalog."""
    settings = service.settings
    stages = (*_before_delivery(catalog, service), *_delivery(catalog, service))
    stages = with_team_stages(stages, settings)
    notifications = notify_calls(catalog, settings)
    return Pipeline(
        service=service.name,
        library=library_of(catalog),
        agent=None,
        options=options_of(catalog, settings),
        triggers=triggers_of(catalog, settings),
        environment=_environment(catalog, service),
        stages=path_guard(service, stages),
        post=Post({"always": notifications}) if notifications else None,
    )


def operation_pipeline(catalog: Catalog, name: str, operation: Operation) -> Pipeline:
    """The pipeline of an operation: its runs, one stage each."""
    agent = agent_block(operation.agent or catalog.defaults.agent, catalog.defaults.resources)
    stages = []
    for number, run in enumerate(operation.run, start=1):
        call = Call(run.step, run.with_) if run.step else Call("runCommand", {"command": run.command})
        title = run.step or "Run"
        stages.append(Stage(title if len(operation.run) == 1 else f"{number}. {title}", f"run-{number}", (call,)))
    notifications = notify_calls(catalog, catalog.defaults)
    return Pipeline(
        service=name,
        library=library_of(catalog),
        agent=agent,
        options=(timeout_option(operation.timeout), Option("skipDefaultCheckout"), Option("timestamps")),
        environment={"OPERATION": name},
        stages=tuple(stages),
        post=Post({"always": notifications}) if notifications else None,
    )


def library_of(catalog: Catalog) -> str:
    """The library as ``@Library`` names it.

    Where the root folder defines the library, it pins the version and permits no other: Jenkins refuses a build that names one, the same one too
    (LibraryConfiguration.defaultedVersion of pipeline-groovy-lib). Where the controller defines it, only the pipeline can pin it.
    """
    library = catalog.library
    return library.name if library.repository else f"{library.name}@{library.version}"


def _environment(catalog: Catalog, service: Service) -> dict[str, str]:
    registry = catalog.registry_of(service.settings)
    image = {"IMAGE": image_address(registry[1], service.image)} if registry else {}
    folder = {"DIRECTORY": service.path} if service.path else {}
    return {"SERVICE": service.name, **image, **folder, **service.settings.env}


def _before_delivery(catalog: Catalog, service: Service) -> tuple[Stage, ...]:
    """Everything up to the published image. With a quality gate there are two agents and a wait between them."""
    settings = service.settings
    gate = _quality_gate(catalog, service)
    rest = _after_gate(catalog, service)
    checks = _checks(catalog, service, handover="archive" if gate and rest else "workspace")
    if gate is None:
        return (_on_agent("Build and verify", "verify", (*checks, *rest), settings),)
    last = (_on_agent("Release image", "release", rest, settings),) if rest else ()
    return (_on_agent("Build and verify", "verify", checks, settings), gate, *last)


def _on_agent(name: str, key: str, stages: tuple[Stage, ...], settings: Settings) -> Stage:
    results = (Call("collectFindings", {}), Call("archiveResults", {})) if key == "verify" else (Call("archiveResults", {}),)
    return Stage(
        name,
        key,
        stages=stages,
        agent=agent_block(settings.agent, settings.resources),
        options=(timeout_option(settings.timeout),),
        post=Post({"always": results, "cleanup": (Call("cleanUpWorkspace", {}),)}),
    )


def _checks(catalog: Catalog, service: Service, handover: str) -> tuple[Stage, ...]:
    settings = service.settings
    milestone = {"milestone": 1} if settings.deploy is not None and settings.build is None else {}
    checkout = Stage("Checkout", "checkout", (Call("fetchSource", arguments_of(settings.checkout, always=("depth",)) | milestone),))
    groups = (
        _side_by_side("Scans", "scans", scan_stages(settings, sonar_project(catalog, service))),
        _side_by_side("Build and test", "build", build_stages(settings, handover)),
        _side_by_side("Terraform plans", "plans", plan_stages(catalog, service)),
    )
    return (checkout, *(stage for stage in groups if stage is not None))


def sonar_project(catalog: Catalog, service: Service) -> str:
    """Sonar's project key: what the settings say, else ``organization:service``."""
    sonar = service.settings.scans.sonar
    return (sonar and sonar.project) or f"{catalog.organization.name}:{service.name}"


def _side_by_side(name: str, key: str, stages: tuple[Stage, ...]) -> Stage | None:
    """A parallel stage; one alone needs none."""
    if len(stages) < 2:
        return stages[0] if stages else None
    return Stage(name, key, parallel=stages)


def _quality_gate(catalog: Catalog, service: Service) -> Stage | None:
    sonar = service.settings.scans.sonar
    if sonar is None or not sonar.gate:
        return None
    arguments = {"project": sonar_project(catalog, service), **arguments_of(sonar, without=("project", "gate", "gate_timeout", "credentials"))}
    return Stage("Quality gate", "quality-gate", (Call("awaitQualityGate", arguments),), options=(timeout_option(sonar.gate_timeout),))


def _after_gate(catalog: Catalog, service: Service) -> tuple[Stage, ...]:
    """Gates on the image, then publishing it, the latter on the main branch only."""
    settings = service.settings
    registry = catalog.registry_of(settings)
    gates = _side_by_side("Image gates", "image-gates", gate_stages(settings))
    if registry is None:
        return (gates,) if gates else ()
    parts = publish_stages(settings, registry[1], 1 if settings.deploy else None)
    publish = Stage("Publish", "publish", stages=parts) if len(parts) > 1 else parts[0]._replace(name="Publish", key="publish")
    publish = publish._replace(when=_on_main(settings))
    return (gates, publish) if gates else (publish,)


def _on_main(settings: Settings) -> tuple[Condition, ...]:
    return (Condition("branch", settings.source.main),)


def _delivery(catalog: Catalog, service: Service) -> tuple[Stage, ...]:
    """One stage around the whole delivery: its ``when`` comes before any option, input or agent inside."""
    stages = delivery_stages(catalog, service)
    return (Stage("Deliver", "deliver", stages=stages, when=_on_main(service.settings)),) if stages else ()
