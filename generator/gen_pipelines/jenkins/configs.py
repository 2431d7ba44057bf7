"""The config.xml of many items: as many requests at once as the target takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ..sync.state import ActualItem, State, place
from .target import Target


def with_configs(target: Target, state: State, wanted: Callable[[ActualItem], bool], advance: Callable[[str], None] = lambda done: None) -> State:
    """The state, with the config.xml of the wanted items. An item that went away meanwhile is left out.

    Raises:
        ControllerError: one could not be read; the others are not waited for.
    """
    missing = [item for item in state.items.values() if item.config is None and wanted(item)]
    if not missing:
        return state
    items = dict(state.items)
    for item, config in _read(target, missing):
        at = place(item.kind, item.path)
        if config is None:
            del items[at]
        else:
            items[at] = replace(item, config=config)
        advance("/".join(item.path))
    return replace(state, items=items)


def _read(target: Target, items: Iterable[ActualItem]) -> Iterable[tuple[ActualItem, str | None]]:
    if target.workers == 1:
        yield from ((item, target.config(item)) for item in items)
        return
    with ThreadPoolExecutor(target.workers) as pool:
        futures = [(item, pool.submit(target.config, item)) for item in items]
        try:
            for item, future in futures:
                yield item, future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
