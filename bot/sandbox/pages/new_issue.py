"""The pages on which an issue is opened: the chooser, an issue form, a blank issue."""

from typing import Any

from fastapi import APIRouter, Request, Response

from bot.sandbox import deeds, forms, markdown
from bot.sandbox.forms import BrokenTemplate, Chooser, IssueForm, MarkdownTemplate
from bot.sandbox.pages.frame import (
    Form,
    FormDep,
    RepoDep,
    WorldDep,
    acting_login,
    acting_role,
    go,
    page,
    reason,
    templates_of,
)
from bot.sandbox.pages.issues import address
from bot.sandbox.state import Refused, Repo, World

routes = APIRouter(include_in_schema=False)


@routes.get("/{owner}/{name}/issues/new/choose")
def choose(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Offer the repository's templates; without any, go straight on to a blank issue."""
    with world.lock:
        chooser = templates_of(repo)
    if not chooser.templates and not chooser.links:
        return go(f"/{repo.full_name}/issues/new")
    facts = {"chooser": chooser, "blank": _may_be_blank(request, chooser), "kind": _kind}
    return page(request, "choose.html", repo=repo, tab="issues", **facts)


@routes.get("/{owner}/{name}/issues/new")
def new_issue(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show the form for an issue; the query may name a template and fill fields in.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query
    """
    query = request.query_params
    with world.lock:
        chooser = templates_of(repo)
    template = chooser.find(query.get("template", ""))
    if isinstance(template, IssueForm):
        given = {element.id: forms.prefilled(element, query) for element in template.elements}
        return _show_form(request, repo, template, query.get("title", template.title), given)
    asked = any(key in query for key in ("title", "body", "template", "labels"))
    if not asked and not _may_be_blank(request, chooser) and chooser.templates:
        return go(f"/{repo.full_name}/issues/new/choose")
    title, body = query.get("title", ""), query.get("body", "")
    if isinstance(template, MarkdownTemplate):
        title, body = title or template.title, body or template.body
    broken = template.errors if isinstance(template, BrokenTemplate) else ()
    facts = {"title": title, "body": body, "template": template, "broken": broken, "error": ""}
    return page(request, "new_issue.html", repo=repo, tab="issues", **facts)


@routes.post("/{owner}/{name}/issues")
def create_issue(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Open an issue, blank or from a form; where something is missing the page comes back as it was filled in."""
    file = form.get("template")
    with world.lock:
        template = templates_of(repo).find(file) if file else None
    if isinstance(template, IssueForm):
        return _create_from_form(request, world, repo, template, form)
    title, body = form.get("title"), form.get("body")
    labels = template.labels if isinstance(template, MarkdownTemplate) else ()
    try:
        issue = _open(world, repo, title, body, acting_login(request, repo), labels)
    except Refused as refused:
        shown = {"title": title, "body": body, "template": template, "broken": ()}
        return page(request, "new_issue.html", refused.status, repo=repo, tab="issues", error=reason(refused), **shown)
    return go(address(repo, issue))


def _create_from_form(request: Request, world: World, repo: Repo, template: IssueForm, form: Form) -> Response:
    given = {element.id: form.all(element.field) for element in template.elements}
    wrong = {}
    # "The required field key is only supported in public repositories."
    if not repo.private:
        wrong = {e.id: why for e in template.elements if (why := forms.missing(e, given[e.id]))}
    title = form.get("title")
    if not title.strip():
        wrong["title"] = "Please give the issue a title."
    if not wrong:
        body = forms.written(template, lambda element: given[element.id])
        try:
            issue = _open(world, repo, title, body, acting_login(request, repo), template.labels)
            return go(address(repo, issue))
        except Refused as refused:
            wrong["title"] = reason(refused)
    return _show_form(request, repo, template, title, given, wrong)


def _open(world: World, repo: Repo, title: str, body: str, who: str, labels: tuple[str, ...]) -> Any:
    with world.lock:
        # A template's label that the repository lacks is left out, not made.
        known = [label for label in labels if label.lower() in repo.labels]
        return deeds.open_issue(world, repo, title, body, who, labels=known)


def _show_form(
    request: Request,
    repo: Repo,
    template: IssueForm,
    title: str,
    given: dict[str, list[str]],
    wrong: dict[str, str] | None = None,
) -> Response:
    facts: dict[str, Any] = {"template": template, "title": title, "given": given, "wrong": wrong or {}}
    facts |= {"must": not repo.private, "text": lambda text: markdown.render_comment(text, repo.full_name)}
    return page(request, "issue_form.html", 422 if wrong else 200, repo=repo, tab="issues", **facts)


def _may_be_blank(request: Request, chooser: Chooser) -> bool:
    return chooser.blank_issues or acting_role(request) == "maintainer"


def _kind(template: IssueForm | MarkdownTemplate | BrokenTemplate) -> str:
    return "broken" if isinstance(template, BrokenTemplate) else "form" if isinstance(template, IssueForm) else "text"
