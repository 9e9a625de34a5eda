"""English words in and around names: offices that are surnames, places, companies, relations. Composed for this project."""

from __future__ import annotations

from newscrawl.quotes.languages.en.cues import words

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "qc", "kc"})
SURNAMES_TOO = words("""
    king bishop judge baker white parks prince major marshal house farmer mason page pope dean porter lord star
    singer friend coach driver cook head coleman warden ranger clerk engineer price barber constable gov day sheriff
""")
"""Words for offices that are surnames as well: they stay where a forename stands before them."""
PLACES = words("""
    street road avenue lane drive park county city council university college school department committee association
    party club center centre hospital church court house senate commission agency office bureau institute
    foundation company inc corp llc group bank news times post journal tribune herald board union league act law bill
    bridge river lake island valley springs heights beach hills state states kingdom district authority service
    services society trust fund project movement campaign administration congress parliament tower hall airport station
    museum library hotel cup bowl award day week show york hampshire jersey carolina dakota virginia angeles francisco
    orleans vegas press chamber coalition convention column debate caucus primary election international
    network television tv radio magazine airlines force army navy police guard
""")
"""Last words of names that are no person's: places, offices and organisations."""
COMPANIES = words("""
    council department committee association party club company inc corp ltd llc plc group bank commission agency board
    union foundation authority services society trust chamber coalition ministry university hospital
""")
"""Last words of names of what speaks as "they" or "it"."""
ELSEWHERE = words("new north south east west national united los las san santa saint fort mount lake")
"""First words of names of places."""
MEN = words("mr sir lord king congressman councilman spokesman father brother son husband")
WOMEN = words("mrs ms miss lady queen congresswoman councilwoman spokeswoman mother sister daughter wife")
IN_FULL = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "det": "detective",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "pres": "president",
    "dr": "doctor",
}
