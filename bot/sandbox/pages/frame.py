"""What all pages share: the frame they stand in, as whom they act, and how they read forms."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import URL

from bot.sandbox import forms, markdown
from bot.sandbox.state import Refused, Repo, World

VISITOR = "visitor"
ROLES = ("visitor", "maintainer")
#: The pages need no script and load nothing from elsewhere, so neither does what strangers write into them.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Form:
    """A form that a page sent: of each field all values, in the order they were sent."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        return self._values[name][-1] if name in self._values else default

    def all(self, name: str) -> list[str]:
        """Return all values of a field."""
        return self._values.get(name, [])


def environment(folders: Iterable[Path] = ()) -> Environment:
    """Make the templates' environment: the given folders first, then the sandbox's own templates."""
    made = Environment(
        loader=ChoiceLoader([*(FileSystemLoader(folder) for folder in folders), PackageLoader("bot.sandbox")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["path"] = quote
    made.filters["ink"] = ink
    made.filters["count"] = count
    made.filters["ticked"] = ticked
    return made


def page(request: Request, template: str, status: int = 200, /, **facts: Any) -> Response:
    """Render a template into the frame.

    `facts` reach the template by their names. Where `repo` is among them, the repository's tabs stand above the page,
    `tab` naming the present one, and `render` turns a post's Markdown into HTML with that repository's links.
    Always there: `role` (as whom the person acts), `login` (that role's account here, or None), `here` (where
    the button that changes the role comes back to).
    """
    repo = facts.get("repo")
    found = repo if isinstance(repo, Repo) else None

    def rendered(text: str | None) -> str:
        return markdown.render_comment(text, found.full_name if found else "")

    common: dict[str, Any] = {
        "role": acting_role(request),
        "login": acting_login(request, found) if found else None,
        "here": _here(request),
        "render": rendered,
        "repo": None,
        "tab": None,
    }
    if found:
        with the_world(request).lock:
            unfinished = [issue for issue in found.issues.values() if issue.state == "open"]
        common["open_pulls"] = sum(issue.pull is not None for issue in unfinished)
        common["open_issues"] = len(unfinished) - common["open_pulls"]
    templates: Environment = request.app.state.templates
    return HTMLResponse(templates.get_template(template).render(common | facts), status, HEADERS)


def _here(request: Request) -> str:
    """The address to come back to: this page's, or that of the page whose form was sent."""
    url = request.url
    if request.method != "GET":
        url = URL(request.headers.get("referer", "/"))
    return f"{url.path}?{url.query}" if url.query else url.path


def go(address: str) -> Response:
    """Send the browser on after a form was taken."""
    return RedirectResponse(address, 303)


def reason(refused: Refused) -> str:
    """Say for a person what a refusal means."""
    first = refused.errors[0] if refused.errors else None
    if isinstance(first, dict):
        return first.get("message") or f"the {first.get('field', 'form')} is missing or not valid"
    return refused.message


def acting_role(request: Request) -> str:
    """Return as whom the person acts: visitor or maintainer; a cookie holds it."""
    role = request.cookies.get("role", VISITOR)
    return role if role in ROLES else VISITOR


def acting_login(request: Request, repo: Repo) -> str:
    """Return the account that acts: for a maintainer the repository's owner, and in a fork that of the original."""
    if acting_role(request) != "maintainer":
        return VISITOR
    world = the_world(request)
    while repo.parent is not None:
        repo = world.repos[repo.parent]
    return repo.owner


def only_maintainer(request: Request, deed: str) -> None:
    """Refuse a visitor what only a maintainer may do."""
    if acting_role(request) != "maintainer":
        raise Refused(403, f"Only a maintainer may {deed}. You are acting as a visitor; the button above changes that.")


def templates_of(repo: Repo) -> forms.Chooser:
    """Read the issue templates on a repository's default branch."""
    tip = repo.git.resolve(repo.default_branch)
    folder = repo.git.file(tip, forms.FOLDER) if tip else None
    if folder is None or folder.kind != "tree":
        return forms.Chooser()
    entries = [entry for entry in repo.git.tree(folder.sha) if entry.kind == "blob"]
    return forms.read_chooser({e.path: repo.git.read_blob(e.sha).decode("utf-8", "replace") for e in entries})


def ink(color: str) -> str:
    """Return black or white: what reads better on a colour of six hexadecimal digits.

    The better of the two has a contrast of at least 4.5 on any colour:
    https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    """
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return "000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "ffffff"


def count(number: int, word: str, many: str = "") -> str:
    """Write a number with its word: `1 comment`, `2 comments`."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def ticked(text: str) -> Markup:
    """Set what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(p) if at % 2 else escape(p) for at, p in enumerate(parts))


def the_world(request: Request) -> World:
    """Give a page the world that it shows."""
    world: World = request.app.state.world
    return world


def the_repo(owner: str, name: str, world: Annotated[World, Depends(the_world)]) -> Repo:
    """Find the repository of an address."""
    found = world.repo(owner, name)
    if found is None:
        raise Refused(404, f"There is no repository {owner}/{name} here.")
    return found


async def the_form(request: Request) -> Form:
    """Read a form that one of these pages sent; a form of another site is refused."""
    world: World = request.app.state.world
    at_localhost = world.origin.replace("//127.0.0.1", "//localhost", 1)
    if request.headers.get("origin") not in (None, world.origin, at_localhost):
        raise Refused(403, "This form was sent from another site.")
    return Form(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))


WorldDep = Annotated[World, Depends(the_world)]
RepoDep = Annotated[Repo, Depends(the_repo)]
FormDep = Annotated[Form, Depends(the_form)]
