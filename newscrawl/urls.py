"""One page, one address.

:func:`canonical_url` merges only what one address alone can tell: notation, tracking, twins for print and AMP. It leaves
``http``/``https`` and ``www.`` as they stand: nothing in an address says that both answer, a redirect or a
``rel=canonical`` does.
"""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

import re
from functools import cache, lru_cache
from ipaddress import ip_address
from unicodedata import normalize
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

# Facts: query parameters that name the way to a page, never the page; lower case. Each stands in its vendor's own
# documentation: Google (utm_, ga_, gclid, dclid, gbraid, wbraid, srsltid, _ga, _gl), Meta (fbclid, fb_, action_),
# Microsoft (msclkid, ocid, cvid), X (twclid, __twitter_impression), TikTok, LinkedIn, Pinterest, Instagram, Yandex
# (yclid, _openstat), Baidu (hmsr), HubSpot (hs, _hs, __hs), Mailchimp (mc_), Marketo (mkt_tok), Matomo and Piwik (mtm_,
# pk_, piwik_), AT Internet (xtor, at_), Adobe (s_cid, cmpid), Webtrekk (wtmc, wt_), Omeda (oly_), Vero, MailerLite, Klaviyo,
# Drip, Alibaba (spm), Echobox, Openstat, Gannett (gnt-), New York Times (smid, partner, emc), MediaNews (lctg,
# clearuserstate), WordPress (replytocom, doing_wp_cron), Facebook Instant (__tn__). Names that also carry story ids
# somewhere (cid, sid, id, campaign, keyword, aid) are left out on purpose.
_TRACKING = frozenset(
    "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid gs_l _ga _gl fbclid action_object_map "
    "action_type_map action_ref_map msclkid ocid cvid twclid __twitter_impression ttclid tt_medium tt_content li_fat_id "
    "epik igshid igsh yclid ymclid ysclid _openstat hmsr hmpl hmcu hmkw hmci _hsenc _hsmi __hssc __hstc __hsfp "
    "hsctatracking mkt_tok xtor s_cid s_kwcid cmpid cmp icid ncid wtmc wtrid wickedid vero_conv vero_id ml_subscriber "
    "ml_subscriber_hash rb_clickid clickid irclickid irgwc oly_anon_id oly_enc_id ck_subscriber_id _ke _kx spm scm mc zmc "
    "echobox os_ehash tracking_source aftr_source partnerid ito smid smtyp emc lctg clearuserstate sr_share "
    "ceneo_spo sms_ss awesm wprov replytocom doing_wp_cron __tn__ __cft__ __xts__ mbid ftag cndid "
    "phpsessid jsessionid cfid cftoken sessionid noamp mibextid dicbo dm_i trk trkcampaign sc_campaign sc_channel "
    "elqtrackid elqtrack utm nr_email_referer mkwid pcrid sscid guccounter guce_referrer "
    "guce_referrer_sig __s ss_source ss_campaign_id bsft_eid bsft_clkid bsft_uid bsft_mid".split()
)
_TRACKING_STEMS = (
    "utm_", "ga_", "fb_", "mc_", "hmb_", "otm_", "mtm_", "matomo_", "pk_", "piwik_", "at_custom", "at_campaign", "at_medium",
    "at_link", "at_ptr", "wt_", "gnt-", "gca-", "hsa_", "itm_", "int_cmp", "oft_", "vn_", "trk_", "aff_", "_bta_", "__cft__[",
)  # fmt: skip
_WAYS = frozenset(
    {"ref", "ref_src", "ref_url", "referrer", "referer", "share", "source", "src", "partner", "nb", "shared"}
)
"""Mostly the way to a page ("ref=rss", "share=facebook"), now and then a number of a story: dropped unless it is one."""
_TWINS = {
    "print": frozenset({"", "1", "true", "yes", "y", "print", "pdf"}),
    "amp": frozenset({"", "1", "true", "yes", "amp"}),
    "_amp": frozenset({"", "1", "true"}),
    "output": frozenset({"amp", "print", "1"}),
    "outputtype": frozenset({"amp", "print"}),
    "view": frozenset({"print", "amp"}),
    "format": frozenset({"amp", "print"}),
    "mode": frozenset({"print", "amp"}),
    "printerfriendly": frozenset({"", "1", "true", "yes"}),
    "m": frozenset({"1"}),
}
"""Parameters that ask for the same page in another dress, with the values that do: AMP (amp.dev), print, Arc XP, Blogger."""

_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index\.(?:s?html?|php|aspx?|jsp|cfm)|default\.(?:html?|aspx?))$", re.IGNORECASE)
_DRESS = re.compile(r"(?<=[^/])/(?:amp|print)/?$")
_DRESS_SUFFIX = re.compile(r"\.amp(?=\.html?$|$)|(?<=\.html)/amp$")
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""RFC 3986, 2.3: an escape of these means the same as the character."""
_NOT_IN_ADDRESSES = str.maketrans("", "", "\t\r\n\0")
"""Browsers take these out (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20\x7f\\^|<>#]")
"""No host holds these (https://url.spec.whatwg.org/#forbidden-host-code-point): what does is no address."""
_DEFAULT_PORT = {"http": 80, "https": 443}
_LONGEST = 8000
"""Characters of an address that are read; no browser or server takes more (RFC 9110, 4.1 asks for 8000)."""


def host_of(url: str) -> str:
    """Host and port of *url*, one spelling a host: lower case, no user, no usual port, no final dot. Never raises.

    What is kept for each host (its pace, its robots.txt, its connection) is kept under this.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    return host if port in (None, _DEFAULT_PORT.get(parts.scheme)) else f"{host}:{port}"


def is_http(url: str) -> bool:
    """Is it an absolute http or https address with a host and a possible port?"""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        in_use = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in _DEFAULT_PORT and bool(host) and in_use and not _NOT_IN_HOSTS.search(host)


def joined(base: str, address: object) -> str | None:
    """The http or https address that *address* names in a document at *base*; None where it names none. Never raises.

    White space around it is taken off, as browsers do; what is no text (a number of somebody's JSON) names nothing.
    """
    if not isinstance(address, str) or not (address := address.strip()):
        return None
    try:
        url = urljoin(base, address)
    except ValueError:
        return None
    return url if is_http(url) else None


@lru_cache(maxsize=16_384)
def canonical_url(url: str) -> str:
    """The address under which two addresses of one page meet; idempotent, never raises.

    One notation (RFC 3986, 6.2: case, escapes, default port, dot segments, IDNA; query in order of names), without
    fragment (but ``#!``, which names a page), tracking parameters, session ids, ``index.html``, final slash, and the dress
    (AMP, print). What is no http or https address comes back stripped of white space and otherwise as it is.
    """
    url = url[:_LONGEST].strip().translate(_NOT_IN_ADDRESSES)
    if not url.isascii():  # halves of surrogate pairs fit into no database
        url = url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not is_http(url):
        return url
    try:
        again = _once(url)
        for _ in range(3):  # taking a part off may lay a second one bare: "/a/amp/print/"
            url, again = again, _once(again)
            if url == again:
                break
    except (ValueError, UnicodeError):
        return url
    return again if is_http(again) else url  # "http://\u00ad/": a host of nothing but what IDNA drops


def as_published(url: str) -> str:
    """The address as its paper writes it, final slash and all, less tracking parameters and fragment: it can be opened.

    Never raises; two addresses of one page meet by :func:`canonical_url`, not by this.
    """
    try:
        parts, canonical = urlsplit(url), urlsplit(canonical_url(url))
        return urlunsplit((parts.scheme, parts.netloc, parts.path, canonical.query, canonical.fragment))
    except ValueError:
        return url


def _once(url: str) -> str:
    parts = urlsplit(url)
    # surrogateescape: escapes that are no UTF-8 come through as they are, or two addresses would become one
    query = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = [(name, normalize("NFC", value)) for name, value in query if not _aside(name, value)]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    bare = SplitResult(parts.scheme, _authority(parts), parts.path, urlencode(kept, errors="surrogateescape"), fragment)
    parts = urlsplit(canonicalize_url(urlunsplit(bare), keep_fragments=bool(fragment)))
    return urlunsplit(parts._replace(path=_path(parts.path)))


def _aside(name: str, value: str) -> bool:
    """Does the parameter tell the way or the dress, not the page?"""
    name = name.lower().removeprefix("amp;").removeprefix("?")
    if name in _TRACKING or name.startswith(_TRACKING_STEMS) or (name.endswith("mc") and len(name) <= 4):
        return True  # "mc", "wtmc", "emc": media code, after the vendor's letter
    if name in _WAYS:
        return not value.isdigit()
    return value.lower() in _TWINS.get(name, ())


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".") or parts.netloc
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in (None, _DEFAULT_PORT[parts.scheme]) else f":{parts.port}"
    user = parts.netloc.rpartition("@")[0]
    return f"{user}@{host}{port}" if user.strip(":") else f"{host}{port}"


def _path(path: str) -> str:
    path = _ESCAPE.sub(_unescape, _SESSION_IN_PATH.sub("", path))
    path = _INDEX.sub("/", path)
    path = _DRESS.sub("", _DRESS_SUFFIX.sub("", path.rstrip("/")))
    return path.rstrip("/") or "/"


def _unescape(escape: re.Match[str]) -> str:
    byte = int(escape[0][1:], 16)
    return chr(byte) if byte in _UNRESERVED else escape[0].upper()


@cache
def _suffixes() -> TLDExtract:
    """Which suffixes are public, by the list that tldextract carries; nothing is fetched, nothing written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def same_site(url: str, domain: str) -> bool:
    """Does *url* lie on the site of *domain* (a host, with its port where that is not the usual one)?

    Hosts with one registrable domain are one site ("sports.paper.example" and "www.paper.example"). An IP address,
    "localhost" and a host without a public suffix must be the very host and port.
    """
    try:
        parts, wanted = urlsplit(url), urlsplit(f"//{domain.strip().lower()}")
        host, own = (parts.hostname or "").rstrip("."), (wanted.hostname or "").rstrip(".")
        if parts.scheme not in _DEFAULT_PORT or not host or not own:
            return False
        port, own_port = parts.port or _DEFAULT_PORT[parts.scheme], wanted.port
    except ValueError:
        return False
    if host == own:
        return own_port == port if own_port else port in _DEFAULT_PORT.values() or not _exact(own)
    registrable = _registrable(host)
    if not registrable or registrable != _registrable(own):
        return False
    return own_port in (None, port)


def _exact(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return not _registrable(host)
    return True


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    """The domain that somebody registered ("paper.co.uk"); "" for addresses and single names."""
    found = _suffixes().extract_str(host)
    if found.suffix:
        return found.top_domain_under_public_suffix
    try:
        ip_address(host)
    except ValueError:
        # "paper.example": names reserved for documentation and tests have no public suffix (RFC 2606)
        return ".".join(host.rsplit(".", 2)[-2:]) if "." in host else ""
    return ""
