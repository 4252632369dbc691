"""An issue's title: plain text that may name a paper, ask for it, or both."""

import re
from dataclasses import replace
from typing import Final

from bot.submission.addresses import bare_addresses
from bot.submission.cues import find_cues
from bot.submission.fields import split_label
from bot.submission.markup import Anchor, Line
from bot.submission.sections import find_wishes
from bot.submission.titles import (
    clean_title,
    is_capitalised,
    is_marked_name,
    looks_like_name,
    looks_like_title,
    quoted,
    split_name,
)


def title_line(title: str) -> Line:
    """An issue's title: plain text for GitHub, with the addresses that it shows."""
    text = " ".join(title.split())[:1024]
    anchors = tuple(Anchor(start, end, url, None, given) for start, end, url, given in bare_addresses(text, ()))
    return Line(text, 0, anchors=tuple(sorted(anchors, key=lambda anchor: anchor.start)))


def paper_in_title(heading: Line) -> tuple[str | None, str | None, bool]:
    """Name, title, and whether the title is surely proposed, as an issue's title gives them."""
    text = heading.text
    for anchor in reversed(heading.anchors):
        text = text[: anchor.start] + " " + text[anchor.end :]
    label = split_label(text)
    if label and label[0] in ("title", "paper", "name", "section"):
        text = "" if label[0] == "section" else text[label[1] :]
    labelled = label is not None and label[0] in ("title", "paper")
    plain = text
    text = _TITLE_TAG.sub("", text)
    tagged = labelled or text != plain
    wishes = find_wishes(replace(heading, text=text, anchors=()))
    if wishes and (colon := re.search(r"[:：]", text[wishes[-1].end :])):
        text = text[wishes[-1].end + colon.end() :]
        tagged = True
    elif wishes and not text[wishes[-1].end :].strip(" .!\"'`*_”"):
        text = _PLACE_WORD.sub("", text[: wishes[-1].start])
    for a, b in quoted(text):
        inner = clean_title(text[a:b])
        if looks_like_title(inner) and not any(wish.start <= a < wish.end for wish in wishes):
            return None, inner, bool(list(find_cues(text[:a] + text[b:]))) or tagged
    lead = _TITLE_LEAD.match(text)
    stripped = _TITLE_END.sub("", text[lead.end() :] if lead else text)
    sure = tagged or (lead is not None and bool(re.search(r"[:：]\s?$|\bpaper", lead[0], re.IGNORECASE)))
    candidate = clean_title(stripped)
    name, rest = split_name(candidate)
    if looks_like_title(rest, strict=True):
        return name, rest, sure
    if looks_like_title(rest) and (sure or is_capitalised(rest)) and not list(find_cues(rest)):
        return name, rest, False
    if name is not None:
        return name, None, False
    shortened = clean_title(re.sub(r"\s?[(\[].{0,60}$", "", candidate))
    named = is_marked_name(shortened) or (lead is not None and looks_like_name(shortened))
    return (shortened if named else None), None, False


_PLACE_WORD: Final = re.compile(r"\s(?:to|in|into|under|for)(?: the)?\W*$")
_TITLE_TAG: Final = re.compile(
    r"^\W{0,3}[\[【(]\s?(?:new |add |add(?:ing)? a |missing )?(?:paper|papers|request|submission|suggestion|"
    r"feature(?: request)?|paper request|paper submission|"
    r"addition|add|new|entry|论文|推荐|新论文|论文推荐|收录)\s?[\])】]\s?[:：-]?\s*",
    re.IGNORECASE,
)
_TITLE_LEAD: Final = re.compile(
    r"^\W{0,3}(?:feature request\W{1,3})?(?:(?:please |pls |kindly |request(?: to|:| for)? |suggestion(?: to|"
    r":)? |could you |can you |feature request:? )*(?:add(?:ing)?|include|including|list|new|missing|"
    r"recommend(?:ing|ation)?|suggest(?:ing|ion)?|"
    r"propos(?:e|al|ing)|submi(?:t|ssion|tting)|request|consider|paper|papers|work|addition)"
    r"(?: (?:of|for|to|a|an|the|our|my|this|new|recent|missing|paper|papers|work|works|article|preprint|survey|"
    r"titled|called|request|submission|suggestion|recommendation|one|with|two|three|\d))*"
    r"|论文(?:推荐|收录|提交|投稿)?|推荐(?:论文|收录|一篇(?:新)?论文|加入)?|新增(?:论文)?|添加(?:论文)?|收录(?:请求|论文)?|请求(?:添加|收录)|建议(?:添加|收录|"
    r"增加)?|ajout(?: de| d')?|añadir|agregar|aggiungere|adicionar|"
    r"hinzufügen|vorschlag|proposition|добавить|追加(?:依頼)?|論文(?:追加)?|추가|논문)\s?(?:[:：–—-]\s?|\s|$|(?=[\"“《「『'`\[]))",
    re.IGNORECASE,
)
_TITLE_END: Final = re.compile(
    r"[\s:：,，–—-]*(?:(?:please|pls) (?:add|include|list)(?: (?:it|this|me|us))?|(?:is|are|seems?(?: to be)?) "
    r"(?:still )?missing|missing|(?:is |are )?not (?:in|on|listed|included)(?: the list| here| yet)?|"
    r"to the (?:list|readme)|to (?:this|your) (?:list|repo)|to list|paper|papers|work|"
    r"论文|の追加|を追加|추가 요청|추가)\W*$",
    re.IGNORECASE,
)
