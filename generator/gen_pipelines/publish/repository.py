"""One repository: clone, compare, commit, push."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from ..render.manifest import is_inside
from ..render.writer import MARKS
from .git import Git, GitError, check_address
from .request import Options, Request, Result, without_secrets

ATTEMPTS = 2
"""Somebody else may push between our look and our push: then it is looked at once more."""


def publish_one(request: Request, options: Options) -> Result:
    """Bring one repository up to date. Whatever goes wrong is in the result."""
    result = Result(without_secrets(request.repository), request.services, "failed")
    for _ in range(ATTEMPTS):
        try:
            with tempfile.TemporaryDirectory(prefix="gen-pipelines-") as folder:
                return _publish(request, options, folder, result)
        except _Overtaken as error:
            result = replace(result, reason=f"somebody else pushed at the same time: {error}")
        except GitError as error:
            return replace(result, reason=str(error))
        except OSError as error:
            return replace(result, reason=f"{error.strerror or error}")
    return result


class _Overtaken(GitError):
    """The branch is no longer what we saw."""


def _publish(request: Request, options: Options, folder: str, result: Result) -> Result:
    check_address(request.repository)
    git = Git(folder, options.timeout)
    main = request.main_branch
    _clone(git, request.repository, main, folder)
    branch = main if options.to_main else options.branch
    if branch == main and not options.to_main:
        raise GitError(f"{branch} is the main branch; --to-main pushes there")
    seen = _seen(git, branch)
    changed, diff = _write(request, folder, options)
    result = replace(result, branch=branch, diff=diff)
    if not changed:
        return replace(result, outcome="unchanged")
    if seen and not options.to_main and _already_there(git, branch, request, folder):
        return replace(result, outcome="unchanged", commit=seen)
    if options.dry_run:
        return replace(result, outcome="would change")
    commit = _commit(git, request, options, changed)
    _push(git, branch, seen, options)
    return replace(result, outcome="pushed", commit=commit)


def _clone(git: Git, repository: str, main: str, folder: str) -> None:
    """The newest commit of main, every file as it is stored: line ends, filters and large-file pointers are not for us to convert."""
    git.run("clone", "--quiet", "--no-checkout", "--depth=1", "--single-branch", f"--branch={main}", "--", repository, folder)
    attributes = Path(folder, ".git", "info", "attributes")
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("* -text -filter -ident -working-tree-encoding\n", encoding="utf-8")
    git.run("reset", "--quiet", "--hard")


def _seen(git: Git, branch: str) -> str:
    """The commit a branch of the remote has now, or nothing."""
    line = git.run("ls-remote", "--heads", "origin", f"refs/heads/{branch}")
    return line.split("\t")[0].strip()


def _write(request: Request, folder: str, options: Options) -> tuple[list[str], list[str]]:
    """Write the files into the clone. The paths that changed, and how they changed.

    Raises:
        GitError: a path is not a plain file of the repository, or a file that is not ours is in the way.
    """
    changed, diff = [], []
    for path, text in sorted(request.files.items()):
        _check_path(folder, path)
        file = Path(folder, path)
        old = file.read_bytes() if file.exists() else None
        if old == text.encode("utf-8"):
            continue
        if old is not None and not options.adopt and not any(mark in old[:4096] for mark in MARKS):
            raise GitError(f"{path} is there and was not made by gen-pipelines; --adopt takes it over")
        diff += _diff(path, old, text)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        changed.append(path)
    return changed, diff


def _check_path(folder: str, path: str) -> None:
    parts = path.split("/")
    if not is_inside(path) or any(part.lower() == ".git" for part in parts):
        raise GitError(f"{path} is not a path inside the repository")
    for length in range(1, len(parts) + 1):
        below = os.path.join(folder, *parts[:length])
        try:
            mode = os.lstat(below).st_mode
        except FileNotFoundError:
            return
        good = stat.S_ISREG(mode) if length == len(parts) else stat.S_ISDIR(mode)
        if not good:
            raise GitError(f"{'/'.join(parts[:length])} is a link or not a {'file' if length == len(parts) else 'folder'} in the repository")


def _diff(path: str, old: bytes | None, new: str) -> list[str]:
    before = [] if old is None else old.decode("utf-8", "replace").splitlines()
    return list(unified_diff(before, new.splitlines(), "/dev/null" if old is None else f"a/{path}", f"b/{path}", lineterm=""))


def _already_there(git: Git, branch: str, request: Request, folder: str) -> bool:
    """Whether the update branch is one commit on the present main, and has just these files."""
    git.run("fetch", "--quiet", "--depth=2", "origin", f"refs/heads/{branch}")
    parent = git.run("rev-parse", "--verify", "--quiet", "FETCH_HEAD^", code_ok=(0, 1)).strip()
    if parent != git.run("rev-parse", "HEAD").strip():
        return False
    git.run("add", "--force", "--intent-to-add", "--", *request.files)
    differs = git.call("diff", "--quiet", "FETCH_HEAD", code_ok=(0, 1)).returncode == 1
    git.run("reset", "--quiet")
    return not differs


def _commit(git: Git, request: Request, options: Options, changed: list[str]) -> str:
    names = ", ".join(request.services)
    who = f"{options.author} <{options.email}>"
    git.run("add", "--force", "--", *changed)  # an ignored Jenkinsfile would be in nobody's way, and in no build
    message = f"Update the pipeline of {names}\n\nRendered from the catalog by gen-pipelines. Change the catalog, not these files:\n\n" + "\n".join(f"- {path}" for path in changed)
    git.run("-c", f"user.name={options.author}", "-c", f"user.email={options.email}", "commit", "--quiet", f"--author={who}", f"--message={message}")
    return git.run("rev-parse", "HEAD").strip()


def _push(git: Git, branch: str, seen: str, options: Options) -> None:
    """Push to main only as the next commit; the update branch is ours, and replaced if it is still what we saw."""
    lease = [] if options.to_main else [f"--force-with-lease=refs/heads/{branch}:{seen}"]
    try:
        git.run("push", "--quiet", *lease, "origin", f"HEAD:refs/heads/{branch}")
    except GitError as error:
        if any(word in str(error) for word in ("stale info", "rejected", "fetch first", "cannot lock ref", "failed to push")):
            raise _Overtaken(str(error)) from error
        raise
