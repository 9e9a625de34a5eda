"""The three papers: where they appear, what their town is called, in which clothes (theme) they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Paper:
    """A fictional local paper."""

    name: str
    title: str
    domain: str
    town: str
    place: str
    timezone: str
    language: str
    theme: str
    """wordpress, plain or static."""
    money: str
    """How a sum of money is printed: one ``%d`` for thousands."""
    streets: tuple[str, ...]
    schools: tuple[str, ...]
    clubs: tuple[str, ...]
    ships: tuple[str, ...]
    reporters: tuple[str, ...]
    photographers: tuple[str, ...]

    @property
    def base(self) -> str:
        """Address of the front page without the slash at the end."""
        return f"http://{self.domain}"

    @property
    def zone(self) -> ZoneInfo:
        """The paper's time zone."""
        return ZoneInfo(self.timezone)


PAPERS = (
    Paper(
        name="harbor_ledger",
        title="The Harbor Ledger",
        domain="harborledger.example",
        town="Saltmere",
        place="Saltmere, Maine",
        timezone="America/New_York",
        language="en-US",
        theme="wordpress",
        money="$%d,000",
        streets=("Cooper Street", "Lantern Row", "Mill Lane", "Tidewater Avenue"),
        schools=("Saltmere Elementary", "Bay View School"),
        clubs=("Saltmere Rovers", "Harbor United"),
        ships=("Margaret Ann", "Northern Star"),
        reporters=("Ada Reyes", "Jonah Pike", "Siobhán O’Hara", "Marcus Feld"),
        photographers=("Lena Osgood", "Pete Marlow"),
    ),
    Paper(
        name="wrenfield_echo",
        title="Wrenfield & Dale Echo",
        domain="wrenfieldecho.example",
        town="Wrenfield",
        place="Wrenfield, England",
        timezone="Europe/London",
        language="en-GB",
        theme="plain",
        money="£%d,000",
        streets=("Sheep Street", "Chandler’s Hill", "Priory Road", "Weir Walk"),
        schools=("Priory Primary", "St Osyth’s School"),
        clubs=("Wrenfield Town", "Dale Wanderers"),
        ships=("Lady of the Weir", "Kittiwake"),
        reporters=("Tom Oakes", "Priya Nandra", "Gwen Ellery", "Hugh St. Aubyn"),
        photographers=("Mick Darrow", "Isla Penrose"),
    ),
    Paper(
        name="coorabin_times",
        title="Coorabin Times",
        domain="coorabintimes.example",
        town="Coorabin",
        place="Coorabin, South Australia",
        timezone="Australia/Adelaide",
        language="en-AU",
        theme="static",
        money="$%d,000",
        streets=("Jetty Road", "Wattle Terrace", "Smelter Street", "Pelican Parade"),
        schools=("Coorabin Area School", "Gulf View School"),
        clubs=("Coorabin Magpies", "Gulf Districts"),
        ships=("Wanderer", "Spencer Rose"),
        reporters=("Kirra Dunbar", "Luca Ferretti", "Meg Tranter", "Noël Baptiste"),
        photographers=("Jack Ashdown", "Tilly Wren"),
    ),
)

SITES: list[dict[str, Any]] = [
    {
        "name": paper.name,
        "domain": paper.domain,
        "place": paper.place,
        "timezone": paper.timezone,
        "scheme": "http",
        "allow_private": True,
    }
    for paper in PAPERS
]
"""Sites' entries as a sites file would state them; everything else is to be found out."""
