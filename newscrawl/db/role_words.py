"""Words that say what a person is or does, by what belongs together, for telling namesakes apart.

Composed for this project from general knowledge of the offices and trades that English and German papers name; a word
that stands in no table is compared as it is.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FAMILIES = {
    "office": _words("""
        mayor mayoress deputy-mayor councilman councilwoman councilmember councilperson councillor councilor council alderman
        alderwoman selectman selectwoman commissioner supervisor senator senators sen representative rep governor gov
        congressman congresswoman assemblyman assemblywoman mp mla minister delegate lawmaker legislator politician trustee
        president premier chancellor secretary nominee candidate whip chairman chairwoman chair chairperson speaker freeholder
        clerk treasurer majority minority democrat republican independent attorney-general administrator incumbent ambassador
        bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin landrat landrätin stadtrat stadträtin gemeinderat
        gemeinderätin minister ministerin abgeordneter abgeordnete abgeordneten senator senatorin kanzler kanzlerin
        präsident präsidentin kandidat kandidatin dezernent dezernentin fraktionschef fraktionschefin
        ministerpräsident ministerpräsidentin kämmerer politiker politikerin
    """),
    "police": _words("""
        police chief sheriff deputy officer detective det sergeant sgt lieutenant lt captain capt constable inspector
        superintendent supt marshal trooper corporal cpl commander commissioner patrolman policeman policewoman undersheriff
        polizei polizist polizistin kommissar kommissarin polizeisprecher polizeisprecherin polizeichef polizeichefin
    """),
    "fire": _words(
        "fire firefighter chief captain capt lieutenant lt marshal battalion feuerwehr wehrführer brandmeister"
    ),
    "military": _words("""
        general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal cpl private admiral adm commander
        soldier marine veteran airman petty oberst soldat hauptmann
    """),
    "law": _words("""
        attorney lawyer prosecutor judge justice counsel solicitor barrister magistrate defender district-attorney juror
        coroner anwalt anwältin rechtsanwalt rechtsanwältin richter richterin staatsanwalt staatsanwältin attorney-general
    """),
    "school": _words("""
        principal superintendent teacher headteacher headmaster headmistress professor prof lecturer dean rector provost
        chancellor coach tutor librarian instructor researcher scientist historian economist lehrer lehrerin schulleiter
        schulleiterin rektor rektorin professorin forscher forscherin dozent dozentin dr doctor
    """),
    "pupil": _words("""
        pupil student sophomore freshman schoolboy schoolgirl boy girl teenager teen child toddler grader valedictorian
        schüler schülerin student studentin kind junge mädchen
    """),
    "sport": _words("""
        coach player captain goalkeeper goalie keeper striker midfielder defender forward guard centre quarterback pitcher
        catcher shortstop linebacker receiver runner swimmer cyclist jockey boxer athlete winger fullback manager wrestler
        golfer gymnast umpire referee trainer trainerin spieler spielerin torwart stürmer stürmerin kapitän sportler
        sportlerin point-guard senior junior freshman sophomore
    """),
    "medicine": _words("""
        doctor dr nurse surgeon physician paramedic midwife dentist pharmacist epidemiologist pediatrician veterinarian health
        arzt ärztin chefarzt chefärztin apotheker apothekerin pfleger pflegerin
    """),
    "business": _words("""
        owner co-owner manager executive ceo cfo coo director founder co-founder president chairman chairwoman chair
        businessman businesswoman entrepreneur proprietor shopkeeper partner treasurer secretary administrator developer
        inhaber inhaberin chef chefin geschäftsführer geschäftsführerin gründer gründerin unternehmer unternehmerin leiter
        leiterin vorsitzender vorsitzende vorsitzenden direktor direktorin vorstand
    """),
    "media": _words("""
        reporter editor journalist columnist host anchor broadcaster correspondent publisher blogger author writer novelist
        redakteur redakteurin journalistin autor autorin
    """),
    "church": _words("""
        pastor reverend rev bishop archbishop priest vicar rector deacon imam rabbi minister chaplain father fr pope
        pfarrer pfarrerin bischof bischöfin dekan
    """),
    "arts": _words("""
        actor actress singer musician artist painter sculptor pianist violinist fiddler drummer conductor dancer poet
        playwright director songwriter schauspieler schauspielerin sänger sängerin künstler künstlerin musiker musikerin
    """),
    "spokesperson": _words("""
        spokesman spokeswoman spokesperson spokespeople press communications sprecher sprecherin pressesprecher pressesprecherin
    """),
    "farm": _words("farmer rancher grower beekeeper gardener landwirt landwirtin bauer bäuerin winzer winzerin"),
}
"""What words for offices, ranks and trades belong together: a captain may be of the police, a fire company or a team."""

NEUTRAL = _words("""
    former ex acting interim longtime then now senior junior vice assistant associate deputy head lead retired late the a an
    mr mrs ms miss mx sir dame lord lady mister madam hon honorable dear resident residents neighbor neighbour local native
    voter customer witness owner-occupier homeowner taxpayer passer-by friend friends son daughter brother sister wife
    husband cousin nephew niece twin partner-in-law member volunteer participant visitor fan supporter man woman person victim
    survivor commuter passenger motorist shopper tourist guest tenant landlord of for at in on from with and or to by who old
    year longserving own his her their its our one another herr frau anwohner anwohnerin nachbar nachbarin mitglied
    ehemaliger ehemalige ehemaligen der die das ein eine
""")
"""Words that a person of any office may be called by, and function words: they tell nothing apart."""
ADULT = _words(
    "mother father parent grandmother grandfather grandparent widow widower pensioner wife husband mutter vater"
)
YOUNG = _words("boy girl child toddler pupil schoolboy schoolgirl schüler schülerin kind junge mädchen grader")
MEN = _words(
    "mr sir congressman businessman policeman councilman alderman assemblyman father grandfather husband herr boy"
)
WOMEN = _words("""
    mrs ms miss dame lady congresswoman businesswoman policewoman councilwoman alderwoman assemblywoman chairwoman
    spokeswoman mother grandmother wife frau girl actress
""")
OPEN_TO_THE_YOUNG = frozenset({"pupil", "sport", "arts"})
DETERMINERS = _words("the a an his her their its our one another some two der die das ein eine")
LINKS = _words(
    "of and for the on in at de la le las los del della da dos du di van von der den ter zu zum bin ibn al el und für"
)
TITLES = _words("""
    mr mrs ms miss mx dr prof professor rev sen rep gov lt sgt capt col gen maj cpl det hon sir dame lord lady fr pres chief
    mayor judge officer sheriff deputy president senator governor councilman councilwoman coach herr frau
""")
BODIES = _words("""
    council department committee association party club company inc corp ltd llc plc group bank commission agency board
    union foundation authority services society trust chamber coalition ministry university hospital college school church
    court police office bureau institute news times post journal tribune herald courier gazette report act verein partei gmbh
""")
