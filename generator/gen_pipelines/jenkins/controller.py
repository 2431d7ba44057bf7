"""A controller over HTTP, one request an item where that is safe.

After a lost answer an item is read, and its marker tells what became of it. Nothing is disabled, moved or deleted before its mark of ownership was read again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Event
from urllib.parse import quote, urlencode

from ..errors import ControllerError, LostAnswer, UnsafeError, UserError
from ..jobs.item import MULTIBRANCH, VIEW, Item
from ..jobs.keep import keep_foreign
from ..jobs.marker import Marker, find
from ..sync.state import ActualItem, Path, State
from .addresses import address, creation, item_address
from .answer import Answer
from .client import FORM, Client
from .found import Found, read_item
from .reading import read_state

ASKED_AGAIN = 4
"""Times that a write is sent when its answers are lost and the item shows that nothing was done."""


class ControllerTarget:
    """The items of one controller."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @property
    def name(self) -> str:
        """The controller's address, as the catalog has it."""
        return f"controller {self.client.url}"

    @property
    def workers(self) -> int:
        """How many requests may be under way."""
        return self.client.settings.workers

    def alone(self) -> AbstractContextManager[None]:
        """Nothing: Jenkins has no lock for this. Every change is judged by what is there then."""
        return nullcontext()

    def watch(self, tell: Callable[[str], None], stop: Event) -> None:
        """Whom to tell that the controller is waited for, and the event that ends the waiting."""
        self.client.tell, self.client.stop = tell, stop

    def read(self, root: str) -> State:
        """Everything below the root folder, and whether the controller is in quiet mode: two requests, three with folders in it.

        Raises:
            ControllerError: refused, or not reached.
        """
        general = self.client.get_json("api/json?tree=quietingDown,quietDownReason")
        if not isinstance(general, dict):
            raise ControllerError("GET /api/json", f"there is no Jenkins at {self.client.url}", status=404, hint="does the address need a path, as in https://ci.example.com/jenkins?")
        state = read_state(self.client, root)
        quiet = str(general.get("quietDownReason") or "no reason was given") if general.get("quietingDown") else ""
        return State(state.items, quiet)

    def config(self, actual: ActualItem) -> str | None:
        """An item's config.xml.

        Raises:
            ControllerError: refused, or not reached.
        """
        answer = self.client.get(f"{address(actual.kind, actual.path)}config.xml")
        return None if answer.status == 404 else answer.text

    def create(self, item: Item) -> None:
        """Make an item with one POST. What is there already is judged, never taken for done.

        Raises:
            ControllerError: refused, or not reached.
            UnsafeError: something of that name is there, and is not ours.
        """
        path = creation(item.kind, item.path)
        try:
            self._sure(lambda: self.client.post(path, item.config), lambda: self._is_written(item))
        except ControllerError as error:
            if error.status not in (400, 500) or isinstance(error, LostAnswer):
                raise
            self._judge_refused_create(item, error)

    def _judge_refused_create(self, item: Item, error: ControllerError) -> None:
        """What is in the place of an item that could not be made."""
        found = read_item(self.client, item.kind, item.path)
        if found is None and (not error.said or "already exists" in error.said):  # so Jenkins answers to who may not read it (jenkins_api, Failures)
            hint = "ask for the permission to read it, or choose another name"
            raise UnsafeError(f"{'/'.join(item.path)} is there, and this user may not see it", hint=hint) from error
        if found is None and error.status == 500:
            error.hint += "; or there is an item of this name that this user may not see"
        if found is None or found.name != item.path[-1]:
            raise error
        if found.marker is None or found.marker.owner != _owner(item):
            raise UnsafeError(f"{'/'.join(item.path)} is there now, and is not ours", hint="somebody made it since the plan; make a new one") from error
        if not found.says(item):
            self._post(item, item.config, found.marker)

    def update(self, item: Item, actual: ActualItem) -> None:
        """Make an item what is wanted.

        A folder and a job are read right before, so that what others put there stays. A multibranch project is merged with what was read for the plan; if
        nothing was, it is replaced with one POST. A view is replaced.

        Raises:
            ControllerError: refused, or not reached.
            UserError: it is gone, or its config.xml cannot be merged.
        """
        before = None if actual.disabled else actual.marker
        if item.kind == VIEW or (item.kind == MULTIBRANCH and actual.config is None):
            self._post(item, item.config, before)
            return
        current = actual.config if item.kind == MULTIBRANCH else self.config(ActualItem(item.path, item.kind))
        if current is None:
            raise UserError(f"{'/'.join(item.path)} is gone", hint="the next run makes it anew")
        _check_masked(current, item.path)
        self._post(item, keep_foreign(item.config, current), before)

    def _post(self, item: Item, config: str, before: Marker | None) -> None:
        """Replace a config.xml. Where the mark was the same before, it cannot tell whether a lost POST came through: it is sent again."""
        path = f"{address(item.kind, item.path)}config.xml"
        is_told = before is None or before.digest != item.digest
        self._sure(lambda: self.client.post(path, config), lambda: is_told and self._is_written(item))

    def _is_written(self, item: Item) -> bool:
        """Whether an item is there as it was sent: a POST that was answered by nobody may have come through."""
        found = read_item(self.client, item.kind, item.path)
        return found is not None and found.says(item)

    def disable(self, actual: ActualItem, owner: str) -> None:
        """Stop an item from building. This scans nothing.

        Raises:
            ControllerError: refused, or not reached.
            UnsafeError: it is not this owner's any more.
        """
        self._owned(actual, owner)
        path = f"{item_address(actual.path)}disable"
        self._sure(lambda: self.client.post(path, content_type=FORM), lambda: self._is_disabled(actual))

    def _is_disabled(self, actual: ActualItem) -> bool:
        found = read_item(self.client, actual.kind, actual.path)
        return found is not None and found.disabled

    def delete(self, actual: ActualItem, owner: str) -> None:
        """Remove an item; a folder only when nothing is in it.

        Raises:
            ControllerError: refused, or not reached.
            UnsafeError: it is not this owner's any more, or not empty.
        """
        found = read_item(self.client, actual.kind, actual.path)
        if found is None:
            return
        self._check_owner(actual, found, owner)
        if found.children:
            raise UnsafeError(f"{'/'.join(actual.path)} is not empty: it holds {found.children[0]}", hint="it holds items that are not this catalog's, or that were not deleted")
        path = address(actual.kind, actual.path)
        if actual.kind == VIEW:
            self._sure(lambda: self.client.post(f"{path}doDelete", content_type=FORM), lambda: self._is_gone(actual))
        else:
            self._sure(lambda: self.client.delete(path), lambda: self._is_gone(actual))

    def _is_gone(self, actual: ActualItem) -> bool:
        return read_item(self.client, actual.kind, actual.path) is None

    def move(self, actual: ActualItem, path: Path) -> None:
        """Rename an item, or move it to another folder, with its history.

        Raises:
            ControllerError: refused, or not reached.
            UnsafeError: it is not ours any more, or the new place is taken.
        """
        self._owned(actual, actual.marker.owner if actual.marker else "")
        if read_item(self.client, actual.kind, path) is not None:
            raise UnsafeError(f"{'/'.join(path)} is taken")
        before = actual.path
        if before[:-1] != path[:-1]:
            self._call_move(before, f"move/move?{urlencode({'destination': '/' + '/'.join(path[:-1])}, quote_via=quote)}", (*path[:-1], before[-1]))
            before = (*path[:-1], before[-1])
        if before[-1] != path[-1]:
            self._call_move(before, f"confirmRename?{urlencode({'newName': path[-1]}, quote_via=quote)}", path)

    def _call_move(self, before: Path, call: str, after: Path) -> None:
        def is_there() -> bool:
            return read_item(self.client, MULTIBRANCH, after) is not None

        answer = self._sure(lambda: self.client.post(f"{item_address(before)}{call}", content_type=FORM), is_there)
        if answer is not None and "/move/" in (answer.headers.get("Location") or "") and not is_there():
            raise UserError(f"Jenkins did not move {'/'.join(before)} to {'/'.join(after)}", hint="the place may be taken, or the permission to move may be missing")

    def _owned(self, actual: ActualItem, owner: str) -> Found:
        found = read_item(self.client, actual.kind, actual.path)
        if found is None:
            raise UserError(f"{'/'.join(actual.path)} is gone already, or cannot be seen any more")
        self._check_owner(actual, found, owner)
        return found

    @staticmethod
    def _check_owner(actual: ActualItem, found: Found, owner: str) -> None:
        if found.marker is None or found.marker.owner != owner:
            raise UnsafeError(f"{'/'.join(actual.path)} is no longer marked as ours", hint="somebody changed its description; nothing was done")

    def _sure(self, write: Callable[[], Answer], is_done: Callable[[], bool]) -> Answer | None:
        """Do a write, and after a lost answer find out whether it was done; if not, do it again."""
        for left in range(ASKED_AGAIN - 1, -1, -1):
            try:
                return write()
            except LostAnswer:
                if is_done():
                    return None
                if not left or self.client.stop.is_set():
                    raise
                self.client.pause(ASKED_AGAIN - left)
        return None


def _owner(item: Item) -> str:
    marker: Marker | None = find(item.config.partition("<description>")[2].partition("</description>")[0])
    return marker.owner if marker else ""


def _check_masked(config: str, path: Path) -> None:
    """A config.xml read with less than the permission to configure has its secrets masked: writing it back would destroy them."""
    if ">********<" in config:
        raise UnsafeError(f"the secrets in {'/'.join(path)} are masked for this user, and an update would destroy them", hint="give this user the permission Job/Configure")
