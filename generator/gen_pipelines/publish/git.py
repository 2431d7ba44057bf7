"""Calls of git: no shell, no questions, no helper programs, a time limit, and nothing secret in what is told about a failure."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any

from ..errors import UserError

_USERINFO = re.compile(r"(?<=://)[^/\s@']+@")
_NO_BRANCH = re.compile(r"^$|^-|^@$|^HEAD$|^/|/$|\.$|//|\.\.|(^|/)\.|\.lock(/|$)|@\{|[\x00-\x20\x7f~^:?*\[\\]")
_HARDENED = ("-c", "protocol.ext.allow=never", "-c", "core.hooksPath=/dev/null", "-c", "credential.interactive=false", "-c", "commit.gpgSign=false")


class GitError(Exception):
    """A call of git failed. The message is fit to be shown."""


def check_address(url: str) -> None:
    """Refuse what git would take for an option or run as a program.

    Raises:
        GitError: it is one of those.
    """
    if url.startswith("-") or "::" in url.split("/", 1)[0] or any(ord(char) < 32 for char in url):
        raise GitError("this address is not one of a repository")


def check_branch(name: str) -> None:
    """Refuse what git refuses as a branch, and what it would take for an option (git-check-ref-format).

    Raises:
        UserError: it is one of those.
    """
    if _NO_BRANCH.search(name):
        raise UserError(f"{name!r} cannot be the name of a branch", hint="use letters, digits, `-`, `_`, `.` and `/`")


class Git:
    """Git in one working folder."""

    def __init__(self, folder: str, timeout: float) -> None:
        self.folder = folder
        self.timeout = timeout

    def run(self, *arguments: str, code_ok: tuple[int, ...] = (0,)) -> str:
        """What a call prints.

        Raises:
            GitError: it failed, took too long, or there is no git.
        """
        return self.call(*arguments, code_ok=code_ok).stdout

    def call(self, *arguments: str, code_ok: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        """A finished call; see :meth:`run`."""
        program = shutil.which("git")
        if program is None:
            raise GitError("git is not installed")
        try:
            done = subprocess.run(
                [program, *_HARDENED, *arguments],
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=self.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise GitError(f"git {_verb(arguments)} took longer than {self.timeout:g} s") from error
        if done.returncode not in code_ok:
            raise GitError(f"git {_verb(arguments)}: {_last_words(done.stderr or done.stdout)}")
        return done


def _verb(arguments: tuple[str, ...]) -> str:
    """What git was told to do: the first word after its own options."""
    words = iter(arguments)
    return next((word for word in words if word != "-c" or not next(words, "")), "")


def _environment() -> dict[str, str]:
    kept: dict[str, Any] = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in ("GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_ASKPASS")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


def _last_words(said: str) -> str:
    """The line of git's output that tells the reason, without user names and passwords."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))] or lines
    return _USERINFO.sub("", telling[0] if telling else "it failed and said nothing").replace("fatal: ", "")
