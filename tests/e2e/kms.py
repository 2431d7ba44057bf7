"""A KMS on loopback with one key. moto hashes a digest once more before it signs, so its signatures verify nowhere but there."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ALIAS = "alias/three-tier-cosign"
KNOWN = {"KeyId": "00000000-0000-4000-8000-000000000001", "KeySpec": "ECC_NIST_P256", "CustomerMasterKeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}
ABLE = {"SigningAlgorithms": ["ECDSA_SHA_256"]}


class Kms(ThreadingHTTPServer):
    """Answers what cosign asks for. ``gone`` stands for an alias that somebody deleted."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        folder.mkdir()
        self.key = folder / "key.pem"
        self.gone = False
        self.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(self.key))
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def openssl(self, *arguments: str, given: bytes = b"") -> bytes:
        """What openssl makes of something."""
        return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True).stdout

    def asked(self, action: str, given: dict[str, Any]) -> dict[str, Any] | None:
        """The answer; ``None`` for a key that is not there."""
        if self.gone or given.get("KeyId") not in (ALIAS, KNOWN["KeyId"]):
            return None
        if action == "DescribeKey":
            return {"KeyMetadata": KNOWN | ABLE | {"Arn": f"arn:aws:kms:us-east-1:123456789012:key/{KNOWN['KeyId']}", "Enabled": True, "KeyState": "Enabled"}}
        if action == "GetPublicKey":
            return KNOWN | ABLE | {"PublicKey": base64.b64encode(self.openssl("ec", "-in", str(self.key), "-pubout", "-outform", "DER")).decode()}
        assert (action, given["MessageType"]) == ("Sign", "DIGEST"), (action, given)
        signature = self.openssl("pkeyutl", "-sign", "-inkey", str(self.key), given=base64.b64decode(given["Message"]))
        return {"KeyId": KNOWN["KeyId"], "Signature": base64.b64encode(signature).decode(), "SigningAlgorithm": "ECDSA_SHA_256"}

    def stop(self) -> None:
        """Close the port."""
        self.shutdown()
        self.server_close()


class Answers(BaseHTTPRequestHandler):
    """One request."""

    server: Kms

    def do_POST(self) -> None:
        """Answer as the AWS JSON protocol does."""
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.asked(self.headers["X-Amz-Target"].rpartition(".")[2], given)
        body = answer or {"__type": "NotFoundException", "message": f"Alias {ALIAS} is not found."}
        text = json.dumps(body).encode()
        self.send_response(200 if answer else 400)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""
