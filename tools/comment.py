"""Post a file as a comment on a pull request: ``python tools/comment.py https://github.com/acme/repository/pull/7 build/plan.md``.

A comment that an earlier build posted is replaced, so that a pull request has one plan, the newest. The token comes from ``GITHUB_TOKEN``;
``GITHUB_API_URL`` names a server of one's own.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

MARK = "<!-- gen-pipelines plan -->"
_PULL_REQUEST = re.compile(r"https?://([^/]+)/([\w.-]+/[\w.-]+)/pull/(\d+)/?")


def main(address: str, file: str) -> None:
    """Post or replace."""
    found = _PULL_REQUEST.fullmatch(address)
    if found is None:
        raise SystemExit(f"{address!r} is not the address of a pull request on GitHub")
    host, repository, number = found.groups()
    api = os.environ.get("GITHUB_API_URL") or ("https://api.github.com" if host == "github.com" else f"https://{host}/api/v3")
    body = {"body": f"{MARK}\n{Path(file).read_text(encoding='utf-8')}"}
    comments = _call("GET", f"{api}/repos/{repository}/issues/{number}/comments?per_page=100")
    mine = next((comment["id"] for comment in comments if str(comment.get("body")).startswith(MARK)), None)
    if mine is None:
        _call("POST", f"{api}/repos/{repository}/issues/{number}/comments", body)
    else:
        _call("PATCH", f"{api}/repos/{repository}/issues/comments/{mine}", body)
    print(f"{'replaced' if mine else 'posted'} the plan on {address}")


def _call(method: str, url: str, data: dict[str, str] | None = None) -> Any:
    headers = {"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json", "Content-Type": "application/json"}
    request = Request(url, None if data is None else json.dumps(data).encode(), headers, method=method)
    try:
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except HTTPError as error:
        raise SystemExit(f"{method} {url}: {error.code} {error.reason}") from None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
