"""The front page of the small internet: all its sites and pages, for a person who tries things."""

from collections.abc import Iterable
from html import escape

from bot.sandbox.internet.example import PAGES
from bot.sandbox.internet.web import Answer, Site, html

HOST = "internet.example"

_STYLE = "<style>body{font-family:sans-serif;margin:2em}td{padding:.2em 1em;vertical-align:top}</style>\n"


def front(sites: Iterable[Site], address: str) -> Answer:
    """Make the page; `address` is host and port that the small internet is served at."""
    rows = "".join(
        f"<tr><td>{'<br>'.join(site.HOSTS)}</td><td>{escape(site.WHAT)}</td>"
        f"<td>{'<br>'.join(f'<code>{escape(one)}</code>' for one in site.EXAMPLES)}</td></tr>\n"
        for site in sites
    )
    pages = "".join(
        f"<tr><td>{page.name}</td><td>{escape(page.what)}</td><td><code>{escape(page.address)}</code></td></tr>\n"
        for page in PAGES
    )
    body = f"""<h1>The small internet</h1>
<p>It speaks plain HTTP and goes by the Host header. To look at one of its pages, take it as a proxy:
<code>curl -x http://{address} http://alive.example/</code> (write http: also where an address says https:).</p>
<h2>Services and publishers</h2>
<table><tr><th>Hosts</th><th>What</th><th>For example</th></tr>
{rows}</table>
<h2>Strangers' pages</h2>
<table><tr><th>Name</th><th>What</th><th>Address</th></tr>
{pages}</table>"""
    return html("The small internet", body, head=_STYLE)
