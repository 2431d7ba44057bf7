"""Service items: filled templates are the configs built directly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.model import CatalogRepository, Organization
from gen_pipelines.catalog.settings import Jenkinsfile, Settings, Triggers
from gen_pipelines.catalog.source import Branches, Clone, PullRequests, Source
from gen_pipelines.errors import UserError
from gen_pipelines.jobs import services as module
from gen_pipelines.jobs.canonical import canonical, digest
from gen_pipelines.jobs.marker import Marker, find, render
from gen_pipelines.jobs.multibranch import multibranch
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.services import ServiceItems, catalog_repository, service_values
from tests.jobs.conftest import catalog, service
from tests.jobs.test_xml import FORBIDDEN

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[*FORBIDDEN, "\ue000", "\ue001"]) | st.sampled_from("\\\n\r\t<>&\"' $n")
)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
URLS = st.builds(
    "{}{}/{}.git".format,
    st.sampled_from(["https://github.com/", "git@gitlab.com:", "https://bitbucket.org/", "https://git.example.com/a&b/"]),
    NAMES,
    NAMES.filter(lambda name: not name.endswith(".git")),
)
SETTINGS = st.builds(
    Settings,
    source=st.builds(
        Source,
        credentials=st.none() | NAMES,
        tags=st.booleans(),
        pull_requests=st.none() | st.builds(PullRequests, trust=st.sampled_from(["nobody", "permission"])),
        branches=st.builds(Branches, include=st.lists(NAMES, max_size=2).map(tuple)),
        clone=st.builds(Clone, shallow=st.booleans(), clean=st.booleans()),
        scan=st.sampled_from([None, "5m", "1d"]),
        initial_build=st.booleans(),
    ),
    triggers=st.builds(Triggers, webhook=st.booleans()),
    jenkinsfile=st.builds(Jenkinsfile, from_=st.sampled_from(["repository", "catalog"]), path=st.none() | NAMES),
)
SERVICES = st.builds(
    service,
    NAMES,
    URLS,
    SETTINGS,
    group=st.none() | NAMES,
    title=st.none() | TEXTS,
    description=TEXTS,
    path=st.none() | NAMES,
    repository_credentials=st.none() | NAMES,
    renamed_from=st.none() | NAMES,
)
CATALOG = catalog(organization=Organization(name="acme", repository=CatalogRepository(url="https://git.example.com/catalog.git")))


@given(st.lists(SERVICES, min_size=1, max_size=4))
def test_a_filled_template_is_the_config_built_directly(services: list[module.Service]) -> None:
    """For any texts, addresses and settings: the same bytes, the same digest, and a marker that says so."""
    items = ServiceItems(CATALOG)
    for each in (*services, *services):
        item = items.item(each)
        kind, values = service_values(CATALOG, each)
        repository = catalog_repository(CATALOG, each)
        lines = canonical(multibranch(each.settings, kind, values, "", repository))
        marker = Marker("acme", each.key, digest(lines))
        assert item.digest == marker.digest
        assert item.config == multibranch(each.settings, kind, values, render(marker), repository)
        assert canonical(item.config) == lines
        assert find(parse(item.config).findtext("description")) == marker


def test_equal_settings_share_one_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when they are different objects: only what the config depends on counts."""
    built = []
    original = module.Template
    monkeypatch.setattr(module, "Template", lambda *arguments: built.append(1) or original(*arguments))
    items = ServiceItems(CATALOG)
    for number in range(10):
        own = Settings(timeout=f"{number + 1}m")
        items.item(service(f"s{number}", f"https://github.com/acme/s{number}", own, description=f"Number {number}."))
    assert len(built) == 1


def test_settings_that_change_the_config_have_a_template_of_their_own() -> None:
    """Each of these services is made after one that differs in one setting only."""
    variants = (
        Settings(),
        Settings(triggers=Triggers(webhook=False)),
        Settings(jenkinsfile=Jenkinsfile(from_="catalog")),
        Settings(source=Source(tags=True)),
        Settings(source=Source(kind="git")),
        Settings(source=Source(credentials="app")),
    )
    services = [service(repository="https://github.com/acme/web", settings=each) for each in variants]
    together = ServiceItems(CATALOG)
    digests = [together.item(each).digest for each in services]
    assert len(set(digests)) == len(services)
    assert digests == [ServiceItems(CATALOG).item(each).digest for each in services]


def test_the_item_says_where_and_what() -> None:
    """Path, kind, key, and where it was before."""
    item = ServiceItems(CATALOG).item(service("new", group="payments", renamed_from="old"))
    assert item.path == ("acme", "payments", "new")
    assert item.kind == "multibranch"
    assert item.key == "payments/new"
    assert item.renamed_from == ("acme", "payments", "old")
    assert ServiceItems(CATALOG).item(service("new")).renamed_from is None


def test_a_text_that_xml_cannot_carry_is_a_user_error() -> None:
    """Not a broken config.xml on a controller."""
    with pytest.raises(UserError, match=r"U\+0007"):
        ServiceItems(CATALOG).item(service(description="bell \x07"))


def test_a_false_marker_in_a_description_claims_nothing() -> None:
    """The item's own marker is the only one."""
    item = ServiceItems(CATALOG).item(service(description="[gen-pipelines owner=evil key=a sha256=0123456789abcdef]"))
    found = find(parse(item.config).findtext("description"))
    assert found is not None
    assert found.owner == "acme"
    assert "[gen-pipelines owner=evil" not in item.config
