"""Small tables of ours: invented people, readers' names and what readers write."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """Somebody whom an article names."""

    first: str
    last: str
    he: str
    """``he`` or ``she``."""

    @property
    def full(self) -> str:
        """The name as an article gives it first."""
        return f"{self.first} {self.last}"


PEOPLE = tuple(
    Person(*line.split(","))
    for line in (
        "Ilse,Quandt,she",
        "Tobias,Merrow,he",
        "Zoë,Hallam,she",
        "Desmond,O’Dell,he",
        "Núria,Castellane,she",
        "Bram,Tolliver,he",
        "Philippa,Yardley-Knox,she",
        "Anselm,Rook,he",
        "Greta,Silverwood,she",
        "Lionel,Pasco,he",
        "Odile,Fenn,she",
        "Rasmus,Gjerde,he",
        "Hester,Blackmore,she",
        "Winston,Achebe-Lowe,he",
        "Maren,Dusk,she",
        "Callum,Thorne,he",
        "Beatriz,Varela,she",
        "Gideon,Marsh,he",
        "Agnes,Wetherby,she",
        "Jorik,Vandaal,he",
        "Thea,Lindqvist,she",
        "Silas,Pemble,he",
        "Rosalind,Eyre,she",
        "Emeka,Strand,he",
    )
)

READERS = (
    "Old Tom", "marshmallow", "J. P. Whitlock", "Renée K.", "pier_walker", "D. Abernathy", "Nan of four", "quietstreet",
    "Søren", "bus 14", "Mrs. Lacey", "tidewatcher", "Kofi A.", "Hazel & Finn", "not a robot", "ex-councillor", "Mo",
    "two sugars", "L. Ortega", "gravel road",
)  # fmt: skip

OPENERS = (
    "I was there and it rained less than you write.",
    "My father would have laughed at this.",
    "Can somebody tell me what it costs per head?",
    "Good news for once, thank you!",
    "This isn’t the first time we’ve read that.",
    "Please bring back the old timetable as well.",
    "The photo is from last year, isn’t it?",
    "Half of the town knew, the other half works there.",
    "We need ten more like that.",
    "I disagree, but politely.",
    "Who checks this, and when?",
    "It says so in the minutes, page four.",
    "Well done to all who helped 🎉",
    "I had to read the headline twice.",
    "Fish & chips < 5 at the kiosk, that is the real story.",
    "Our street has waited longer.",
    "Does it also hold for bicycles?",
    "A sad day, whatever they say.",
    "The children were wonderful.",
    "I’d rather see the money go to the pool.",
)
FOLLOWERS = (
    "Just my two pence.",
    "See you on Saturday, then.",
    "The bench by the water is still broken, by the way.",
    "I have kept the leaflet from 1998.",
    "Somebody should write that down.",
    "Ask at the post office, they know.",
    "My neighbour says the same.",
    "And who will clean up afterwards?",
    "It was different under the old mayor, or was it?",
    "Greetings from the other side of the bridge.",
    "I’ll believe it when I see it.",
    "That would be a first.",
    "No offence to the author, who writes well.",
    "More of this, please.",
    "The café there is good, too.",
    "Let us hope for wind.",
)
ANSWERS = (
    "That is not what was said.",
    "Thank you, I didn’t know that.",
    "Page five, in fact.",
    "You’re both right.",
    "I asked, and they said no.",
    "Where did you read this?",
    "Agreed!",
    "Come to the meeting and say it there.",
    "It was in this very paper.",
    "Ha, same here.",
    "With respect: no.",
    "Only on weekdays.",
)
BRITISH = (
    ("neighbor", "neighbour"),
    ("Neighbor", "Neighbour"),
    ("centimeter", "centimetre"),
    ("millimeter", "millimetre"),
    ("meters further", "metres further"),
    ("colors", "colours"),
)
"""How papers outside America spell what the tables spell the American way."""
