"""The pages on which an issue is opened from a template."""

import re

import httpx
import pytest

from bot.sandbox import Repository, Sandbox

from .conftest import as_maintainer

FORM = b"""
name: Add a paper
description: One paper a form
title: "[Paper] "
labels: [enhancement, no-such-label]
body:
  - type: markdown
    attributes: {value: "## Thank you"}
  - type: input
    id: paper
    attributes: {label: Paper, description: "An *arXiv* link", placeholder: "https://arxiv.org/abs/..."}
    validations: {required: true}
  - type: dropdown
    id: section
    attributes: {label: Section, options: [Papers, Surveys]}
  - type: textarea
    id: why
    attributes: {label: Why, value: "Because "}
  - type: checkboxes
    id: checks
    attributes: {label: Checks, options: [{label: I looked, required: true}, {label: I wrote it}]}
"""
FILLED = {
    "template": "paper.yml",
    "title": "[Paper] InstructBLIP",
    "issue_form[paper]": "https://arxiv.org/abs/2305.06500",
    "issue_form[section]": "1",
    "issue_form[why]": "two\r\nlines",
    "issue_form[checks]": "0",
}


@pytest.fixture
def repo(repo: Repository) -> Repository:
    """Ana's list with a form."""
    repo.push_file(".github/ISSUE_TEMPLATE/paper.yml", FORM)
    return repo


def test_form_is_filled_in(browser: httpx.Client, repo: Repository) -> None:
    """The issue bears the text that GitHub makes of it, and the labels that the repository has."""
    page = browser.post("/ana/list/issues", data=FILLED)
    assert str(page.url).endswith("/ana/list/issues/1")
    assert repo.issue(1).title == "[Paper] InstructBLIP"
    assert repo.issue(1).body == (
        "### Paper\n\nhttps://arxiv.org/abs/2305.06500\n\n### Section\n\nSurveys\n\n### Why\n\ntwo\r\nlines\n\n"
        "### Checks\n\n- [X] I looked\n- [ ] I wrote it"
    )
    assert repo.labels(1) == ["enhancement"]


def test_form_is_shown_with_labels_and_values(browser: httpx.Client, repo: Repository) -> None:
    """Each field has its label; the address fills fields in."""
    page = browser.get("/ana/list/issues/new?template=paper.yml&paper=https://x.org&section=surveys").text
    assert "<h2>Thank you</h2>" in page
    assert '<label for="field-paper">Paper' in page
    assert 'value="https://x.org"' in page
    assert '<option value="1" selected>Surveys</option>' in page
    assert ">\nBecause </textarea>" in page
    assert 'value="[Paper] "' in page
    assert "An <em>arXiv</em> link" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()} <= set(ids)


def test_nothing_typed_is_lost(browser: httpx.Client, repo: Repository) -> None:
    """Where something required is missing, the page says what and comes back as it was."""
    typed = FILLED | {"issue_form[paper]": " ", "issue_form[checks]": "1", "issue_form[why]": "<my> text", "title": ""}
    page = browser.post("/ana/list/issues", data=typed)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    for field in ("title", "paper", "checks"):
        assert f'href="#field-{field}"' in page.text
        assert f'id="wrong-{field}"' in page.text
    assert ">\n&lt;my&gt; text</textarea>" in page.text
    assert '<option value="1" selected>Surveys</option>' in page.text
    assert 'value="1" checked' in page.text
    assert repo.issues() == []


def test_nothing_is_required_in_private_repositories(browser: httpx.Client, github: Sandbox) -> None:
    """As GitHub has it: there all fields are optional."""
    private = github.create_repo("ana/secret", {".github/ISSUE_TEMPLATE/paper.yml": FORM}, private=True)
    as_maintainer(browser)
    browser.post("/ana/secret/issues", data={"template": "paper.yml", "title": "x"})
    assert (private.issue(1).body or "").startswith("### Paper\n\n_No response_")


def test_chooser_offers_templates(browser: httpx.Client, repo: Repository) -> None:
    """Forms, Markdown templates, links; a form that GitHub would not take is told with its reason."""
    folder = ".github/ISSUE_TEMPLATE"
    repo.push_file(
        f"{folder}/ask.md", b"---\nname: Question\nabout: Ask us\ntitle: 'Q: '\nlabels: question\n---\nWhat?\n"
    )
    repo.push_file(f"{folder}/broken.yml", b"name: Broken\ndescription: x\nbody:\n- type: markdwn\n")
    repo.push_file(
        f"{folder}/config.yml",
        b"blank_issues_enabled: false\ncontact_links:\n- {name: Forum, url: 'javascript:1', about: Chat}\n",
    )
    page = browser.get("/ana/list/issues/new/choose").text
    assert 'href="/ana/list/issues/new?template=paper.yml">Add a paper</a>' in page
    assert "Ask us" in page
    assert "Forum" in page
    assert "javascript" not in page
    assert "body[0]: <code>markdwn</code> is not a valid input type" in page
    assert "Blank issue" not in page
    assert str(browser.get("/ana/list/issues/new").url).endswith("/choose")
    assert "There is a problem with this template" in browser.get(f"/ana/list/blob/main/{folder}/broken.yml").text
    as_maintainer(browser)
    assert "Maintainers only." in browser.get("/ana/list/issues/new/choose").text


def test_markdown_template_fills_the_body(browser: httpx.Client, repo: Repository) -> None:
    """With its title and its labels."""
    repo.push_file(
        ".github/ISSUE_TEMPLATE/ask.md", b"---\nname: Ask\nabout: x\ntitle: 'Q: '\nlabels: question\n---\nWhat?\n"
    )
    page = browser.get("/ana/list/issues/new?template=ask.md").text
    assert 'value="Q: "' in page
    assert ">\nWhat?\n</textarea>" in page
    browser.post("/ana/list/issues", data={"template": "ask.md", "title": "Q: why", "body": "Why?"})
    assert repo.labels(1) == ["question"]


def test_without_templates_the_issue_is_blank(browser: httpx.Client, github: Sandbox) -> None:
    """The chooser leads straight on."""
    github.create_repo("ana/plain", {"README.md": b"# Plain\n"})
    assert str(browser.get("/ana/plain/issues/new/choose").url).endswith("/ana/plain/issues/new")


def test_what_a_form_says_becomes_no_html(browser: httpx.Client, repo: Repository) -> None:
    """Labels, placeholders and options stay text; its Markdown is sanitised."""
    evil = '"><script>1</script>'
    text = f"""
name: '{evil}'
description: '{evil}'
title: '{evil}'
body:
  - type: markdown
    attributes: {{value: '{evil}'}}
  - type: input
    id: a
    attributes: {{label: '{evil}', description: '{evil}', placeholder: '{evil}', value: '{evil}'}}
  - type: dropdown
    id: b
    attributes: {{label: 'B{evil}', options: ['{evil}']}}
  - type: checkboxes
    id: c
    attributes: {{label: 'C{evil}', options: [{{label: '{evil}'}}]}}
"""
    repo.push_file(".github/ISSUE_TEMPLATE/evil.yml", text.encode())
    for page in ("/new/choose", "/new?template=evil.yml", f"/new?template=evil.yml&a={evil}&title={evil}"):
        assert "<script" not in browser.get(f"/ana/list/issues{page}").text
