"""What stands around comments in words: headings over threads, buttons under comments, "in reply to", "X wrote on".

Class names of unknown systems say nothing; these words do. Source: the interface texts of WordPress, Drupal, Joomla,
Discuz!, phpBB and Disqus in the languages that news sites use most. No site's own words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.comments.vocabulary import names


def phrases(text: str) -> frozenset[str]:
    """The phrases of a table, which are parted by bars."""
    return frozenset(" ".join(one.split()) for one in text.split("|"))


REPLY = phrases(
    """
    reply | reply to this | reply to this comment | reply to comment | quote | quote this | respond | answer
    | post reply | reply with quote
    | add reply | write a reply | leave a reply | antworten | antwort | zitieren | antwort schreiben
    | auf diesen kommentar antworten | beantworten
    | kommentieren | répondre | citer | répondre à ce commentaire | répondre à ce message | responder | citar
    | contestar
    | responder a este comentario | rispondi | cita | rispondi al commento | reageer | beantwoord | antwoorden
    | citeren | reageren | svara
    | citera | svar | svare | citer | siter | vastaa | lainaa | odpowiedz | cytuj | odpovědět | citovat | reagovat
    | válasz | ответить
    | цитировать | відповісти | цитувати | yanıtla | cevapla | alıntı
    | 回复 | 引用 | 回覆 | 返信 | 返信する | 답글 | 답글쓰기 | 답글 쓰기
    | 답장 | رد | الرد | اقتباس
    | log in to reply | login to reply | sign in to reply | log in to leave a reply | zum antworten anmelden
    | anmelden um zu antworten | anmelden, um zu antworten
    | connectez-vous pour répondre | inicia sesión para responder | accede para responder | accedi per rispondere
    | log in om te reageren | login om te reageren
    | הגב | השב | ציטוט | תגובה | απάντηση | παράθεση | răspunde | odgovori | отговор | atbildēt | vastata | trả lời
    | balas | ตอบกลับ
    """
)
"""Buttons that answer a comment."""

OTHER_CONTROLS = phrases(
    """
    report | report abuse | report this | report comment | report this comment | flag | flag as inappropriate
    | flag comment | flag this | abuse
    | offensive | mark as offensive | suggest removal | report inappropriate | report as inappropriate | inappropriate
    | like | likes | like this | unlike | dislike
    | dislikes | share | share this | permalink | link | link to this | link to comment | direct link | copy link
    | edit | delete | hide | show | more | show more | read more
    | collapse | expand | vote up | vote down | upvote | downvote | up | down | thumbs up | thumbs down | recommend
    | recommended | agree | disagree | helpful | ignore
    | ignore user | block | block user | mute | follow | follow user | parent | view profile | profile | send message
    | private message | love | haha | wow | sad | angry
    | replies | reply | view replies | show replies | hide replies | view all replies | top | back to top | print
    | email | e-mail | tweet | facebook | twitter
    | melden | kommentar melden | beitrag melden | missbrauch melden | verstoß melden | gefällt mir
    | gefällt mir nicht | teilen | empfehlen | link kopieren | bearbeiten | löschen | mehr | mehr anzeigen
    | bewerten | positiv bewerten | negativ bewerten | daumen hoch | daumen runter | zustimmen | ablehnen
    | antworten anzeigen | nach oben | ausblenden
    | signaler | signaler un abus | signaler ce commentaire | j'aime | j’aime | je n'aime pas | partager | recommander
    | lien | alerter | lire la suite | voir plus | modifier | supprimer | voir les réponses
    | reportar | denunciar | me gusta | no me gusta | compartir | recomendar | enlace | enlace permanente
    | reportar abuso | ver más | ver respuestas | avisar | borrar | gosto | não gosto | partilhar | compartilhar
    | curtir
    | segnala | segnala abuso | segnala commento | mi piace | non mi piace | condividi | rapporteer | rapporteren
    | meld misbruik | melden | deel | delen | vind ik leuk | anmäl | rapportera | gilla | dela | rapporter
    | synes godt om | del | lik
    | ilmoita | ilmoita asiaton viesti | tykkää | jaa | zgłoś | zgłoś nadużycie | lubię to | udostępnij | nahlásit
    | líbí se | sdílet | пожаловаться | нравится | не нравится | поделиться | ссылка | поскаржитися
    | şikayet et | beğen | paylaş | 举报 | 舉報 | 檢舉 | 赞 | 讚 | 踩 | 支持 | 反对 | 分享 | 顶 | 通報
    | 通報する | 違反報告 | いいね | いいね! | 共感した
    | なるほど | 共有 | 신고 | 신고하기 | 좋아요 | 싫어요 | 공감 | 비공감 | 추천 | 공유
    | level | point | points | pts | vote | votes | score | punkte | punkt | stimmen | next | prev | previous | root
    | context | save | embed | hide child comments | loading | wird geladen | expand full comment | read full comment
    | log in to reply | login to reply | anmelden um zu antworten | view all | see more | translate | pinned
    | reply with quote | clap | claps
    | إبلاغ | تبليغ | إعجاب | أعجبني | مشاركة | שתף | דווח | אהבתי | αναφορά | κοινοποίηση | μου αρέσει | báo cáo
    | thích | bagikan | laporkan
    """
)
"""Other buttons and links that stand under or beside a comment."""

_THREAD = (
    r"comments?\b|kommentar(?:e|er|en)?\b|leserkommentare|leserbeiträge|meinung(?:en)?\b|beiträge\b|leserforum|"
    r"diskussion(?:en)?\b|discussion\b|discussione\b|discussie\b|diskusjon"
    r"|commentaires?\b|réactions?\b|comentarios?\b|comentários?\b|opiniones\b|respuestas?\b|réponses?\b|commenti\b|"
    r"commento\b|reacties\b|reactie\b|responses?\b|replies\b"
    r"|antwort(?:en)? (?:zu|auf|an)\b|thoughts? on\b|gedanken? zu\b|réflexions? (?:sur|au)\b|pensamientos? (?:en|"
    r"sobre)\b|pensieri su\b|gedachten? over\b|discuss\b|diskutier\w{1,4}\b|débat\b|join the conversation|"
    r"conversation\b|readers? (?:say|said|respond|react|write|comment|speak)|your (?:say|views?|voice|opinions?|"
    r"thoughts)|have your say|what (?:do )?you (?:say|think|said)"
    r"|talk ?back|talk about\b|sound off|feedback\b|speak up|kommentit\b|keskustelu\b|kommentti|komentarz(?:e|y)?\b|"
    r"komentáře?\b|diskuse\b|diskuze\b|hozzászólás|vélemények|комментари|коментар|обсуждение|обговорення|отзывы"
    r"|yorum|评论|評論|留言|回复|回應|网友|討論|コメント|"
    r"みんなの意見|댓글|의견|تعليق|التعليقات|الردود|תגובות|σχόλια|σχολια|bình luận|komentar\b|"
    r"ความคิดเห็น|comentarii|коментари"
)
_THREAD_HEADING = re.compile(rf"(?<![^\W\d_])(?:reader|leser|user)?(?:{_THREAD})", re.IGNORECASE)
_OTHER_HEADING = re.compile(
    r"\b(?:latest|recent|most recent|popular|top|trending|neueste|letzte|aktuelle|meistkommentiert\w*|most commented|"
    r"most discussed|derniers|récents|últimos|recientes|ultimi|recente|laatste|senaste|siste|"
    r"seneste|nowe|ostatnie)\b.{0,30}|\blive\b|ticker|updates?\b|related|(?:other|further|andere|weitere|autres|"
    r"otras|altre|andere) (?:stories|articles|news|artikel|articles|noticias|notizie|berichten|nachrichten)|"
    r"more (?:from|on|in|stories)|read (?:next|more)|recommended|mehr (?:aus|zum|von)|weitere|auch interessant|"
    r"lesen sie|lire aussi|à lire|"
    r"leggi anche|lees ook|läs (?:också|mer)|les også|newsletter|events?\b|veranstaltung|termine|agenda|subscribers?|"
    r"testimonials?|letters? to|leserbrief|reviews?\b|bewertungen|forum\b|topics?\b|themen\b|"
    r"about the author|staff|team\b|meet the|poll\b|umfrage|obituar|classified|jobs?\b|on (?:twitter|social)|"
    r"tweets?\b|what people post|timeline|chronolog|chronik|changelog|corrections?\b|guestbook|gästebuch",
    re.IGNORECASE,
)
_IN_REPLY = re.compile(
    r"^\W*(?:in reply to|replying to|replied to|reply to|in response to|responding to|(?:als )?antwort (?:auf|an|zu)|"
    r"antwortet(?:e)? auf|en réponse à|répond à|réponse à|en respuesta a|respondiendo a|em resposta a|"
    r"in risposta a|risponde a|als antwoord op|antwoord op|reactie op|som svar på|svar til|svar på|svarar|"
    r"vastaus (?:käyttäjälle|viestiin)|w odpowiedzi (?:na|do)|odpověď na|reakce na|в ответ на|ответ|у відповідь на|"
    r"回复|回覆|返信先|ردا على|ردًا على|בתגובה ל|απάντηση σ\w+)[\s:：@]*(.{0,60})$",
    re.IGNORECASE | re.DOTALL,
)
_POINTER = re.compile(r"^\s*(?:>|»|›|→|↳|▸|▶|@)\s*(\S.{0,59})$")
_NOT_LETTERS = re.compile(r"[\d\s()\[\]{}|·•:;,.…\-–—+#/<>«»‹›!*&▲▼△▽↑↓↩↪⤷⚑✓✔👍👎❤♥️♡]+")
DELETED_TEXT = re.compile(
    r"\W*(?:(?:this |the )?(?:comment|post|message|reply)s? (?:has been |have been |was |were |is )?(?:removed|"
    r"deleted|hidden|withdrawn|blocked)(?: by [\w ]{3,40})?(?: (?:because|for|as|due)\b.{0,120})?"
    r"|(?:comment |user |message )?(?:removed|deleted)(?: by (?:a |the )?(?:moderators?|users?|authors?|admin|"
    r"administrators?|poster))?"
    r"|(?:dieser |der )?(?:kommentar|beitrag) (?:wurde|ist) .{0,60}(?:gelöscht|entfernt)\w*|(?:vom .{3,30} )?gelöscht|"
    r"(?:ce |le )?commentaire (?:a été )?(?:supprimé|retiré|modéré).{0,60}|(?:este )?comentario (?:ha sido |fue |"
    r"foi )?(?:eliminado|borrado|removido|apagado).{0,60}|"
    r"(?:questo )?commento (?:è stato )?(?:rimosso|eliminato|cancellato).{0,60}|"
    r"(?:deze )?reactie (?:is )?(?:verwijderd).{0,60}|"
    r"комментарий (?:был )?удал[её]н.{0,40}|该评论已(?:被)?删除|"
    r"此评论已(?:被)?删除|(?:この)?コメントは削除されました|삭제된 댓글입니다)\W*",
    re.IGNORECASE,
)
"""What is printed in the place of a comment that is gone."""

_INTRO_WORDS = names(
    """
    kommentar commentaire comentario commento reactie beitrag post posted written by on at says said say wrote writes
    comment comments commented from am um von schrieb schreibt sagt sagte meint kommentiert gepostet
    geschrieben uhr le par dit écrit a posté publié il el por dice dijo escribió publicado de en a las alle di ha
    scritto pubblicato da op om door schreef
    den kl av skrev sier af skriver dnia napisał napisała o the user reader member date author autor auteur autore
    name verfasst submitted added
    and und et y in since edited replied antwortete responded the пишет написал написала says: time 发表于 发表 於 于 发布 说 說
    发表時間 投稿 より さん
    """
)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """*text* in lower case without figures, arrows, thumbs and punctuation at its edges: "▲ Like (3)" is "like"."""
    low = text.lower()
    if low.replace(" ", "").isalpha():
        return low
    return " ".join(_NOT_LETTERS.sub(" ", text).split()).lower()


@lru_cache(maxsize=4096)
def is_reply_control(text: str) -> bool:
    """Is *text* all that a button says which answers a comment?"""
    if len(text) > 60:
        return False
    words = bare(text)
    return words in REPLY or (len(words) <= 45 and _REPLY_TO.match(words) is not None)


_REPLY_TO = re.compile(
    r"(?:reply|respond|répondre|responder|contestar|rispondi|antworten|reageer|odpowiedz|ответить|הגב|svar|"
    r"svara)\s(?:to|à|au|a|al|auf|op|na|på|til|на|ל)?\s?"
    r"(?:this|that|ce|cette|este|esta|questo|dies|diese|deze|ten|det|det|לתגובה|comment|message|post|commentaire|@)"
)


@lru_cache(maxsize=4096)
def is_control(text: str) -> bool:
    """Is *text* all that a button or link says that stands beside a comment, alone or several in one ("Reply | Share")?"""
    if len(text) > 120:
        return False
    if bare(text) in OTHER_CONTROLS or is_reply_control(text):
        return True
    if text.replace(" ", "").isalpha():
        return False
    pieces = [piece for piece in re.split(r"\s*[|·•/,]\s*|\s{2,}", text) if bare(piece)]
    return len(pieces) > 1 and all(bare(piece) in REPLY or bare(piece) in OTHER_CONTROLS for piece in pieces)


_SAYS = re.compile(
    r"(?:^|\s)(?:says?|said|wrote|writes|commented|sagt|sagte|schreibt|schrieb|meint|meinte|kommentierte|dit|a dit|"
    r"a écrit|écrit|dice|dijo|escribió|ha detto|ha scritto|scrive|"
    r"zegt|schreef|säger|skrev|sier|siger|sanoo|mówi|pisze|napisał\w?|говорит|пишет|написал\w?|说|說|より)\s*(?:on|am|le|"
    r"el|il|op|den|:|：|…|\.\.\.|，)",
    re.IGNORECASE,
)


_SAY_WORDS = names(
    """
    say says said wrote writes commented sagt sagte schreibt schrieb meint meinte kommentierte dit dice dijo detto
    scritto scrive zegt schreef skrev sier siger
    sanoo pisze
    """
)


@lru_cache(maxsize=2048)
def says_who(text: str) -> bool:
    """Is it said in *text* that somebody wrote what follows ("Ada Reyes says:", "schrieb am")?"""
    if len(text) > 120:
        return False
    if text.isascii() and _SAY_WORDS.isdisjoint(text.lower().replace(":", " ").replace(".", " ").split()):
        return False
    return _SAYS.search(text + " ") is not None


def is_count(text: str) -> bool:
    """Nothing but a number, a sign, or "#12"?"""
    return not any(char.isalpha() for char in text) and "<3" not in text


@lru_cache(maxsize=2048)
def is_intro(text: str) -> bool:
    """Only words that stand around a name and a date ("Posted by", "schrieb am", "on … at")?"""
    words = bare(text).split()
    return bool(words) and len(words) <= 6 and all(word in _INTRO_WORDS for word in words)


@lru_cache(maxsize=1024)
def says_thread(text: str) -> bool:
    """Does a heading say that comments follow? Not for boxes of the newest comments of a site."""
    if len(text) > 120 or (found := _THREAD_HEADING.search(text)) is None:
        return False
    # "… External Link Comments 6" is the foot of a teaser.
    return len(bare(text[: found.start()])) <= 14 and not _OTHER_HEADING.search(_QUOTED_TITLE.split(text)[0])


_QUOTED_TITLE = re.compile(r"[“”\"„«»‘:]|(?<=\s)'")


@lru_cache(maxsize=1024)
def number_in(text: str) -> int | None:
    """The one number of a heading ("3 Kommentare", "Responses (2)")."""
    found = re.findall(r"\d{1,6}", text[:120])
    return int(found[0]) if len(found) == 1 else None


def says_other(text: str) -> bool:
    """Does a heading say that something else follows: related articles, a ticker, events, the newest comments?"""
    return len(text) <= 120 and _OTHER_HEADING.search(text) is not None


def answers(text: str) -> str | None:
    """The name after "in reply to"; "" where the words stand alone; None where *text* says no such thing."""
    if len(text) > 140:
        return None
    if (found := _IN_REPLY.match(text)) and len(found[1].split()) <= 6 and ": " not in found[1]:
        return found[1].strip(" :.,»>)")
    return None


def points_at(text: str) -> str | None:
    """The name in "> Ada" or "@Ada", where nothing else is said."""
    found = _POINTER.match(text)
    return found[1].strip() if found else None


_STEMS = (
    *names(
        """
    comment kommentar reaktion réaction reaction comentario comentário opinione respuesta réponse commento reactie
    respon replies discus diskuss débat
    conversation reader your  leser meinung beiträge talk feedback speak kommentti keskustelu komentarz komentář
    diskuse diskuze hozzászólás vélemény комментари коментар обсужд обговор отзыв yorum
    评论 評論 留言 回复 回應 网友 討論 コメント みんなの意見 댓글 의견 تعليق التعليقات الردود תגובות σχόλια σχολια komentar
    ความคิดเห็น comentarii
        """
    ),
    "sound off",
    "bình luận",
)


def mentions_comments(text: str) -> bool:
    """Does a page's text, a piece of text a line, hold a heading of a thread, or two buttons that answer? A first look.

    Scripts and paragraphs are most of a page's text and none of either, so that only lines as short as a heading are
    looked through, and the beginnings of the others, which may be a button with more behind it.
    """
    lines = text.lower().split("\n")
    low = "\n".join([line for line in lines if len(line) <= _HEADING])
    begun = "\n".join(["", *[line[:_BUTTON] for line in lines[1:]]])
    if any(begun.count(f"\n{word}") > 1 for word in _ANSWER):
        return True
    for stem in _STEMS:
        at = low.find(stem)
        for _ in range(_LOOKED_AT):
            if at < 0:
                break
            start, end = low.rfind("\n", 0, at) + 1, low.find("\n", at)
            end = len(low) if end < 0 else end
            if _THREAD_HEADING.search(low, start, end):
                return True
            at = low.find(stem, end)
    return False


_HEADING = 120
_BUTTON = 12
"""Characters of a line that tell whether it begins with a word of :data:`_ANSWER`."""
_LOOKED_AT = 40
_ANSWER = (
    "reply",
    "quote",
    "antwort",
    "répondre",
    "responder",
    "rispondi",
    "reageer",
    "beantwoord",
    "svara",
    "svar",
    "odpowiedz",
    "ответить",
    "返信",
    "답글",
)

HELD_TEXT = re.compile(
    r"\b(?:comment is )?awaiting (?:moderation|approval)\b|\bheld for (?:moderation|review)\b|"
    r"wartet auf (?:freischaltung|moderation|prüfung)|muss noch freigeschaltet|"
    r"en attente de (?:modération|validation)|pendiente de (?:moderación|aprobación)|in attesa di (?:moderazione|"
    r"approvazione)|wacht op (?:moderatie|goedkeuring)|aguardando moderação",
    re.IGNORECASE,
)
"""What is printed beside a comment that only its author may see."""
PINGBACK_TEXT = re.compile(
    r"(?:pingback|trackback)s?\s*(?::.*|from\b.*|)|\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]", re.IGNORECASE | re.DOTALL
)
"""What WordPress prints for another page that links here: "Pingback: …", and an excerpt between "[…]"."""
