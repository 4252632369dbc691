"""Labels that people put before a value: `Title: ...`, `**Paper** ...`, a form's heading, a table's head."""

import re
from typing import Final, Literal, get_args

from bot.links import Role, label_role
from bot.papers import identify
from bot.submission.titles import is_capitalised

Field = Literal["title", "name", "paper", "section", "venue", "date", "authors", "record", "text", "correction", "link"]


def field_of(label: str) -> Field | Role | None:
    """What a label announces; None where its words announce nothing.

    "link" is an address that the label tells nothing else of; "text" something that is no fact of a paper.
    """
    words = [word.removesuffix("s") for word in _WORD.findall(label.casefold())]
    if not words or len(words) > _MOST_WORDS:
        return None
    known = {_FIELDS[word] for word in words if word in _FIELDS}
    for part, field in _PARTS:
        if part in label:
            known.add(field)
    role = label_role(label)
    for field in _ORDER:
        if field in known:
            if field == "title" and role not in (None, "abstract", "pdf") and "title" not in words:
                continue
            if field == "name" and role is not None and words[-1] not in _FIELDS:
                continue
            return field
    if role in ("pdf", "abstract"):
        return "paper"
    return role or ("link" if any(word in _LINK_WORDS for word in words) else None)


def split_label(text: str) -> tuple[Field | Role, int] | None:
    """The field that a line begins with and where its value starts: `Title: X` -> ("title", 7)."""
    found = _LABEL.match(text)
    if found is None:
        return None
    if len(found["label"].split()) > 5 or _TO_READER.search(found["label"]):
        return None
    field = field_of(found["label"])
    if field in _ROLES and _is_half_a_title(found["label"], text[found.end() :]):
        return None
    return (field, found.end()) if field is not None else None


def _is_half_a_title(label: str, value: str) -> bool:
    """Whether the words before a colon begin or are a title: "Diffusion Models for Images: A Survey"."""
    if not _VALUE.match(value):
        return bool(_TITLE_SHAPE.search(label))
    if len(label.split()) < 4 or not is_capitalised(label) or _LINK_WORDS & set(label.casefold().split()):
        return False
    address = value.split()[0]
    return identify(address if "://" in address else "https://" + address) is not None


def is_empty_answer(text: str) -> bool:
    """Whether a value says that there is none: `_No response_`, `N/A`, `TBA`, `coming soon`, `-`."""
    return not text.strip() or bool(_NOTHING.fullmatch(text.strip()))


_MOST_WORDS: Final = 12
_WORD: Final = re.compile(r"[^\W_]+")
_LABEL: Final = re.compile(
    r"[\W_]{0,8}?(?P<label>[^\W_][^:：;；=\n\[\]()!！?？,，。]{0,60}?)[\s*_`\]]{0,4}(?:[:：]|[;；=](?=\s)|"
    r"(?<=\s)[–—-](?=\s))[\s*_`]{0,6}"
)
_ROLES: Final = frozenset(get_args(Role))
_TITLE_SHAPE: Final = re.compile(r"[A-Z][\w-]* (?:\S+ )?(?:for|in|of|with|via|from|to|on|and) (?:\S+ )?[A-Z][\w-]*$")
_VALUE: Final = re.compile(r"[\[(<]|https?:|[\w-]+\.\w")
_TO_READER: Final = re.compile(r"\b(?:please|pls|add|could|would|is|are|we|you|your|I|suggest|propose|recommend)\b")
_NOTHING: Final = re.compile(
    r"[\W_]*(?:no response|none|nil|null|n\W?a\W?|not (?:yet )?(?:available|applicable|released|public|yet)|"
    r"tba|tbd|tbc|todo|"
    r"(?:will be |to be )?(?:coming|released|available|added|announced)(?: very)?(?: soon| later| upon "
    r"acceptance)?|soon|unknown|no|"
    r"none so far|(?:i'?m |i am )?not sure.{0,30}|(?:i )?don[’']?t know.{0,30}|up to you|no code|"
    r"无|暂无|没有|待定|待公开|なし|없음|нет|keine?|aucun|ninguno|x|\?)?[\W_]*",
    re.IGNORECASE,
)

#: Which field wins where a label's words name several: "Paper title" is a title, "Link of the paper" a paper.
_ORDER: Final[tuple[Field, ...]] = (
    "correction", "title", "record", "section", "venue", "date", "authors", "name", "text",
)  # fmt: skip

#: Words of labels, plural left off.
_WORDS_OF_FIELDS: Final[dict[Field, str]] = {
    "title": "title titel titre título titolo titulo название заголовок tytuł",
    "name": "name abbreviation acronym method shorthand nickname alias",
    "section": "section subsection category categorie categorie sektion kategorie catégorie categoría categoria "
    "sezione sección seção раздел категория chapter rubric rubrik placement topic",
    "venue": "venue conference journal conf published accepted publisher",
    "date": "date year month publication_date datum fecha",
    "authors": "author autor auteur autore автор affiliation",
    "record": "bibtex bib citation cite reference",
    "text": "summary tldr description comment reason note checklist contribution motivation why context "
    "screenshot additional anything else contact email abstract highlight keyword area field task "
    "version status licence license contributor term agreement",
    "correction": "correction wrong incorrect fix error mistake",
}
_FIELDS: Final = {word: field for field, words in _WORDS_OF_FIELDS.items() for word in words.split()}

#: Parts of labels in scripts that put no blanks between words.
_PARTS: Final[tuple[tuple[str, Field], ...]] = (
    ("标题", "title"), ("題目", "title"), ("题目", "title"), ("论文名", "title"), ("タイトル", "title"),
    ("제목", "title"),
    ("简称", "name"), ("缩写", "name"), ("略称", "name"), ("약칭", "name"), ("模型名", "name"),
    ("分类", "section"), ("类别", "section"), ("分類", "section"), ("章节", "section"), ("板块", "section"),
    ("栏目", "section"), ("カテゴリ", "section"), ("セクション", "section"), ("섹션", "section"),
    ("카테고리", "section"),
    ("会议", "venue"), ("期刊", "venue"), ("发表", "venue"), ("学会", "venue"), ("학회", "venue"),
    ("日期", "date"), ("年份", "date"), ("年度", "date"), ("날짜", "date"), ("作者", "authors"), ("著者", "authors"),
    ("저자", "authors"), ("摘要", "text"), ("简介", "text"), ("備考", "text"), ("备注", "text"), ("要約", "text"),
)  # fmt: skip

_LINK_WORDS: Final = frozenset(("link", "url", "address", "href", "lien", "enlace", "ссылка", "uri", "where"))
