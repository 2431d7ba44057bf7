"""verifyCommits against the real git, ssh-keygen and gpg."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gen_pipelines.simulate.scenario import Credential, Event, When

from .bench import Bench

KEYS = ".ci/allowed-signers"
CALL = f"verifyCommits(keys: '{KEYS}')"


class Signer:
    """A person with an SSH key. ``line`` is what stands in the file of allowed keys."""

    def __init__(self, folder: Path, name: str, options: str = "") -> None:
        self.address = f"{name}@example.com"
        self.key = folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self.key], check=True)
        self.line = f"{self.address} {options}{self.key.with_suffix('.pub').read_text(encoding='utf-8')}"

    def options(self) -> list[str]:
        """What makes git sign with this key."""
        return ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key}", "-c", "commit.gpgsign=true", "-c", f"user.email={self.address}"]


class Repository:
    """The workspace's repository, in which people sign."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        bench.git("init", "-q")

    def commit(self, signer: Signer | None, files: dict[str, str], *options: str) -> str:
        """Commit as a person, signed; as nobody, without a signature."""
        self.bench.write(files)
        self.bench.git("add", "-A", "--", ".", ":!reports")
        self.bench.git(*(signer.options() if signer else ()), "commit", "-q", "--allow-empty", "-m", "change", *options)
        return self.bench.git("rev-parse", "HEAD")


@pytest.fixture
def repository(bench: Bench) -> Repository:
    """An empty repository."""
    return Repository(bench)


@pytest.fixture
def jane(tmp_path: Path) -> Signer:
    """She is trusted."""
    return Signer(tmp_path, "jane")


@pytest.fixture
def mallory(tmp_path: Path) -> Signer:
    """Nobody trusts him."""
    return Signer(tmp_path, "mallory")


def test_only_commits_with_a_trusted_signature_pass(repository: Repository, jane: Signer, mallory: Signer) -> None:
    """Unsigned and foreign ones are named, each with its author and the reason."""
    bench = repository.bench
    good = repository.commit(jane, {KEYS: f"# people\n\n{jane.line}"})
    built = bench.run(f'echo "${{{CALL}}}"')
    assert built.result == "SUCCESS" and "[checked:1, refused:[]]" in built.log and built.description == "signatures: commits checked: 1", built.log
    unsigned = repository.commit(None, {"a": "a"}, "--author", "Eve $(touch owned)\x1b[31m <eve@example.com>")
    foreign = repository.commit(mallory, {"b": "b"})
    built = bench.run(CALL)
    assert built.result == "FAILURE"
    assert "commits without a trusted signature: 2 of 3" in built.error
    assert f"{unsigned[:10]} of Eve $(touch owned)?[31m <eve@example.com> is not signed" in built.error
    assert f"{foreign[:10]} of Jane <mallory@example.com> is signed by the key SHA256:" in built.error and "which is not allowed" in built.error
    assert good[:10] not in built.error and not list(bench.folder.rglob("owned"))
    assert {one["commit"] for one in bench.outcome("verifyCommits")["refused"]} == {unsigned, foreign}


def test_a_key_signs_for_its_owner_only(repository: Repository, jane: Signer) -> None:
    """The author by default; the committer or anybody where the call says so; a pattern stands for many addresses."""
    bench = repository.bench
    repository.commit(jane, {KEYS: jane.line})
    taken = repository.commit(jane, {"a": "a"}, "--author", "Boss <boss@example.com>")
    built = bench.run(CALL)
    assert f"{taken[:10]} of Boss <boss@example.com> is signed by the key of jane@example.com, but its author is boss@example.com" in built.error
    assert bench.run(f"verifyCommits(keys: '{KEYS}', signer: 'committer')").result == "SUCCESS"
    assert bench.run(f"verifyCommits(keys: '{KEYS}', signer: 'any')").result == "SUCCESS"
    pattern = jane.line.replace("jane@example.com", "*@example.com,!boss@example.com", 1)
    bench.credentials.append(Credential(id="signers", kind="file", content=pattern))
    assert "its author is boss@example.com" in bench.run("verifyCommits(credentials: 'signers')").error
    bench.credentials[-1] = Credential(id="signers", kind="file", content=pattern.replace(",!boss@example.com", ""))
    assert bench.run("verifyCommits(credentials: 'signers')").result == "SUCCESS"


def test_nobody_lets_himself_in(repository: Repository, jane: Signer, mallory: Signer) -> None:
    """Keys count as they were before a commit; who is let in by a trusted person may sign from the next commit on."""
    bench = repository.bench
    repository.commit(jane, {KEYS: jane.line})
    bench.git("checkout", "-q", "-b", "change")
    own = repository.commit(mallory, {KEYS: jane.line + mallory.line})
    built = bench.run(CALL, CHANGE_TARGET="main", CHANGE_ID="7")
    assert "signature: 1 of 1\n" in built.error and own[:10] in built.error
    bench.git("reset", "-q", "--hard", "main")
    repository.commit(jane, {KEYS: jane.line + mallory.line})
    repository.commit(mallory, {"b": "b"})
    built = bench.run(CALL, CHANGE_TARGET="main", CHANGE_ID="7")
    assert built.result == "SUCCESS" and "commits checked: 2" in built.log, built.error
    bench.git("checkout", "-q", "--orphan", "own")
    root = repository.commit(mallory, {KEYS: mallory.line})
    bench.git("checkout", "-q", "change")
    bench.git("reset", "-q", "--hard", "main")
    bench.git(*jane.options(), "merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-S", "own", "-m", "merge")
    built = bench.run(CALL, CHANGE_TARGET="main", CHANGE_ID="7")
    assert root[:10] in built.error


def test_merges_are_commits_and_only_those_of_jenkins_are_not(repository: Repository, jane: Signer) -> None:
    """Jenkins merges a pull request into its target, unsigned: that adds nothing. A merge that adds something is no such merge."""
    bench = repository.bench
    repository.commit(jane, {KEYS: jane.line})
    bench.git("checkout", "-q", "-b", "change")
    repository.commit(jane, {"a": "a"})
    bench.git("checkout", "-q", "main")
    repository.commit(jane, {"b": "b"})
    bench.git("checkout", "-q", "--detach")
    bench.git("merge", "-q", "--no-ff", "change", "-m", "Merge commit")
    built = bench.run(CALL, CHANGE_TARGET="main", CHANGE_ID="7")
    assert built.result == "SUCCESS" and "commits checked: 1" in built.log, built.error
    merge = bench.git("rev-parse", "HEAD")
    assert merge[:10] in bench.run(CALL).error
    bench.write({"c": "added by the merge"})
    bench.git("add", "c")
    bench.git("commit", "-q", "--amend", "--no-edit")
    assert bench.git("rev-parse", "HEAD")[:10] in bench.run(CALL, CHANGE_TARGET="main", CHANGE_ID="7").error


def test_a_changed_commit_and_an_old_key_are_told_apart(repository: Repository, tmp_path: Path, jane: Signer) -> None:
    """The signature of another commit does not fit; a key counts in its time only."""
    bench = repository.bench
    old = Signer(tmp_path, "old", 'valid-before="20200101" ')
    repository.commit(jane, {KEYS: jane.line + old.line})
    late = repository.commit(old, {"a": "a"})
    assert f"{late[:10]} of Jane <old@example.com> is signed by the key SHA256:" in bench.run(CALL).error
    assert "at a time when that was not allowed" in bench.run(CALL).error
    bench.git("reset", "-q", "--hard", "HEAD~1")
    signed = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=bench.work, check=True, capture_output=True).stdout
    command = ["git", "hash-object", "-w", "-t", "commit", "--stdin"]
    forged = subprocess.run(command, cwd=bench.work, check=True, capture_output=True, input=signed + b"more\n").stdout.decode().strip()
    bench.git("reset", "-q", "--hard", forged)
    assert f"{forged[:10]} of Jane <jane@example.com> was changed after it was signed" in bench.run(CALL).error


def test_gpg_keys_are_known_too(bench: Bench, tmp_path: Path, jane: Signer) -> None:
    """In the same file as SSH keys; one that has expired does not count, and no key of the agent does."""
    home = tmp_path / "g"
    home.mkdir(mode=0o700)
    environment = os.environ | {"GNUPGHOME": str(home)}

    def gpg(*arguments: str) -> str:
        command = ["gpg", "--batch", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback", *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    try:
        for name, until in (("joe", "never"), ("ann", "seconds=1"), ("tim", "never")):
            gpg("--faked-system-time", "20240101T000000!", "--quick-generate-key", f"{name} <{name}@example.com>", "ed25519", "sign", until)
        keys = jane.line + gpg("--armor", "--export", "joe@example.com", "ann@example.com")
        wrapper = tmp_path / "gpg-then"
        wrapper.write_text(f'#!/bin/sh\nexec env GNUPGHOME={home} gpg --faked-system-time 20240101T000000! "$@"\n')
        wrapper.chmod(0o755)
        Repository(bench).commit(jane, {KEYS: keys})
        made = {}
        for name in ("joe", "ann", "tim"):
            options = ["-c", f"gpg.program={wrapper}", "-c", f"user.signingkey={name}@example.com", "-c", f"user.email={name}@example.com"]
            bench.git(*options, "commit", "-q", "--allow-empty", "-S", "-m", name)
            made[name] = bench.git("rev-parse", "HEAD")[:10]
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=environment, check=False)
    built = bench.run(CALL)
    assert "signature: 2 of 4\n" in built.error, built.error
    assert f"{made['ann']} of Jane <ann@example.com> is signed by the key " in built.error and "which has expired" in built.error
    assert f"{made['tim']} of Jane <tim@example.com> is signed by the key " in built.error and "which is not allowed" in built.error


def test_what_the_workspace_configures_does_not_count(repository: Repository, jane: Signer, mallory: Signer) -> None:
    """A build before may have left a configuration that trusts everybody."""
    bench = repository.bench
    repository.commit(jane, {KEYS: jane.line})
    foreign = repository.commit(mallory, {"a": "a"})
    bench.write({"everybody": "* " + mallory.line.split(" ", 1)[1]})
    bench.git("config", "gpg.ssh.allowedSignersFile", str(bench.work / "everybody"))
    bench.git("config", "gpg.ssh.program", "/bin/true")
    bench.git("config", "gpg.program", "/bin/true")
    assert foreign[:10] in bench.run(CALL).error


@pytest.mark.parametrize(("keys", "said"), [
    ("", "there is no key in .ci/allowed-signers"),
    ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ joe", "line 1 of .ci/allowed-signers is no key with its owner"),
    ("# people\njane@example.com ssh-ed25519 nonsense", "line 2 of .ci/allowed-signers is no key with its owner"),
    ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnonsense\n-----END PGP PUBLIC KEY BLOCK-----", "the GPG keys in .ci/allowed-signers cannot be read"),
])
def test_a_broken_file_of_keys_is_an_error(repository: Repository, keys: str, said: str) -> None:
    """Nobody could say whom it trusts."""
    repository.commit(None, {KEYS: f"{keys}\n"})
    built = repository.bench.run(CALL)
    assert said in built.error, built.error
    assert repository.bench.outcome("verifyCommits")["verdict"] == "error"


def test_nothing_to_check_is_clean_and_what_is_missing_is_an_error(repository: Repository, jane: Signer) -> None:
    """No commits, no new commits; no repository, no file, no such range, an old git."""
    bench = repository.bench
    assert "clean: no new commits" in bench.run(CALL).log
    head = repository.commit(jane, {KEYS: jane.line})
    assert "clean: no new commits" in bench.run(CALL, GIT_PREVIOUS_SUCCESSFUL_COMMIT=head).log
    assert "there is no file other in the repository\n  check the argument keys" in bench.run("verifyCommits(keys: 'other')").error
    assert "there is no range of commits gone..HEAD here" in bench.run(f"verifyCommits(keys: '{KEYS}', range: 'gone..HEAD')").error
    bench.tool("git", "echo git version 2.20.1")
    assert "git 2.20.1 is too old: it takes 2.34 or later" in bench.run(CALL).error


def test_an_abort_is_an_abort(repository: Repository, jane: Signer) -> None:
    """In the middle of a verification."""
    repository.commit(jane, {KEYS: jane.line})
    repository.bench.tool("ssh-keygen", "sleep 60")
    built = repository.bench.run_with(CALL, events=(Event(event="abort", at=When(step="sh", delay="2s")),))
    assert built.result == "ABORTED" and "[verifyCommits] aborted" in built.log
