"""The small internet as a whole: hosts, the log, what tests place in it, changes since, the weather."""

import re
import socket
from dataclasses import replace
from html import unescape

import httpx
import pytest

from bot.sandbox import Publication, Sandbox, api
from bot.sandbox.door import Names
from bot.sandbox.internet import html, load_papers, moved
from bot.sandbox.storm import StormError, read_storm
from bot.sandbox.weather import Cut, Delay, Fault, Rule, Stale, Status, Truncate, Wrong
from tests.sandbox.internet import ask

RESNET = "https://api.crossref.org/works/10.1109/CVPR.2016.90"
SEEING = Publication(
    "Seeing Things",
    ("Ada Lovelace", "Grace Hopper"),
    date="2024-07-16",
    arxiv="2407.99999",
    doi="10.1000/Seeing",
    acl="2024.seeing-main.1",
    openreview="seeingTHINGS",
    page="https://link.springer.com/article/10.1000/Seeing",
    venue="Journal of Sight",
    kind="journal-article",
    published="2025-02",
    code="https://github.com/ada/seeing",
)
EVERYWHERE = [
    "https://arxiv.org/abs/2407.99999",
    "https://api.crossref.org/works/10.1000/seeing",
    "https://api.datacite.org/dois/10.48550/arXiv.2407.99999",
    "https://aclanthology.org/2024.seeing-main.1.bib",
    "https://api2.openreview.net/notes?id=seeingTHINGS",
    "https://api.semanticscholar.org/graph/v1/paper/DOI:10.1000/SEEING",
    "https://huggingface.co/papers/2407.99999",
    "https://link.springer.com/article/10.1000/Seeing",
    "https://github.com/ada/seeing",
]


def test_its_port_ends_with_the_sandbox() -> None:
    """It is served from the start of the sandbox to its end, at a port of its own."""
    with Sandbox() as github:
        port = github.internet.port
        assert github.internet_address == github.internet.address == f"127.0.0.1:{port}"
        assert port != github.port
        assert ask(github, "http://alive.example/").status_code == 200
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """A sandbox starts without reading its papers."""
    with Sandbox() as github:
        assert "papers" not in vars(github.arxiv)
        assert ask(github, "http://alive.example/").status_code == 200
        assert "papers" not in vars(github.arxiv)


@pytest.mark.parametrize("host", ["www.nature.com", "nature.com", "NATURE.com", "nature.com.", "nature.com:443"])
def test_hosts_are_told_apart_loosely(github: Sandbox, host: str) -> None:
    """With `www.` or without, in any case, with a port: it is the same host."""
    assert ask(github, f"http://{host}/articles/nature14539").status_code == 200
    assert github.internet.calls[-1].host == "nature.com"


def test_unknown_host(github: Sandbox) -> None:
    """A host that is not there answers 404 and says so."""
    response = ask(github, "https://nowhere.example/")
    assert response.status_code == 404
    assert "no such site in this small internet" in response.text


def test_github_is_not_at_its_port(github: Sandbox) -> None:
    """The sandbox's GitHub is at the other port alone."""
    assert ask(github, f"http://{github.internet_address}/api/v3/rate_limit").status_code == 404
    assert httpx.get(f"{github.base_url}/rate_limit").status_code == 200


def test_only_get(github: Sandbox) -> None:
    """HEAD is a GET without the body; nothing can be sent."""
    head = ask(github, RESNET, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert ask(github, RESNET, "POST").status_code == 405


def test_it_can_be_taken_for_a_proxy(github: Sandbox) -> None:
    """Who names it as a proxy sends whole addresses."""
    with httpx.Client(proxy=f"http://{github.internet_address}") as client:
        assert "A page that is there" in client.get("http://alive.example/").text


def test_front_page(github: Sandbox) -> None:
    """All sites and pages stand on the front page, also for who opens the port's own address."""
    page = ask(github, "http://internet.example/").text
    assert httpx.get(f"http://{github.internet_address}/").text == page
    for part in ("api.crossref.org", "openaccess.thecvf.com", "gzip-bomb", "http://stuck.example/"):
        assert part in page


def test_papers_on_the_front_page_are_there_at_all_their_addresses(github: Sandbox) -> None:
    """Whoever tries things copies them from there."""
    page = ask(github, "http://internet.example/").text
    papers = page.partition("Papers to try")[2].partition("</table>")[0]
    addresses = [unescape(one) for one in re.findall("<code>(.+?)</code>", papers)]
    assert len(addresses) > 60
    assert {one for one in addresses if ask(github, one).status_code not in (200, 301, 302)} == set()


def test_calls_are_logged(github: Sandbox) -> None:
    """The log holds host, path, query, status and headers."""
    ask(github, "https://api2.openreview.net/notes?id=nothing", User_Agent="shelver")
    last = github.internet.calls[-1]
    assert (last.host, last.path, last.query, last.status) == ("api2.openreview.net", "/notes", "id=nothing", 404)
    assert last.headers["user-agent"] == "shelver"
    assert last.at.tzinfo is not None


def test_publish_and_remove(github: Sandbox) -> None:
    """A work that is published is at all services that its identities name; removed, at none."""
    for address in EVERYWHERE:
        assert ask(github, address).status_code == 404, address
    github.internet.publish(SEEING)
    for address in EVERYWHERE:
        assert ask(github, address).status_code == 200, address
    assert github.internet.find("doi", "10.1000/SEEING") == SEEING
    github.internet.remove(SEEING)
    for address in EVERYWHERE:
        assert ask(github, address).status_code == 404, address


def test_publish_again(github: Sandbox) -> None:
    """A work published again is in place of the earlier one, under all its identities."""
    github.internet.publish(SEEING)
    github.internet.publish(replace(SEEING, title="Seeing More", acl=None))
    assert "Seeing More" in ask(github, EVERYWHERE[0]).text
    assert ask(github, EVERYWHERE[3]).status_code == 404


def test_what_arxiv_alone_knows(github: Sandbox) -> None:
    """A paper that was only given to the arXiv stands at the services that hold arXiv's papers."""
    github.arxiv.add(replace(load_papers()[0], id="2407.88888", title="Only There"))
    for address in (
        "https://api.datacite.org/dois/10.48550/arXiv.2407.88888",
        "https://api.semanticscholar.org/graph/v1/paper/ARXIV:2407.88888",
        "https://huggingface.co/papers/2407.88888",
    ):
        assert "Only There" in ask(github, address).text


def test_arxiv_says_which_papers_it_has(github: Sandbox) -> None:
    """What arXiv calls otherwise, or no longer has, is so at the services that hold arXiv's papers."""
    address = "https://api.semanticscholar.org/graph/v1/paper/ARXIV:1810.04805"
    github.arxiv.add(replace(github.arxiv.papers["1810.04805"], title="Renamed"))
    assert ask(github, address).json()["title"] == "Renamed"
    github.arxiv.remove("1810.04805")
    assert ask(github, address).status_code == 404
    assert ask(github, address.replace("ARXIV:1810.04805", "ACL:N19-1423")).status_code == 200


def test_works_may_share_their_code(github: Sandbox) -> None:
    """Two works with one repository are two works."""
    github.internet.publish(replace(SEEING, code="https://github.com/microsoft/LoRA"))
    assert github.internet.find("openreview", "nZeVKeeFYf9") is not None
    github.internet.remove(replace(SEEING, code="https://github.com/microsoft/LoRA"))
    assert ask(github, "https://github.com/microsoft/LoRA").status_code == 200


def test_place_and_take_away(github: Sandbox) -> None:
    """A test places its own page at any address, at a new host too, and takes it away."""
    github.internet.place("https://www.lab.edu/seeing", html("Seeing"))
    github.internet.place("https://github.com/ada/old", moved("https://github.com/ada/new"))
    assert "Seeing" in ask(github, "http://lab.edu/seeing/").text
    assert "small internet" not in ask(github, "http://lab.edu/other").text
    assert ask(github, "https://github.com/ada/old").headers["location"] == "https://github.com/ada/new"
    github.internet.take_away("https://www.lab.edu/seeing")
    assert ask(github, "http://lab.edu/seeing").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "http://alive.example/",
        "https://arxiv.org/abs/2305.06500",
        "https://aclanthology.org/N19-1423/",
        "https://jmlr.org/papers/v9/vandermaaten08a.html",
        "https://github.com/microsoft/LoRA",
    ],
)
def test_pages_are_conditional(github: Sandbox, address: str) -> None:
    """A page that did not change is 304 to who knows its tag or its date."""
    first = ask(github, address)
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for headers in ({"If_None_Match": f'"x", W/{tag}'}, {"If_None_Match": "*"}, {"If_Modified_Since": changed}):
        again = ask(github, address, **headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
    assert ask(github, address, If_None_Match='"other"', If_Modified_Since=changed).status_code == 200
    for since in ("yesterday", "Sat, 01 Jan 2000 00:00:00 -0000"):
        assert ask(github, address, If_Modified_Since=since).status_code == 200


def test_a_changed_page_is_sent_whole(github: Sandbox) -> None:
    """After a change the old tag and the old date are worth nothing."""
    github.internet.publish(SEEING)
    first = ask(github, EVERYWHERE[3])
    github.internet.publish(replace(SEEING, title="Seeing More"))
    assert ask(github, EVERYWHERE[3], If_None_Match=first.headers["etag"]).status_code == 200
    old = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert ask(github, EVERYWHERE[3], If_Modified_Since=old).status_code == 200


def test_apis_are_not_conditional(github: Sandbox) -> None:
    """arXiv's API and Crossref's give no tags."""
    for address in ("https://export.arxiv.org/api/query?id_list=2305.06500", RESNET):
        assert not {"etag", "last-modified"} & set(ask(github, address).headers)


# Weather


@pytest.mark.parametrize(
    ("at", "address", "fault", "status", "part"),
    [
        ("GET api.crossref.org/works/*", RESNET, Status(503), 503, "Error 503"),
        ("GET api.crossref.org/works/*", RESNET, Status(429), 429, "slow down"),
        ("GET api.crossref.org/*", RESNET, Status(404, message="none"), 404, "none"),
        ("* *.crossref.org/*", RESNET, Status(502, body="<b>Oops</b>"), 502, "<b>Oops</b>"),
        ("GET *", RESNET, Truncate(10), 200, '{"status":'),
        (
            "GET api.semanticscholar.org/graph/v1/paper/*",
            "https://api.semanticscholar.org/graph/v1/paper/ARXIV:1512.03385",
            Status(429),
            429,
            '"code": "429"',
        ),
        (
            "GET api2.openreview.net/notes",
            "https://api2.openreview.net/notes?id=di52zR8xgf",
            Status(429),
            429,
            "RateLimitError",
        ),
        (
            "GET export.arxiv.org/api/query",
            "https://export.arxiv.org/api/query?id_list=2305.06500",
            Wrong("html"),
            200,
            "We will be back soon",
        ),
        ("GET alive.example/", "http://alive.example/", Status(500, done=True), 500, "Error 500"),
        ("GET stuck.example/", "http://stuck.example/", Status(500), 500, "Error 500"),
    ],
    ids=str,
)
def test_bad_days(github: Sandbox, at: str, address: str, fault: Fault, status: int, part: str) -> None:
    """A rule strikes sites by host and path; each site has its own words for it."""
    rule = github.weather.add(Rule(at, fault))
    response = ask(github, address)
    assert response.status_code == status
    assert part in response.text
    assert github.weather.struck(rule) == 1


def test_rules_for_other_hosts_do_not_strike(github: Sandbox) -> None:
    """A rule for one host leaves the others alone, GitHub too."""
    rule = github.weather.add(Rule("GET api.crossref.org/*", Status(503)))
    assert ask(github, "https://api.datacite.org/dois/10.48550/arxiv.2305.06500").status_code == 200
    assert httpx.get(f"{github.base_url}/rate_limit").status_code == 200
    assert github.weather.struck(rule) == 0


@pytest.mark.parametrize("at", ["GET /arxiv/api/query", "GET export.arxiv.org/api/query"])
def test_a_rule_for_the_arxiv(github: Sandbox, at: str) -> None:
    """A rule for the small arXiv strikes at its address in the small internet too."""
    rule = github.weather.add(Rule(at, Status(503)))
    response = ask(github, "https://export.arxiv.org/api/query?id_list=2305.06500")
    assert (response.status_code, response.text) == (503, "Service Unavailable")
    assert github.weather.struck(rule) == 1


def test_the_connection_is_cut(github: Sandbox) -> None:
    """The connection ends without an answer; of that the log of calls knows nothing."""
    github.weather.add(Rule("GET api.crossref.org/*", Cut("before")))
    with pytest.raises(httpx.RemoteProtocolError):
        ask(github, RESNET)
    assert github.internet.calls == []


@pytest.mark.parametrize("fault", [Truncate(3), Stale(0.0), Cut("after"), Status(500, done=True)], ids=str)
def test_what_cannot_befall_a_hostile_page(github: Sandbox, fault: Fault) -> None:
    """A fault of the answer does not strike a page that writes to the connection itself."""
    rule = github.weather.add(Rule("GET hostile.example/no-http", fault))
    with pytest.raises(httpx.RemoteProtocolError):
        ask(github, github.internet.page("no-http"))
    assert github.weather.struck(rule) == 0
    assert len(github.internet.calls) == 1


def test_a_storm_file_names_sites() -> None:
    """Hosts that there are, and those below `.example`, may stand in a storm file; a mistyped one is told."""
    known = Names(api.routes()).known
    rules = "rules:\n  - at: GET {}\n    delay: 1\n"
    for at in ("api.crossref.org/works/*", "*.openreview.net/notes", "lab.example/x", "arxiv.org/abs/2305.06500"):
        assert read_storm(rules.format(at), known).rules[0].fault == Delay(1)
    with pytest.raises(StormError, match=r"line 2: at is 'GET api.crosref.org/works/"):
        read_storm(rules.format("api.crosref.org/works/*"), known)
