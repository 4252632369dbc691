"""What GitHub's own description of its API says, as githubkit generated it: operations, events and their models.

Nothing here is written by hand: githubkit's client has one method for each operation, whose docstring names method,
path and documentation page, and which hands the models of success and of every error to the request that it makes.
Calling the method with a client that only listens gives the models.
https://github.com/github/rest-api-description
"""

import importlib
import importlib.util
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from types import SimpleNamespace
from typing import Any

#: The versions of the API that the sandbox speaks, and the modules that describe them.
MODULES = {"2022-11-28": "githubkit_schemas.v2022_11_28", "2026-03-10": "githubkit_schemas.v2026_03_10"}

#: Webhooks carry no version; what is sent is as in the version that a call has which names none.
WEBHOOKS = "2022-11-28"

_HEAD = re.compile(r"\S+\n\n\s*(?P<method>GET|POST|PUT|PATCH|DELETE) (?P<path>/\S*)")
_LINK = re.compile(r"See also: https://docs\.github\.com/(?P<page>rest/\S+)")


@dataclass(frozen=True)
class Operation:
    """One operation of the REST API: its address, its page, and the models of its answers."""

    method: str
    path: str
    page: str
    success: Any
    errors: dict[str, Any]
    plain_error: Any

    def model(self, status: int) -> Any:
        """Return the model of an answer's body; None where the description knows none.

        Not every operation lists each error that any operation may meet (bad credentials, limits, malformed requests):
        where one does not, the plain error is what GitHub sends. A redirect has that form as well.
        """
        if status < 300:
            return self.success
        return self.errors.get(str(status)) or self.errors.get(f"{status // 100}XX") or self.plain_error


@cache
def installed(version: str) -> bool:
    """Tell whether the description of a version is installed here."""
    try:
        return importlib.util.find_spec(MODULES[version]) is not None
    except ModuleNotFoundError:
        return False


@cache
def source(version: str) -> str:
    """Name the description that the models of a version were made of."""
    known = tomllib.loads((resources.files("githubkit_schemas") / "versions.lock").read_text("utf-8"))["descriptions"]
    commit = next(one["source"] for one in known if one["identifier"] == version).split("/")[5]
    made = f"githubkit {metadata.version('githubkit')} with schemas {metadata.version('githubkit-schemas')}"
    return f"{made}, made of github/rest-api-description at {commit[:7]}"


@cache
def operation(version: str, method: str, page: str) -> Operation | None:
    """Return what a version says of an operation, named by its method and its documentation page."""
    found = _index(version).get((method, page))
    if found is None:
        return None
    client, function, path = found
    heard = _listen(client, function)
    errors = heard.get("error_models") or {}
    return Operation(method, path, page, heard.get("response_model"), errors, model(version, "BasicError"))


def model(version: str, name: str) -> Any:
    """Return a model by its name."""
    return getattr(importlib.import_module(f"{MODULES[version]}.models"), name)


@cache
def event(version: str, name: str, action: str | None) -> Any:
    """Return the model of a webhook event with an action, or None where there is no such event."""
    try:
        module = importlib.import_module(f"{MODULES[version]}.webhooks.{name}")
    except ModuleNotFoundError:
        return None
    return module.action_types.get(action) if action else module.Event


@cache
def _index(version: str) -> dict[tuple[str, str], tuple[Any, Any, str]]:
    package = importlib.import_module(f"{MODULES[version]}.rest")
    modules = [
        importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)
    ]
    return {(method, page): found for module in modules for method, page, found in _of_module(module)}


def _of_module(module: Any) -> Iterator[tuple[str, str, tuple[Any, Any, str]]]:
    for name, client in inspect.getmembers(module, inspect.isclass):
        if not name.endswith("Client") or client.__module__ != module.__name__:
            continue
        for _, function in inspect.getmembers(client, inspect.isfunction):
            head, link = _HEAD.match(function.__doc__ or ""), _LINK.search(function.__doc__ or "")
            if head and link and not inspect.iscoroutinefunction(function):
                yield head["method"], link["page"], (client, function, head["path"])


def _listen(client: Any, method: Any) -> dict[str, Any]:
    """Call a method of the client and return what it asked of the request: nothing is sent."""
    heard: dict[str, Any] = {}
    ear = SimpleNamespace(config=SimpleNamespace(rest_api_validate_body=False))
    ear.request = lambda *_, **asked: heard.update(asked)
    made = client.__new__(client)
    made._github_ref = lambda: ear
    known = list(inspect.signature(method).parameters.values())[1:]
    method(made, **{one.name: "x" for one in known if one.default is one.empty and one.kind is not one.VAR_KEYWORD})
    return heard
