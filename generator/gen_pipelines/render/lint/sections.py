"""The blocks of a pipeline or a stage that hold no steps: agent, options, environment and the like."""

from __future__ import annotations

from collections.abc import Callable

from . import names
from .arguments import check_arguments
from .post import check_post
from .problem import Report
from .statements import Call, Statement, call_of, chain_of, statements, text_of, type_of
from .steps import check_steps
from .tokens import STRING, Node
