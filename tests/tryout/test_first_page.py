"""The first page, over real HTTP: what it shows, and the three steps with the bot beside it."""

import re

import httpx

from bot.sandbox import Sandbox
from bot.tryout import REPOSITORY, TryOut
from tests.tryout.conftest import Seat, Whole

ROOT = f"/{REPOSITORY}"


def _states(page: str) -> list[str]:
    """The words that the three steps stand at."""
    return re.findall(r'<h3>\d\. [^<]*</h3>\s*<p><span class="state [a-z]*">([^<]*)<', page)


def test_it_says_where_you_are_who_you_are_and_what_to_do_in_this_order(seat: Seat) -> None:
    """First that nothing reaches github.com, then as whom you act, the steps, and a list of your own."""
    page = seat.browser.get("/").text
    main = page[page.index("<main") :]
    parts = "nothing reaches github.com|You act as a <strong>visitor|1. Open|2. Look|3. Merge|Try your own"
    places = [main.index(part) for part in parts.split("|")]
    assert places == sorted(places)
    assert "<script" not in page


def test_one_click_makes_a_visitor_the_maintainer(seat: Seat) -> None:
    """The button changes as whom the pages act, and back."""
    seat.act_as("maintainer")
    assert "You act as the <strong>maintainer" in seat.browser.get("/").text
    seat.act_as("visitor")
    assert "You act as a <strong>visitor" in seat.browser.get("/").text


def test_the_example_is_filled_in(seat: Seat) -> None:
    """The first button leads to an issue that needs nothing but to be submitted."""
    page = seat.browser.get("/").text
    (address,) = re.findall(r'href="(/[^"]*/issues/new\?[^"]*)"', page)
    form = seat.browser.get(address.replace("&amp;", "&")).text
    assert 'value="Add InstructBLIP"' in form
    assert "https://arxiv.org/abs/2305.06500" in form


def test_nothing_is_looked_at_again_while_nothing_is_awaited(seat: Seat) -> None:
    """Before an issue is filed the page stands still."""
    assert "refresh" not in seat.browser.get("/").headers


def test_a_visitor_may_not_merge_by_hand_either(seat: Seat) -> None:
    """The button's address refuses who does not act as the maintainer."""
    assert seat.browser.post("/steps/merge").status_code == 403


def test_nothing_to_merge_yet(seat: Seat) -> None:
    """Without a pull request there is nothing to merge, which is told in a page."""
    seat.act_as("maintainer")
    answer = seat.browser.post("/steps/merge")
    assert answer.status_code == 404
    assert "There is no pull request of the example yet." in answer.text


def test_while_shelver_is_awaited_the_page_looks_again(seat: Seat) -> None:
    """An issue without answer: the page looks again by itself, and a plain link does the same."""
    repo = seat.github.repo(REPOSITORY)
    issue = repo.open_issue("Add InstructBLIP", "https://arxiv.org/abs/2305.06500", by="visitor")
    try:
        answer = seat.browser.get("/")
        assert _states(answer.text) == ["Done", "Waiting for Shelver", "Not yet"]
        assert answer.headers["refresh"] == "2"
        assert '<a class="button" href="/">Look again</a>' in answer.text
    finally:
        with seat.github.world.lock:
            del seat.github.world.repo("ana", REPOSITORY.partition("/")[2]).issues[issue.number]  # type: ignore[union-attr]


def test_three_steps_lead_from_a_link_to_the_list(whole: Whole) -> None:
    """With the bot beside it: file the example, look at the pull request, merge it; all by what the page offers."""
    assert _states(whole.browser.get("/").text) == ["Your turn", "Not yet", "Not yet"]
    whole.browser.post(
        f"{ROOT}/issues", data={"title": "Add InstructBLIP", "body": "https://arxiv.org/abs/2305.06500"}
    ).raise_for_status()
    whole.settle()
    page = whole.browser.get("/").text
    assert _states(page) == ["Done", "Your turn", "Your turn"]
    assert f'href="{ROOT}/pull/2"' in page
    assert "InstructBLIP" in whole.browser.get(f"{ROOT}/pull/2").text
    assert "Act as maintainer" in page
    whole.act_as("maintainer")
    assert 'action="/steps/merge"' in whole.browser.get("/").text
    whole.browser.post("/steps/merge").raise_for_status()
    whole.settle()
    assert _states(whole.browser.get("/").text) == ["Done", "Done", "Done"]
    repo = whole.github.repo(REPOSITORY)
    assert b"2305.06500" in repo.read_file("README.md")
    assert repo.issue(1).state == "closed"


def test_the_key_is_taken_out_of_the_address(served: tuple[Sandbox, TryOut]) -> None:
    """Who comes by the terminal's address is known from then on, and the key is not left in the browser's history."""
    github, pages = served
    answer = httpx.get(pages.address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert "set-cookie" not in httpx.get(f"{github.url}/?key=wrong").headers
