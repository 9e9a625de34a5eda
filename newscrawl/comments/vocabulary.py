"""The words that themes and platforms put into class names and ids around comments, and how such names are taken apart.

Source: class names seen in public themes and platforms (WordPress core and block themes, wpDiscuz, Disqus' WordPress
plugin, Drupal, Blogger, Joomla, XenForo, Substack), generalised to the words in them; German, French, Spanish, Italian,
Portuguese, Dutch and Nordic words for the same things. No site's own names.
"""

from __future__ import annotations

import re
from functools import lru_cache


def names(text: str) -> frozenset[str]:
    """The words of a table of names, which are parted by white space."""
    return frozenset(text.split())


COMMENT = names(
    """
    comment cmt cmnt kommentar comentario commentaire commento kommentti reactie opinie reply respuesta reponse
    antwort beitrag wpd dsq
    """
)
"""One comment."""

COMMENTS = names(
    """
    comments commentlist commentaries kommentare kommentarer comentarios commentaires commenti reacties responses
    replies discussion commentary commenti talkback feedbacks usercomments readercomments conversation
    """
)
"""A list of comments, or the section that holds it."""

CHILDREN = names("children replies reply subcomments indented nested answers responses antworten child")
"""A list of replies."""

TEXT = names("content text body message msg txt inhalt texto texte description contenido bodytext copy")
"""A comment's own words."""

AUTHOR = names(
    """
    author user username name nick nickname commenter commentator poster fn autor auteur autore naam writer member
    byline displayname posted screenname verfasser usuario nombre nom benutzer benutzername
    usr uname nickname handle nutzer nutzername navn namn nimi
    """
)

TIME = names(
    """
    date time timestamp datetime published posted ago datum fecha uhrzeit created when datepublished heure hora dato
    metadata meta permalink commentmetadata since
    """
)

LIKES = names(
    """
    like likes upvote upvotes up vote votes voting score karma rating thumbs recommend recommendations points
    """
)
DISLIKES = names("dislike dislikes downvote downvotes down unlike")

FURNITURE = names(
    """
    reply replies respond share sharing social vote votes voting rating like likes dislike karma flag report abuse
    tools toolbar actions action controls buttons button btn avatar gravatar badge badges menu dropdown permalink
    edit moderation moderate footer links tooltip label toggle rate thumbs nav pagination navigation form says
    subscribe hidden readmore hellip number num commentnumber
    """
)
"""Parts of a comment that are no words of its author."""

NOT_WHOLE = (
    TEXT
    | AUTHOR
    | TIME
    | LIKES
    | DISLIKES
    | names(
        """
    header head footer info details form respond link links list area section count counts number num title headline
    heading avatar photo image img icon icons button btn action actions tools toolbar nav navigation pagination
    pager pages page more load field fields input textarea label submit policy notes note notice awaiting moderation
    rating vote votes permalink edit parent sort sorting subscription subscribe closed open opened disabled enabled
    status allowed share social report flag anchor left right inner top bottom end start bubble balloon marker
    teaser preview login badge role tooltip toggle script style data bar separator divider intro empty none no
    recent latest popular hottest widget sidebar tab tabs panel feed rss rules guidelines thread replybox chrome
    add leave write your submit template loop query holder threads stream
    """
    )
)
"""Words that make a name with "comment" in it one of a comment's parts, or of its surroundings, and not a whole comment."""

NOT_A_THREAD = names("recent latest popular newest recentcomments mostcommented trending topcomments")
"""Words of boxes that repeat comments of other pages."""

PINGBACK = names("pingback trackback pings pinglist trackbacks pingbacks")

SAYS = names(
    """
    says said say wrote writes commented comments replied sagt sagte schreibt schrieb meint meinte kommentiert
    kommentierte dice dijo escribió escribio comentó dit écrit ecrit scrive scritto dichiarato zegt schreef
    schrijft skriver skrev sier sade disse diz escreveu comentou
    """
)
"""What themes print after a commenter's name."""

AUXILIARIES = names("a ha hat has")
"""Words that belong to the verb after them ("a dit", "ha scritto"); alone they may be an initial."""

AT = names("on at am um le el op den il em på")
"""What stands between a name and a date."""

BY = names("by von par por de da door av posted submitted written geschrieben verfasst")
"""What themes print before a commenter's name."""

_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+", re.ASCII)
_CORE = re.compile(r"(.*?)(comments?|kommentare?|comentarios?|commentaires?)(?!ers?$|ators?$|ary$|ed$|ing$|ieren$)(.*)")
"""Words run together around the one that counts: "commentlist", "leserkommentare", "usercommentbox"."""


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The lower-case words of a class attribute or id: "wpd-comment-text" and "commentText" give comment and text."""
    found: set[str] = set()
    for token in name[:500].split():
        for part in _PART.findall(token):
            word = part.lower()
            if core := _CORE.fullmatch(word):
                found.update(piece for piece in core.groups() if piece)
            else:
                found.add(word)
    return frozenset(found)


@lru_cache(maxsize=4096)
def is_whole(name: str) -> bool:
    """Whether a class attribute may name one whole comment: a token with a word for it and none for one of its parts."""
    for token in name[:500].split():
        words = words_of(token)
        if words & COMMENT and not words & NOT_WHOLE and not words & COMMENTS:
            return True
    return False
