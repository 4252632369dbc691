"""REST: issues, comments, labels and reactions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import Request, Response

from bot.sandbox import deeds, shapes
from bot.sandbox.api.caller import (
    BodyDep,
    Caller,
    CallerDep,
    RepoDep,
    Routes,
    ValueDep,
    WorldDep,
    answer,
    find_issue,
    must_have_issues,
    nothing,
    pages,
    required,
    text_field,
)
from bot.sandbox.state import Comment, Issue, Reaction, Refused, Repo, World, invalid

routes = Routes(prefix="/repos/{owner}/{repo}")

#: In a locked conversation only people with write access comment, and no app does.
_LOCKED = "https://docs.github.com/articles/locking-conversations/"


@routes.get("/issues")
def list_issues(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/issues#list-repository-issues"""
    must_have_issues(repo)
    query = request.query_params
    state, creator = query.get("state", "open"), query.get("creator")
    since = _moment(query.get("since"))
    wanted = {name.lower() for name in query.get("labels", "").split(",") if name}
    found = [
        issue
        for issue in repo.issues.values()
        if state in ("all", issue.state)
        and (creator is None or issue.author.lower() == creator.lower())
        and (since is None or issue.updated_at >= since)
        and wanted <= {name.lower() for name in issue.labels}
    ]
    return pages(request, sort(found, request), lambda issue: shapes.issue(world, repo, issue))


@routes.post("/issues")
def create_issue(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/issues#create-an-issue"""
    must_have_issues(repo)
    who = caller.must(repo)
    # Labels of those who may not set them are dropped without a word, as GitHub does.
    labels = _names(body.get("labels")) if caller.may(repo, "triage") else []
    title, text = required(body, "title"), text_field(body, "body")
    issue = deeds.open_issue(world, repo, title, text, who, labels=labels, app=caller.app)
    return answer(shapes.issue(world, repo, issue), 201)


@routes.get("/issues/{number}")
def get_issue(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/issues/issues#get-an-issue

    Of one that went to another repository it tells where it is now, to those who may know.
    """
    if number in repo.moved:
        place, now = repo.moved[number]
        if caller.sees(world.repos[place]):
            location = f"{world.api}/repositories/{place}/issues/{now}"
            raise Refused(301, "Moved Permanently", headers={"location": location})
    return answer(shapes.issue(world, repo, find_issue(repo, number)))


@routes.patch("/issues/{number}")
def update_issue(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/issues#update-an-issue"""
    issue = find_issue(repo, number)
    who = _must_write(caller, repo, issue, own=issue.author)
    if "labels" in body and caller.may(repo, "triage"):
        deeds.set_labels(world, repo, issue, _names(body["labels"]), who)
    deeds.edit_issue(
        world, repo, issue, who, title=text_field(body, "title"), body=text_field(body, "body", issue.body)
    )
    change_state(world, repo, issue, body, who)
    return answer(shapes.issue(world, repo, issue))


@routes.get("/issues/{number}/comments")
def list_comments(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/comments#list-issue-comments"""
    since = _moment(request.query_params.get("since"))
    found = [c for c in find_issue(repo, number).comments if since is None or c.updated_at >= since]
    return pages(request, found, lambda comment: shapes.comment(world, repo, comment))


@routes.post("/issues/{number}/comments")
def create_comment(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/comments#create-an-issue-comment"""
    issue = find_issue(repo, number)
    who = _must_speak(caller, repo, issue)
    if issue.locked and (caller.token or not caller.may(repo, "write")):
        raise Refused(403, "Unable to create comment because issue is locked.", documentation=_LOCKED)
    comment = deeds.add_comment(world, repo, issue, required(body, "body"), who, app=caller.app)
    return answer(shapes.comment(world, repo, comment), 201)


@routes.get("/issues/comments/{number}")
def get_comment(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/comments#get-an-issue-comment"""
    return answer(shapes.comment(world, repo, _comment(repo, number)[1]))


@routes.patch("/issues/comments/{number}")
def update_comment(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/comments#update-an-issue-comment"""
    issue, comment = _comment(repo, number)
    who = _must_write(caller, repo, issue, own=comment.author)
    deeds.edit_comment(world, repo, issue, comment, required(body, "body"), who)
    return answer(shapes.comment(world, repo, comment))


@routes.delete("/issues/comments/{number}")
def delete_comment(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/issues/comments#delete-an-issue-comment"""
    issue, comment = _comment(repo, number)
    deeds.delete_comment(world, repo, issue, comment, _must_write(caller, repo, issue, own=comment.author))
    return nothing()


@routes.get("/issues/{number}/labels")
def list_issue_labels(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#list-labels-for-an-issue"""
    found = [repo.labels[name.lower()] for name in find_issue(repo, number).labels]
    return pages(request, found, lambda label: shapes.label(world, repo, label))


@routes.post("/issues/{number}/labels")
def add_issue_labels(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, value: ValueDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue"""
    issue = find_issue(repo, number)
    who = _must_speak(caller, repo, issue, "triage")
    deeds.add_labels(world, repo, issue, _names(value), who)
    return answer(_labels(world, repo, issue))


@routes.put("/issues/{number}/labels")
def set_issue_labels(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, value: ValueDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#set-labels-for-an-issue"""
    issue = find_issue(repo, number)
    who = _must_speak(caller, repo, issue, "triage")
    deeds.set_labels(world, repo, issue, _names(value), who)
    return answer(_labels(world, repo, issue))


@routes.delete("/issues/{number}/labels/{name:path}")
def remove_issue_label(number: int, name: str, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#remove-a-label-from-an-issue"""
    issue = find_issue(repo, number)
    who = _must_speak(caller, repo, issue, "triage")
    deeds.remove_label(world, repo, issue, name, who)
    return answer(_labels(world, repo, issue))


@routes.get("/labels")
def list_labels(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#list-labels-for-a-repository"""
    return pages(request, list(repo.labels.values()), lambda label: shapes.label(world, repo, label))


@routes.post("/labels")
def create_label(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#create-a-label"""
    caller.must(repo, "write")
    color = text_field(body, "color", "ededed") or "ededed"
    label = deeds.create_label(world, repo, required(body, "name"), color, text_field(body, "description"))
    return answer(shapes.label(world, repo, label), 201)


@routes.get("/labels/{name:path}")
def get_label(name: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#get-a-label"""
    label = repo.labels.get(name.lower())
    if label is None:
        raise Refused(404, "Not Found")
    return answer(shapes.label(world, repo, label))


@routes.patch("/labels/{name:path}")
def update_label(name: str, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/issues/labels#update-a-label"""
    caller.must(repo, "write")
    label = repo.labels.get(name.lower())
    if label is None:
        raise Refused(404, "Not Found")
    new_name = text_field(body, "new_name") or label.name
    if new_name.lower() != label.name.lower() and new_name.lower() in repo.labels:
        raise invalid("Label", "name", "already_exists")
    for issue in repo.issues.values():
        issue.labels = [new_name if known == label.name else known for known in issue.labels]
    del repo.labels[label.name.lower()]
    label.name = new_name
    label.color = text_field(body, "color") or label.color
    label.description = text_field(body, "description", label.description)
    repo.labels[new_name.lower()] = label
    return answer(shapes.label(world, repo, label))


@routes.get("/issues/{number}/reactions")
def list_issue_reactions(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-an-issue"""
    found = with_content(find_issue(repo, number).reactions, request)
    return pages(request, found, lambda known: shapes.reaction(world, known))


@routes.post("/issues/{number}/reactions")
def react_to_issue(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue"""
    issue = find_issue(repo, number)
    who = _must_speak(caller, repo, issue)
    return _react(world, issue, issue.reactions, body, who)


@routes.delete("/issues/{number}/reactions/{reaction}")
def delete_issue_reaction(number: int, reaction: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#delete-an-issue-reaction"""
    issue = find_issue(repo, number)
    _must_speak(caller, repo, issue)
    return take_back(issue.reactions, reaction)


@routes.get("/issues/comments/{number}/reactions")
def list_comment_reactions(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-an-issue-comment"""
    _, comment = _comment(repo, number)
    return pages(request, with_content(comment.reactions, request), lambda known: shapes.reaction(world, known))


@routes.post("/issues/comments/{number}/reactions")
def react_to_comment(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment"""
    issue, comment = _comment(repo, number)
    who = _must_speak(caller, repo, issue)
    return _react(world, issue, comment.reactions, body, who)


@routes.delete("/issues/comments/{number}/reactions/{reaction}")
def delete_comment_reaction(number: int, reaction: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#delete-an-issue-comment-reaction"""
    issue, comment = _comment(repo, number)
    _must_speak(caller, repo, issue)
    return take_back(comment.reactions, reaction)


def sort(found: list[Issue], request: Request) -> list[Issue]:
    """Sort issues as the query asks: by default the newest first."""
    key = request.query_params.get("sort", "created")
    order = request.query_params.get("direction", "desc")

    def value(issue: Issue) -> tuple[Any, int]:
        first: Any = {"updated": issue.updated_at, "comments": len(issue.comments)}.get(key, issue.created_at)
        return first, issue.number

    return sorted(found, key=value, reverse=order != "asc")


def change_state(world: World, repo: Repo, issue: Issue, body: dict[str, Any], who: str) -> None:
    """Close or reopen as the fields `state` and `state_reason` ask."""
    state = text_field(body, "state")
    if state not in (None, "open", "closed"):
        raise invalid("Issue", "state")
    if state == "closed":
        deeds.close_issue(world, repo, issue, who, reason=text_field(body, "state_reason"))
    elif state == "open":
        deeds.reopen_issue(world, repo, issue, who)


def _must_speak(caller: Caller, repo: Repo, issue: Issue, person: str = "read") -> str:
    """Return who acts; of an issue that is no pull request, "pull requests" gives no rights to an app."""
    if issue.pull is None:
        caller.must_hold("issues=write")
    return caller.must(repo, person)


def _must_write(caller: Caller, repo: Repo, issue: Issue, *, own: str) -> str:
    """People may change what is theirs; changing what others wrote takes rights."""
    return _must_speak(caller, repo, issue, "read" if caller.login == own else "write")


def _comment(repo: Repo, number: int) -> tuple[Issue, Comment]:
    for issue in repo.issues.values():
        for comment in issue.comments:
            if comment.id == number:
                return issue, comment
    raise Refused(404, "Not Found")


def _labels(world: World, repo: Repo, issue: Issue) -> list[dict[str, Any]]:
    return [shapes.label(world, repo, repo.labels[name.lower()]) for name in issue.labels]


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("labels")
    if value is None:
        return []
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Refused(422, "Invalid request.\n\nFor 'labels', an array is wanted.")
    return [one["name"] if isinstance(one, dict) else str(one) for one in value]


def _react(world: World, issue: Issue, reactions: list[Reaction], body: dict[str, Any], who: str) -> Response:
    """React, which nobody may in a locked conversation."""
    if issue.locked:
        raise Refused(403, "Unable to create reaction because issue is locked.", documentation=_LOCKED)
    made, new = deeds.react(world, reactions, required(body, "content"), who)
    return answer(shapes.reaction(world, made), 201 if new else 200)


def with_content(reactions: list[Reaction], request: Request) -> list[Reaction]:
    """The reactions of the kind that the query names, all where it names none."""
    content = request.query_params.get("content")
    return [known for known in reactions if content in (None, known.content)]


def take_back(reactions: list[Reaction], number: int) -> Response:
    """Remove a reaction by its number."""
    found = next((known for known in reactions if known.id == number), None)
    if found is None:
        raise Refused(404, "Not Found")
    reactions.remove(found)
    return nothing()


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(422, "Invalid request.\n\nFor 'since', a timestamp is wanted.") from error
