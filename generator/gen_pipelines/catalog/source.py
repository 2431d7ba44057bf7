"""Which heads of a repository become jobs: the branch source of the multibranch project."""

from __future__ import annotations

from typing import Literal

from .field import Section, setting


class Branches(Section):
    """Branch discovery."""

    discover: Literal["all", "without-pull-requests", "only-pull-requests"] = setting("Branches to build; servers without pull requests know `all` only.", "without-pull-requests")
    include: tuple[str, ...] = setting("Wildcards of heads to build.", (), format="glob", example=["main", "release/*"])
    exclude: tuple[str, ...] = setting("Wildcards of heads to leave out.", (), format="glob")
    regex: str | None = setting("Regular expression (Java's) that a head's name must match as a whole.", None, format="regex")


class PullRequests(Section):
    """Pull-request discovery (GitHub, Bitbucket) or merge requests (GitLab)."""

    discover: Literal["merge", "head", "both"] = setting("Build the merge with the target, the head, or both.", "merge")
    forks: Literal["merge", "head", "both", "none"] = setting("The same for forks.", "merge")
    trust: Literal["nobody", "contributors", "permission", "everyone"] = setting("Whose Jenkinsfile from a fork is run; `everyone` runs a stranger's.", "permission")


class Orphans(Section):
    """What happens to the job of a branch that is gone."""

    prune: bool = setting("Remove it.", True)
    days: int = setting("Days to keep it; -1 is no limit.", 14, minimum=-1)
    count: int = setting("Jobs to keep; -1 is no limit.", 20, minimum=-1)
    abort_builds: bool = setting("Abort its running builds.", True)


class Clone(Section):
    """How Jenkins clones for a scan and for the Jenkinsfile."""

    shallow: bool = setting("Fetch only the newest commits.", False)
    depth: int = setting("Commits of a shallow clone.", 1, minimum=1)
    tags: bool = setting("Fetch tags.", True)
    timeout: str = setting("Time limit.", "10m", format="duration")
    clean: bool = setting("Clean the workspace before checkout.", True)


class Source(Section):
    """The branch source of a service's multibranch project."""

    SHORTHAND = "kind"
    kind: Literal["auto", "github", "gitlab", "bitbucket", "git"] = setting("Kind of server; `auto` goes by the host in the URL.", "auto")
    server: str | None = setting("Address of a server of your own; GitLab: its name in Jenkins.", None)
    credentials: str | None = setting("Jenkins credential that reads the repository.", None, format="credential")
    main: str = setting("The branch that is delivered.", "main", format="branch")
    branches: Branches = setting("Branches.", Branches())
    pull_requests: PullRequests | None = setting("Pull requests.", PullRequests())
    tags: bool = setting("Discover tags. They are built when started, not by a scan.", False)
    orphans: Orphans = setting("Jobs of branches that are gone.", Orphans())
    clone: Clone = setting("How Jenkins clones.", Clone())
    scan: str | None = setting("Scan at least so often, in case a webhook was lost.", "1d", format="duration")
    initial_build: bool = setting("Build every branch when the job is new. Off needs the plugin `basic-branch-build-strategies`.", True)
