"""Jinja2, set up so that a template cannot print a value as code by accident.

``{{ ... }}`` prints only what a filter has made Groovy of (:class:`Source`) and whole numbers; a plain text is an error that names the filter to use.
Undefined names are errors too. HTML escaping is off: this is not HTML.
A team's template is a sandbox: rendering a stranger's branch, as `plan` on a pull request does, runs none of its Python.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import GenPipelinesError, UserError
from ..pipeline.model import AgentBlock, Call, Condition, Option, Post, Stage
from ..resources import folder
from . import groovy
from .compiled import CompiledBeside

WIDTH = 110
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class Source(str):
    """Text that is Groovy already."""

    __slots__ = ()


@cache
def environment(catalog_folder: Path | None = None) -> Environment:
    """The environment of all templates; ``catalog_folder`` holds a team's own."""
    loaders = [FileSystemLoader(folder("templates"))]
    if catalog_folder is not None:
        loaders.append(FileSystemLoader(catalog_folder))
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_only_source,
        bytecode_cache=CompiledBeside(),
    )
    made.filters.update(FILTERS)
    return made


def _only_source(value: Any) -> Any:
    if type(value) is Source or type(value) is int:
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and says which name is not defined
    raise TemplateError(f"a template prints {value!r} as it is; use a filter: `|groovy` for a value, `|comment` in a comment, `|code` for Groovy of your own")


def template_text(made: Environment, name: str, values: dict[str, Any]) -> str:
    """A template's text.

    Raises:
        UserError: the template is missing or wrong; the message has its name and line.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        return made.get_template(name).render(values)
    except TemplateNotFound as error:
        raise UserError(f"there is no template {error.name}", hint="templates are looked up in the catalog's folder") from error
    except TemplateSyntaxError as error:
        raise UserError(f"{error.filename or name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise UserError(f"{_where(error, name)}: {error}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not UTF-8", hint="save the file as UTF-8") from error
    except RecursionError as error:
        raise UserError(f"{name} includes or extends itself", hint="take the circle apart") from error
    except GenPipelinesError as error:
        where = _where(error, name)
        if _is_ours(name) or error.message.startswith(where):
            raise
        raise UserError(f"{where}: {error.message}", hint=error.hint) from error
    except Exception as error:
        if _is_ours(name):
            raise
        raise UserError(f"{_where(error, name)}: {error}", hint="an expression in this template cannot be worked out") from error


def _is_ours(name: str) -> bool:
    """Whether a template comes with the tool: what goes wrong there is a bug, and keeps its traceback."""
    return (folder("templates") / name).is_file()


def _where(error: BaseException, name: str) -> str:
    """The template and the line an error came from, by its traceback."""
    trace, where = error.__traceback__, name
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where


def _groovy(value: Any) -> Source:
    if isinstance(value, Undefined):
        str(value)  # raises, and says which name is not defined
    return Source(groovy.literal(value))


def _code(value: Any) -> Source:
    return Source(value)


def _comment(value: Any) -> Source:
    return Source(groovy.comment(str(value)))


def _variable(name: str) -> Source:
    """A name that stands unquoted: an environment variable, an option, a condition."""
    if not _NAME.match(name):
        raise TemplateError(f"{name!r} cannot be a name in Groovy")
    return Source(name)


def _call(call: Call, column: int = 0) -> Source:
    """The call as if it began in column 0; `indented` moves it, all its lines, to ``column``."""
    return Source(groovy.call(call.step, call.arguments, width=max(WIDTH - column, 40)))


def _named(arguments: dict[str, Any]) -> Source:
    return Source(", ".join(f"{_variable(name)}: {groovy.literal(value)}" for name, value in arguments.items()))


def _directive(option: Option, column: int) -> Source:
    if isinstance(option.value, Call):
        return Source(f"{_variable(option.name)}({_call(option.value, column)})")
    if option.value is not None:
        return Source(f"{_variable(option.name)}({groovy.literal(option.value)})")
    return _call(Call(option.name, option.arguments), column)


def _indented(text: str, spaces: int) -> Source:
    """The text moved to the right. Our literals never hold a raw newline, so nothing but layout changes."""
    margin = " " * spaces
    return Source("\n".join(margin + line if line else line for line in text.rstrip("\n").split("\n")))


def _fits_a_line(stage: Stage, column: int) -> bool:
    """Whether a stage is nothing but one short call."""
    other = stage.when or stage.agent or stage.options or stage.environment or stage.input or stage.post or stage.stages or stage.parallel
    if other or len(stage.calls) != 1:
        return False
    line = f"stage({groovy.literal(stage.name)}) {{ steps {{ {_call(stage.calls[0], -10_000)} }} }}"
    return column + len(line) <= WIDTH


@pass_context
def _stage(context: Context, stage: Stage, column: int) -> Source:
    name = stage.template or "stage.groovy.j2"
    values = {**context.get_all(), "stage": stage, "column": column, "values": stage.values}
    return Source(template_text(context.environment, name, values).rstrip("\n"))


def _part(kind: str) -> Any:
    @pass_context
    def render(context: Context, value: AgentBlock | Post | Condition | None, column: int = 0) -> Source:
        return Source(template_text(context.environment, f"{kind}.groovy.j2", {kind: value, "column": column}).rstrip("\n"))

    return render


FILTERS: dict[str, Any] = {
    "groovy": _groovy,
    "code": _code,
    "comment": _comment,
    "variable": _variable,
    "call": _call,
    "named": _named,
    "directive": _directive,
    "indented": _indented,
    "fits_a_line": _fits_a_line,
    "stage": _stage,
    "agent": _part("agent"),
    "post": _part("post"),
    "condition": _part("condition"),
}
