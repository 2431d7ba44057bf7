"""What is known of a catalog's sandbox between two commands: where it is, and the password, in a folder that only its user can read."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from ..catalog.model import Catalog
from ..errors import UserError

FOLDER = ".gen-pipelines/sandbox"


@dataclass(frozen=True)
class Sandbox:
    """A sandbox that was started."""

    container: str
    image: str
    url: str
    user: str


def folder_of(catalog: Catalog) -> Path:
    """The folder of a catalog's sandbox."""
    return Path(catalog.file).parent / FOLDER


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write what the sandbox is made from, readable for its user only, and ignored by git.

    Raises:
        UserError: the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in {**files, ".gitignore": "*\n"}.items():
            beside = folder / f"{name}.new"
            beside.unlink(missing_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w", encoding="utf-8") as stream:
                stream.write(text)
            beside.replace(folder / name)
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}") from error


def save(folder: Path, sandbox: Sandbox, password: str) -> None:
    """Remember a sandbox."""
    write_files(folder, {"state.json": json.dumps(asdict(sandbox), indent=1), "password": password})


def load(folder: Path) -> tuple[Sandbox, str] | None:
    """The sandbox and its password; ``None`` if there is none.

    Raises:
        UserError: the files were damaged.
    """
    try:
        data = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        return Sandbox(**data), (folder / "password").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise UserError(f"{folder}/state.json cannot be read: {error}", hint=f"remove the folder {folder}, and the container by hand") from error


def forget(folder: Path) -> None:
    """Remove what was remembered; plugins.txt and jenkins.yaml stay to be read."""
    for name in ("state.json", "password"):
        (folder / name).unlink(missing_ok=True)
