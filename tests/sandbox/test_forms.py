"""Issue forms and templates: what GitHub takes, what it refuses, and the text it makes of an answer."""

import pytest

from bot.document import parse
from bot.onboarding import learned_of
from bot.sandbox import demo_list
from bot.sandbox.forms import (
    BrokenTemplate,
    ContactLink,
    Element,
    IssueForm,
    MarkdownTemplate,
    Option,
    missing,
    prefilled,
    read_chooser,
    read_form,
    read_template,
    written,
)
from bot.scaffold import form_text

HEAD = "name: Add a paper\ndescription: One paper\n"


def form(body: str, head: str = HEAD) -> IssueForm:
    """A form that must be valid."""
    made = read_form("x.yml", f"{head}body:\n{body}")
    assert isinstance(made, IssueForm), made
    return made


def test_elements_are_read() -> None:
    """With all their attributes."""
    made = form(
        """
  - type: markdown
    attributes: {value: Hello}
  - type: textarea
    id: bib
    attributes: {label: BibTeX, description: d, placeholder: p, value: v, render: bibtex}
    validations: {required: true}
  - type: dropdown
    attributes: {label: "Which Section?", multiple: true, options: [A, 2], default: 1}
  - type: checkboxes
    attributes: {label: Checks, options: [{label: one, required: true}, {label: two}]}
""",
        head=HEAD + "title: '[Paper] '\nlabels: [a, b]\n",
    )
    assert (made.name, made.description, made.title, made.labels) == (
        "Add a paper",
        "One paper",
        "[Paper] ",
        ("a", "b"),
    )
    assert made.elements == (
        Element("markdown", value="Hello"),
        Element("textarea", "bib", "BibTeX", "d", "p", "v", "bibtex", required=True),
        Element(
            "dropdown",
            "which-section",
            "Which Section?",
            options=(Option("A"), Option("2")),
            multiple=True,
            default=1,
        ),
        Element("checkboxes", "checks", "Checks", options=(Option("one", True), Option("two"))),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("description: x\nbody: [{type: input, attributes: {label: a}}]", "Required top level key `name` is missing"),
        (
            "name: true\ndescription: x\nbody: [{type: input, attributes: {label: a}}]",
            "`name` must be of type String and cannot be empty",
        ),
        (
            HEAD + "title: ''\nbody: [{type: input, attributes: {label: a}}]",
            "`title` must be of type String and cannot be empty",
        ),
        (HEAD + "hello: 1\nbody: [{type: input, attributes: {label: a}}]", "`hello` is not a permitted key"),
        (
            "name: Bug\ndescription: x\nbody: [{type: input, attributes: {label: a}}]",
            "`name` must be more than 3 characters",
        ),
        (HEAD, "Body cannot be empty"),
        (HEAD + "---\nbody: [{type: input, attributes: {label: a}}]", "Body cannot be empty"),
        (
            HEAD + "body: [{type: markdown, attributes: {value: a}}]",
            "Body must contain at least one non-markdown field",
        ),
        (HEAD + "body: [{attributes: {value: a}}]", "body[0]: required key type is missing"),
        (HEAD + "body: [{type: x, attributes: {value: a}}]", "body[0]: `x` is not a valid input type"),
        (HEAD + "body: [{type: markdown}]", "body[0]: required attribute key `value` is missing"),
        (HEAD + "body: [{type: input, attributes: {label: true}}]", "body[0]: label must be a string"),
        (
            HEAD + "body: [{type: input, id: a b, attributes: {label: a}}]",
            "body[0]: `id` can only contain numbers, letters, -, _",
        ),
        (HEAD + "body: [{type: input, x: 1, attributes: {label: a}}]", "body[0]: `x` is not a permitted key"),
        (HEAD + "body: [{type: input, attributes: {label: a, x: 1}}]", "body[0]: `x` is not a permitted attribute"),
        (HEAD + "body: [{type: input, attributes: {label: Password}}]", "body[0]: `label` contains forbidden word"),
        (
            HEAD + "body: [{type: dropdown, attributes: {label: a, options: [b, b]}}]",
            "body[0]: `options` must be unique",
        ),
        (
            HEAD + "body: [{type: dropdown, attributes: {label: a, options: [b, None]}}]",
            "body[0]: `options` must not include the reserved word, none",
        ),
        (
            HEAD + "body: [{type: dropdown, attributes: {label: a, options: [Yes, No]}}]",
            "body[0]: `options` must not include booleans. Please wrap values such as 'yes', and 'true' in quotes",
        ),
        (
            HEAD + "body: [{type: input, attributes: {label: a}}, {type: input, attributes: {label: a}}]",
            "Body must have unique labels",
        ),
        (
            HEAD + "body: [{type: input, attributes: {label: 'a?'}}, {type: input, attributes: {label: 'a!'}}]",
            "Labels are too similar (a?, a!)",
        ),
        (
            HEAD + "body: [{type: input, id: x, attributes: {label: a}}, {type: input, id: x, attributes: {label: b}}]",
            "Body must have unique ids (`x`)",
        ),
        ("name: [", "Invalid YAML: line 1: expected the node content, but found '<stream end>'"),
        ("- a", "The file must hold keys and values"),
    ],
)
def test_what_github_refuses(text: str, reason: str) -> None:
    """Each with its reason, in GitHub's words where it has them."""
    made = read_form("x.yml", text)
    assert isinstance(made, BrokenTemplate)
    assert reason in made.errors


@pytest.mark.parametrize("text", ["a: 2023-99-99", "&a [*a]", "a: !!python/object:os.system x", "\0", "[" * 3000])
def test_odd_yaml_is_broken_not_fatal(text: str) -> None:
    """Dates that are none, loops, objects, signs that YAML forbids, and depth."""
    assert isinstance(read_form("x.yml", text), BrokenTemplate)


def test_answers_are_written_as_github_writes_them() -> None:
    """Headings, `_No response_`, code blocks, boxes, several choices."""
    made = form("""
  - type: markdown
    attributes: {value: not submitted}
  - type: input
    id: paper
    attributes: {label: Paper}
  - type: input
    id: code
    attributes: {label: Code}
  - type: textarea
    id: bib
    attributes: {label: BibTeX, render: bibtex}
  - type: textarea
    id: log
    attributes: {label: Log, render: text}
  - type: dropdown
    id: topics
    attributes: {label: Topics, multiple: true, options: [A, B, C]}
  - type: dropdown
    id: section
    attributes: {label: Section, options: [A]}
  - type: checkboxes
    id: checks
    attributes: {label: Checks, options: [{label: one}, {label: two}]}
""")
    answers = {"paper": [" https://x.org "], "code": [""], "bib": ["@a{b}"], "topics": ["0", "2"], "checks": ["1"]}
    assert written(made, lambda element: answers.get(element.id, [])) == (
        "### Paper\n\nhttps://x.org\n\n### Code\n\n_No response_\n\n### BibTeX\n\n```bibtex\n@a{b}\n```\n\n\n"
        "### Log\n\n_No response_\n\n### Topics\n\nA, C\n\n### Section\n\n_No response_\n\n"
        "### Checks\n\n- [ ] one\n- [X] two"
    )


@pytest.mark.parametrize(
    ("element", "given", "lacks"),
    [
        (Element("input", "a", "A", required=True), ["  "], True),
        (Element("input", "a", "A", required=True), ["x"], False),
        (Element("input", "a", "A"), [""], False),
        (Element("textarea", "a", "A", required=True), [], True),
        (Element("dropdown", "a", "A", options=(Option("x"),), required=True), [""], True),
        (Element("dropdown", "a", "A", options=(Option("x"),), required=True), ["7"], True),
        (Element("dropdown", "a", "A", options=(Option("x"),), required=True), ["0"], False),
        (Element("checkboxes", "a", "A", options=(Option("x", True), Option("y"))), ["1"], True),
        (Element("checkboxes", "a", "A", options=(Option("x", True), Option("y"))), ["0"], False),
    ],
)
def test_required_answers(element: Element, given: list[str], lacks: bool) -> None:
    """Blank is not filled in; each required box must be ticked."""
    assert bool(missing(element, given)) == lacks


def test_addresses_fill_forms_in() -> None:
    """By the elements' ids; what the address does not say comes from the form."""
    options = (Option("Papers"), Option("Big Surveys"))
    query = {"paper": "https://x.org", "section": "big surveys", "topics": "Papers, Big Surveys", "nothing": "1"}
    assert prefilled(Element("input", "paper", "P", value="old"), query) == ["https://x.org"]
    assert prefilled(Element("input", "code", "C", value="old"), query) == ["old"]
    assert prefilled(Element("dropdown", "section", "S", options=options, default=0), query) == ["1"]
    assert prefilled(Element("dropdown", "other", "O", options=options, default=0), query) == ["0"]
    assert prefilled(Element("dropdown", "topics", "T", options=options, multiple=True), query) == ["0", "1"]


def test_chooser() -> None:
    """Forms before Markdown, by name; links and whether issues may be blank from config.yml."""
    body = "body: [{type: input, attributes: {label: a}}]"
    chooser = read_chooser(
        {
            "b.yml": HEAD + body,
            "a.yaml": HEAD + body,
            "0.md": "---\nname: Ask\nabout: A question\n---\nhello",
            "config.yml": "blank_issues_enabled: false\ncontact_links: [{name: n, url: u, about: a}, {name: n}, 3]",
            "picture.png": "",
        }
    )
    assert [template.file for template in chooser.templates] == ["a.yaml", "b.yml", "0.md"]
    assert chooser.links == (ContactLink("n", "u", "a"),)
    assert not chooser.blank_issues
    assert read_chooser({}).blank_issues
    assert "Invalid YAML" in read_chooser({"config.yml": "a: ["}).config_error


def test_markdown_templates() -> None:
    """Front matter says name, title and labels; the rest is the issue's body."""
    text = "---\r\nname: Ask\r\nabout: A question\r\ntitle: 'Q: '\r\nlabels: a, b\r\n---\r\n\r\nWhat?\r\n"
    assert read_template("q.md", text) == MarkdownTemplate("q.md", "Ask", "A question", "What?\n", "Q: ", ("a", "b"))
    assert read_template("q.md", "---\nname: Ask\n---\n") == BrokenTemplate("q.md", ("`about` is missing",))
    assert isinstance(read_template("q.md", "no front matter"), BrokenTemplate)


def test_form_that_shelver_writes_is_taken() -> None:
    """`shelver init` makes a form for a list: this GitHub offers it."""
    text = form_text(learned_of(parse(demo_list().decode()), "README.md", ()))
    assert isinstance(read_form("paper.yml", text), IssueForm)
