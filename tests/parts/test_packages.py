"""Package caches of runTests with the real npm, pip and Go, which fetch from a server on loopback that counts."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import http.server
import io
import json
import os
import shutil
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .bench import Bench
from .test_run_tests import shell


class Store(http.server.ThreadingHTTPServer):
    """Serves the files of a folder, and counts what is asked of it."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(Counting, directory=str(folder)))
        self.folder = folder
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def put(self, name: str, content: bytes) -> None:
        """Serve a file."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content)


class Counting(http.server.SimpleHTTPRequestHandler):
    """Notes each path."""

    server: Store

    def end_headers(self) -> None:
        """A package never changes."""
        self.send_header("Cache-Control", "max-age=86400, immutable")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Into the list instead of the terminal."""
        self.server.asked.append(self.path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A server of packages."""
    folder = tmp_path / "store"
    folder.mkdir()
    served = Store(folder)
    yield served
    served.shutdown()
    served.server_close()


def tar(files: dict[str, str]) -> bytes:
    """A package of npm."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return gzip.compress(content.getvalue(), mtime=0)


def zipped(files: dict[str, str]) -> bytes:
    """A wheel, or a module of Go."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def npm_project(store: Store, version: str = "1.0.0") -> dict[str, str]:
    """A project that depends on one version of a package, with its lock file."""
    package = tar({"package/package.json": json.dumps({"name": "left", "version": version}), "package/index.js": f"module.exports = '{version}'\n"})
    store.put(f"left-{version}.tgz", package)
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    address = f"{store.address}/left-{version}.tgz"
    root = {"name": "web", "version": "1.0.0", "dependencies": {"left": address}}
    packages = {"": root, "node_modules/left": {"version": version, "resolved": address, "integrity": integrity}}
    return {"package.json": json.dumps(root), "package-lock.json": json.dumps({"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": packages})}


def pip_project(store: Store) -> dict[str, str]:
    """A project that requires one wheel."""
    info = {"METADATA": "Metadata-Version: 2.1\nName: left\nVersion: 1\n", "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n", "RECORD": ""}
    wheel = zipped({"left.py": "x = 1\n"} | {f"left-1.dist-info/{name}": text for name, text in info.items()})
    store.put("simple/left/left-1-py3-none-any.whl", wheel)
    return {"requirements.txt": "left==1\n"}


def go_project(store: Store) -> dict[str, str]:
    """A module that requires one module."""
    module = "module example.com/left\n\ngo 1.21\n"
    store.put("example.com/left/@v/v1.0.0.info", b'{"Version": "v1.0.0", "Time": "2026-01-01T00:00:00Z"}')
    store.put("example.com/left/@v/v1.0.0.mod", module.encode())
    store.put("example.com/left/@v/v1.0.0.zip", zipped({"example.com/left@v1.0.0/go.mod": module, "example.com/left@v1.0.0/left.go": "package left\n\nconst X = 1\n"}))
    main = 'package main\n\nimport "example.com/left"\n\nfunc main() { println(left.X) }\n'
    return {"go.mod": "module example.com/api\n\ngo 1.21\n\nrequire example.com/left v1.0.0\n", "main.go": main}


TOOLS = {
    "npm": "rm -rf node_modules; npm ci --no-audit --no-fund --no-update-notifier && node -e 'require(\"left\")'",
    "pip": """python3 -m venv --clear venv
PIP_CONFIG_FILE=/dev/null venv/bin/pip install -q --disable-pip-version-check --trusted-host 127.0.0.1 --index-url STORE/simple -r requirements.txt
venv/bin/python -c 'import left'""",
    "go": "GOPROXY=STORE GOSUMDB=off GOTOOLCHAIN=local go run -mod=mod .",
}


def install(bench: Bench, store: Store, tool: str, more: str = "") -> list[str]:
    """Run a tool with its cache; the packages that it fetched."""
    store.asked.clear()
    built = bench.run(f"runTests({shell(TOOLS[tool].replace('STORE', store.address))}, cache: ['{tool}']{more})")
    assert built.result == "SUCCESS", built.log
    return [path for path in store.asked if path.endswith((".tgz", ".whl", ".zip"))]


@pytest.mark.parametrize("tool", list(TOOLS))
def test_what_one_build_fetched_the_next_one_has(bench: Bench, store: Store, tool: str) -> None:
    """The second build asks the server for no package."""
    bench.path.append(str(Path(shutil.which("go") or "").parent))
    bench.write({"npm": npm_project, "pip": pip_project, "go": go_project}[tool](store))
    assert len(install(bench, store, tool)) == 1
    assert install(bench, store, tool) == []


def test_another_lock_file_has_another_cache(bench: Bench, store: Store) -> None:
    """It starts with what the last one had; one that nobody used for long goes."""
    bench.write(npm_project(store, "1.0.0"))
    install(bench, store, "npm")
    (first,) = (bench.cache / "packages" / "npm").iterdir()
    bench.write(npm_project(store, "2.0.0"))
    assert install(bench, store, "npm") == ["/left-2.0.0.tgz"]
    assert len(list(first.parent.iterdir())) == 2
    bench.write(npm_project(store, "1.0.0"))
    assert install(bench, store, "npm") == []
    os.utime(first, (0, 0))
    bench.write(npm_project(store, "2.0.0"))
    assert install(bench, store, "npm") == []
    assert not first.exists()


def test_builds_at_the_same_time_share_one_cache(bench: Bench, store: Store) -> None:
    """Four parts install side by side, from an empty cache."""
    bench.write(npm_project(store))
    assert install(bench, store, "npm", ", splits: 4")
    (one,) = (bench.cache / "packages" / "npm").iterdir()
    assert (one / "_cacache").is_dir()


def test_maven_before_3_9_waits(bench: Bench, tmp_path: Path) -> None:
    """Two parts never use one repository at once; Maven 3.9 locks each artifact by itself."""
    bench.tool("mvn", f"""[ "$1" != --version ] || {{ echo "Apache Maven ${{VERSION_OF_MAVEN}} (x)"; exit; }}
mkdir '{tmp_path}/in' || exit 1
sleep 0.5
rmdir '{tmp_path}/in'
echo "$MAVEN_OPTS" >>'{tmp_path}/options'""")
    bench.write({"pom.xml": "<project/>"})
    built = bench.run("runTests(command: 'mvn verify', cache: ['maven'], splits: 2)", VERSION_OF_MAVEN="3.8.7")
    assert built.result == "SUCCESS" and "Maven 3.8.7 cannot share its packages" in built.log, built.log
    assert f"-Dmaven.repo.local={bench.cache}/packages/maven/" in (tmp_path / "options").read_text(encoding="utf-8")
    built = bench.run("runTests(command: 'mvn verify', cache: ['maven'], splits: 2)", VERSION_OF_MAVEN="3.10.1")
    assert built.result == "FAILURE" and "wait for each other" not in built.log


def test_gradle_keeps_what_its_administrator_set(bench: Bench) -> None:
    """Its home is the cache, with the properties of the agent's own home."""
    home = bench.folder / ".gradle"
    home.mkdir()
    (home / "gradle.properties").write_text("a=b\n", encoding="utf-8")
    assert bench.run("runTests(command: 'grep a=b \"$GRADLE_USER_HOME/gradle.properties\"', cache: ['gradle'])").result == "SUCCESS"


def test_a_cache_that_cannot_be_written_is_an_error(bench: Bench) -> None:
    """It says what to look at."""
    (bench.cache / "packages").write_text("", encoding="utf-8")
    built = bench.run("runTests(command: 'true', cache: ['npm'])")
    assert f"the agent's cache {bench.cache} cannot be written\n  look at its rights, or name another place by GEN_PIPELINES_CACHE" in built.error
