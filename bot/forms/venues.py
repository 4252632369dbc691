"""Venues as entries show them: which words name one, and preprints, which are a venue of their own."""

import re
from typing import Final


def is_preprint(text: str) -> bool:
    """Whether a venue's words say that the paper is a preprint."""
    return _PREPRINT.fullmatch(text.strip()) is not None


def server_of(text: str) -> str | None:
    """The server of preprints that a venue's words name, in lower case; None where they name none."""
    found = _SERVER.match(text.strip())
    return None if found is None else found[0].casefold().replace("corr", "arxiv")


def is_venue(text: str, *, dated: bool = False) -> bool:
    """Whether a text without its year names a venue; with a year beside it, a short name in capitals is enough."""
    words = text.strip(" .,'’-:")
    if not words or len(words) > 120:
        return False
    if _PREPRINT.fullmatch(words):
        return True
    first = _FIRST.match(words)
    if first and first[0].casefold() in _KNOWN and (len(words) < 40 or dated):
        return True
    if _KIND.search(words):
        return True
    return dated and _ACRONYM.fullmatch(words) is not None


def split_year(venue: str) -> tuple[str, str | None]:
    """A venue without its year, and the year in four digits: `CVPR 2023`, `ICLR'24`, `ECCV2024`."""
    if found := _YEAR.search(venue):
        year = found["year"] or f"20{found['short']}"
        rest = (venue[: found.start()] + " " + venue[found.end() :]).strip(" ,'’")
        return " ".join(rest.split()), year
    return venue, None


_PREPRINT: Final = re.compile(
    r"arxiv(?:\.org)?(?:[ -]preprint)?|preprints?|corr|(?:bio|med|tech)rxiv|openreview|under review"
    r"|tech(?:nical)? report",
    re.IGNORECASE,
)
_SERVER: Final = re.compile(r"arxiv|corr\b|(?:bio|med|tech)rxiv", re.IGNORECASE)
_FIRST: Final = re.compile(r"[^\W_][\w&*+-]*")
_YEAR: Final = re.compile(
    r"(?<![\d ,'’-])[ ,'’-]*+(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?<=[^\W\d_)])\s?['’](?P<short>\d\d)(?!\d)"
)
_KIND: Final = re.compile(
    r"\b(?:Transactions|Trans\.|Journal|Proceedings|Proc\.|Conference|Conf\.|Workshops?|Symposium|Letters|Findings"
    r"|Advances in|Magazine|Communications of|Lecture Notes|Thesis|Dissertation)(?!\w)|学报|会议"
)
#: A short name in capitals, a society before it and a track behind it: `ACL Findings`, `MICCAI (Oral)`.
_ACRONYM: Final = re.compile(
    r"(?:(?:IEEE|ACM|ACL|AAAI) )?[A-Z][A-Za-z&*+/-]{0,14}[A-Z][A-Za-z]{0,3}"
    r"(?:[ -](?:Findings|Workshops?|Oral|Spotlight|Poster|W|D&B|Demo|Industry|Short|Best Paper))?"
    r"(?: ?\([^()]{1,30}\))?"
)
#: First words of venues as lists write them, in lower case.
_KNOWN: Final = frozenset(
    str.split(
        "aaai aacl acl accv aistats alt asru acm-mm acmmm apsipa bmvc bmcv cav chi chil cidr cikm clear coling colm "
        "collas colt conll corl cvpr cvprw cvm cscwd dac date dasfaa eacl ecai eccv eccvw ecir ecml ecml-pkdd ecva "
        "emnlp eurographics eurosys fg focs fse fast facct globecom gecco hpca hri iccad iccv iccvw icassp icde icdar "
        "icdm icip iclr iclrw icml icmlw icme icmi icpr icra icse icst ics ijcai ijcb ijcnn ijcv ijrr infocom "
        "interspeech iros isbi isca ismar ismir iswc issta issre itsc iui iva ivcnz jmlr jair kdd log lrec "
        "lrec-coling micro miccai midl mm mlhc mlsys mobicom mobisys mmsys msr mwscas naacl naacl-hlt nature ndss "
        "neurips neuripsw nips nsdi osdi oopsla pact pami pakdd pldi ppopp podc pnas ra-l ral recsys rss s&p sc "
        "science scientific sensors sensys sigcomm siggraph sigir sigkdd sigmod slt soda sosp stoc sp spl ssw tacl "
        "tallip tasl taslp tc tcad tci tcsvt tgrs the-web-conf theweb thewebconf tip tist tits tkde tkdd tmc tmi tmlr "
        "tmm tnn tnnls tog tois tomm tpami tpds trans trob tro tse tsp tvcg tvlsi uai uist usenix vis vldb vr wacv "
        "wacvw wsdm www webconf 3dv atc asplos cgf cviu eurocrypt fccm fpga ijca ieee acm springer elsevier pattern "
        "neurocomputing machine information medical computer international findings openreview spie lncs plos "
        "frontiers entropy bioinformatics cell automatica access"
    )
)
