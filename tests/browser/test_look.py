"""How the sandbox's pages look and read, as far as it can be measured: width, contrast, headings, names, labels."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bot.sandbox import App, Remark, Repository, Sandbox, checks
from bot.sandbox.state import Annotation

from .conftest import WINDOWS

#: Finds what is wrong on a page. Contrast: https://www.w3.org/TR/WCAG21/#contrast-minimum
MEASURE = """() => {
  const wrong = [];
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const luminance = rgb => {
    const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb.slice(0, 3).map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const found = colour(getComputedStyle(e).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) wrong.push(`${page.scrollWidth - page.clientWidth} px too wide`);
  for (const e of document.querySelectorAll('body *')) {
    const said = [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!said || !e.offsetParent || e.closest('.visually-hidden, .skip, .anchor')) continue;
    const [one, other] = [luminance(colour(getComputedStyle(e).color)), luminance(ground(e))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) wrong.push(`contrast ${contrast.toFixed(2)}: ${e.outerHTML.slice(0, 80)}`);
  }
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(heading => !heading.closest('.markdown')).map(heading => Number(heading.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1 || levels[0] !== 1) wrong.push(`headings ${levels}`);
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) wrong.push(`headings ${levels}`); });
  for (const e of document.querySelectorAll('input:not([type=hidden]), textarea, select'))
    if (!e.labels.length && !e.getAttribute('aria-label')) wrong.push(`no label: ${e.outerHTML.slice(0, 80)}`);
  for (const e of document.querySelectorAll('a[href], button, summary'))
    if (!e.textContent.trim() && !e.getAttribute('aria-label')) wrong.push(`no name: ${e.outerHTML.slice(0, 80)}`);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`twice: #${id}`);
  for (const name of ['aria-labelledby', 'aria-describedby'])
    for (const e of document.querySelectorAll(`[${name}]`))
      for (const id of e.getAttribute(name).trim().split(/\\s+/))
        if (!document.getElementById(id)) wrong.push(`${name} names nothing: ${id}`);
  return wrong;
}"""

LONG = "https://example.org/" + "a-very-long-address-" * 12
TEXT = f"""# A list ![badge](https://example.org/badge.svg)

{LONG} and `{LONG}`

| a | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| {" | ".join([LONG[:60]] * 8)} |

```
{LONG}
```

> [!WARNING]
> Mind this.

- [x] done
- [ ] to do

<details><summary>More</summary>

Hidden.

</details>
"""
FORM = """
name: Add a paper
description: One paper a form
body:
  - type: markdown
    attributes: {value: "## Thank you"}
  - type: input
    id: paper
    attributes: {label: Paper, description: A link, placeholder: "https://arxiv.org/abs/..."}
    validations: {required: true}
  - type: dropdown
    id: section
    attributes: {label: Section, options: [Papers, Surveys]}
  - type: dropdown
    id: topics
    attributes: {label: Topics, multiple: true, options: [One topic, Another topic]}
  - type: textarea
    id: bib
    attributes: {label: BibTeX, render: bibtex}
  - type: checkboxes
    id: checks
    attributes: {label: Checks, options: [{label: I looked, required: true}]}
"""


@pytest.fixture(scope="module")
def pages() -> Iterator[list[str]]:
    """The addresses of all kinds of pages of a list with much in it."""
    with Sandbox() as github:
        folder = ".github/ISSUE_TEMPLATE"
        files = {
            "README.md": TEXT.encode(),
            f"{folder}/paper.yml": FORM.encode(),
            f"{folder}/broken.yml": b"name: Broken\ndescription: x\nbody: []\n",
        }
        repo = github.create_repo("ana/a-list-with-quite-a-long-name", files, description="A list")
        app = github.register_app(webhook_url="http://127.0.0.1:9/closed")
        github.install(app, repo)
        for label in ("bug", "documentation", "good first issue", "help wanted", "question", "wontfix"):
            repo.open_issue(f"{label} " + "and so on " * 20, TEXT, by="zoe", labels=[label])
        repo.comment(1, TEXT, by="shelver[bot]")
        repo.react(1, "+1")
        repo.push_file("README.md", TEXT.replace("Hidden", "Seen").encode(), branch="mine")
        pull = repo.open_pull("Show it", "mine", "Closes #1").number
        repo.push_file("README.md", TEXT.replace("Hidden", "Known").encode(), branch="other")
        conflict = repo.open_pull("Know it", "other").number
        repo.merge(pull)
        proposed, run = _reviewed(github, repo, app)
        github.wait_idle()
        sent = github.deliveries[-1].id
        places = f"""
            / | | /issues | /issues?state=closed | /issues/1 | /issues/2 | /pulls | /pull/{pull} | /pull/{conflict}
            | /pull/{conflict}/commits | /pull/{conflict}/files | /issues/new/choose | /issues/new?title=x
            | /issues/new?template=paper.yml | /labels | /commits | /commit/{repo.branches()["main"]} | /tree/main
            | /blob/main/README.md | /blob/main/README.md?plain=1 | /blob/main/{folder}/broken.yml | /deliveries
            | /deliveries/{sent} | /nothing/here | /pull/{proposed} | /pull/{proposed}/files | /runs/{run}
            | /edit/main/README.md | /compare/main...zoe:new
        """
        first, *others = (place.strip() for place in places.split("|"))
        yield [github.url + first, *(f"{repo.html_url}{place}" for place in others)]


def _reviewed(github: Sandbox, repo: Repository, app: App) -> tuple[int, int]:
    """Propose from a fork what is reviewed and checked at length; returns the pull request's and the run's number."""
    fork = repo.fork("zoe")
    changed = TEXT.replace("Hidden", LONG)
    for branch in ("long", "new"):
        fork.push_file("README.md", changed.encode(), by="zoe", branch=branch)
    number = repo.open_pull("Say it at length", "zoe:long", by="zoe").number
    line = changed.split("\n").index(f"{LONG}.") + 1
    body = f"{TEXT}\n```suggestion\n{LONG}?\n```\n"
    repo.review(
        number, TEXT, [Remark("README.md", body, line), Remark("README.md", "And so on", line + 2, start_line=line)]
    )
    repo.reply(repo.review_comments(number)[0].id, TEXT, by="zoe")
    levels = ("notice", "warning", "failure")
    notes = tuple(Annotation("README.md", line, line, level, LONG, LONG[:200], LONG) for level in levels)
    said = checks.Report(name=LONG[:100], conclusion="failure", title=LONG, summary=TEXT, text=TEXT, annotations=notes)
    world = github.world
    run = checks.create_run(world, world.repos[repo.id], app, fork.branches()["long"], said)
    return number, run.id


@pytest.mark.parametrize(("window", "scheme"), [*itertools.product(WINDOWS, ("light", "dark"))])
def test_pages_read_well(browser: Browser, pages: list[str], window: str, scheme: str) -> None:
    """At both widths, light and dark: nothing is too wide, too pale, without a name or out of order."""
    width, height = WINDOWS[window]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    origin = pages[0].rstrip("/")
    context.add_cookies([{"name": "role", "value": "maintainer", "url": origin}])
    page = context.new_page()
    wrong = []
    for address in pages:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        wrong += [f"{address.removeprefix(origin)}: {what}" for what in page.evaluate(MEASURE)]
    context.close()
    assert wrong == []


def test_a_keyboard_is_enough(browser: Browser, pages: list[str]) -> None:
    """The first stop of the Tab key leads past the header; what has the focus shows it."""
    page = browser.new_page()
    page.goto(pages[4])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
