"""Which controller an item belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate

from ..catalog.model import Catalog, Service
from ..errors import UserError


def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether one of the wildcards matches a name as a whole. ``*`` matches ``/`` too; upper and lower case differ."""
    wild = [translate(pattern) for pattern in patterns if any(character in pattern for character in "*?[")]
    plain = frozenset(patterns)
    if not wild:
        return plain.__contains__
    match = re.compile("|".join(wild)).match
    return lambda name: name in plain or match(name) is not None


class Placement:
    """What one controller of a catalog gets.

    A service goes to the controller it names. Otherwise it goes to each one whose wildcards match it, or that has none; what no controller
    matches goes to the first, so that nothing is lost. Operations are placed by their names in the same way.
    """

    def __init__(self, catalog: Catalog, controller: str | None) -> None:
        """``controller`` None is: whatever the catalog has.

        Raises:
            UserError: the catalog has no controller of that name.
        """
        known = catalog.controllers
        if controller is not None and controller not in known:
            raise UserError(f'there is no controller "{controller}" in the catalog', hint=f"it has {', '.join(known) or 'none'}")
        self._controller = controller
        self._matches = matcher(known[controller].services) if controller is not None and known[controller].services else None
        others = [other.services for other in known.values()]
        takes_rest = controller is not None and controller == next(iter(known)) and all(others)
        self._anywhere = matcher(tuple(pattern for patterns in others for pattern in patterns)) if takes_rest else None

    def has_service(self, service: Service) -> bool:
        """Whether the service's job is on this controller."""
        if self._controller is None:
            return True
        if service.controller is not None:
            return service.controller == self._controller
        return self._matches is None or self.has(service.name, service.key)

    def has(self, name: str, key: str) -> bool:
        """Whether something of this name, or of this path below the root folder, is on this controller."""
        if self._matches is None or self._matches(name) or self._matches(key):
            return True
        return self._anywhere is not None and not self._anywhere(name) and not self._anywhere(key)
