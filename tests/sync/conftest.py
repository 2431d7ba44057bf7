"""Small catalogs as desired items, and a directory to apply them to."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.generate import operation_scripts
from gen_pipelines.jenkins.directory import DirectoryTarget
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.item import Item
from tests.three_tier import catalog_of


class World:
    """A catalog that can change, and a target."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.target = DirectoryTarget(str(self.home))

    def items(self, services: list[str], *, owner: str = "acme", extra: str = "", options: str = "") -> list[Item]:
        """The items of a catalog with these services; `a:x` has another description, `g/a` is in a group."""
        return self.items_of(self.text_of(services, owner=owner, extra=extra, options=options))

    def text_of(self, services: list[str], *, owner: str = "acme", extra: str = "", options: str = "") -> str:
        """The catalog's text."""
        groups = sorted({name.split("/")[0] for name in services if "/" in name})
        lines = [f"version: 1\norganization: {{name: root, owner: {owner}}}\nlibrary: {{version: v1}}\ncontrollers: {{local: {{home: home}}}}"]
        lines += [f"groups: {{{', '.join(f'{group}: {{}}' for group in groups)}}}"] if groups else []
        lines += [extra] if extra else []
        lines.append("services:" if services else "services: {}")
        lines += [self._service(name, options) for name in services]
        return "\n".join(lines) + "\n"

    def items_of(self, text: str) -> list[Item]:
        """The items of a catalog's text."""
        catalog = catalog_of(text, self.folder)
        return desired_items(catalog, None, operation_scripts(catalog))

    @staticmethod
    def _service(name: str, options: str) -> str:
        path, _, note = name.partition(":")
        group, _, own = path.rpartition("/")
        parts = [f"repository: https://github.com/acme/{own}.git", f'description: "{note}"'] + ([f"group: {group}"] if group else []) + ([options] if options else [])
        return f"  {own}: {{{', '.join(parts)}}}"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh one."""
    return World(tmp_path)
