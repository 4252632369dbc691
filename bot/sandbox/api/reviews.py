"""REST: reviews of pull requests, and the comments on lines of their diffs."""

from typing import Any, Final

from fastapi import Request, Response

from bot.sandbox import deeds, reviews, shapes
from bot.sandbox.api.caller import (
    BodyDep,
    Caller,
    CallerDep,
    RepoDep,
    Routes,
    WorldDep,
    answer,
    find_issue,
    nothing,
    pages,
    required,
    text_field,
)
from bot.sandbox.api.issues import take_back, with_content
from bot.sandbox.state import Issue, Refused, Repo, World

routes = Routes(prefix="/repos/{owner}/{repo}/pulls")

EVENTS: Final = tuple(reviews.STATES)


@routes.get("/comments")
def list_all_comments(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#list-review-comments-in-a-repository"""
    found = [(issue, one) for issue in repo.issues.values() if issue.pull for one in issue.pull.review_comments]
    return pages(request, found, lambda pair: reviews.comment_shape(world, repo, *pair))


@routes.get("/comments/{comment}")
def get_comment(comment: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#get-a-review-comment-for-a-pull-request"""
    return answer(reviews.comment_shape(world, repo, *reviews.find_comment(repo, comment)))


@routes.patch("/comments/{comment}")
def update_comment(comment: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#update-a-review-comment-for-a-pull-request"""
    issue, known = reviews.find_comment(repo, comment)
    who = _must_own(caller, repo, known.author)
    reviews.edit_comment(world, repo, issue, known, required(body, "body"), who)
    return answer(reviews.comment_shape(world, repo, issue, known))


@routes.delete("/comments/{comment}")
def delete_comment(comment: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#delete-a-review-comment-for-a-pull-request"""
    issue, known = reviews.find_comment(repo, comment)
    reviews.delete_comment(world, repo, issue, known, _must_own(caller, repo, known.author))
    return nothing()


@routes.get("/comments/{comment}/reactions")
def list_comment_reactions(comment: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-a-pull-request-review-comment"""
    _, known = reviews.find_comment(repo, comment)
    return pages(request, with_content(known.reactions, request), lambda one: shapes.reaction(world, one))


@routes.post("/comments/{comment}/reactions")
def react_to_comment(comment: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-a-pull-request-review-comment"""
    _, known = reviews.find_comment(repo, comment)
    made, new = deeds.react(world, known.reactions, required(body, "content"), caller.must(repo))
    return answer(shapes.reaction(world, made), 201 if new else 200)


@routes.delete("/comments/{comment}/reactions/{reaction}")
def delete_comment_reaction(comment: int, reaction: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/reactions/reactions#delete-a-pull-request-comment-reaction"""
    _, known = reviews.find_comment(repo, comment)
    caller.must(repo)
    return take_back(known.reactions, reaction)


@routes.get("/{number}/comments")
def list_comments(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#list-review-comments-on-a-pull-request"""
    issue = find_issue(repo, number)
    found = reviews.pull_of(issue).review_comments
    return pages(request, found, lambda one: reviews.comment_shape(world, repo, issue, one))


@routes.post("/{number}/comments")
def create_comment(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#create-a-review-comment-for-a-pull-request"""
    issue, who = find_issue(repo, number), caller.must(repo)
    if body.get("in_reply_to") is not None:
        return _reply(world, repo, issue, body, _number(body, "in_reply_to") or 0, who, caller.app)
    commit, remark = required(body, "commit_id"), _remark(body)
    made = reviews.comment(world, repo, issue, who, remark, commit=commit, app=caller.app)
    return answer(reviews.comment_shape(world, repo, issue, made), 201)


@routes.post("/{number}/comments/{comment}/replies")
def create_reply(
    number: int, comment: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep
) -> Response:
    """https://docs.github.com/en/rest/pulls/comments#create-a-reply-for-a-review-comment"""
    return _reply(world, repo, find_issue(repo, number), body, comment, caller.must(repo), caller.app)


@routes.get("/{number}/reviews")
def list_reviews(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request"""
    issue = find_issue(repo, number)
    found = reviews.pull_of(issue).reviews
    return pages(request, found, lambda one: reviews.review_shape(world, repo, issue, one))


@routes.post("/{number}/reviews")
def create_review(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request

    A review without an event is a draft of its author's; these are not here.
    """
    issue, who = find_issue(repo, number), caller.must(repo)
    event = text_field(body, "event")
    if event is None:
        raise Refused(501, "Not implemented in the sandbox: pending reviews")
    if event not in EVENTS:
        raise Refused(422, f"Invalid request.\n\nFor 'event', \"{event}\" is not a member of {list(EVENTS)}.")
    sent = body.get("comments") or []
    if not isinstance(sent, list) or not all(isinstance(one, dict) for one in sent):
        raise Refused(422, "Invalid request.\n\nFor 'comments', an array of objects is wanted.")
    said, commit = text_field(body, "body") or "", text_field(body, "commit_id")
    remarks = [_remark(one) for one in sent]
    made = reviews.submit(world, repo, issue, who, event, said, remarks, commit=commit, app=caller.app)
    return answer(reviews.review_shape(world, repo, issue, made))


@routes.get("/{number}/reviews/{review}")
def get_review(number: int, review: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/reviews#get-a-review-for-a-pull-request"""
    issue = find_issue(repo, number)
    return answer(reviews.review_shape(world, repo, issue, reviews.find_review(issue, review)))


@routes.put("/{number}/reviews/{review}")
def update_review(
    number: int, review: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep
) -> Response:
    """https://docs.github.com/en/rest/pulls/reviews#update-a-review-for-a-pull-request"""
    issue = find_issue(repo, number)
    known = reviews.find_review(issue, review)
    reviews.edit_review(world, repo, issue, known, required(body, "body"), _must_own(caller, repo, known.author))
    return answer(reviews.review_shape(world, repo, issue, known))


@routes.get("/{number}/reviews/{review}/comments")
def list_comments_of_review(number: int, review: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/reviews#list-comments-for-a-pull-request-review"""
    issue = find_issue(repo, number)
    known = reviews.find_review(issue, review)
    found = [one for one in reviews.pull_of(issue).review_comments if one.review == known.id]
    return pages(request, found, lambda one: reviews.comment_shape(world, repo, issue, one))


def _reply(
    world: World, repo: Repo, issue: Issue, body: dict[str, Any], to: int, who: str, app: int | None
) -> Response:
    found = next((one for one in reviews.pull_of(issue).review_comments if one.id == to), None)
    if found is None:
        raise Refused(404, "Not Found")
    made = reviews.reply(world, repo, issue, found, required(body, "body"), who, app=app)
    return answer(reviews.comment_shape(world, repo, issue, made), 201)


def _must_own(caller: Caller, repo: Repo, author: str) -> str:
    """People change what is theirs, and those who may write what others wrote; an app only what is its own."""
    if caller.token and caller.login != author:
        raise Refused(403, "Resource not accessible by integration")
    return caller.must(repo, "read" if caller.login == author else "write")


def _remark(sent: dict[str, Any]) -> reviews.Remark:
    line, position = _number(sent, "line"), _number(sent, "position")
    if line is None and position is None:
        raise Refused(422, 'Invalid request.\n\n"line" wasn\'t supplied.')
    sides = {name: text_field(sent, name) for name in ("side", "start_side")}
    for name, side in sides.items():
        if side is not None and side not in reviews.SIDES:
            raise Refused(
                422, f"Invalid request.\n\nFor '{name}', \"{side}\" is not a member of {list(reviews.SIDES)}."
            )
    return reviews.Remark(
        path=required(sent, "path"),
        body=required(sent, "body"),
        line=line,
        side=sides["side"] or "RIGHT",
        start_line=_number(sent, "start_line"),
        start_side=sides["start_side"],
        position=position,
    )


def _number(sent: dict[str, Any], name: str) -> int | None:
    value = sent.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise Refused(422, f"Invalid request.\n\nFor '{name}', {value!r:.80} is not an integer.")
    return value
