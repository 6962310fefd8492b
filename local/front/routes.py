"""Which function answers which request: the REST API's resources, read from the template.

    AWS::ApiGateway::Resource + Method + Lambda::Function -> Routes.match(verb, path) -> Match

``{name}`` stands for one segment and ``{proxy+}`` for the rest. Literal segments win over named
ones, and those over greedy ones; a resource that lacks the verb leaves it to a less exact one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from local.emulator.assembly import PROXY_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from local.emulator.assembly import Stack

ANY: Final = "ANY"
GREEDY: Final = "+}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A declared path, without trailing slash, and the function of each verb."""

    path: str
    functions: Mapping[str, str]

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(self.path.split("/")[1:])


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """The function for a request, the declared path, and what its placeholders stand for."""

    function: str
    resource: str
    parameters: Mapping[str, str]


class Routes:
    """All resources, the most exact first."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        """Order ``resources`` by how exact they are."""
        ordered = sorted(resources, key=lambda row: [_rank(part) for part in row.segments])
        self._literal: Final = {row.path: row for row in ordered if "{" not in row.path}
        self._patterns: Final = [row for row in ordered if "{" in row.path]

    def match(self, verb: str, path: str) -> Match | None:
        """Return what answers ``verb`` on a path as sent, None when nothing does."""
        path = path.rstrip("/") or "/"
        exact = self._literal.get(path)
        if exact is not None and (function := _function(exact, verb)):
            return Match(function=function, resource=exact.path, parameters={})
        segments = path.split("/")[1:]
        for row in self._patterns:
            function = _function(row, verb)
            parameters = _parameters(row.segments, segments) if function else None
            if function and parameters is not None:
                return Match(function=function, resource=row.path, parameters=parameters)
        return None

    def has_resource(self, path: str) -> bool:
        """Whether the API declares the path, if only for other verbs."""
        path = path.rstrip("/") or "/"
        segments = path.split("/")[1:]
        return path in self._literal or any(
            _parameters(row.segments, segments) is not None for row in self._patterns
        )


def read_routes(stacks: Iterable[Stack]) -> Routes:
    """Return the routes of every REST API in the stacks."""
    return Routes(row for stack in stacks for row in _read_stack(stack.template["Resources"]))


def _rank(segment: str) -> int:
    if not segment.startswith("{"):
        return 0
    return 2 if segment.endswith(GREEDY) else 1


def _function(row: Resource, verb: str) -> str | None:
    return row.functions.get(verb) or row.functions.get(ANY)


def _parameters(pattern: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    """Return the values of the placeholders, None when the path has another form."""
    found: dict[str, str] = {}
    for position, part in enumerate(pattern):
        if position >= len(segments):
            return None
        if part.endswith(GREEDY):
            found[part[1:-2]] = unquote("/".join(segments[position:]))
            return found
        if part.startswith("{"):
            found[part[1:-1]] = unquote(segments[position])
        elif part != segments[position]:
            return None
    return found if len(segments) == len(pattern) else None


def _read_stack(resources: Mapping[str, Any]) -> Iterable[Resource]:
    verbs: dict[str, dict[str, str]] = {}
    for row in resources.values():
        if row["Type"] != "AWS::ApiGateway::Method":
            continue
        properties = row["Properties"]
        function = _integrated(properties.get("Integration", {}).get("Uri"), resources)
        if function is not None:
            path = _path(properties["ResourceId"], resources)
            verbs.setdefault(path, {})[properties["HttpMethod"]] = function
    return [Resource(path=path, functions=functions) for path, functions in verbs.items()]


def _path(reference: Mapping[str, Any], resources: Mapping[str, Any]) -> str:
    """Return the path of a resource: its part after those of its parents."""
    if "Ref" not in reference:
        return "/"  # the attribute RootResourceId of the API
    properties = resources[reference["Ref"]]["Properties"]
    parent = _path(properties["ParentId"], resources)
    return f"{parent.rstrip('/')}/{properties['PathPart']}"


def _integrated(uri: object, resources: Mapping[str, Any]) -> str | None:
    """Return the topology name of the function in an integration's address."""
    for name in _references(uri):
        row = resources.get(name, {})
        if row.get("Type") == "AWS::Lambda::Function":
            variables = row["Properties"].get("Environment", {}).get("Variables", {})
            return _last_text(variables.get(PROXY_VARIABLE)).rsplit("/", 1)[-1]
    return None


def _references(value: object) -> Iterable[str]:
    """Return the logical ids that a template's expression refers to."""
    if isinstance(value, dict):
        if isinstance(value.get("Ref"), str):
            yield value["Ref"]
        if isinstance(value.get("Fn::GetAtt"), list):
            yield value["Fn::GetAtt"][0]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _last_text(value: object) -> str:
    """Return a text, or the last part of a joined one: where a function's own path stands."""
    if isinstance(value, dict):
        return str(value["Fn::Join"][1][-1])
    return str(value)
