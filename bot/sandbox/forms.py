"""Issue templates of a repository: forms in YAML, templates in Markdown, and the chooser's configuration.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema

A form that GitHub would not take is a `BrokenTemplate` with GitHub's reasons:
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

FOLDER: Final = ".github/ISSUE_TEMPLATE"
CONFIG: Final = ("config.yml", "config.yaml")
NO_RESPONSE: Final = "_No response_"

_TOP_KEYS: Final = {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
_ELEMENT_KEYS: Final = {"type", "id", "attributes", "validations"}
_ATTRIBUTES: Final = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Option:
    """A choice of a dropdown, or one box of a set."""

    label: str
    required: bool = False


@dataclass(frozen=True)
class Element:
    """One element of a form; `kind` is GitHub's `type`, and `default` the number of the option chosen beforehand."""

    kind: str
    id: str = ""
    label: str = ""
    description: str = ""
    placeholder: str = ""
    value: str = ""
    render: str = ""
    options: tuple[Option, ...] = ()
    multiple: bool = False
    default: int | None = None
    required: bool = False

    @property
    def field(self) -> str:
        """The name of the element's field in the page's form."""
        return f"issue_form[{self.id}]"


@dataclass(frozen=True)
class IssueForm:
    """A form; `file` is its name in the folder of templates."""

    file: str
    name: str
    description: str
    elements: tuple[Element, ...]
    title: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkdownTemplate:
    """A template that fills the body of an issue."""

    file: str
    name: str
    description: str
    body: str
    title: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrokenTemplate:
    """A file that is no template, and why."""

    file: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class ContactLink:
    """A way to somewhere else that the chooser offers."""

    name: str
    url: str
    about: str


@dataclass(frozen=True)
class Chooser:
    """What somebody who wants to open an issue may choose from."""

    templates: tuple[IssueForm | MarkdownTemplate | BrokenTemplate, ...] = ()
    links: tuple[ContactLink, ...] = ()
    blank_issues: bool = True
    config_error: str = ""

    def find(self, file: str) -> IssueForm | MarkdownTemplate | BrokenTemplate | None:
        """Return the template of a file's name."""
        return next((known for known in self.templates if known.file == file), None)


def read_chooser(files: Mapping[str, str]) -> Chooser:
    """Read the files of `.github/ISSUE_TEMPLATE` by name: forms before Markdown, each in the order of their names.

    https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/configuring-issue-templates-for-your-repository
    """
    forms = [read_form(name, files[name]) for name in sorted(files) if _ends(name, ".yml", ".yaml")]
    texts = [read_template(name, files[name]) for name in sorted(files) if _ends(name, ".md")]
    config = next((files[name] for name in CONFIG if name in files), "")
    try:
        said = _first_document(config) or {}
    except ValueError as error:
        return Chooser((*forms, *texts), config_error=str(error))
    if not isinstance(said, dict):
        return Chooser((*forms, *texts), config_error="The file must hold keys and values")
    links = []
    for link in said.get("contact_links") or ():
        said_of_it = link if isinstance(link, dict) else {}
        parts = [part for key in ("name", "url", "about") if _filled(part := said_of_it.get(key))]
        if len(parts) == 3:
            links.append(ContactLink(*map(str, parts)))
    return Chooser((*forms, *texts), tuple(links), said.get("blank_issues_enabled") is not False)


def _ends(name: str, *endings: str) -> bool:
    return name.lower().endswith(endings) and name not in CONFIG


def read_template(file: str, text: str) -> MarkdownTemplate | BrokenTemplate:
    """Read a Markdown template: front matter with `name` and `about`, then the body of the issue."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    front = _FRONT_MATTER.match(text)
    try:
        said = (_first_document(front[1]) if front else None) or {}
    except ValueError as error:
        return BrokenTemplate(file, (str(error),))
    if not isinstance(said, dict):
        said = {}
    errors = [f"`{key}` is missing" for key in ("name", "about") if not _filled(said.get(key))]
    if front is None or errors:
        return BrokenTemplate(file, tuple(errors) or ("The front matter with `name` and `about` is missing",))
    title = said.get("title")
    return MarkdownTemplate(
        file,
        said["name"],
        said["about"],
        text[front.end() :].lstrip("\n"),
        title if isinstance(title, str) else "",
        _names(said.get("labels")),
    )


def read_form(file: str, text: str) -> IssueForm | BrokenTemplate:
    """Read an issue form."""
    try:
        said = _first_document(text)
    except ValueError as error:
        return BrokenTemplate(file, (str(error),))
    if not isinstance(said, dict):
        return BrokenTemplate(file, ("The file must hold keys and values",))
    errors = [f"`{key}` is not a permitted key" for key in said if key not in _TOP_KEYS]
    for key in ("name", "description"):
        if key not in said:
            errors.append(f"Required top level key `{key}` is missing")
        elif not _filled(said[key]):
            errors.append(f"`{key}` must be of type String and cannot be empty")
    if _filled(said.get("name")) and len(said["name"].strip()) <= 3:
        errors.append("`name` must be more than 3 characters")
    if "title" in said and not _filled(said["title"]):
        errors.append("`title` must be of type String and cannot be empty")
    blocks = said.get("body")
    if not isinstance(blocks, list) or not blocks:
        return BrokenTemplate(file, (*errors, "Body cannot be empty"))
    elements = []
    for at, block in enumerate(blocks):
        element = _element(block, lambda why, at=at: errors.append(f"body[{at}]: {why}"))  # type: ignore[misc]
        if element:
            elements.append(element)
    errors += _clashes(elements)
    if elements and all(element.kind == "markdown" for element in elements):
        errors.append("Body must contain at least one non-markdown field")
    if errors:
        return BrokenTemplate(file, tuple(errors))
    labels = _names(said.get("labels"))
    return IssueForm(file, said["name"], said["description"], tuple(elements), said.get("title", ""), labels)


def _element(block: Any, wrong: Callable[[str], None]) -> Element | None:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind is None:
        wrong("required key type is missing")
        return None
    if kind not in _ATTRIBUTES:
        wrong(f"`{kind}` is not a valid input type")
        return None
    for key in block:
        if key not in _ELEMENT_KEYS:
            wrong(f"`{key}` is not a permitted key")
    said = block.get("attributes")
    said = said if isinstance(said, dict) else {}
    for key in said:
        if key not in _ATTRIBUTES[kind]:
            wrong(f"`{key}` is not a permitted attribute")
    needed = "value" if kind == "markdown" else "label"
    if needed not in said:
        wrong(f"required attribute key `{needed}` is missing")
        return None
    for key in ("label", "description", "placeholder", "value", "render"):
        if key in said and not isinstance(said[key], str):
            wrong(f"{key} must be a string")
            return None
    if not said[needed].strip():
        wrong(f"{needed} must be a string")
    if kind in ("input", "textarea") and "password" in said["label"].lower():
        wrong("`label` contains forbidden word")
    name = block.get("id")
    if name is not None and not (isinstance(name, str) and re.fullmatch(r"[\w-]+", name, re.ASCII)):
        wrong("`id` can only contain numbers, letters, -, _")
        return None
    validations = block.get("validations")
    options = _options(kind, said, wrong)
    default = said.get("default")
    if default is not None and not (type(default) is int and 0 <= default < len(options)):
        wrong("`default` must be the number of an option, counted from 0")
        default = None
    return Element(
        kind=kind,
        id=name or _parameterized(said.get("label", "")),
        **{key: said[key] for key in ("label", "description", "placeholder", "value", "render") if key in said},
        options=options,
        multiple=said.get("multiple") is True,
        default=default,
        required=isinstance(validations, dict) and validations.get("required") is True,
    )


def _options(kind: str, said: dict[str, Any], wrong: Callable[[str], None]) -> tuple[Option, ...]:
    if kind not in ("dropdown", "checkboxes"):
        return ()
    given = said.get("options")
    if not isinstance(given, list) or not given:
        wrong("required attribute key `options` is missing")
        return ()
    made = []
    for option in given:
        label = option.get("label") if isinstance(option, dict) else option if kind == "dropdown" else None
        if isinstance(label, bool):
            wrong("`options` must not include booleans. Please wrap values such as 'yes', and 'true' in quotes")
        elif isinstance(label, (str, int, float)) and str(label).strip():
            made.append(Option(str(label), isinstance(option, dict) and option.get("required") is True))
        else:
            wrong("each of the `options` must have a label")
    if len({option.label for option in made}) < len(made):
        wrong("`options` must be unique")
    if kind == "dropdown" and any(option.label.lower() == "none" for option in made):
        wrong("`options` must not include the reserved word, none")
    return tuple(made)


def _clashes(elements: Sequence[Element]) -> list[str]:
    asking = [element for element in elements if element.kind != "markdown"]
    twice = [name for name, times in Counter(element.id for element in asking).items() if times > 1]
    errors = []
    for name in twice:
        labels = [element.label for element in asking if element.id == name]
        if len(set(labels)) < len(labels):
            errors.append("Body must have unique labels")
        elif all(_parameterized(label) == name for label in labels):
            errors.append(f"Labels are too similar ({', '.join(labels)})")
        else:
            errors.append(f"Body must have unique ids (`{name}`)")
    return errors


# Filling in


def prefilled(element: Element, query: Mapping[str, str]) -> list[str]:
    """Return what a field holds before somebody types: from the address (by the element's id), else from the form.

    For boxes and dropdowns that is the numbers of the chosen options.
    """
    if element.kind == "dropdown":
        given = query.get(element.id)
        if given is None:
            return [] if element.default is None else [str(element.default)]
        wanted = {part.strip().casefold() for part in given.split(",")} if element.multiple else {given.casefold()}
        return [str(at) for at, option in enumerate(element.options) if option.label.casefold() in wanted]
    if element.kind == "checkboxes":
        return []
    return [query.get(element.id, element.value)]


def missing(element: Element, given: Sequence[str]) -> str:
    """Say what a required element still lacks; nothing where it is well filled."""
    if element.kind == "checkboxes":
        ticked = all(str(at) in given for at, option in enumerate(element.options) if option.required)
        return "" if ticked else "Please tick each box that is marked."
    if not element.required or element.kind == "markdown":
        return ""
    if element.kind == "dropdown":
        return "" if _chosen(element, given) else "Please choose an option."
    return "" if given and given[-1].strip() else "Please fill this in."


def written(form: IssueForm, given: Callable[[Element], Sequence[str]]) -> str:
    """Write the body of the issue that comes of a filled-in form, as GitHub does."""
    parts = []
    for element in form.elements:
        if element.kind == "markdown":
            continue
        values = given(element)
        if element.kind == "checkboxes":
            boxes = [f"- [{'X' if str(at) in values else ' '}] {o.label}" for at, o in enumerate(element.options)]
            answer = "\n".join(boxes)
        elif element.kind == "dropdown":
            answer = ", ".join(_chosen(element, values))
        else:
            answer = values[-1].strip() if values else ""
            if answer and element.render:
                answer = f"```{element.render}\n{answer}\n```\n"
        parts.append(f"### {element.label}\n\n{answer or NO_RESPONSE}")
    return "\n\n".join(parts)


def _chosen(element: Element, given: Sequence[str]) -> list[str]:
    return [option.label for at, option in enumerate(element.options) if str(at) in given]


# Small rules


def _first_document(text: str) -> Any:
    """Parse YAML, of several documents the first. Raises ValueError that says where it is wrong."""
    try:
        return next(iter(yaml.safe_load_all(text)), None)
    except yaml.MarkedYAMLError as error:
        where = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ValueError(f"Invalid YAML: {where}{error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"Invalid YAML: {error}") from error


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _names(value: object) -> tuple[str, ...]:
    given = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(name.strip() for name in given if isinstance(name, str) and name.strip())


def _parameterized(label: str) -> str:
    """A label as Rails' `parameterize` makes an identifier of it, but keeping letters of all scripts."""
    return re.sub(r"[^\w-]+", "-", label.lower()).strip("-")
