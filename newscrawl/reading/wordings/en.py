"""English.

Notes: The Associated Press, "News Values and Principles" (https://www.ap.org/about/news-values-and-principles/: corrections,
clarifications, editor's notes), and what papers print by such rules. Calls to subscribe: the templates of meters and paywalls
(Piano, Zephr, Leaky Paywall, MemberPress, Pico).
"""

from __future__ import annotations

from newscrawl.reading.wording import CLARIFICATION, CORRECTION, UPDATE, Wording

_PIECE = "(?:story|article|report|post|piece|column|obituary|headline|caption|review|item|list|graphic|letter)"
_THIS = rf"this (?:\w+ )?{_PIECE}"
_WAS = rf"{_THIS} (?:was|has been|has since been) (?:\w+ )?"

WORDS = Wording(
    code="en",
    corrections=(
        "correction", "corrections", "correction appended", "correction to this story", "corrected", "amendment", "retraction",
        "corrections & amplifications", "corrections and clarifications",
    ),
    updates=("update", "updated", "latest update", "story update"),
    clarifications=("clarification", "clarifications", "for clarity"),
    editors_notes=(
        "editor's note", "editors' note", "editors note", "editor’s note", "editors’ note", "note to readers",
        "a note to readers", "note from the editor", "ed. note", "publisher's note", "publisher’s note",
    ),
    sentences=(
        (CORRECTION, rf"(?:an?|the) (?:earlier|previous|prior|original|initial) version of (?:this|the) (?:\w+ )?{_PIECE}\b"),
        (CORRECTION, rf"{_THIS} (?:incorrectly|erroneously|mistakenly|mis\w{{4,12}}ed) "),
        (CORRECTION, rf"{_THIS} (?:originally|initially|previously|earlier) (?:mis\w{{3,12}}|said|stated|gave|listed)\b"),
        (CORRECTION, rf"{_THIS} (?:originally|initially|previously) (?:named|reported|attributed|contained|omitted)\b"),
        (CORRECTION, rf"{_WAS}(?:corrected|amended|rectified)\b(?! by\b)"),
        (CLARIFICATION, rf"{_WAS}clarified\b"),
        (UPDATE, rf"{_WAS}(?:updated|revised|edited|expanded)\b(?! by\b)"),
        (CORRECTION, r"a correction was (?:made|published|issued)\b"),
        (CORRECTION, r"(?:due to|because of) an? (?:editing|editor['’]s|reporting|reporter['’]s|production) error\b"),
    ),
    openings="a an the this due because",
    dated_by=("on", "made", "corrected", "amended", "updated", "revised", "clarified", "published"),
    asks=(
        r"(?:report|suggest|submit|request|see|found|find|noticed?|send|contact)\b(?: \S+){0,5} (?:errors?|corrections?)\b",
        r"(?:report|spot|see|found|find|noticed?)\b(?: \S+){0,4} (?:typo|mistake)s?\b",
        "to (?:report|request|suggest|submit) an? (?:error|correction)", "if you (?:see|spot|find|notice|believe)",
        "our corrections policy",
    ),
    note_boxes="correction corrections clarification clarifications amendment editorsnote editornote ednote updatenote",
    live_folders=("live", "liveblog", "live-blog", "live-updates", "live-coverage", "as-it-happened", "live-news"),
    live_headlines=(
        r"live(?: blog| updates?| coverage| news)?\s*[:|–—-]", r"live updates?\b", r"live blog\b", r"as it happened\b",
    ),
    before_time=("updated?", "posted", "published", "at"),
    after_time=(
        r"a\.?\s?m\.?", r"p\.?\s?m\.?", "hrs?", "h", "gmt", "bst", "utc", "e[sd]?t", "c[sd]t", "m[sd]t", "p[sd]t", "a[ec]st",
        "a[ec]dt", "ist",
    ),
    goes_on=(
        "(?:to )?(?:continue|keep) reading", "(?:to )?read (?:the )?(?:full|whole|rest of (?:the|this)) ?(?:story|article)",
        "(?:subscribe|sign (?:in|up)|log ?in|register)(?: now| today| for free)? to (?:continue|read|keep|unlock|access)",
        "create an? (?:free )?account to (?:continue|read|keep|unlock|access)", "already a (?:subscriber|member)",
        "subscribers? only", "unlock (?:this|the) (?:article|story)",
        "this (?:article|story|content|post) is (?:for|available to|only available|exclusive|reserved for|limited to)",
        "you(?:['’]ve| have) (?:reached|used|read) (?:your|all)", "become a (?:subscriber|member) to (?:read|continue)",
    ),
)  # fmt: skip
