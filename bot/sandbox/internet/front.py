"""The front page of the small internet: papers, sites and pages, for a person who tries things."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from bot.sandbox.internet.example import PAGES
from bot.sandbox.internet.publication import Publication
from bot.sandbox.internet.web import Answer, Site, html

HOST = "internet.example"

_HEAD = """<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #d0d7de; padding: .4rem 1rem .4rem 0; text-align: left; vertical-align: top; }
th { border: 0; }
td, p { overflow-wrap: anywhere; }
td:first-child { min-width: 11rem; }
code { font-size: .875rem; }
@media (max-width: 48rem) {
  table, tbody, tr, td { display: block; }
  tr { border-top: 1px solid #d0d7de; padding: .4rem 0; }
  tr:first-child { display: none; }
  td { border: 0; padding: 0; }
}
</style>
"""
#: So many papers are shown; each stands under at least so many addresses.
_SHOWN, _ADDRESSES = 30, 3


def front(sites: Iterable[Site], works: Iterable[Publication], address: str) -> Answer:
    """Make the page; `address` is host and port that the small internet is served at."""
    many = [(work.title, found) for work in works if len(found := list(_addresses(work))) >= _ADDRESSES]
    body = f"""<h1>The small internet</h1>
<p>Paper services, publishers and other pages on this machine, with some hundreds of papers. They stand for the real
ones, and hold true facts in their own protocols.</p>
<h2>Papers to try</h2>
<p>These stand under several addresses. Any of them, or the DOI alone, means the paper.</p>
{_table(("Paper", "Addresses"), ((escape(title), _codes(found)) for title, found in many[:_SHOWN]))}
<h2>Services and publishers</h2>
<p>This server speaks plain HTTP and goes by the Host header. To look at one of its pages, take it as a proxy:
<code>curl -x http://{address} http://alive.example/</code> (write http: also where an address says https:).</p>
{_table(("Hosts", "What", "For example"), (("<br>".join(s.HOSTS), escape(s.WHAT), _codes(s.EXAMPLES)) for s in sites))}
<h2>Strangers' pages</h2>
{_table(("Name", "What", "Address"), ((page.name, escape(page.what), _codes([page.address])) for page in PAGES))}"""
    return html("The small internet", body, head=_HEAD)


def _addresses(work: Publication) -> Iterator[str]:
    """The addresses at which a person finds a work."""
    forms = (
        ("https://arxiv.org/abs/{}", work.arxiv),
        ("https://doi.org/{}", work.doi),
        ("https://openreview.net/forum?id={}", work.openreview),
        ("https://aclanthology.org/{}", work.acl),
        ("{}", work.page),
    )
    return (form.format(value) for form, value in forms if value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells in HTML."""
    top = "".join(f"<th>{name}</th>" for name in head)
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "\n".join([f"<table>\n<tr>{top}</tr>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


def _codes(addresses: Iterable[str]) -> str:
    return "<br>".join(f"<code>{escape(one)}</code>" for one in addresses)
