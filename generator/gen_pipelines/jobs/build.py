"""Everything a catalog wants to exist on one controller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..catalog.model import Catalog, Operation, Service, View
from ..errors import UserError
from .folder import ROOT_DESCRIPTION, folder
from .item import FOLDER, PIPELINE, VIEW, Item
from .marker import neutral
from .names import collision_key, problem_with
from .pipeline import pipeline
from .placing import Placement, matcher
from .services import ServiceItems
from .template import Template, finish
from .view import list_view

ROOT_KEY = "."
"""Key of the root folder: no service or group can have it."""


def desired_items(catalog: Catalog, controller: str | None, scripts: Mapping[str, str]) -> list[Item]:
    """The items of one controller (of the whole catalog for ``None``): folders first, then services, operations and views.

    ``scripts`` has the pipeline text of every operation, by its name.

    Raises:
        UserError: an unknown controller, a name that Jenkins refuses, two items in one place, an address or a text that cannot be used.
    """
    placement = Placement(catalog, controller)
    services = [service for service in catalog.services.values() if placement.has_service(service)]
    operations = {name: each for name, each in catalog.operations.items() if placement.has(name, operation_key(name, each))}
    make = ServiceItems(catalog).item
    items = [
        _root(catalog),
        *_groups(catalog, _used_groups(catalog, services, operations.values())),
        *map(make, services),
        *(_operation(catalog, name, operation, scripts[name]) for name, operation in operations.items()),
        *_views(catalog, services, operations),
    ]
    _check_places(items)
    return items


def service_items(catalog: Catalog, controller: str | None, services: Iterable[Service]) -> list[Item]:
    """The items of some services alone, as :func:`desired_items` has them.

    Raises:
        UserError: as there.
    """
    placement = Placement(catalog, controller)
    make = ServiceItems(catalog).item
    return [make(service) for service in services if placement.has_service(service)]


def operation_key(name: str, operation: Operation) -> str:
    """An operation's place below the root folder: ``group/name`` or ``name``."""
    return f"{operation.group}/{name}" if operation.group else name


def _root(catalog: Catalog) -> Item:
    title, library = catalog.organization.title, catalog.library
    config, digest = finish(lambda line: folder(title, ROOT_DESCRIPTION, line, library), catalog.owner, ROOT_KEY)
    return Item((catalog.root,), FOLDER, ROOT_KEY, config, digest)


def _used_groups(catalog: Catalog, services: Iterable[Service], operations: Iterable[Operation]) -> list[str]:
    """Groups with something on this controller, and those with nothing anywhere: they were declared to be there."""
    here = {service.group for service in services} | {operation.group for operation in operations}
    somewhere = {service.group for service in catalog.services.values()} | {operation.group for operation in catalog.operations.values()}
    return [name for name in catalog.groups if name in here or name not in somewhere]


def _groups(catalog: Catalog, names: Iterable[str]) -> Iterable[Item]:
    templates: dict[tuple[str, ...], Template] = {}
    for name in names:
        group = catalog.groups[name]
        texts = ("title", (group.title or "").strip()), ("description", neutral(group.description))
        values = {key: text for key, text in texts if text}
        template = templates.get(shape := tuple(values))
        if template is None:
            template = templates[shape] = Template(_folder_of_group, shape)
        config, digest = template.fill(values, catalog.owner, name)
        yield Item((catalog.root, name), FOLDER, name, config, digest)


def _folder_of_group(values: Mapping[str, str], line: str) -> str:
    return folder(values.get("title"), values.get("description", ""), line)


def _operation(catalog: Catalog, name: str, operation: Operation, script: str) -> Item:
    key = operation_key(name, operation)
    config, digest = finish(lambda line: pipeline(operation, script, line), catalog.owner, key)
    return Item((catalog.root, *key.split("/")), PIPELINE, key, config, digest)


def _views(catalog: Catalog, services: Iterable[Service], operations: Mapping[str, Operation]) -> Iterable[Item]:
    """The views that show something here."""
    jobs = [(service.name, service.key) for service in services]
    jobs += [(name, operation_key(name, operation)) for name, operation in operations.items()]
    for key, view in catalog.views.items():
        matches = matcher(view.include)
        shown = [path for name, path in jobs if matches(name) or matches(path)]
        if shown:
            yield _view(catalog, key, view, shown)


def _view(catalog: Catalog, key: str, view: View, shown: list[str]) -> Item:
    name = (view.title or "").strip() or key
    config, digest = finish(lambda line: list_view(name, view.description, shown, line), catalog.owner, f"view:{key}")
    return Item((catalog.root, name), VIEW, f"view:{key}", config, digest)


def _check_places(items: Iterable[Item]) -> None:
    """Names that Jenkins refuses, and items that would overwrite each other. The rules find these earlier, with the line."""
    taken: dict[tuple[bool, str], Item] = {}
    for item in items:
        name = item.path[-1]
        problem = problem_with(name)
        if problem is not None:
            raise UserError(f'the name "{name}" {problem}', hint="choose another name")
        place = item.kind == VIEW, collision_key("/".join(item.path))
        if place in taken:
            both = f'"{item.key}" and "{taken[place].key}"'
            raise UserError(f"{both} would be one item in Jenkins: {'/'.join(item.path)}", hint="rename one of them")
        taken[place] = item
