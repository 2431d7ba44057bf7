"""The config.xml of many items: as many requests at once as the target takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ..errors import ControllerError, UnsafeError
from ..sync.state import ActualItem, State, place
from .target import Target


def with_configs(target: Target, state: State, wanted: Callable[[ActualItem], bool], advance: Callable[[str], None] = lambda done: None) -> State:
    """The state, with the config.xml of the wanted items. An item that went away meanwhile is left out; one that could not be read says why.

    Raises:
        ControllerError: the controller could not be reached; the others are not waited for.
    """
    missing = [item for item in state.items.values() if item.config is None and wanted(item)]
    if not missing:
        return state
    items = dict(state.items)
    for item, found in _read(target, missing):
        at = place(item.kind, item.path)
        if found is None:
            del items[at]
        elif isinstance(found, (ControllerError, UnsafeError)):
            items[at] = replace(item, unreadable=found.message)
        else:
            items[at] = replace(item, config=found)
        advance("/".join(item.path))
    return replace(state, items=items)


def _config(target: Target, item: ActualItem) -> str | ControllerError | UnsafeError | None:
    try:
        return target.config(item)
    except ControllerError as error:
        if error.status is None:
            raise
        return error
    except UnsafeError as error:  # its name can be no part of an address
        return error


def _read(target: Target, items: Iterable[ActualItem]) -> Iterable[tuple[ActualItem, str | ControllerError | UnsafeError | None]]:
    if target.workers == 1:
        yield from ((item, _config(target, item)) for item in items)
        return
    with ThreadPoolExecutor(target.workers) as pool:
        futures = [(item, pool.submit(_config, target, item)) for item in items]
        try:
            for item, future in futures:
                yield item, future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
