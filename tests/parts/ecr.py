"""ECR by its real host names: moto answers its API, a real registry behind each host keeps the images, and a proxy leads there."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import socketserver
import subprocess
import threading
import urllib.request
from pathlib import Path
from typing import Any

from .bench import PARTS
from .servers import Registry, Server, free_port, listens

HERE = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
THERE = "210987654321.dkr.ecr.eu-west-1.amazonaws.com"


class Proxy(socketserver.ThreadingTCPServer):
    """Takes CONNECT, and leads each host that it knows to a port of loopback, others where they are."""

    daemon_threads = True

    def __init__(self, ports: dict[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.ports = ports
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Passage(socketserver.StreamRequestHandler):
    """One connection through the proxy."""

    server: Proxy

    def handle(self) -> None:
        """Connect, then carry bytes both ways until one side is done."""
        host, _, port = self.rfile.readline().split()[1].decode().rpartition(":")
        while self.rfile.readline().strip():
            pass
        try:
            other = socket.create_connection(("127.0.0.1", self.server.ports[host]) if host in self.server.ports else (host, int(port)))
        except OSError:
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return
        with other:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            ways = {self.connection: other, other: self.connection}
            while ready := select.select(list(ways), [], [])[0]:
                for one in ready:
                    if not (data := one.recv(65536)):
                        return
                    ways[one].sendall(data)


class Ecr:
    """Two accounts in two regions. ``environment`` is what a command needs to find them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port = free_port()
        self.api = Server([str(PARTS / "moto_server"), "-H", "127.0.0.1", "-p", str(port)], folder / "moto.log", lambda: listens(port))
        names = f"subjectAltName=DNS:{HERE},DNS:{THERE}"
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=ecr", "-addext", names)
        self.environment = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_EC2_METADATA_DISABLED": "true", "SSL_CERT_FILE": str(folder / "cert.pem")}
        given = self.ask("GetAuthorizationToken")["authorizationData"][0]["authorizationToken"]
        self.token = base64.b64decode(given).decode().removeprefix("AWS:")
        self.let_in(self.token)
        self.registries = {host: self._registry(host) for host in (HERE, THERE)}
        self.proxy = Proxy({host: registry.port for host, registry in self.registries.items()})
        self.environment["HTTPS_PROXY"] = self.proxy.address
        self._config = folder / "client"
        self._config.mkdir()
        (self._config / "config.json").write_text(json.dumps({"auths": {host: {"auth": given} for host in (HERE, THERE)}}), encoding="utf-8")

    def _registry(self, host: str) -> Registry:
        tls = {"tls": {"certificate": str(self.folder / "cert.pem"), "key": str(self.folder / "key.pem")}}
        return Registry(self.folder / host, http=tls, auth={"htpasswd": {"realm": "ecr", "path": str(self.folder / "htpasswd")}})

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def let_in(self, token: str) -> None:
        """From now on the registries take this password only."""
        code = "import bcrypt, sys; print('AWS:' + bcrypt.hashpw(sys.stdin.read().encode(), bcrypt.gensalt(4)).decode())"
        made = subprocess.run([PARTS.parent / "aws" / "bin" / "python", "-c", code], input=token, capture_output=True, text=True, check=True)
        (self.folder / "htpasswd").write_text(made.stdout, encoding="utf-8")

    def ask(self, action: str, region: str = "us-east-1", **parameters: Any) -> Any:
        """What the API answers to one of its actions."""
        scope = f"AWS4-HMAC-SHA256 Credential=testing/20260101/{region}/ecr/aws4_request, SignedHeaders=host, Signature=0"
        headers = {"X-Amz-Target": f"AmazonEC2ContainerRegistry_V20150921.{action}", "Content-Type": "application/x-amz-json-1.1", "Authorization": scope}
        request = urllib.request.Request(self.environment["AWS_ENDPOINT_URL"], data=json.dumps(parameters).encode(), headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())

    def crane(self, *arguments: str) -> str:
        """What crane answers, with a good login."""
        environment = os.environ | self.environment | {"DOCKER_CONFIG": str(self._config)}
        return subprocess.run([PARTS / "crane", *arguments], env=environment, capture_output=True, text=True, check=True).stdout.strip()

    def stop(self) -> None:
        """End all of it."""
        self.proxy.shutdown()
        self.proxy.server_close()
        for one in (self.api, *self.registries.values()):
            one.stop()
