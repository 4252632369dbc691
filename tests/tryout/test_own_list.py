"""A list of one's own: brought in three ways, refused with what mends it, shown with what was learned."""

import os
import re
import socket
from html import unescape
from pathlib import Path

import httpx
import pytest

from bot.document import parse
from bot.explain import explain
from bot.sandbox.weather import Rule, Status
from bot.tryout.lists import MOST_BYTES
from tests.document.shapes import read_list
from tests.tryout.conftest import OWN, Seat, Whole


def _send(seat: Seat, *, text: str = "", file: tuple[str, bytes] | None = None, path: str = "") -> httpx.Response:
    """Send the form as a browser does: all of its fields, the file's empty where none was chosen."""
    fields = {"text": (None, text.encode()), "file": file or ("", b""), "path": (None, path.encode())}
    return seat.browser.post("/try", files=fields)


def _problem(answer: httpx.Response) -> str:
    """What the page says is wrong."""
    assert answer.status_code == 400, answer.text
    (alert,) = re.findall(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", alert)).split())


# The three ways in


def test_a_pasted_list(seat: Seat) -> None:
    """A text leads to the page of what was learned of it, and lines keep their ends whatever the browser makes."""
    answer = _send(seat, text=OWN.replace("\n", "\r\n"))
    assert "Shelver reads all 5 entries in 1 section and can add to it." in answer.text
    assert seat.pages.lists[max(seat.pages.lists)].text == OWN


def test_an_uploaded_file(seat: Seat) -> None:
    """A file is read byte for byte."""
    text = OWN.replace("\n", "\r\n")
    answer = _send(seat, file=("my list.md", text.encode()))
    assert answer.url.path.startswith("/try/")
    assert seat.pages.lists[max(seat.pages.lists)].text == text


def test_a_file_that_is_named(seat: Seat, own_file: Path) -> None:
    """Whoever came by the terminal's address may name a file of this machine."""
    seat.enter()
    assert 'name="path"' in seat.browser.get("/").text
    assert "all 5 entries" in _send(seat, path=str(own_file)).text


# Who may have files read


def test_without_the_terminals_key_no_file_is_read(seat: Seat, own_file: Path) -> None:
    """Others who reach the server cannot have the operator's files read, and learn nothing of them."""
    assert 'name="path"' not in seat.browser.get("/").text
    there, not_there = (_problem(_send(seat, path=str(path))) for path in (own_file, own_file / "none"))
    assert there == not_there
    assert "with its key" in there


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_another_sites_form_is_refused(seat: Seat, own_file: Path, origin: str) -> None:
    """Even with the operator's cookie a form that another site sent does nothing (CSRF)."""
    seat.enter()
    before = dict(seat.pages.lists)
    answer = seat.browser.post("/try", files={"path": (None, str(own_file).encode())}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert seat.pages.lists == before


@pytest.mark.parametrize("address", ["/", "/try", "/try/1"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}"])
def test_another_name_for_this_machine_is_refused(seat: Seat, address: str, host: str) -> None:
    """A site whose name leads here (DNS rebinding) is shown nothing, and no form of it is taken."""
    seat.bring()
    headers = {"Host": host.format(port=seat.github.port)}
    seen = seat.browser.get(address, headers=headers)
    assert seen.status_code == 403
    assert "Awesome Pictures" not in seen.text
    assert seat.browser.post("/try", data={"text": OWN}, headers=headers).status_code == 403


def test_localhost_is_this_machines_name(seat: Seat) -> None:
    """Who writes localhost instead of the number is no stranger."""
    host = f"localhost:{seat.github.port}"
    headers = {"Host": host, "Origin": f"http://{host}"}
    assert seat.browser.post("/try", data={"text": OWN}, headers=headers).status_code == 200


# What is refused, and how


def test_nothing_at_all(seat: Seat) -> None:
    """An empty form says what is expected."""
    assert "is empty. Expected is the list itself" in _problem(_send(seat))


def test_several_at_once(seat: Seat) -> None:
    """A text and a file: which one is meant is asked, and the text is given back."""
    answer = _send(seat, text=OWN, file=("a.md", OWN.encode()))
    assert "Expected is one" in _problem(answer)
    assert "Performant Baseline" in answer.text
    assert "choose it again" in answer.text


def test_no_list(seat: Seat) -> None:
    """A text without papers: what was found in it, what a list is, and the text given back, hostile as it may be."""
    text = "# My cat\n\n</textarea><script>alert(1)</script>\n\n- sleeps\n- eats\n"
    answer = _send(seat, text=text)
    problem = _problem(answer)
    assert "2 entries under 1 heading" in problem
    assert "five entries, most of which link to papers" in problem
    assert "<script" not in answer.text
    assert text in unescape(answer.text)


def test_five_megabytes(seat: Seat) -> None:
    """A text that is too large is given back all the same; the message names its size and the limit."""
    text = OWN + "x" * 5_000_000
    answer = _send(seat, text=text)
    assert f"{len(text):,} bytes" in _problem(answer)
    assert f"{MOST_BYTES:,} bytes" in _problem(answer)
    assert text in unescape(answer.text)


def test_a_flood(seat: Seat) -> None:
    """A body far too large is not read to its end, and the browser still holds what was typed."""
    with socket.create_connection(("127.0.0.1", seat.github.port), timeout=20) as flood:
        head = f"POST /try HTTP/1.1\r\nHost: 127.0.0.1:{seat.github.port}\r\nContent-Length: 1000000000\r\n"
        flood.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
        flood.sendall(b"x" * (5 * MOST_BYTES + 1))
        answer = flood.recv(200)
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "list.md is empty"),
        (b" \n\t\n", "list.md is empty"),
        (b"%PDF-1.4\n\x00\x01\x02", "is no text: byte 10 is zero"),
        (OWN.encode("utf-16"), "is in UTF-16. Expected is UTF-8"),
        ("## Büro\n".encode("latin-1"), "is not in UTF-8: byte 5 (line 1) is 0xfc"),
        (b"x" * (MOST_BYTES + 1), f"has {MOST_BYTES + 1:,} bytes"),
    ],
)
def test_files_that_are_no_text(seat: Seat, data: bytes, said: str) -> None:
    """Empty, binary, wrongly encoded, too large: each is told by its own words."""
    problem = _problem(_send(seat, file=("list.md", data)))
    assert said in problem
    assert "choose it again" in problem


def test_a_folder(seat: Seat, own_file: Path) -> None:
    """A folder is told to be one, with the file that was meant; the path is given back."""
    seat.enter()
    answer = _send(seat, path=str(own_file.parent))
    assert f"{own_file.parent} is a folder." in _problem(answer)
    assert f"Did you mean {own_file}?" in _problem(answer)
    assert f'value="{own_file.parent}"' in answer.text


def test_a_path_that_leads_nowhere(seat: Seat, tmp_path: Path) -> None:
    """The nearest folder that is there is named; a zero byte is no path."""
    seat.enter()
    problem = _problem(_send(seat, path=str(tmp_path / "none" / "README.md")))
    assert f"The folder {tmp_path} is there." in problem
    assert "zero byte" in _problem(_send(seat, path="a\0b"))
    assert "cannot be read: File name too long" in _problem(_send(seat, path="a" * 5000))


def test_a_pipe_is_not_waited_for(seat: Seat, tmp_path: Path) -> None:
    """What is no ordinary file is not opened: it might never end."""
    seat.enter()
    os.mkfifo(tmp_path / "pipe")
    assert "is no ordinary file" in _problem(_send(seat, path=str(tmp_path / "pipe")))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"hello"),
        ("multipart/form-data", b"hello"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\nhello"),
        ("", b""),
    ],
)
def test_what_is_no_form(seat: Seat, kind: str, body: bytes) -> None:
    """A body that no form sent is refused in a page."""
    answer = seat.browser.post("/try", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "form" in answer.text


def test_a_list_that_is_not_kept(seat: Seat) -> None:
    """A page of a list that is gone says how to come by it again."""
    for address in ("/try/4711", "/try/4711/repository"):
        answer = seat.browser.request("GET" if address.endswith("4711") else "POST", address)
        assert answer.status_code == 404
    assert "Please bring it again" in answer.text


# What was learned


@pytest.mark.parametrize("name", ["named", "table", "ordered", "blocks", "authors", "chinese", "broken_lines"])
def test_every_section_is_told_with_its_sample(seat: Seat, name: str) -> None:
    """Each section with papers stands there with the number of its entries and the line that a paper would get."""
    text = read_list(name)
    page = unescape(seat.browser.get(seat.bring(text)).text)
    for one in explain(parse(text)).sections:
        assert one.sample.strip("\r\n") in page
        assert f"from line {one.section.heading.start + 1:,} on" in page


def test_lines_that_cannot_be_read_are_shown_with_their_numbers(seat: Seat) -> None:
    """An entry that no form fits is listed by its line."""
    line = "- https://arxiv.org/abs/2101.00001"
    text = OWN + line + "\n"
    number = text[: text.index(line)].count("\n") + 1
    page = seat.browser.get(seat.bring(text)).text
    assert "Shelver reads 5 of 6 entries in 1 section" in page
    assert re.search(rf"Line {number}</strong><br><code>{re.escape(line)}</code>", page)


def test_words_of_the_list_are_no_html(seat: Seat) -> None:
    """Whatever stands in a list is shown as text."""
    page = seat.browser.get(
        seat.bring(OWN.replace("Papers", "<b onclick=x>Papers</b>").replace("Pictures", "<i>P</i>"))
    ).text
    assert "<b onclick" not in page
    assert "<i>P" not in page


# A paper in it


def _ask(seat: Seat, path: str, **typed: str) -> str:
    page = seat.browser.get(path, params=typed).text
    return unescape(page[page.index('id="answer"') : page.index('id="repository"')])


@pytest.mark.parametrize("paper", ["2305.06500", "https://arxiv.org/abs/2305.06500", "arXiv:2305.06500v2"])
def test_a_papers_change_is_one_added_line(seat: Seat, paper: str) -> None:
    """An id or an address gives the section, the reason, and the diff with its one added line, as the bot makes it."""
    told = _ask(seat, seat.bring(), paper=paper)
    assert "InstructBLIP goes into Papers" in told
    (added,) = re.findall(r'<tr class="add">.*?<td class="text">(.*?)</td>', told)
    assert added == (
        "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
        "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
    )
    assert '<tr class="del">' not in told


def test_a_paper_that_the_list_has(seat: Seat) -> None:
    """A duplicate is told with its line."""
    assert "The list has this paper: BLIP-2, line 9, in Papers." in _ask(seat, seat.bring(), paper="2301.12597")


def test_a_paper_that_the_small_arxiv_lacks(seat: Seat) -> None:
    """It never says that there is no such paper, and offers both ways on."""
    told = _ask(seat, seat.bring(), paper="2407.12345")
    assert "2407.12345 is not in this try-out's small internet" in told
    assert "shelver sandbox --online" in told
    assert "fill in its title" in told
    assert "no paper" not in told


def test_title_and_address_are_enough(seat: Seat) -> None:
    """With a typed title the line is made of what was given, and said to be confirmed by nobody."""
    told = _ask(seat, seat.bring(), paper="https://arxiv.org/abs/2407.12345", title="Seeing Things: A Study")
    assert '<tr class="add">' in told
    assert "Seeing Things" in told or "[Seeing Things]" in told
    assert "nobody confirmed them" in told


def test_a_chosen_section(seat: Seat) -> None:
    """The section that is chosen is the one."""
    text = OWN + OWN.partition("## Papers")[2].join(("\n## Others", "")).replace("arxiv.org/pdf/", "arxiv.org/pdf/99")
    path = seat.bring(text)
    assert "<option>Others</option>" in seat.browser.get(path).text
    assert "InstructBLIP goes into Others." in _ask(seat, path, paper="2305.06500", section="Others")


@pytest.mark.parametrize("paper", ["hello", "<script>alert(1)</script>", "x" * 3000, "\0", "()[]{}*", "2305.99"])
def test_what_names_no_paper(seat: Seat, paper: str) -> None:
    """Words that name no paper are told to be such, with what would; what was typed stands in its field again."""
    path = seat.bring()
    page = seat.browser.get(path, params={"paper": paper})
    assert page.status_code == 200
    assert "names no paper that Shelver can find" in page.text
    assert "<script" not in page.text
    assert unescape(re.findall(r'name="paper" value="([^"]*)"', page.text)[0]) == paper


def test_arxiv_is_down(seat: Seat) -> None:
    """Bad weather is told as such."""
    path = seat.bring()
    seat.github.weather.add(Rule("GET /arxiv/api/query", Status(503)))
    told = _ask(seat, path, paper="2304.08485")
    seat.github.weather.clear()
    assert "arXiv does not answer" in told


# As a repository


def test_a_list_becomes_a_repository(whole: Whole) -> None:
    """One button makes a repository of the list's own bytes; with Shelver on it, an issue gets its pull request."""
    path = whole.bring()
    page = whole.browser.post(f"{path}/repository").text
    assert 'href="/ana/awesome-pictures/issues/new"' in page
    repo = whole.github.repo("ana/awesome-pictures")
    assert repo.read_file("README.md") == OWN.encode()
    repo.open_issue("Add InstructBLIP", "https://arxiv.org/abs/2305.06500", by="visitor")
    whole.settle()
    (pull,) = repo.pulls()
    assert "+- **[InstructBLIP]**" in repo.pull_diff(pull.number)
    whole.browser.post(f"{path}/repository").raise_for_status()
    assert [one.name for one in whole.github.world.repos.values()].count("awesome-pictures") == 1


def test_two_lists_of_one_name_are_two_repositories(seat: Seat) -> None:
    """A name that is taken gets a number."""
    texts = (OWN, OWN + "\n")
    pages = [seat.browser.post(f"{seat.bring(text)}/repository").text for text in texts]
    made = [re.findall(r'href="/(ana/awesome-pictures[^"/]*)"', page)[0] for page in pages]
    assert made[0] != made[1]


def test_the_bot_says_the_same_of_unknown_papers(whole: Whole) -> None:
    """On an issue, too, nobody is told that a paper does not exist; a title in the post is enough."""
    repo = whole.github.create_repo("ana/unknown", {"README.md": OWN.encode()})
    (app,) = whole.github.world.apps.values()
    whole.github.install(app, repo)
    issue = repo.open_issue("Add a paper", "https://arxiv.org/abs/2407.12345", by="zoe").number
    whole.settle()
    (comment,) = repo.comments(issue)
    assert comment.body.startswith("`2407.12345` is not in this try-out's small internet")
    assert "shelver sandbox --online" in comment.body
    assert "has no paper" not in comment.body
    repo.edit_issue(issue, body="Title: Seeing Things\nhttps://arxiv.org/abs/2407.12345", by="zoe")
    whole.settle()
    (pull,) = repo.pulls()
    assert "Seeing Things" in repo.pull_diff(pull.number)
