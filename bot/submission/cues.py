"""Words that tell what a sentence does with the paper it names: asks for it, only mentions it, corrects an entry.

The lists hold general wording of many issues, not whole sentences. English comes first, then the languages
that authors of such lists and papers write most.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final


class Stance(Enum):
    """What a sentence does with a paper."""

    REQUEST = "asks to list it"
    ANNOUNCE = "presents it as new"
    CONTEXT = "says that the list has it"
    RELATION = "compares the paper in question with it"
    CORRECTION = "speaks of an entry that stands in the list"
    QUESTION = "asks about it"
    CHATTER = "thanks, invites, votes, advertises"
    WITHDRAWN = "takes it back"


#: Stances that propose nothing.
NEGATIVE: Final = (
    Stance.CONTEXT, Stance.RELATION, Stance.CORRECTION, Stance.QUESTION, Stance.CHATTER, Stance.WITHDRAWN,
)  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """One telling phrase: `text[start:end]`."""

    start: int
    end: int
    stance: Stance


@lru_cache(maxsize=256)
def find_cues(text: str) -> tuple[Cue, ...]:
    """All telling phrases of a text in order, none inside another."""
    cues: list[Cue] = []
    for found in _CUES.finditer(text.replace("’", "'")):
        end = _WORD_END.match(text, found.end())
        stance = Stance[(found.lastgroup or "").rstrip("_0123456789")]
        cues.append(Cue(found.start(), end.end() if end else found.end(), stance))
    return tuple(cues)


def is_question(text: str) -> bool:
    """Whether a sentence asks something, by its mark."""
    return bool(_QUESTION_MARK.search(text))


def starts_as_question(text: str) -> bool:
    """Whether a sentence begins as questions do, whatever stands at its end."""
    return bool(_QUESTION_START.search(text[:200]))


@dataclass(frozen=True)
class _Phrases:
    """Patterns of one stance: `words` begin where a word begins, `signs` anywhere (scripts without blanks)."""

    stance: Stance
    words: tuple[str, ...]
    signs: tuple[str, ...] = ()


_GAP = r"(?:\W{1,3}\w{1,14}){0,3}?\W{1,3}"
_ADD = (
    r"(?:add(?:ing|ed)?|includ(?:e|ing|ed)|consider(?:ing|ed)?|put|append|accept|integrate|incorporate|insert|"
    r"feature|have a look|take a look|look at|check|adopt|take in)"
)
_LISTED = r"(?:in|on|added|included|listed|covered|mentioned|here|there|part|featured|present)"
_THE = r"(?:the |its |our |their |this |that |my |his |your |an? )?"
_LIKING = (
    r"(?:like|love|want|wish|hope|nice|great|good|cool|awesome|happy|glad|delighted|helpful|useful|appreciate\w*|"
    r"grateful|worth|opportunity|time|mind|chance of|chance to|possible to|possibility of)"
)
_PARTS = (
    r"(?:links?|urls?|code|venue|tags?|badge|conference|information|info|pdf|website|github|repo|repository|"
    r"bibtex|year|date)"
)

#: Where phrases of two stances begin at one place, the one further up is taken.
_PHRASES: Final = (
    _Phrases(
        Stance.WITHDRAWN,
        (
            r"never ?mind",
            r"nvm\b",
            r"(?:please |pls )?(?:ignore|disregard|skip) (?:this|it|that|my|the (?:first|second|last|above))",
            r"found it (?:in|there|already)",
            r"scratch (?:this|that)\b",
            r"forget (?:it|about|this|that)\b",
            r"(?:forget|ignore|disregard|skip) (?=\W{0,3}\x00)",
            r"(?:i |we )?(?:withdraw|retract) (?:this|my|the|our) (?:request|issue|suggestion|submission)",
            r"no need to (?:add|list|include)|no longer needed|not needed any ?more",
            r"(?:drop|forget|ignore) my (?:\w+ )?(?:suggestion|proposal|request) (?:of|for|to add) (?=\x00)",
            r"(?:please|pls) (?:ignore|disregard)(?=\W{0,2}(?:$|[,.;!]))",
            r"(?:(?:please|pls|but|and|so) |(?<!\w ))(?:don't|do not|never) (?:please )?(?:add|include|list)\b",
            r"can be closed",
            r"please close",
            r"my (?:bad|mistake)\b",
            r"by accident\b",
            r"(?:delete|close) (?:my|this|the) (?:\w+ )?(?:issue|request)",
            r"bitte ignorieren|veuillez ignorer|por favor ignor",
        ),
        (r"请忽略|忽略这|不用加|撤回|请关闭|無視してください",),
    ),
    _Phrases(
        Stance.CHATTER,
        (
            (
                r"(?:thank(?:s| you)(?: \w+){0,3}? for|thx for|appreciate(?: you)?) (?:\w+ )?"
                r"(?:adding|including|merging|accepting|listing|featuring)"
            ),
            r"(?:please |to |should \w+ |consider )?cit(?:e|ing) (?:us|our|this|the|it|me|as|in)\b",
            r"(?:please|to|consider) cit(?:e|ing)\b",
            r"closing this|react with\b|vote\b|poll\b|reading group|join us|webinar|meetup|we are hiring",
            r"free trial|sign up",
            r"call for (?:papers|participation|contributions)|cfp\b",
            (
                r"(?:we|i)(?: have)? (?:cited?|mention(?:ed)?|acknowledged?|refer(?:red)? to) (?:your|this|the) "
                r"(?:list|repo|repository|collection|readme)"
            ),
            (
                r"more (?:\w+ ){0,2}?(?:papers?|works?|articles?|methods?|models?) "
                r"(?:like|similar to|such as|related to|along the lines of|in the (?:style|spirit|vein) of)\b"
            ),
            r"favou?rite(?: \w+){0,2}? (?:is|are|was)\b",
            r"(?:would|will|do)(?:n't| not) recommend\b",
            (
                r"(?:thread|discussion|podcast|episode|interview|blog ?post|slides|notes|summary)(?: of mine)? "
                r"(?:on|of|about) (?=\W{0,3}\x00)"
            ),
            r"(?:i|we) summari[sz]ed\b|looking for\b|can (?:you|any\w+|some\w+) recommend\b",
            r"pip3? install|install(?:ation|ing)? fails|traceback\b",
            r"(?-i:crash(?:es|ed))(?=\W{0,2}(?:$|[.,;:!?]|(?:on|with|when|after|while|during|for)\b))",
        ),
        (r"感谢收录|感谢添加|谢谢收录",),
    ),
    _Phrases(
        Stance.CORRECTION,
        (
            # "add the missing code link to the entry", "update the venue of this entry"
            (
                rf"(?:add|include|put|insert|attach|update|provide|fix|change|replace|correct|link)(?: \w+)?"
                rf"(?: the| a| an| its| our| their| this| that| missing| official| new| correct)+ (?:\w+ )?{_PARTS}"
                rf"(?: \w+){{0,4}}? (?:to|of|for|in|at) {_THE}(?:entry|entries|existing|listed|item|row|list)"
            ),
            # "add the code link (its address) to (the paper's address)"; and a title that asks for nothing else
            (
                r"(?:(?:could|can|would) you (?:please )?|(?:please|pls) )?(?:add|include|put|insert|attach)"
                r"(?: the| a| an| our| its| their)(?: official| missing)? "
                r"(?:code|github|repo\w*|website|project|demo|video)(?: links?| urls?| pages?| repo\w*)? "
                r"\W{0,2}\x00{1,300}\W{0,2} ?(?:to|for)\b"
            ),
            r"^\W*(?:please )?add(?: the| a| our)? (?:code|project page|website|demo|video)(?: link| url)?\W*$",
            r"(?:links?|urls?|badge|button) (?:\w+ )?(?:points?|leads?|goes|redirects?|resolves?) to\b",
            r"the (?:links?|title|venue|year) of (?=\W{0,3}\x00)",
            r"should(?:n't| not) be (?:in|on|here|listed|included|part)\b",
            (
                rf"(?:update|fix|correct|change|edit|replace|rename|revise|mend) {_THE}(?:\w+ ){{0,2}}?"
                r"(?:entry|entries|links?|url|title|venue|name|status|info|information|citation|record|line|address|"
                r"spelling|typo)"
            ),
            (
                r"(?:is|are|was|were|appears?|listed|in the list|shows? up|occurs?|there) (?:\w+ ){0,3}?"
                r"(?:twice|two times|duplicated?)"
            ),
            r"duplicate(?:s|d)?(?: entr(?:y|ies)| of| paper)?\b",
            r"(?:be |please )?moved?\b(?: \w+){0,4}? (?:from|to|under|into)\b",
            r"^\W*(?:re)?move\b",
            # "should be in Datasets instead of Papers"
            (
                r"(?:should|could|must|needs to|has to|to) (?:be|go|stand) (?:\w+ ){0,2}?(?:in|under|to)"
                r"(?:\W{1,3}\w{1,16}){1,6}?\W{1,3}(?:instead of|rather than|not in|not under)"
            ),
            r"(?:please |should be |be )?(?:remove|removed|delete|deleted)\b",
            r"(?:take (?:it|this|them|that|ours?)|taken) (?:off|down)\b",
            (
                r"wrong(?! (?:tab|window|repo|repository|issue|button|paste|link (?:above|before)))\b|"
                r"(?:incorrect|incorrectly|broken|dead|mistaken|misspelled|misspelt|misspelling|erroneous|outdated|"
                r"mislabell?ed|misplaced|swapped|mixed up)\b"
            ),
            r"typos?\b|corrections?\b|erratum\b|404s?\b|link rot|not found\b|inconsisten",
            r"swap\b|vice versa",
            r"(?:gives?|returns?|shows?|error) (?:an? |me )?(?:40\d|50\d)\b",
            r"(?:repo|code|page|site|link) (?:is now|moved|has moved)\b",
            (
                r"(?:does not|doesn't|do not|don't|no longer|cannot be|can't be|can't|won't) "
                r"(?:work|works|open|opened|load|exist|resolve|reached|available|point)"
            ),
            r"(?:points?|leads?|goes) to (?:an?|the)? ?(?:\w+ )?(?:different|other|wrong|another|paper)",
            (
                r"should (?:be|read|point to|link to|instead be|lead to) "
                r"(?=https?\b|\W|the\b|instead\b|called\b|spelled\b|moved\b)"
            ),
            r"(?:please|pls) (?:update|correct|fix)\b(?! the list| your list| with| list)",
            r"(?:is|are) now called|been renamed|changed (?:the|its|our) title|(?:has|have) a new title",
            r"(?:its|the|an?|existing|listed|this|our)(?: \S{1,20})? entry\b|the entries\b|entry (?:for|of)\b",
            r"(?:pdf|code|paper|project|arxiv|website|github|demo|video) link (?:of|for|to|in|under)\b",
            r"code (?:of|for) \S{1,30} (?:is|has been|was|got) (?:now )?(?:released|available|public|out)",
            r"code (?:is )?(?:now )?available (?:for|of)\b",
            r"code (?:is |has been |was |got )?(?:now )?(?:released|out now|made public|open[- ]sourced)|has code now",
            r"falsch|tippfehler|kaputt|doppelt|entfern|korrigier",
            r"lien mort|cassé|corriger|supprimer|faute de frappe|doublon|retirer\b",
            r"enlace roto|link quebrado|corregir|corrigir|incorrect[oa]|eliminar|duplicad[oa]",
            r"link rotto|errat[oa]\b|sbagliat|correggere",
            r"ошибк|неверн|битая|исправ|удал(?:ить|ите)|опечатк|дублир",
        ),
        (
            (
                r"勘误|链接(?:错误|失效|有误|已失效|不对)|失效|打不开|应为|应该是|请修正|修正|更正|改为|改成|重复|删除|移除|"
                r"移到|移动到|拼写|写错|有误|错误"
            ),
            r"誤り|リンク切れ|間違|削除|重複|오류|잘못|깨진|수정|삭제|중복|오타",
        ),
    ),
    _Phrases(
        Stance.REQUEST,  # by what the list lacks
        (
            r"add(?:ition)?s?(?:\W*$|(?=[\]】]))",
            # "v1 is listed, its successor is not"
            (
                r"(?<=(?:list|sted|uded|ered|here|s in)[,;] )(?:but |and |while )?(?:[^\s\x00,;.]{1,20} ){1,5}?"
                r"(?:is|are)(?:n't| not)(?: yet)?(?=\W{0,3}(?:[:.;,!?)\x00]|$))"
            ),
            (
                r"(?:don't|doesn't|didn't|won't|do|did) (?:you|they|the list|it)(?: not)? "
                r"(?:list|add|include|cover|mention)\b"
            ),
            r"(?:don't|do not) (?:forget|overlook) (?=\W{0,3}\x00)",
            r"no (?:entry|entries|love|room)(?: yet)? (?:for|of|on)\b",
            r"(?:any|is there|there is|there's) (?:\w+ )?room for\b|nowhere (?:to be found|in (?:the|your) list)",
            r"you(?:'ve| have| seem to have)? (?:skipped|omitted)\b",
            r"(?:has|have|contains?|lists?) nothing (?:on|about|for|from)\b",
            r"(?:nobody|no ?one)(?: \w+){0,2}? (?:mentioned|listed|added)\b",
            r"any (?:plans?|chance|reason|interest)\b",
            (
                rf"(?:not|never|\w{{2,6}}n't)(?! (?:run|work|load|compile|open|converge|train|build|install)\b)"
                rf"(?: \w+){{0,2}}? (?:yet |currently |already |still )?{_LISTED}\b"
                r"(?! arxiv| the arxiv| github| the (?:right|wrong|correct))"
            ),
            r"be (?:added|included|listed|considered|featured)\b",
            r"(?:is|are|seems?|was|were|looks|still|also|currently|papers?|works?|ones?|be) (?:\w+ ){0,2}?missing\b",
            r"^\W*missing\b|missing\W*$|missing (?:from|in|:)|missing:",
            r"missing (?:\w+ ){0,2}?(?:papers?|works?|entry|reference|method|model)\b",
            r"(?:can't|cannot|can not|couldn't|could not|didn't|did not|don't|do not) (?:find|see|spot)\b",
            r"absent\b|overlooked|left out\b|lack(?:s|ing)\b|forgot(?:ten)?\b",
            r"(?:you|list|readme)(?: \w+)? (?:don't|do not|doesn't|does not) (?:have|list|include|cover|contain)",
            r"but not\b|but no\b",
        ),
    ),
    _Phrases(
        Stance.CONTEXT,
        (
            (
                r"(?:you|list|readme|repo)(?: \w+)? (?:already |also |do |currently )?"
                r"(?:have|has|lists?|includes?|covers?|mentions?|cites?|contains?)\b"
                r"(?! (?:no|nothing|neither)\b)"
            ),
            (
                r"(?:is|are) (?:already )?(?:in|there|here|covered|included|on (?:the|your|this) list|"
                r"in (?:the|your|this) (?:list|readme))(?=[,;] )"
            ),
            (
                r"(?:already|both|all|currently|which (?:is|are)|that (?:is|are)) (?:\w+ )?"
                r"(?:in(?! scope)|on|listed|included|there|part of) ?(?:your|the|this|here)?\b"
            ),
            r"already (?:in|on|listed|included|there|here|has|have|contains|covers)\b",
            r"(?:is|are) (?:already )?listed\b",
        ),
        (r"已(?:经)?(?:有|收录|在)|列表(?:里|中)(?:有|已)",),
    ),
    _Phrases(
        Stance.RELATION,
        (
            r"(?:build|builds|building|built)(?: directly| heavily)? (?:up)?on\b|based (?:up)?on\b|on top of\b",
            r"extend(?:s|ing)?\b|extension (?:of|to)\b|follow(?:s|ing)?[- ]up (?:of|to|on|work of)\b",
            r"improv(?:es|ing|ement)(?: \w+)? (?:up)?(?:on|over)\b|inspired by\b|outperform(?:s|ing|ed)?\b|beats?\b",
            r"similar(?: \w+){0,2}? to\b|close to\b|related to\b|unlike\b|contrary to\b|same as\b|instead of\b",
            r"confused with\b",
            r"compar(?:ed?|es|ing|able|ison)(?: \w+)? (?:to|with)\b|(?:in )?contrast to\b|variants? of\b",
            r"(?:fewer|less|more|better|faster|larger|smaller|higher|rather|stronger|cheaper)(?: \w+){0,3}? than\b",
            r"successor (?:of|to)\b|baselines?\b|cit(?:es|ed) (?:in|by)\b|we cite\b|replac(?:es|ing)\b",
            r"(?:from|by) the (?:same )?authors of\b|in the (?:style|spirit|vein) of\b|(?:al)?though\b|whereas\b",
            r"e\.g\.|for (?:example|instance)\b|as (?:an? )?(?:example|model)\b|such as\b|as in\b|example:",
            # "after Video-LLaVA (its address)": a place; addresses are blanked out when cues are looked for
            r"(?:after|before|next to|beside|alongside|besides) (?=(?:[^\s\x00]+ ){0,3}?\W{0,2}\x00)",
            r"(?<!\w )(?:just )?like (?=(?:[^\s\x00]{1,20} ){0,2}\W{0,2}\x00)",
            r"similaire à|basé sur|ähnlich|basiert auf|basado en|similar a\b|simile a\b|basato su|основан|похож",
        ),
        (
            r"(?:,|works?|models?|papers?|methods?|ones?|just|much|\() ?\blike\b",
            r"(?:与|和|跟|同)(?=[^，。\n]{1,200}?(?:相比|类似|不同|对比))",
            r"类似|相比|相较|基于|对比|例如|比如|不同于",
        ),
    ),
    _Phrases(
        Stance.REQUEST,  # by what is asked
        (
            rf"(?:please|pls|plz|kindly){_GAP}?{_ADD}\b|(?:please|pls|plz|kindly) (?:\w+ )?list\b|to add:",
            (
                r"(?:could|can|would|may|might|will|shall|should)(?: (?:you|we|i|it|this|these|someone|anyone|"
                r"they|one|also|"
                rf"the (?:following )?\w+|perhaps|maybe|possibly|please|kindly|be|get|have))+ {_ADD}\b"
            ),
            r"(?:could|can|would) (?:you|this|it|these|we)(?: \w+)? (?:please )?(?:be )?(?:list|listed)\b",
            (
                rf"{_LIKING}(?: it)?(?: if \w+ (?:could|would|can))?(?: for you)?(?: to)? (?:be )?(?:please )?"
                rf"(?:{_ADD}|listing|(?<!(?:ome|eat|ful|ice|ood|ool) )list|listed|"
                rf"see|seeing|have|suggest|propose|recommend|submit|contribute|"
                rf"nominate|share|"
                r"request)\b"
            ),
            r"(?:if|that)(?: \w+){1,5}? (?:could|can|would|might) (?:also )?be (?:put|placed)",
            r"(?:add|include|suggest|propose|recommend|nominate|contribute|submit)(?:ing)? (?=\S)",
            r"(?:suggest|recommend|propos)(?:ion|al|ation|ing)s?\b|suggestions?\b|additions?\b|submissions?\b",
            r"should(?: \w+)? (?:also )?be (?:in|on|part|here)\b|deserves?\b",
            r"belongs?(?: \w+)? (?:in|to|here|there|on|under)\b|right (?:up|place)\b|relevant (?:to|for|here)\b",
            (
                r"(?:fit|fits|fitting|suits?|suited|suitable|qualif(?:y|ies))(?: \w+){0,2}? "
                r"(?:in|into|here|well|best|better|under|for|to|the|your|this|nicely|perfectly|great)\b"
            ),
            # modest words around one paper: "I know that you focus on images, but (its address) ..."
            (
                r"(?:in scope|off[- ]topic|on[- ]topic|out of scope|you focus|slightly off|"
                r"too (?:old|new|niche|specific)|(?:if|whether)(?: \w+){1,3}? (?:fits?|belongs?|qualif\w+))"
                r"(?:\W{1,3}\w{1,14}){0,6}?\W{1,3}but "
                r"(?:i (?:like|love)\b|(?!(?:how|what|which|why|is|are|does|do|can|has|in)\b)"
                r"(?:[^\s\x00]{1,20} ){0,2}?\W{0,2}(?=\x00))"
            ),
            (
                r"(?:not|n't) (?:sure|certain) (?:if|whether) (?:this|that|it|they|these)(?: \w+){0,2}? (?:in scope|"
                r"on[- ]topic|fits?|belongs?(?: here)?)\W{1,3}(?=\x00)"
            ),
            r"make an exception\b|would (?=\x00[\x00 ,]{1,600}(?:and \x00[\x00 ]{1,300})?(?:also )?fit ?\?)",
            (
                r"(?:(?:could|should|would|might) (?:also )?go|(?:this|it)(?: one)? goes) (?:best |well )?"
                r"(?:in|into|to|under)\b"
            ),
            r"(?:would|i'd) (?:put|place|list) (?=\x00)",
            r"(?:for|to) (?:your|the) readers\b",
            r"would (?:complete|complement|round off|enrich) (?:the|this|your|that)\b",
            r"worth (?:a|its) (?:line|spot|slot|entry)\b",
            r"worth (?:adding|including|listing|a mention|mentioning|having|a place|a look)",
            r"(?:good|great|nice|perfect|natural|useful|valuable|worthy) (?:fit|addition|candidate|match|complement)",
            r"(?:kind|nice|good) (?:enough|as) to\b",
            r"something for\b|for (?:your|the|this) (?:list|consideration|readme|collection|repo)\b",
            r"here(?:'s| is| are)\b|(?:this|these) (?:one|ones|two|three|papers?|works?) (?:too|as well|also|please)\b",
            r"of interest\b|interest(?:ed)? (?:to )?(?:you|your)|check (?:it )?out\b|how about\b|what about\b",
            r"have you (?:seen|considered|heard|thought)|did you (?:miss|consider|forget|see)",
            r"i mean(?:t)? (?=this\b|that\b|the\b|\W{0,3}\x00)|my request\b",
            r"request(?:s|ing)?\b(?= to| for|:|$)|please\W{0,3}$",
            r"hinzu(?:zu)?füg|aufnehmen|aufzunehmen|ergänz|fehlt\b|vorschl|ajout|inclure",
            r"manqu|propos(?:er|ition)|suggér",
            r"agreg|añad|incluir|falta\b|faltan\b|suger|propongo|adicion|acrescent|aggiung|includere|manca\b|segnal",
            r"добав|включ|предлага|не хватает|отсутству|дода|toevoeg|ontbreek|opnemen|dodać|dodanie|brakuje|eksik|ekle",
            r"lägg|saknas|thêm\b|bổ sung|tambahkan|إضافة|أضف",
        ),
        (
            (
                r"推荐|推薦|收录|收錄|添加|加上|加入|加一下|加到|加进|增加|补充|補充|新增|自荐|投稿|遗漏|漏了|漏掉|缺少|缺了|"
                r"没有收录|未收录|想请"
            ),
            r"追加|掲載|載せて|加えて|抜けて|提案|추가|등재|포함|추천|제안|빠져|누락",
        ),
    ),
    _Phrases(
        Stance.ANNOUNCE,
        (
            r"our (?:\w+ ){0,3}?(?:papers?|works?|preprint|article|survey|method|model)\b",
            (
                r"(?:our|my|a|the|one|some|more|two|three|\d+|new|recent) (?:\w+ ){0,3}?"
                r"(?:new |recent |latest |accepted |relevant |interesting |related )(?:\w+ )?"
                r"(?:papers?|works?|preprints?|articles?|surveys?|methods?|models?|datasets?|benchmarks?)\b"
            ),
            r"new (?:\w+ )?(?:papers?|works?|entry|entries)\b|^\W*(?:papers?|works?)\W*$",
            r"we (?:present|propose|introduce|released?|published|wrote)\b|just (?:released|published|out)\b",
            r"(?:was|were|has been|got) accepted\b",
        ),
    ),
)

_CUES: Final = re.compile(
    "|".join(
        f"(?P<{phrases.stance.name}_{number}>(?<![^\\W_])(?:{'|'.join(phrases.words)})"
        + "".join(f"|{sign}" for sign in phrases.signs)
        + ")"
        for number, phrases in enumerate(_PHRASES)
    ),
    re.IGNORECASE,
)

#: Where a phrase is only a word's stem, the cue reaches to the word's end.
_WORD_END: Final = re.compile(r"(?<=[^\W\d_\u2e80-\uffff])[^\W\d_\u2e80-\uffff]+")

#: How a question begins.
_QUESTION_START: Final = re.compile(
    r"(?:^|[.!,;:]\s)\W{0,3}(?:hi|hello|hey|dear \w+)?\W{0,3}(?:how|what|which|who|whose|where|when|why|is|are|was|"
    r"were|do|does|did|can|could|has|have|should|would|will|any ?one|any ?body|in (?:the|your) paper|wondering|"
    r"i wonder|question)\b",
    re.IGNORECASE,
)
_QUESTION_MARK: Final = re.compile(r"[?？](?:\W{0,3}$|\s)|(?:吗|呢|么)\W{0,2}$|请问|什么区别")
