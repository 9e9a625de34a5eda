"""Words of bylines: what stands before, after and between names, and what is no name.

English fully; of Spanish, French, German and Italian what bylines need.
Collected from the shapes of bylines in general use; agencies by their own sites. All in lower case.
"""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

LEADS = frozenset("by por par von di de from text texto texte reporting commentary opinion column".split())
"""Before the names, alone: "By", "Por", "Commentary:"."""

WORK = frozenset(
    "written story stories article reported reporting report posted published words compiled contributed submitted "
    "opinion commentary column essay review interview analysis editorial authored created text produced escrito "
    "publicado ecrit geschrieben scritto".split()
)
"""What was done, before a lead: "Written by", "Opinion by"."""

PICTURES = frozenset(
    "photo photos photograph photographs photography photographer picture pictures image images illustration "
    "illustrations illustrated graphic graphics video videos art artwork drawing foto fotos fotografie bild bilder "
    "audio design editing edited".split()
)
"""Before a lead these credit somebody who did not write: pictures, editing."""

JOINS = frozenset({"and", "&", "y", "e", "und", "et", "with", "plus", "con", "mit", "avec"})
"""Between names."""

PLACES = frozenset({"in", "at", "near", "on", "en", "à"})
"""After a name: where the writer was, or when."""

EMPLOYERS = frozenset(
    {"for", "of", "from", "to", "at", "with", "para", "pour", "für", "via", "courtesy", "special", "exclusive"}
)
"""After a name or a comma: whom the writer works for."""

ROLES = frozenset(
    "staff writer writers reporter reporters editor editors correspondent correspondents columnist columnists "
    "contributor contributors contributing journalist journalists photojournalist photographer photographers "
    "producer producers intern interns freelance freelancer freelancers guest senior junior chief executive "
    "managing associate assistant deputy publisher founder co-founder director manager coordinator anchor host "
    "meteorologist critic critics blogger bureau newsroom desk team board editorial admin administrator webmaster "
    "webstaff web digital multimedia general assignment investigative investigations local democracy education "
    "sports sport politics political business health crime courts city county community metro state national "
    "features feature entertainment food arts culture environment environmental science technology tech weather "
    "breaking news opinion opinions data visual audience engagement social media lead night weekend special "
    "sections projects regional statehouse capitol legal housing transportation climate government reports report "
    "hall public safety water race equity justice youth family faith religion military veterans agriculture farm "
    "energy growth development economy economics immigration labor workplace real estate land outdoors recreation "
    "travel style film theater music rural tribal schools higher accountability enterprise watchdog diversity "
    "reader submission submitted press release releases wire services service author authors user anonymous unknown "
    "various owner president ceo vice emeritus fellow corps member members redaction rédaction redaktion redacción "
    "redactor redactora autor autorin periodista corresponsal journaliste redakteur redakteurin reporterin".split()
)
"""What people are at a paper, and what they write about: a run of these is no name."""

NOT_NAMES = frozenset(
    "minutes minute hours hour ago email e-mail mail the author read more view all posts post follow share updated "
    "published posted about contact tweet print comment comments sign subscribe subscriber newsletter click here "
    "see this these our your their subject today yesterday monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december jan feb apr jun jul aug sept "
    "sep oct nov dec am pm min edt est pdt pst cdt cst mdt mst et pt bst gmt utc advertisement sponsored content "
    "copyright rights reserved last first on was were is are has have had been not profile bio twitter facebook "
    "instagram linkedin website none null undefined n/a na tba".split()
) - {"june", "april", "august"}
"""A line with one of these is no name: buttons, times, sentences."""

PAPERS = frozenset(
    "courier times news press post herald tribune gazette journal chronicle review observer record register "
    "sentinel star sun telegraph dispatch examiner bulletin citizen daily weekly independent globe mail mirror "
    "express guardian enterprise leader ledger advocate advertiser democrat republican republic standard messenger "
    "beacon banner bee monitor voice mercury argus echo inquirer intelligencer newspaper newspapers magazine radio "
    "television tv broadcasting media network agency foundation institute university college association society "
    "center centre council committee commission department office coalition union club church school district "
    "company corporation inc llc ltd group project today online newswire wire bureau outlet patch axios reuters "
    "bloomberg propublica calmatters wikipedia zeitung tagblatt anzeiger diario periódico gaceta presse agence".split()
)
"""Last or inner words of papers, agencies and bodies."""

AGENCIES = (
    "local democracy reporting service", "city news service", "report for america", "the associated press",
    "associated press", "bay city news foundation", "bay city news service", "bay city news",
    "agence france-presse", "the canadian press", "canadian press", "the conversation", "states newsroom",
    "stateline",
    "kaiser health news", "kff health news", "the texas tribune", "the marshall project", "tribune news service",
    "press association", "pa media", "bbc news", "cnn", "afp", "ap", "upi", "reuters", "bloomberg", "npr",
    "capitol news illinois", "cronkite news", "chalkbeat", "calmatters", "propublica", "patch", "dpa", "efe",
    "europa press", "ansa", "aap", "pa", "cbs news", "abc news", "nbc news", "fox news", "wire reports",
    "wire services",
)  # fmt: skip
"""Agencies that lines end in without a comma; longest first."""

NO_BODY = frozenset({"wire reports", "wire services"})
"""Agencies' words that name none."""

PARTICLES = frozenset(
    "de la las los del della di da das dos do du des le van von der den ter ten zu zum y e i bin ibn al el ap af av "
    "st mac san dela delos d' vander vom".split()
)
"""Parts of family names that may stand in lower case."""
CAPITAL_PARTICLES = frozenset({"van", "le", "st", "mac", "san", "al", "el", "do", "i", "e", "ap", "den"})
"""Of these, what an all-capital line more often stands for with a capital ("VAN BUREN", "LE GUIN", "AL SMITH")."""

TITLES = frozenset(
    "dr mr mrs ms miss prof professor rev sir dame sgt lt capt col gen sen rep gov mayor hon father sister".split()
)
CREDENTIALS = frozenset("md m.d phd ph.d esq rn dds dvm mba ma ba jd cpa mph msw lcsw do edd ed.d rd cfp".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jr.", "sr."})

PLACE_STARTS = frozenset(
    "san santa los las new fort mount port lake north south east west saint st. el palo half".split()
)
"""First words of places of two words: after a comma "San Mateo" is where, not who."""

BODIES_OF = frozenset(
    "city county town village township university state department office board bank diocese port ministry".split()
)
"""Before "of": a body, not a writer and an employer."""
ONE_WRITES = frozenset(
    "writer writers reporter reporters correspondent correspondents columnist columnists contributor".split()
)

STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana "
    "iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana "
    "nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont washington wisconsin wyoming "
    "ontario quebec alberta manitoba ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn "
    "miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo".split()
)
