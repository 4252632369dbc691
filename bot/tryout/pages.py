"""The try-out's pages: the first one with its steps, lists of people's own, and what Shelver learns of them.

Who may do what: everybody who reaches the server may look, paste and upload. A file of this machine is read only for
those who came by the address in the operator's terminal, which a cookie remembers; every form must come from these
very pages, by the server's own name.
"""

from pathlib import Path
from secrets import compare_digest
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response

from bot.diff import numbered
from bot.offers import name_of
from bot.sandbox import deeds
from bot.sandbox.pages import WorldDep, acting_role, go, only_maintainer, page
from bot.sandbox.state import Refused
from bot.tryout.answers import answers
from bot.tryout.learned import view
from bot.tryout.lists import MOST_BYTES, BadList, OwnList, read_list_file, read_own_list
from bot.tryout.stage import TryOut
from bot.tryout.steps import find_example, steps
from bot.tryout.upload import BadForm, Part, TooLarge, read_form

TEMPLATES: Final = Path(__file__).parent / "templates"

#: So much of a body is read that a text which is too large can still be given back to whoever pasted it.
_MOST_BODY: Final = 5 * MOST_BYTES
#: Seconds until the first page looks again by itself.
_LOOK_AGAIN: Final = 2
_NO_FORM: Final = Part("", b"")


def routes(tryout: TryOut) -> APIRouter:
    """The pages of one try-out."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(_only_from_here)])

    def may_name_files(request: Request) -> bool:
        return compare_digest(request.cookies.get(_cookie(tryout), "").encode(), tryout.key.encode())

    def own_page(request: Request, status: int = 200, **typed: str) -> Response:
        files = may_name_files(request)
        facts = {"text": "", "path": "", "problem": "", "source": ""} | typed
        return page(request, "own.html", status, may_name_files=files, most=MOST_BYTES, **facts)

    @router.get("/")
    def first(request: Request, world: WorldDep) -> Response:
        """Show how far the example is, and how to try a list of one's own."""
        if (key := request.query_params.get("key")) is not None:
            answer = go("/")
            if compare_digest(key.encode(), tryout.key.encode()):
                answer.set_cookie(_cookie(tryout), key, samesite="strict", httponly=True)
            return answer
        with world.lock:
            example = find_example(world, tryout.demo)
            told = steps(tryout.demo.full_name, example, maintainer=acting_role(request) == "maintainer")
            names = [repo.full_name for repo in world.repos.values()]
        answer = page(
            request,
            "first.html",
            steps=told,
            awaited=example.awaited,
            internet=tryout.internet,
            repositories=names,
            lists=tryout.lists,
            may_name_files=may_name_files(request),
            most=MOST_BYTES,
        )
        if example.awaited:
            # As <meta http-equiv="refresh">: https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-refresh-header
            answer.headers["Refresh"] = str(_LOOK_AGAIN)
        return answer

    @router.post("/steps/merge")
    def merge(request: Request, world: WorldDep) -> Response:
        """Merge the example's pull request, as the maintainer."""
        only_maintainer(request, "merge this")
        with world.lock:
            pull = find_example(world, tryout.demo).pull
            if pull is None:
                raise Refused(404, "There is no pull request of the example yet.")
            deeds.merge_pull(world, tryout.demo, pull, tryout.demo.owner)
        return go("/")

    @router.get("/try")
    def own_list(request: Request) -> Response:
        """Show the form for a list of one's own."""
        return own_page(request)

    @router.post("/try")
    def take_list(request: Request, form: FieldsDep) -> Response:
        """Take a list of one's own in one of three ways, or tell what is wrong with it and give back what was typed."""
        text, file, path = (form.get(name, _NO_FORM) for name in ("text", "file", "path"))
        pasted = text.content.decode("utf-8", "replace")
        named = path.content.decode("utf-8", "replace").strip()
        try:
            if named and not may_name_files(request):
                raise BadList(_NOT_THE_OPERATOR)
            own = _own_list(pasted, file, named)
        except BadList as problem:
            source = file.filename or ""
            return own_page(request, 400, text=pasted, path=named, problem=str(problem), source=source)
        return go(f"/try/{tryout.keep(own)}")

    @router.get("/try/{number}")
    def learned(number: int, request: Request, paper: str = "", title: str = "", section: str = "") -> Response:
        """Show what was learned of a list, and what would become of a paper in it."""
        own = _kept(tryout, number)
        told = answers(own.document, tryout.papers.look_up, paper, title, section) if paper or title else []
        named = [name_of(own.document, one.section) for one in own.learned.sections]
        return page(
            request,
            "learned.html",
            number=number,
            own=own,
            view=view(own.document, own.learned),
            answers=[(answer, list(numbered(answer.diff))) for answer in told],
            typed={"paper": paper, "title": title, "section": section},
            sections=[name for name in named if name],
            repository=tryout.repository(number),
            internet=tryout.internet,
        )

    @router.post("/try/{number}/repository")
    def as_repository(number: int) -> Response:
        """Make a repository of a list, with Shelver installed on it."""
        _kept(tryout, number)
        tryout.found(number)
        return go(f"/try/{number}#repository")

    return router


async def _fields(request: Request) -> dict[str, Part]:
    """The fields of the form that was sent."""
    try:
        return await read_form(request, _MOST_BODY)
    except BadForm as error:
        raise Refused(413 if isinstance(error, TooLarge) else 400, str(error)) from error


FieldsDep = Annotated[dict[str, Part], Depends(_fields)]


def _only_from_here(request: Request, world: WorldDep) -> None:
    """Refuse what another site's page asks for.

    A site whose name leads to this machine (DNS rebinding) sends its own name as `Host`; a form of another site sends
    its `Origin`: https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin
    """
    origins = {world.origin, world.origin.replace("//127.0.0.1", "//localhost", 1)}
    if request.headers.get("host") not in {urlsplit(origin).netloc for origin in origins}:
        raise Refused(403, f"This server is asked by another name than its own. Please open {world.origin}/ itself.")
    if request.method == "POST" and request.headers.get("origin") not in {None, *origins}:
        raise Refused(403, "This form was sent from another site.")


def _cookie(tryout: TryOut) -> str:
    """The name of the cookie that holds the key; cookies of one host are the same for all of its ports."""
    return f"tryout-{tryout.github.port}"


def _kept(tryout: TryOut, number: int) -> OwnList:
    own = tryout.lists.get(number)
    if own is None:
        raise Refused(404, "This list is not kept any more. Please bring it again on the first page.")
    return own


def _own_list(pasted: str, file: Part, named: str) -> OwnList:
    """The list that a form brings: pasted, uploaded or named. Raises BadList."""
    ways = [bool(pasted.strip()), bool(file.filename), bool(named)]
    if sum(ways) > 1:
        msg = "Several lists were given. Expected is one: a text, or a file, or a path. Please take the others out."
        raise BadList(msg)
    if file.filename:
        return read_own_list(file.content, file.filename)
    if named:
        return read_list_file(named)
    # Browsers send the lines of a text field with CRLF, whatever was pasted.
    return read_own_list(pasted.replace("\r\n", "\n").encode(), "The pasted text")


_NOT_THE_OPERATOR: Final = (
    "Files of this machine are read only for those who see the terminal. Please open the address that stands there, "
    "with its key; or paste the text, or choose the file."
)
