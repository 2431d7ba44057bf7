"""What a run says at its end."""

from __future__ import annotations

import pytest

from gen_pipelines.jobs.item import MULTIBRANCH
from gen_pipelines.report.plan import print_applied
from gen_pipelines.sync.apply import DONE, FAILED, Applied, Fate
from gen_pipelines.sync.change import CREATE, Change


def test_every_item_has_its_fate_however_many_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """What was not done comes last, right above the summary, with its reason."""
    fates = [Fate(Change(CREATE, ("root", f"s{number}"), MULTIBRANCH, f"s{number}"), FAILED if number == 3 else DONE, "refused" if number == 3 else "") for number in range(200)]
    print_applied(Applied(tuple(fates)))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in lines if line.startswith(("done", "failed"))] == [f"root/s{number}" for number in range(200) if number != 3] + ["root/s3"]
    assert lines[-2].split() == ["failed", "create", "root/s3", "refused"]
    assert lines[-1].startswith("Apply incomplete: 199 added")
