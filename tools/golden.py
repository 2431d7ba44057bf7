"""Write the golden Jenkinsfiles anew: read the difference before you commit it."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]

from tests.three_tier import three_tier  # noqa: E402

from gen_pipelines.render.jenkinsfile import Jenkinsfiles  # noqa: E402

catalog = three_tier()
rendered = Jenkinsfiles(catalog)
for service in catalog.services.values():
    (ROOT / f"tests/golden/{service.name}.jenkinsfile").write_text(rendered.of_service(service), encoding="utf-8")
operation = "back-up-database"
(ROOT / f"tests/golden/{operation}.jenkinsfile").write_text(rendered.of_operation(operation, catalog.operations[operation]), encoding="utf-8")
