"""The generated references: the CLI's, the rules', the steps' and the schema's, and the picture in README.

``python tools/generate.py`` writes them; with ``--check`` it exits 1 and names the ones that are stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "generator"))


def wanted() -> dict[Path, str]:
    """Every generated file, with what should be in it."""
    from gen_pipelines.catalog import schema, settings_page
    from gen_pipelines.catalog.check import read_catalog
    from gen_pipelines.catalog.rules_pages import pages as rule_pages
    from gen_pipelines.cli.reference import reference
    from gen_pipelines.graph.draw import picture
    from gen_pipelines.simulate import scenario
    from gen_pipelines.steps.pages import files as step_files

    files = {Path("generator/gen_pipelines/catalog/schema.json"): schema.text(), Path("docs/cli.md"): reference(), Path("docs/catalog.md"): settings_page.page()}
    example = read_catalog(ROOT / "pipelines.yaml").catalog
    assert example is not None, "the example has mistakes: `gen-pipelines validate` shows them"
    files[Path("docs/images/backend.svg")] = picture(example, "backend", "svg", timed=True)
    files[Path("docs/scenarios.md")] = scenario.page()
    files |= {Path("docs/rules") / name: text for name, text in rule_pages().items()}
    return files | {Path(path): text for path, text in step_files().items()}


def main() -> int:
    """Write or check."""
    checking = "--check" in sys.argv[1:]
    files = wanted()
    stale = [path for path, text in files.items() if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text]
    folders = {path.parent for path in files if path.parts[0] == "docs" and path.suffix == ".md" and len(path.parts) > 2}
    left = [found.relative_to(ROOT) for folder in folders for found in (ROOT / folder).glob("*.md") if found.relative_to(ROOT) not in files]
    for path in stale:
        if not checking:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(files[path], encoding="utf-8")
        print(f"{'stale' if checking else 'wrote'}: {path}")
    for path in left:
        if not checking:
            (ROOT / path).unlink()
        print(f"{'no longer generated' if checking else 'removed'}: {path}")
    if checking and (stale or left):
        print("run `make docs`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
