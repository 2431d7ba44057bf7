"""A web page of real packages, built and tested from nothing, and again with warm caches."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tarfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.e2e.world import BASES, push_base
from tests.parts.bench import Bench
from tests.parts.servers import Docker, Registry

from gen_pipelines.simulate.engine import Engine

WEB = Path(__file__).resolve().parent / "web"
IMAGE = "buildImage(cache: [registry: false])"
TESTS = "runTests(prepare: 'npm ci', command: 'npm test', reports: 'reports/junit.xml', cache: ['npm'])"
WHOLE = f"parallel(image: {{ {IMAGE} }}, tests: {{ {TESTS} }})"
COLD, SAME, CHANGED = "on a new agent", "again, another commit of the same sources", "again, one source file changed"


class Caches:
    """The agent of these builds, and the seconds that each took."""

    def __init__(self, engine: Engine, folder: Path, stack: ExitStack) -> None:
        mirror = Registry(folder / "web-mirror")
        stack.callback(mirror.stop)
        push_base(folder, f"{mirror.address}/{BASES[1]}")
        push_base(folder, f"{mirror.address}/{BASES[0]}", *node_files(folder))
        self.folder, self.mirror = folder, f"http://{mirror.address}"
        self.docker: Docker | None = None
        stack.callback(self._stop)
        (home := folder / "web").mkdir()
        self.bench = Bench(engine, home)
        self.bench.environment |= {"IMAGE": "registry.example.com/web", "npm_config_loglevel": "error"}
        shutil.copytree(WEB, self.bench.work, dirs_exist_ok=True)
        self.bench.commit({}, "the page as it is")
        self._packages(folder)
        self.taken: dict[tuple[str, str], list[float]] = {}

    def _packages(self, folder: Path) -> None:
        """What the image's build takes its packages from; fetched before anything is measured."""
        shutil.copytree(WEB, fetched := folder / "fetched")
        environment = os.environ | {"npm_config_cache": str(self.bench.work / "packages")}
        subprocess.run(["npm", "ci", "--silent"], cwd=fetched, env=environment, check=True)
        shutil.rmtree(fetched)

    def measure(self, times: int) -> None:
        """Every kind of build, in turn."""
        for number in range(times):
            for what, call in (("image", IMAGE), ("tests", TESTS), ("both, side by side", WHOLE)):
                self._fresh(f"docker-{what.split(',')[0]}-{number}")
                self._built(what, COLD, call)
                self.bench.commit({}, "the same once more")
                self._built(what, SAME, call)
                source = (WEB / "src/basket.jsx").read_text(encoding="utf-8")
                self.bench.commit({"src/basket.jsx": source.replace("Nothing yet", f"Nothing {number} {what}")}, "another text")
                self._built(what, CHANGED, call)

    def _fresh(self, name: str) -> None:
        """An agent that has built nothing yet: neither layers nor base images nor packages."""
        self._stop()
        self.docker = Docker(self.folder / name, self.mirror)
        self.bench.environment |= self.docker.environment
        shutil.rmtree(self.bench.cache, ignore_errors=True)
        self.bench.cache.mkdir()

    def _stop(self) -> None:
        if self.docker:
            self.docker.stop()

    def _built(self, what: str, how: str, call: str) -> None:
        for left in ("node_modules", "reports", ".gen-pipelines", "dist"):  # every build has a workspace of its own
            shutil.rmtree(self.bench.work / left, ignore_errors=True)
        began = time.perf_counter()
        done = self.bench.run(call)
        if done.result != "SUCCESS":
            raise SystemExit(f"the page's {what} is {done.result}: {done.error}\n{done.log[-4000:]}")
        self.taken.setdefault((what, how), []).append(time.perf_counter() - began)

    def seconds(self, what: str, how: str) -> float:
        """The median of these builds."""
        return statistics.median(self.taken[what, how])

    @property
    def saved(self) -> float:
        """Percent that the image's second build takes less, one source file changed."""
        return (1 - self.seconds("image", CHANGED) / self.seconds("image", COLD)) * 100

    def table(self) -> list[str]:
        """As Markdown."""
        rows = [f"| `web`, 193 packages | {COLD} | {SAME} | less | {CHANGED} | less |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
        for what in dict.fromkeys(what for what, _ in self.taken):
            cold, same, changed = (self.seconds(what, how) for how in (COLD, SAME, CHANGED))
            rows.append(f"| {what} | {cold:.1f} s | {same:.1f} s | {(1 - same / cold) * 100:.0f}% | {changed:.1f} s | {(1 - changed / cold) * 100:.0f}% |")
        return rows


def node_files(folder: Path) -> list[Path]:
    """This machine's Node with all that it loads, in an archive of layers: no public registry can be had for the real base image."""
    found = shutil.which("node")
    assert found, "Node is missing: `make parts` installs what the agents need"
    binary = Path(found).resolve()
    loaded = [word for word in subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout.split() if word.startswith("/")]
    libc = next(Path(name) for name in loaded if Path(name).name.startswith("libc.so"))
    loaded += [str(path) for name in ("librt", "libutil", "libresolv") for path in libc.parent.glob(f"{name}.so.*") if str(path) not in loaded]  # for packages' native parts
    npm = Path(shutil.which("npm") or "").resolve().parent.parent
    layer = folder / "node.tar"
    with tarfile.open(layer, "w", dereference=True) as tar:
        tar.add(binary, "usr/bin/node")
        for name in loaded:
            tar.add(name, name.lstrip("/"))
        tar.add(npm, "usr/lib/npm")
        (folder / "npm").write_text('#!/bin/sh\nexec node /usr/lib/npm/bin/npm-cli.js "$@"\n', encoding="utf-8")
        (folder / "npm").chmod(0o755)
        tar.add(folder / "npm", "usr/bin/npm")
        env = tarfile.TarInfo("usr/bin/env")  # the base image's shell is a busybox, which is everything by its name
        env.type, env.linkname = tarfile.SYMTYPE, "/bin/sh"
        tar.addfile(env)
    return [layer]
