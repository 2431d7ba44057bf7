"""Several repositories at once. One that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed

from .repository import publish_one
from .request import Options, Request, Result


def publish(requests: list[Request], options: Options, progress: Callable[[Result], None] | None = None) -> list[Result]:
    """Publish everything; the results are in the order of the requests.

    ``progress`` is called with each result as it comes, from the calling thread.
    """
    results: dict[int, Result] = {}
    with ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        waiting = {pool.submit(publish_one, request, options): index for index, request in enumerate(requests)}
        for done in as_completed(waiting):
            results[waiting[done]] = done.result()
            if progress is not None:
                progress(done.result())
    return [results[index] for index in range(len(requests))]
