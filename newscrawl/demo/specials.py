"""The stories that fit no topic: a wire story in two papers, obituaries, an opinion, a long read, and what day 1 brings."""

# ruff: noqa: E501 (a paragraph stands on one line, as it is printed)

from __future__ import annotations

from typing import NamedTuple


class Special(NamedTuple):
    """A story written out. ``speakers`` names ``A`` and ``B`` of the notation in :mod:`newscrawl.demo.topics`."""

    headline: str
    dek: str
    section: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    speakers: dict[str, str]
    caption: str
    kind: str | None = None
    author: str | None = None
    agency: str | None = None


WIRE = Special(
    "Lighthouses can be told apart by their hum, study finds",
    "Researchers listened to 214 towers for three winters",
    "World",
    ("science", "coast"),
    (
        "Every lighthouse sings a note of its own when the wind passes its gallery, and a trained ear can find the way by it, according to a study published on Thursday.",
        "A team of acousticians set up microphones on 214 towers along four coasts and let them run for three winters. No two recordings were alike.",
        "“We came for the foghorns and stayed for the railings,” said Dr. Ottilie Brandvold, who led the work. “It is the railing that gives the pitch.”|A A",
        "Blind sailors had long claimed as much. In a test off a skerry, nine of ten named the right tower within a minute.",
        "Brandvold warned against throwing away the chart. “Ice on the rail, and your lighthouse is an opera singer with a cold,” she said.|A",
        "The recordings have been given to an archive of sounds that would otherwise be lost, next to a steam tram and the last hand-cranked lift.",
    ),
    {"A": "Ottilie Brandvold"},
    "A microphone on the gallery of a lighthouse",
    author="Anneke Storm",
    agency="Meridian News Agency",
)

OBITUARIES = (
    Special(
        "Cornelius Abbot, who tuned every piano in Saltmere, dies at 93",
        "He left each one with a pencil mark under the lid",
        "Obituaries",
        ("obituary",),
        (
            "Cornelius Abbot, whose pencil mark can be found under the lid of almost every piano in Saltmere, died on Sunday in his sleep. He was 93.",
            "Born above a chandler’s shop, he learned to listen for leaks in hulls before he was allowed near a string. He came to the trade when a church needed someone who could climb.",
            "“He would strike one note and tell you who had been practising,” said his daughter, Verity Abbot. “It was terrible when you had not.”|A A",
            "He never owned a piano. There was no room for one beside the boats that he built in bottles, some two hundred of them.",
            "He is survived by two daughters, five grandchildren and a parrot that whistles an A. A service is to be held on Saturday at St. Brendan’s, with the lid open.",
        ),
        {"A": "Verity Abbot"},
        "Cornelius Abbot at work in the parish hall in 1988",
        kind="obituary",
    ),
    Special(
        "Pearl Dunmore, keeper of the Coorabin pool, dies at 88",
        "Three generations learned to float from her",
        "Obituaries",
        ("obituary",),
        (
            "Pearl Dunmore, who taught three generations of Coorabin to lie on their backs and trust the water, died on Wednesday after a short illness. She was 88.",
            "She had come to the gulf as a cook on a wheat ship and saw a child fall from the jetty on her first evening. The next morning she asked the council for a rope and a whistle.",
            "“Mum said that anyone who can laugh can float,” said her son, Alby Dunmore. “Then she would tickle you.”|A A",
            "By her own count, kept in chalk on the pump house, 4,112 children passed the first badge with her. She swam each morning until last winter, in a yellow cap.",
            "She leaves a son, a sister in Port Wandilla and the whistle, which goes to the club. Everyone is invited to the jetty on Friday at high tide.",
        ),
        {"A": "Alby Dunmore"},
        "Pearl Dunmore in her yellow cap",
        kind="obituary",
    ),
)

OPINION = Special(
    "In praise of the bench that faces the wrong way",
    "Our columnist sits with the back to the view, and likes it",
    "Opinion",
    ("opinion", "parks"),
    (
        "There is a bench on the hill above the weir that was bolted down the wrong way round in 1974, and I should like to speak in its favour.",
        "Those who sit there see no river, no spire and no sunset. They see who is coming up the path, and how they breathe, and whether they have brought sandwiches.",
        "The council means to turn it, for a sum that would buy a swing. I have read the so-called “improvement” and found nothing in it that the bench has asked for.|-",
        "A view belongs to everyone and talks to no one. A bench that faces people is the last institution in this town that does not ask for a password.",
        "Leave it be. And if you must turn something, turn up.",
    ),
    {},
    "The bench above the weir, seen from the front",
    kind="opinion",
    author="Gwen Ellery",
)

LONG_READ = Special(
    "The man who answers the town’s wrong numbers",
    "For 20 years strangers have rung Bertie Calloway about curtains",
    "Features",
    ("people", "telephone"),
    (
        "The telephone in the hall rings at ten to nine, and Bertie Calloway, who is 76 and has never sold a curtain, reaches for a pad.",
        "His number differs by a digit from that of a shop which closed in the year that he moved in. Some 20 calls a week still come for it.",
        "“At first I told them that they were wrong,” said Calloway. “Then one lady cried, because it was her last try, and I took down the measurements.”|A A",
        "He found a seamstress two streets away. Since then he has passed on orders, colours and once a proposal of marriage, without asking for a cent.",
        "He keeps the pads in a biscuit tin and thinks about the callers more than he lets on. “You hear a kitchen behind them,” he said. “You hear a clock, a dog, somebody who should not be listening.|A A",
        "“I do not know one face, and I would know every one of them in the dark.”|A",
        "The seamstress, Wilhelmina Drury, has made 700 pairs for people who think that he is her uncle. “He measures twice, even by telephone,” she said.|B",
        "Last month the company offered him a new number. Calloway called the letter “a kind mistake” and filed it with the others.|mA",
    ),
    {"A": "Bertie Calloway", "B": "Wilhelmina Drury"},
    "Bertie Calloway with the biscuit tin",
)

NEW_ON_DAY_1 = Special(
    "Found on the beach: a piano key from far away",
    "Its number leads to a ship that nobody had missed",
    "News",
    ("beach", "ships"),
    (
        "A white piano key with a number burned into its wood was picked up by a walker on the beach north of Saltmere on Monday morning.",
        "The number belongs to a grand piano that a liner lost, along with its ballroom chairs, in a storm last autumn, the coast guard said.",
        "“It is a G, and it is flat,” said Ottoline Pryce, the walker, who gives lessons.|A",
        "Pryce will keep it on the sill. She has asked others to look out for the remaining 87.",
    ),
    {"A": "Ottoline Pryce"},
    "The key on the sill of its finder",
)
