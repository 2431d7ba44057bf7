"""Templates are files beside the catalog."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "template-missing",
    ERROR,
    "A template that is not there.",
    why="Templates are looked for in the catalog's folder; a link that leads out of it is not followed.",
    bad="templates: {tests: templates/missing.groovy.j2}",
    good="templates: {tests: templates/stage.groovy.j2}\ntests: npm test",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Templates of stages, and those that replace ours."""
    known: dict[str, str] = {}
    for service, settings in context.settings():
        paths: list[tuple[tuple[str, ...], str]] = [(("templates", key), file) for key, file in settings.templates.items()]
        paths += [(("stages", str(index), "template"), stage.template) for index, stage in enumerate(settings.stages)]
        for path, file in paths:
            if file not in known:
                known[file] = _problem(context, file)
            if known[file]:
                yield RULE.found(f'"{file}" {known[file]}', context.at(service, *path), "paths start from the catalog's folder")


def _problem(context: Context, file: str) -> str:
    folder = context.folder.resolve()
    try:
        found = (folder / file).resolve()
        if not found.is_file():
            return "is not there" if not found.is_dir() else "is a folder"
    except (OSError, ValueError, RuntimeError):
        return "cannot be read"
    return "" if found.is_relative_to(folder) else "lies outside the catalog's folder"
