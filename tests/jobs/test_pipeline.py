"""Operations."""

from __future__ import annotations

from gen_pipelines.catalog.model import Operation, Run
from gen_pipelines.catalog.settings import Retention
from gen_pipelines.jobs.difference import same
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.pipeline import pipeline
from tests.jobs.conftest import sample

SCRIPT = "pipeline {\n  agent any\n  stages { stage('Run') { steps { echo 'hello' } } }\n}"
LINE = "[gen-pipelines owner=prod key=payments/nightly sha256=0123456789abcdef]"


def operation(**settings: object) -> Operation:
    """An operation that runs one command."""
    return Operation(run=(Run(command="true"),), **settings)


def test_a_nightly_job_means_the_sample() -> None:
    """Script, sandbox, schedule, retention and no concurrent builds."""
    nightly = operation(description="Nightly reconciliation.", schedule="H 2 * * 1-5", retention=Retention(builds=50, days=30))
    assert same(pipeline(nightly, SCRIPT, LINE), sample("samples/workflowjob_cron_inline.xml"))


def test_the_schedule_is_a_property() -> None:
    """The job's own `<triggers>` is legacy and stays empty."""
    root = parse(pipeline(operation(schedule="H 2 * * *"), SCRIPT, LINE))
    assert root.findtext("properties/*/triggers/hudson.triggers.TimerTrigger/spec") == "H 2 * * *"
    triggers = root.find("triggers")
    assert triggers is not None
    assert len(triggers) == 0


def test_without_a_schedule_there_is_no_trigger() -> None:
    """The job is started by hand."""
    assert "Trigger" not in pipeline(operation(), SCRIPT, LINE)


def test_the_script_runs_in_the_sandbox_as_it_is() -> None:
    """Quotes, markup and line ends of the script arrive unchanged."""
    script = "echo \"a\" + 'b' // <x> & ]]>\r\n"
    root = parse(pipeline(operation(title="Night & day"), script, LINE))
    assert root.findtext("definition/script") == script
    assert root.findtext("definition/sandbox") == "true"
    assert root.findtext("displayName") == "Night & day"


def test_no_limit_is_minus_one() -> None:
    """Retention says builds only; days and artifacts have no limit then."""
    root = parse(pipeline(operation(), SCRIPT, LINE))
    limits = {element.tag: element.text for element in root.iter() if element.tag.endswith("Keep")}
    assert limits == {"daysToKeep": "-1", "numToKeep": "30", "artifactDaysToKeep": "-1", "artifactNumToKeep": "-1"}
