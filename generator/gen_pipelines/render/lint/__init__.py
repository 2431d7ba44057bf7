"""Checks the text of a declarative Jenkinsfile without a Jenkins.

:func:`lint` finds what the declarative parser and validator of Jenkins refuse, at the line where Jenkins reports it, and the limits of
size that Jenkins' own validator lets pass although the pipeline then fails at its start. It knows the structure of the language, not the
plugins of a controller: unknown steps, installations of tools and the like are left to the controller.
"""

from __future__ import annotations

from .problem import Problem
from .rules import lint

__all__ = ["Problem", "lint"]
