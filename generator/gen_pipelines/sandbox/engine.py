"""The container engine, by the ``docker`` SDK. It is imported here only, and only when a sandbox is asked for."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import GenPipelinesError, UserError

if TYPE_CHECKING:
    from docker.models.containers import Container

LABEL = "gen-pipelines.sandbox"
INSIDE = "opt/gen-pipelines"
"""Where our files stand in the container."""

_START = f"""if command -v jenkins-plugin-cli >/dev/null 2>&1; then jenkins-plugin-cli --plugin-file /{INSIDE}/plugins.txt || exit 1; fi
exec "$@"
"""
LOG_LINES = 15


class EngineError(GenPipelinesError):
    """The container engine is not there, or refused."""


@dataclass(frozen=True)
class Order:
    """What is to be started. ``files`` go below :data:`INSIDE`; with the network ``host``, Jenkins itself listens on ``port``."""

    name: str
    image: str
    owner: str
    port: int
    network: str | None
    environment: dict[str, str]
    files: dict[str, str]


class Engine:
    """A container engine that answers."""

    def __init__(self) -> None:
        """Connect to the engine that ``DOCKER_HOST`` names, or to the usual socket.

        Raises:
            EngineError: none answers.
        """
        import docker
        from docker.errors import DockerException

        try:
            self._client = docker.from_env(timeout=60)
            self._client.ping()
        except DockerException as error:
            raise EngineError(f"no container engine answers: {_reason(error)}", hint="start Docker (or Podman's socket), or say where it is with DOCKER_HOST") from error

    def fetch(self, image: str, tell: Callable[[str], None]) -> None:
        """Make sure that an image is there.

        Raises:
            EngineError: it cannot be had.
        """
        from docker.errors import ImageNotFound

        with _told(f"the image {image} cannot be fetched"):
            try:
                self._client.images.get(image)
            except ImageNotFound:
                tell(f"fetching {image}")
                self._client.images.pull(image)

    def start(self, order: Order) -> str:
        """Start a container; its id.

        Raises:
            EngineError: the engine refused.
        """
        with _told(f"the container {order.name} cannot be started"):
            image: dict[str, Any] = self._client.images.get(order.image).attrs["Config"]
            own = [*(image.get("Entrypoint") or ()), *(image.get("Cmd") or ())]
            if not own:
                raise UserError(f"the image {order.image} says nothing about what it runs", hint="take one with an entrypoint, such as jenkins/jenkins:lts-jdk21")
            network: dict[str, Any] = {"network": order.network} if order.network else {"ports": {"8080/tcp": ("127.0.0.1", order.port)}}
            container = self._client.containers.create(
                order.image,
                entrypoint=["sh", "-c", _START, "sh"],
                command=own,
                name=order.name,
                environment=order.environment,
                labels={LABEL: order.owner},
                detach=True,
                **network,
            )
            try:
                container.put_archive("/", _archive(order.files))
                container.start()
            except BaseException:
                container.remove(force=True, v=True)
                raise
            return str(container.id)

    def status(self, identifier: str) -> str | None:
        """``running``, ``exited`` and so on; ``None`` if there is no such container."""
        container = self._find(identifier)
        return None if container is None else str(container.status)

    def log(self, identifier: str) -> list[str]:
        """The last lines that a container wrote."""
        container = self._find(identifier)
        text = b"" if container is None else container.logs(tail=LOG_LINES)
        return text.decode("utf-8", "replace").splitlines()

    def remove(self, identifier: str) -> bool:
        """Stop and remove a container with its volumes; whether there was one.

        Raises:
            EngineError: the engine refused.
        """
        container = self._find(identifier)
        if container is None:
            return False
        with _told("the container cannot be removed"):
            container.stop(timeout=10)
            container.remove(v=True, force=True)
        return True

    def _find(self, identifier: str) -> Container | None:
        """One of our containers."""
        from docker.errors import NotFound

        with _told("the engine does not tell about the container"):
            try:
                container = self._client.containers.get(identifier)
            except NotFound:
                return None
            return container if LABEL in container.labels else None


def _archive(files: dict[str, str]) -> bytes:
    """The files as a tar archive. Inside, everybody may read them: the image decides which user Jenkins is."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, text in files.items():
            content = text.encode("utf-8")
            entry = tarfile.TarInfo(f"{INSIDE}/{name}")
            entry.size, entry.mode = len(content), 0o444
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


@contextmanager
def _told(what: str) -> Iterator[None]:
    """The engine's errors as one of ours."""
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    try:
        yield
    except (DockerException, RequestException) as error:
        raise EngineError(f"{what}: {_reason(error)}", hint="`docker info` shows whether the engine is well") from error


def _reason(error: Exception) -> str:
    """What the engine said, in one line."""
    said = getattr(error, "explanation", None) or str(error)
    line = " ".join(str(said).split())
    return line if len(line) <= 300 else f"{line[:299]}…"
