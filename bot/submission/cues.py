"""Words that tell what a sentence does with the paper it names: asks for it, only mentions it, corrects an entry.

The lists hold general wording of many issues, not whole sentences. English comes first, then the languages
that authors of such lists and papers write most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Stance(Enum):
    """What a sentence does with a paper."""

    REQUEST = "asks to list it"
    ANNOUNCE = "presents it as new"
    CONTEXT = "mentions it beside another matter"
    CORRECTION = "speaks of an entry that stands in the list"
    QUESTION = "asks about it"
    CHATTER = "thanks, invites, votes, advertises"
    WITHDRAWN = "takes it back"


@dataclass(frozen=True)
class Cue:
    """One telling phrase: `text[start:end]`."""

    start: int
    end: int
    stance: Stance


def find_cues(text: str) -> Iterator[Cue]:
    """All telling phrases of a text in order, none inside another."""
    for found in _CUES.finditer(text):
        end = _WORD_END.match(text, found.end())
        yield Cue(found.start(), end.end() if end else found.end(), Stance[(found.lastgroup or "").rstrip("_0123456789")])


_GAP = r"(?:\W{1,3}\w{1,14}){0,%d}?\W{1,3}"
_VERB = (
    r"(?:add|adding|include|including|consider|put|append|accept|integrate|incorporate|insert|feature|"
    r"have a look|take a look|look at|check|adopt|take in)"
)
_LISTED = r"(?:in|on|added|included|listed|covered|mentioned|here|there|part|featured|present)"
_OBJECTS_OF_UPKEEP = (
    r"(?:link|links|url|code|venue|tag|tags|badge|conference|information|info|pdf|website|github|repo|"
    r"repository|bibtex|year|date)"
)

#: In this order: where two phrases begin at one place, the earlier one is taken.
_PHRASES: Final[tuple[tuple[Stance, str], ...]] = (
    (
        Stance.WITHDRAWN,
        r"never ?mind|\bnvm\b|(?:please |pls )?(?:ignore|disregard|skip) (?:this|it|that|my|the (?:first|second|last|above))|"
        r"found it (?:in|there|already)|scratch (?:this|that)|forget (?:it|about|this|that)|"
        r"(?:i |we )?(?:withdraw|retract) (?:this|my|the|our) (?:request|issue|suggestion|submission)|"
        r"no need to add|can be closed|please close|my (?:bad|mistake)|(?:opened|posted|filed) \w+ \w+ \w* ?by (?:accident|mistake)|"
        r"by accident|(?:delete|close) (?:my|this|the) (?:\w+ )?(?:issue|request)|请忽略|忽略这|不用加|撤回|请关闭|無視してください|bitte ignorieren|veuillez ignorer|por favor ignor",
    ),
    (
        Stance.CHATTER,
        r"(?:thank(?:s| you)(?: \w+){0,3}? for|thx for|appreciate(?: you)?) (?:\w+ )?(?:adding|including|merging|accepting|listing|featuring)|"
        r"\b(?:please |to |should \w+ |consider )?cit(?:e|ing) (?:us|our|this|the|it|me|as|in)\b|(?:please|to|consider) cit(?:e|ing)\b|"
        r"closing this|\breact with\b|\bvote\b|\bpoll\b|reading group|join us|\bwebinar|\bmeetup|we are hiring|"
        r"free trial|sign up|感谢收录|感谢添加|谢谢收录",
    ),
    (
        Stance.CORRECTION,
        rf"(?:add|include|put|insert|attach|update|provide|fix|change|replace|correct|link)(?: \w+)?(?: the| a| an| its| our| their| this| that| missing| official| new| correct)+ "
        rf"(?:\w+ )?{_OBJECTS_OF_UPKEEP}(?: \w+){{0,4}}? (?:to|of|for|in|at) (?:its|the|our|this|that|an|existing)? ?(?:entry|entries|existing|listed|item|row|list)",
    ),
    (
        Stance.CORRECTION,
        r"(?:update|fix|correct|change|edit|replace|rename|revise|mend) (?:the |its |our |their |this |that |my |his |an? )?(?:\w+ ){0,2}?"
        r"(?:entry|entries|link|links|url|title|venue|name|status|info|information|citation|record|line|address|spelling|typo)|"
        r"(?:is|are|was|were|appears?|listed|in the list|shows? up|occurs?|there) (?:\w+ ){0,3}?(?:twice|two times|duplicated?)|"
        r"\bduplicate(?:s|d)?(?: entr(?:y|ies)| of| paper)?|(?:be |please )?moved?\b(?: \w+){0,4}? (?:from|to|under|into)\b|"
        r"(?:please |should be |be )?(?:remove|removed|delete|deleted|take (?:it|this|them|that|ours?) (?:off|down)|taken (?:off|down))\b|"
        r"\b(?:wrong|incorrect|incorrectly|broken|dead|mistaken|misspelled|misspelt|misspelling|erroneous|outdated|mislabell?ed|misplaced|swapped|mixed up)\b|"
        r"\btypos?\b|\bcorrections?\b|\berratum\b|\b404s?\b|link rot|not found\b|"
        r"(?:does not|doesn't|do not|don't|no longer|cannot be|can't be|can't|won't) (?:work|works|open|opened|load|exist|resolve|reached|available|point)|"
        r"points? to (?:a|an|the)? ?(?:\w+ )?(?:different|other|wrong|another|paper)|leads? to (?:a|an|the) (?:\w+ )?(?:different|other|wrong|another)|"
        r"should (?:be|read|point to|link to|instead be|lead to) (?=https?:|\W|the\b|instead\b|called\b|spelled\b|moved\b|in the\b)|"
        r"\b(?:its|the|an?|existing|listed|this|our) entry\b|\bthe entries\b|entry (?:for|of)\b|"
        r"(?:pdf|code|paper|project|arxiv|website|github|demo|video) link (?:of|for|to|in|under)\b|"
        r"^\W*(?:re)?move\b|(?:should|could|must|needs to|has to|to) (?:be|go|stand) (?:\w+ ){0,2}?(?:in|under|to)(?:\W{1,3}\w{1,16}){1,6}?\W{1,3}(?:instead of|rather than|not in|not under)|"
        r"(?:please|pls) (?:update|correct|fix)\b(?! the list| your list| with| list)|(?:is|are) now called|been renamed|changed (?:the|its|our) title|(?:has|have) a new title|"
        r"code (?:of|for) \S{1,30} (?:is|has been|was|got) (?:now )?(?:released|available|public|out)|code (?:is )?(?:now )?available (?:for|of)|"
        r"code (?:is |has been |was |got )?(?:now )?(?:released|out now|made public|open[- ]sourced)|has code now|"
        r"勘误|链接(?:错误|失效|有误|已失效|不对)|失效|打不开|应为|应该是|请修正|修正|更正|改为|改成|重复|删除|移除|移到|移动到|拼写|写错|有误|错误|"
        r"誤り|リンク切れ|修正|間違|削除|重複|오류|잘못|깨진|수정|삭제|중복|오타|"
        r"\bfalsch|tippfehler|\bkaputt|\bdoppelt|\bentfern|korrigier|lien mort|\bcassé|\bcorriger|supprimer|faute de frappe|doublon|\bretirer\b|"
        r"enlace roto|link quebrado|\bcorregir|\bcorrigir|incorrect[oa]|\beliminar|duplicad[oa]|link rotto|\berrat[oa]\b|sbagliat|correggere|"
        r"ошибк|неверн|битая|исправ|удал(?:ить|ите)|опечатк|дублир",
    ),
    (
        Stance.REQUEST,
        rf"(?:not|n't|never)(?: \w+){{0,2}}? (?:yet |currently |already |still )?{_LISTED}\b(?! arxiv| the arxiv| github)|"
        r"any (?:plans?|chance|reason|interest)\b|\bbe (?:added|included|listed|considered|featured)\b|"
        r"(?:is|are|seems?|was|were|looks|still|also|currently|paper|papers|work|works|one|ones|be) (?:\w+ ){0,2}?missing|\bmissing(?: from| in|:)|"
        r"^\W*missing\b|\bmissing\W*$|\bmissing (?:\w+ ){0,2}?(?:papers?|works?|entry|reference|method|model)\b|"
        r"(?:could|can|did|do) ?(?:not|n't) (?:find|see|spot)|\babsent\b|overlooked|left out|\black(?:s|ing)\b|\bforgot(?:ten)?\b|"
        r"\b(?:you|list|readme)(?: \w+)? (?:don't|do not|doesn't|does not) (?:have|list|include|cover|contain|mention)|\bbut not\b|\bbut no\b",
    ),
    (
        Stance.CONTEXT,
        r"(?:you|list|readme|repo)(?: \w+)? (?:already |also |do |currently )?(?:have|has|list|lists|include|includes|cover|covers|mention|mentions|cite|cites|contain|contains)\b|"
        r"\b(?:already|both|all|currently|which (?:is|are)|that (?:is|are)) (?:\w+ )?(?:in|on|listed|included|there|part of) ?(?:your|the|this|here)?|"
        r"\balready (?:in|on|listed|included|there|here|has|have|contains|covers)\b|(?:is|are) (?:already )?listed\b|"
        r"(?:build|builds|building|built)(?: directly| heavily)? (?:up)?on\b|\bbased (?:up)?on\b|\bextend(?:s|ing)?\b|\bextension (?:of|to)\b|\bfollow(?:s|ing)?[- ]up (?:of|to|on|work of)\b|"
        r"\bimprov(?:es|ing|ement)(?: \w+)? (?:up)?(?:on|over)\b|\binspired by\b|\bsimilar(?: \w+){0,2}? to\b|\bclose to\b|\brelated to\b|\bunlike\b|\bcompar(?:ed?|es|ing|able|ison)(?: \w+)? (?:to|with)\b|"
        r"\b(?:in )?contrast to\b|\b(?:fewer|less|more|better|faster|larger|smaller|higher|rather|stronger|cheaper)(?: \w+){0,3}? than\b|\boutperform(?:s|ing|ed)?\b|\bbeats?\b|\bvariants? of\b|\bsuccessor (?:of|to)\b|"
        r"\bbaselines?\b|\bcit(?:es|ed) (?:in|by)\b|\bwe cite\b|\bon top of\b|\b(?:from|by) the (?:same )?authors of\b|\bin the (?:style|spirit|vein) of\b|\bcontrary to\b|\bthan (?=[A-Z])|"
        r"\b(?:al)?though\b|\bwhereas\b|\be\.g\.|\bfor (?:example|instance)\b|\bas (?:an? )?(?:example|model)\b|\bsuch as\b|(?:^|,|works?|models?|papers?|methods?|ones?|just|much|\() ?\blike (?=[A-Z\[(h])|"
        r"\bsame as\b|\binstead of\b|\breplac(?:es|ing)\b|\buses\b|\busing\b|\bas in\b|"
        r"已(?:经)?(?:有|收录|在)|列表(?:里|中)(?:有|已)|类似|相比|相较|基于|对比|例如|比如|不同于|"
        r"similaire à|basé sur|ähnlich|basiert auf|basado en|similar a\b|simile a\b|basato su|основан|похож",
    ),
    (
        Stance.REQUEST,
        rf"(?:please|pls|plz|kindly){_GAP % 3}?{_VERB}\b|(?:please|pls|plz|kindly) (?:\w+ )?list\b|\bto add:|"
        rf"(?:could|can|would|may|might|will|shall|should)(?: (?:you|we|i|it|this|these|someone|anyone|they|the (?:following )?\w+|one|also|perhaps|maybe|possibly|please|kindly|be|get|have))+ {_VERB}(?:ed)?\b|"
        r"(?:could|can|would) (?:you|this|it|these|we)(?: \w+)? (?:please )?(?:be )?(?:list|listed|added|included|considered)\b|"
        rf"(?:mind|chance of|chance to|possible to|possibility of|(?:like|love|want|wish|hope|nice|great|good|happy|glad|delighted|helpful|useful|appreciate\w*|grateful|worth|opportunity|time)(?: it)?(?: if \w+ (?:could|would|can))?(?: for you)?(?: to)?) (?:be )?(?:please )?(?:{_VERB}(?:ed)?|listing|list|listed|see|seeing|have|suggest|propose|recommend|submit|contribute|nominate|share|request)\b|"
        r"(?:if|that)(?: \w+){1,5}? (?:could|can|would|might) (?:also )?be (?:added|included|listed|considered|put|featured)|"
        r"\b(?:add|include|suggest|propose|recommend|nominate|contribute|submit)(?:ing)? (?=\S)|\b(?:suggest|recommend|propos)(?:ion|al|ation|ing)s?\b|\bsuggestions?\b|\badditions?\b|\bsubmissions?\b|\bsubmission of\b|"
        r"should(?: \w+)? (?:also )?be (?:in|on|added|included|listed|part|here)\b|\bdeserves?\b|\bbelongs?(?: \w+)? (?:in|to|here|there|on|under)\b|"
        r"\b(?:fit|fits|fitting|suits?|suited|suitable|qualif(?:y|ies))(?: \w+){0,2}? (?:in|into|here|well|best|better|under|for|to|the|your|this|nicely|perfectly|great)\b|\bworth (?:adding|including|listing|a mention|mentioning|having|a place|a look)|"
        r"\b(?:good|great|nice|perfect|natural|useful|valuable|worthy) (?:fit|addition|candidate|match|complement)|\bsomething for\b|\brelevant (?:to|for|here)\b|\bright (?:up|place)\b|"
        r"\bhere(?:'s| is| are)\b|\b(?:this|these) (?:one|ones|two|three|papers?|works?) (?:too|as well|also|please)\b|\bfor (?:your|the|this) (?:list|consideration|readme|collection|repo)\b|"
        r"\bof interest\b|interest(?:ed)? (?:to )?(?:you|your)|\bcheck (?:it )?out\b|\bhow about\b|\bwhat about\b|\bhave you (?:seen|considered|heard|thought)|\bdid you (?:miss|consider|forget|see)|"
        r"\bi mean(?:t)? (?:this|that|the)\b|\bmy request\b|\brequest(?:s|ing)?\b(?= to| for|:|$)|\bplease\W{0,3}$|"
        r"推荐|推薦|收录|收錄|添加|加上|加入|加一下|加到|加进|增加|补充|補充|新增|自荐|投稿|遗漏|漏了|漏掉|缺少|缺了|没有收录|未收录|想请|"
        r"追加|掲載|載せて|加えて|抜けて|提案|추가|등재|포함|추천|제안|빠져|누락|"
        r"\bhinzu(?:zu)?füg|\baufnehmen|\baufzunehmen|\bergänz|\bfehlt|\bvorschl|\bajout|\binclure|\bmanqu|\bpropos(?:er|ition)|\bsuggér|"
        r"\bagreg|\bañad|\bincluir|\bfalta\b|\bfaltan\b|\bsuger|\bpropongo|\badicion|\bacrescent|\baggiung|\bincludere|\bmanca|\baggiunta|\bsegnal|"
        r"добав|включ|предлага|не хватает|отсутству|дода|\btoevoeg|\bontbreek|\bopnemen|\bdodać|\bdodanie|\bbrakuje|\beksik|\bekle|\blägg|\bsaknas|\bthêm\b|\bbổ sung|tambahkan|إضافة|أضف",
    ),
    (
        Stance.ANNOUNCE,
        r"\b(?:our|my|a|the|one|some|more|two|three|\d+|new|recent) (?:\w+ ){0,3}?(?:new |recent |latest |accepted |relevant |interesting |related )(?:\w+ )?(?:papers?|works?|preprints?|articles?|surveys?|methods?|models?|datasets?|benchmarks?)\b|"
        r"\bnew (?:\w+ )?(?:papers?|works?|entry|entries)\b|^\W*(?:papers?|works?)\W*$|\bwe (?:present|propose|introduce|released?|published|wrote)\b|\bjust (?:released|published|out)\b|\b(?:was|were|has been|got) accepted\b",
    ),
)

#: Where a phrase is only a word's stem, the cue reaches to the word's end.
_WORD_END: Final = re.compile(r"(?<=[^\W\d_\u2e80-\uffff])[^\W\d_\u2e80-\uffff]+")

_CUES: Final = re.compile(
    "|".join(f"(?P<{stance.name}_{number}>{phrase})" for number, (stance, phrase) in enumerate(_PHRASES)),
    re.IGNORECASE,
)

#: How a question begins, where nothing in it asks for a paper to be listed.
_QUESTION_START: Final = re.compile(
    r"(?:^|[.!,;:]\s)\W{0,3}(?:hi|hello|hey|dear \w+)?\W{0,3}(?:how|what|which|who|whose|where|when|why|is|are|was|were|do|does|did|can|could|has|have|"
    r"should|would|will|any ?one|any ?body|in (?:the|your) paper|wondering|i wonder|question)\b",
    re.IGNORECASE,
)
_QUESTION_MARK: Final = re.compile(r"[?？](?:\W{0,3}$|\s)|(?:吗|呢|么)\W{0,2}$|请问|什么区别|\?$")


def is_question(text: str) -> bool:
    """Whether a sentence asks something, by its mark."""
    return bool(_QUESTION_MARK.search(text))


def starts_as_question(text: str) -> bool:
    """Whether a sentence begins as questions do, whatever stands at its end."""
    return bool(_QUESTION_START.search(text))
