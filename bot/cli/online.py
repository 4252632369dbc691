"""What the web says of a list's links and papers, for `shelver lint --online`."""

import sys
from dataclasses import replace
from typing import Final

from bot.cli.files import stop
from bot.linkcheck import link_checker
from bot.linkstatus import LinkStatus
from bot.lint import LintContext
from bot.lookup import paper_service
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.settings import SettingsError, read_reader_settings

#: After so many seconds nobody is asked any more; what is known is kept, so that a second run comes further.
_SECONDS: Final = 300.0


def looked_up(context: LintContext) -> LintContext:
    """A list with what is told of the papers and links in those of its lines that are judged.

    A link to a paper of which a service told is not asked for as well. Ends the program where the settings are wrong.
    """
    try:
        settings = read_reader_settings()
    except SettingsError as error:
        stop(2, str(error))
    urls = dict.fromkeys(
        link.url
        for one in context.entries
        if context.is_changed(one.start)
        for link in one.links
        if link.url.startswith(("https://", "http://"))
    )
    papers_of = {url: paper for url in urls if (paper := identify(url)) is not None}
    papers: dict[PaperId, Paper | Unresolved] = {}
    links: dict[str, LinkStatus] = {}
    if papers_of:
        with paper_service(settings) as service:
            papers = service.look_up(papers_of.values(), seconds=_SECONDS)
    told = {url for url, paper in papers_of.items() if isinstance(papers.get(paper), Paper)}
    if left := [url for url in urls if url not in told]:
        with link_checker(settings) as checker:
            links = checker.check(left, seconds=_SECONDS, most=len(left))
    if queued := sum(one.why == "queued" for one in links.values()):
        print(f"{queued} links were not asked for in time; run it again: what is known is kept", file=sys.stderr)
    return replace(context, links=links, papers=papers)
