"""Submissions: what an issue proposes, read from its title and body.

`read_submission(title, body)` gives a `Submission`; it knows GitHub's Markdown and issue forms, and how
people write, but neither GitHub nor any paper service. The steps, in the order of reading: `markup` (lines),
`forms`, `intent` (what a line does with its links), `drafts` (which lines are one paper), `read` (the sum).
"""

from bot.submission.facts import ListFacts, facts_of
from bot.submission.proposal import ProposedPaper, Submission
from bot.submission.read import read_submission

__all__ = ["ListFacts", "ProposedPaper", "Submission", "facts_of", "read_submission"]
