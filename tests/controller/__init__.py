"""A double of a Jenkins controller, for tests, the demo and the benchmark. Not in the wheel. See ``README.md`` beside this file."""

from .controller import PASSWORD, TOKEN, USER, Controller, Settings

__all__ = ["PASSWORD", "TOKEN", "USER", "Controller", "Settings"]
