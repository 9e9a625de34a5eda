"""What local papers write about: tables of ours, from which :mod:`newscrawl.demo.stories` composes articles.

A topic's five slots are its five paragraphs in order, three forms each. In a text, ``{A}`` is the main speaker's full
name, ``{a}`` the surname, ``{he}``/``{He}`` the pronoun, ``{B}`` and ``{b}`` a second person, and the rest (``{town}``,
``{street}``, ``{day}``, ``{few}``, ``{many}``, ``{money}``, ...) is filled by the paper. After ``|`` stands, mark by mark,
who speaks: ``A`` or ``B`` in whole quotes, ``mA`` or ``mB`` where the quoted words are part of the reporter's sentence,
``-`` where the marks hold no quote at all, ``N`` where the text names nobody.
"""

# ruff: noqa: E501 (a paragraph stands on one line, as it is printed)

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """The forms of one kind of story."""

    section: str
    tags: tuple[str, ...]
    role: str
    headlines: tuple[str, str, str]
    deks: tuple[str, str, str]
    slots: tuple[tuple[str, str, str], ...]
    subhead: str
    points: tuple[str, str, str]
    captions: tuple[str, str, str]


TOPICS = (
    Topic(
        "Council",
        ("budget", "roads"),
        "mayor",
        (
            "{town} sets aside {money} for {street} repairs",
            "Council splits over parking on {street}",
            "After {few} years, {street} is to get its pavement",
        ),
        (
            "Work begins in June and closes one lane at a time",
            "Shopkeepers wanted a pause; they got a trial of {few} weeks",
            "Residents had collected {many} signatures",
        ),
        (
            (
                "The council voted on {day} to spend {money} on {street}, the worst road in {town} by its own engineer’s count.",
                "Drivers will pay to park on {street} from the summer, after a council meeting that ran past midnight on {day}.",
                "A strip of gravel that schoolchildren have walked along for {few} years is to become a proper pavement, the council decided on {day}.",
            ),
            (
                "“We patched it every spring and every spring it came back,” said {A}, the mayor. “This time we dig down to the clay.”|A A",
                "“Nobody loves a meter, and I do not either,” said {A}, the mayor, who cast the deciding vote.|A",
                "{A}, the mayor, called the gravel strip “an apology that we never finished” and thanked the neighbors who had kept asking.|mA",
            ),
            (
                "The money comes from a reserve that was built up for a new depot. An engineer’s report of {many} pages lists burst drains, sunken kerbs and a culvert that nobody had mapped.",
                "Three members voted against the plan, which covers {many} spaces between the station and the old mill. A review is due after {few} weeks.",
                "The petition lay on the counter of the bakery on {street} all winter. It was handed in with a drawing by a class of nine-year-olds.",
            ),
            (
                "“It will be loud and it will be dusty,” {he} said, “and then it will be quiet for thirty years.”|A A",
                "{B}, who sells shoes on {street}, was not convinced. “My customers come for ten minutes, and they will go where ten minutes cost nothing,” {b} said.|B",
                "“I should have been ashamed to cut the ribbon any later,” {a} said after the vote.|A",
            ),
            (
                "Tenders are to be opened in public at the town hall. The lane nearest the shops stays open until the last week.",
                "The first meters arrive in boxes next month, and two of them will take coins. Permits for residents remain free.",
                "Trees along the east side will be kept, the plans show, and {few} new lamps are to be put up.",
            ),
        ),
        "What was decided",
        (
            "Work may not begin before seven in the morning.",
            "Buses stop {few} meters further north while it lasts.",
            "The council is to hear a report every month.",
        ),
        (
            "Cracked asphalt on {street}, seen on {day}",
            "The council chamber during the long meeting",
            "The gravel strip that pupils use on their way home",
        ),
    ),
    Topic(
        "Schools",
        ("education", "children"),
        "head teacher",
        (
            "Pupils of {school} cook lunch for {many}",
            "{school} will keep its old bell",
            "A class of {few} builds a weather station",
        ),
        (
            "The kitchen was closed, so the children asked for the keys",
            "A count of hands in the gym settled it",
            "The first readings go on line in May",
        ),
        (
            (
                "When the kitchen of {school} broke down on {day}, {few} pupils of the top class cooked lunch for everyone else.",
                "The bell that has called the children of {town} to lessons since 1911 stays in its tower, parents and teachers agreed on {day}.",
                "On the flat roof of {school}, between two chimneys, a rain gauge has stood since {day}, and the children can say why.",
            ),
            (
                "“I gave them the recipe for forty and they did the arithmetic themselves,” said {A}, the head teacher.|A",
                "“A loudspeaker would have been cheaper,” said {A}, the head teacher. “But nobody has ever set a watch by a loudspeaker.”|A A",
                "“They wanted to know who decides that it will rain tomorrow,” said {A}, the head teacher, on the roof.|A",
            ),
            (
                "There was lentil soup, flat bread and a bowl of apples from a farm outside the town. Nothing was left, and {few} plates were licked clean.",
                "The founder in the next valley who looked at the crack wants {money} for the repair. Former pupils have given about half of that.",
                "The parts cost less than a pair of football boots and came out of a broken photocopier. A retired surveyor helped with the soldering on {many} joints.",
            ),
            (
                "{He} said that the soup would stay on the menu. “We had a committee for that, and it took four minutes.”|A",
                "{B}, whose grandmother rang the bell as a girl, raised a hand for keeping it. “You hear it at the far end of {street} when the wind is right,” {b} said.|B",
                "“I have stopped looking at my telephone for the forecast,” {a} said. “I ask the third row.”|A A",
            ),
            (
                "The caterer is back from Monday. A mechanic has found the fault in a valve no bigger than a thumb.",
                "Scaffolding goes up in the holidays, and lessons will begin by hand bell until the autumn.",
                "Two other schools have asked for the drawings, which are to be had for nothing.",
            ),
        ),
        "How they did it",
        (
            "Everyone washed hands twice, by the clock.",
            "One group of {few} wrote down every step.",
            "What failed was kept and labelled.",
        ),
        (
            "Lunch is served in the gym of {school}",
            "The bell of {school} dates from 1911",
            "Two pupils read the rain gauge on the roof",
        ),
    ),
    Topic(
        "Waterfront",
        ("ferry", "fishing"),
        "wharf manager",
        (
            "Ferry {ship} returns after {few} weeks in dock",
            "Storm swell breaks {few} piles of the {town} jetty",
            "Mussel growers ask for a second slip",
        ),
        (
            "The timetable changes, the captain does not",
            "Divers found the damage by feel",
            "A queue of trailers reaches the main road on Saturdays",
        ),
        (
            (
                "The ferry {ship} tied up in {town} again on {day}, with new engines and the old horn.",
                "Boats must keep off the outer half of the {town} jetty after a swell broke {few} of its wooden piles on {day}.",
                "There is one slip for {many} boats in {town}, and the people who grow mussels say that it is one too few.",
            ),
            (
                "“She is quieter than my dishwasher now,” said {A}, the wharf manager. “Passengers ask me whether we have left.”|A A",
                "“You could put your arm between the deck and the post,” said {A}, the wharf manager, who closed the gate before sunrise.|A",
                "“I do not sell minutes at the ramp, I only count them,” said {A}, the wharf manager.|A",
            ),
            (
                "The yard replaced {many} rivets and a gearbox that had been built for another ship. The bill came to {money}, a little under the estimate.",
                "Two divers went down at slack water and worked by touch, since the silt was still moving. They marked each broken pile with a strip of orange cloth.",
                "A second slip would lie beside the ice house and cost about {money}. The growers offer to do the gravel work with their own machines.",
            ),
            (
                "{He} expects a full boat for the first week. “After that we shall see who really missed us.”|A",
                "“Wood can be replaced in an afternoon, a leg cannot,” {a} said.|A",
                "{B}, who has grown mussels off the point for half a lifetime, gets up at three to be early in the queue. “My dog has stopped coming along,” {b} said.|B",
            ),
            (
                "The first boat now leaves at ten past six. Bicycles travel free until the end of the month.",
                "A barge with a crane is on its way along the coast and needs two calm days. Until then the fish is landed at the inner steps.",
                "The port committee is to look at the drawings when it next meets. No date has been set for a decision.",
            ),
        ),
        "On the water",
        (
            "The inner steps stay open at all tides.",
            "Speed past the moorings is limited to {few} knots.",
            "Dogs are welcome on the upper deck.",
        ),
        (
            "The {ship} at her berth on {day}",
            "Orange cloth marks a broken pile",
            "Trailers wait above the slip at first light",
        ),
    ),
    Topic(
        "News",
        ("fire", "rescue"),
        "fire chief",
        (
            "Fire empties {few} flats on {street}",
            "Barn full of hay burns outside {town}",
            "Volunteers needed: fire station counts {few} places to fill",
        ),
        (
            "A cat woke the house in time",
            "The herd was out on the meadow",
            "An open evening drew {many} visitors",
        ),
        (
            (
                "A fire in a stairwell on {street} drove the people of {few} flats into the rain early on {day}. No one was hurt.",
                "A barn with {many} bales of hay burned to its stone footing on {day}, a mile outside {town}.",
                "The fire station of {town} opened its doors on {day}, and hoped that some of those who came to look would stay.",
            ),
            (
                "“The smoke alarm had no battery, but the cat had,” said {A}, the fire chief.|A",
                "“Wet hay does this by itself,” said {A}, the fire chief. “It sits there and thinks about it for six weeks.”|A A",
                "“You do not have to be strong, you have to be home on weekday mornings,” said {A}, the fire chief.|A",
            ),
            (
                "The fire began in a pram that stood under the letter boxes. How it caught is a question for the police, who took away a melted lighter.",
                "Tankers ran between the river and the farm all night, {few} of them, and a neighbor pumped from his pond. The smoke could be seen from the ridge.",
                "The engine that leaves on a weekday now has three people on it instead of six. In January it left {few} times.",
            ),
            (
                "{He} spent an hour on the stairs with the tenants afterwards. “They wanted to hear it was over from somebody with a dirty face,” {he} said.|A",
                "“I heard a crack like a rifle and then the whole roof sat down,” said {B}, who farms there with two sisters.|B",
                "Of the newcomers {a} asks for one evening a week. “The rest you learn by polishing brass.”|A",
            ),
            (
                "All but two of the flats can be lived in again. A collection for the families has been opened at the post office.",
                "The loss is put at {money}. An insurer’s inspector is expected this week.",
                "Training starts after Easter. Boots are provided, and so is soup.",
            ),
        ),
        "What to do",
        (
            "Keep stairs and landings clear of anything that burns.",
            "Test the alarm on the first of the month.",
            "Close doors behind you and count heads outside.",
        ),
        (
            "Soot above the letter boxes on {street}",
            "What was left of the barn in the morning",
            "A child tries on a helmet at the station",
        ),
    ),
    Topic(
        "Sport",
        ("football", "club"),
        "coach",
        (
            "{club} win in the last minute of extra time",
            "Rain beats both: {club} must play again",
            "At 43, the oldest keeper in the league stays on",
        ),
        (
            "A defender had not scored for {few} games",
            "The referee’s whistle filled with water",
            "{club} give a contract to a man with a bad knee",
        ),
        (
            (
                "{club} needed the 120th minute on {day} to beat the guests from across the hills, and then a goal by a man who had been told to stay back.",
                "After an hour in which the ball floated more than it rolled, the match of {club} was called off on {day} with no goals.",
                "The keeper of {club} signed for another season on {day}, on the bonnet of a car in the club’s yard.",
            ),
            (
                "“I shouted at him to come home and he pretended not to hear,” said {A}, the coach. “Thank goodness.”|A A",
                "“We trained for football and we got water polo,” said {A}, the coach.|A",
                "“He has lost a yard and gained a mile of sense,” said {A}, the coach, of the oldest man in the team.|A",
            ),
            (
                "There were {many} people behind the rope, more than at any game since the spring. The winning shot went in off a post and a shin.",
                "The pitch lies a foot below the river bank, and the pump gave up at half time. The few who stayed, {few} by the kiosk’s count, were given tea.",
                "In {many} games he has been sent off once, for laughing. A knee that was operated on twice is taped by his daughter.",
            ),
            (
                "“Tomorrow I will show them the first hundred minutes again, slowly,” {he} said, and {he} did not smile.|A",
                "{He} would rather have gone on. “My lot swim better than theirs.”|A",
                "{B}, who has swept the stand for years, calls the new contract “the cheapest insurance in the county” and means it.|mB",
            ),
            (
                "The next round is played in a fortnight, away from home. A bus leaves from the station at noon.",
                "The replay is down for Wednesday under lights. Tickets stay good if they can still be read.",
                "Pre-season begins with a run up the ridge. The keeper is excused.",
            ),
        ),
        "The table",
        (
            "{club} are third, one point behind.",
            "The women’s team lead by {few} goals.",
            "Under-elevens: drawn, two all, and cake.",
        ),
        (
            "Players of {club} run to the corner flag",
            "The goal mouth at half time",
            "A taped knee and a new contract",
        ),
    ),
    Topic(
        "News",
        ("weather", "flooding"),
        "river warden",
        (
            "River stops {few} centimeters below the bridge",
            "Late frost: orchards of {town} light {many} candles",
            "Dry wells for the third week running",
        ),
        (
            "The sandbags stay where they are for now",
            "Two nights decide about the plums",
            "Water is carted to {few} farms",
        ),
        (
            (
                "The river crested at breakfast time on {day}, {few} centimeters under the bridge in {town}, and began to fall before lunch.",
                "All night on {day} small fires burned between the plum trees around {town}, and in the morning the blossom was still white.",
                "It has not rained in {town} for {few} days, and since {day} the lower wells give nothing but a cough of air.",
            ),
            (
                "“I have read this gauge for a long time and it has never made me sweat before,” said {A}, the river warden.|A",
                "“One degree is the whole difference between jam and no jam,” said {A}, the river warden, who also keeps the thermometers.|A",
                "“The river is not gone, it has moved underground to think,” said {A}, the river warden.|A",
            ),
            (
                "Volunteers had filled {many} sandbags in the yard of the brewery. A footpath and a chicken house were carried away.",
                "The growers burn wax in tins, {many} to the field, and walk the rows until the sun takes over. Helicopters, which others hire, cost {money} a night.",
                "A tank wagon goes round on alternate days. Gardens may be watered from cans only, and the fountain by the church has been shut off.",
            ),
            (
                "“Go home, put your boots by the bed and sleep,” {he} told the helpers at noon.|A",
                "{B} has picked plums there since childhood and did not go to bed. “You can smell the cold before it comes,” {b} said.|B",
                "{He} looks at the sky as little as possible. “It only encourages it.”|A",
            ),
            (
                "More rain is forecast for the hills, though less than last week. The bridge is open to cars again.",
                "The forecast for the next nights is mild. What the frost has cost will be known when the fruit sets.",
                "Older people who need help with carrying may call the town hall at any hour.",
            ),
        ),
        "Figures of the week",
        (
            "Lowest temperature: minus {few} tenths of a degree.",
            "Wind from the north east, falling light.",
            "{many} millimeters since the first of January.",
        ),
        (
            "Brown water under the bridge on {day}",
            "Wax burns in tins between the rows",
            "An empty trough on the lower road",
        ),
    ),
    Topic(
        "Courts",
        ("court", "police"),
        "magistrate",
        (
            "Man who sold the same van {few} times must pay it back",
            "Stolen statue found in a pond, court hears",
            "Neighbors’ row over a hedge ends in a handshake",
        ),
        (
            "The buyers met in the waiting room",
            "A dredger brought up more than mud",
            "It took {few} letters and one afternoon",
        ),
        (
            (
                "A dealer who took money for one van from {few} people was told on {day} to return {money}, and to hand over the van.",
                "A bronze heron that vanished from the park of {town} lay for {many} days in a pond within sight of its plinth, a court was told on {day}.",
                "Two families on {street} who had not spoken for {few} years shook hands in front of a judge on {day}.",
            ),
            (
                "“You did not run a business, you ran a raffle,” said {A}, the magistrate.|A",
                "“It is the first theft before me in which the thing never left the garden,” said {A}, the magistrate.|A",
                "“A hedge is not a frontier,” said {A}, the magistrate. “It is a place for blackbirds.”|A A",
            ),
            (
                "The man, who is 44, had admitted all charges. He may drive, but not sell anything on wheels for {few} months.",
                "Two students said that they had wanted to frighten a friend with it and had not reckoned with the weight. They paid for the crane and will rake leaves in the park on {few} Saturdays.",
                "The hedge may be as high as a tall man’s hat and is cut twice a year, the paper says that both have signed. The costs are shared.",
            ),
            (
                "The victims were sent home with an apology, which the magistrate had asked for. “I should like it to be said loudly,” {he} said.|A",
                "{a} asked to be shown a photograph of the heron before the sentence. “I wanted to know the victim,” {he} explained.|A",
                "“We both got old over it,” {B}, one of the neighbors, said on the steps.|B",
            ),
            (
                "The van stands in the yard of the police station. Its battery is flat.",
                "The heron is back on its plinth with a new bolt through its foot.",
                "A cake was seen to change hands over the fence at the week’s end.",
            ),
        ),
        "In brief from the court",
        (
            "A fine of {few} for a goat on the platform.",
            "Two cases put off because of a burst pipe.",
            "One acquittal: the parrot had said it.",
        ),
        (
            "The courthouse of {town}",
            "The bronze heron after its rescue",
            "The hedge on {street}, cut to size",
        ),
    ),
    Topic(
        "Culture",
        ("library", "books"),
        "librarian",
        (
            "Library lends its {many}th ladder",
            "Choir of {few} sings in the empty cistern",
            "A book comes home after {few} years",
        ),
        (
            "Tools have overtaken novels for the first time",
            "The echo lasts nine seconds",
            "There will be no fine, the café says nothing of the stain",
        ),
        (
            (
                "People in {town} now borrow more tools than novels, the library said on {day}, when a ladder went out for the {many}th time.",
                "To sing in the old cistern under {street}, the {few} members of the choir had to climb down one by one on {day}.",
                "A guide to mushrooms that was due back {few} years ago was pushed under the door of the library in {town} on {day}.",
            ),
            (
                "“A ladder is a kind of book: you go up and you see more,” said {A}, the librarian.|A",
                "“Down here you sing with yourself of nine seconds ago,” said {A}, the librarian, who leads the choir.|A",
                "“There was a letter in it, and the letter said sorry in three colors,” said {A}, the librarian.|A",
            ),
            (
                "The shelf began with a drill that a widow had brought along. It holds {few} saws, a telescope and a cement mixer with a name.",
                "Built for the fire brigade, the cistern was forgotten when the mains came. A plumber found it with a dropped spanner, and {many} tickets went in a day.",
                "The return lies in a glass case with a mushroom of felt beside it. Two pages are missing, and someone has ticked {many} species in pencil.",
            ),
            (
                "Of the shelf’s rules {he} is proud of the shortest. “Bring it back clean, or bring it back with cake.”|A",
                "{B}, a bass, was the last one up the rungs. “I held the low note until they had all gone,” {b} said.|B",
                "“I would like to meet that reader,” {a} said, “and I would like to see that list.”|A A",
            ),
            (
                "The library is open on Saturdays until two. New readers pay nothing in the first year.",
                "Two more evenings are planned before the water is let in for the summer.",
                "The case stands by the stairs until the end of the season. Admission is free.",
            ),
        ),
        "Worth knowing",
        (
            "Children borrow without a card.",
            "The lift works again.",
            "A reading lamp can be borrowed for {few} days.",
        ),
        (
            "The ladder in question, back on its hook",
            "Singers climb down from {street}",
            "The long lost guide in its glass case",
        ),
    ),
    Topic(
        "Business",
        ("shops", "jobs"),
        "baker",
        (
            "Last bakery on {street} passes to its apprentice",
            "Spoon factory of {town} takes on {few} people",
            "Market moves indoors for {money}",
        ),
        (
            "The oven stays lit, the sign is repainted",
            "Orders come from as far as the islands",
            "Stallholders got the roof they had asked for",
        ),
        (
            (
                "On {day} the keys of the last bakery on {street} went from a master of 71 to the apprentice who had swept its floor.",
                "For the first time since the flood year the spoon factory in {town} is hiring: {few} people are to start in May, it said on {day}.",
                "The Friday market of {town} has a roof. On {day} the first {few} stalls were set up in the former tram shed.",
            ),
            (
                "“I only know how to make five loaves, but those I know in the dark,” said {A}, the baker.|A",
                "“People have found out that they can stir with something that lasts,” said {A}, a baker who sits on the works council.|A",
                "“My bread has never been so dry, and I mean that kindly,” said {A}, the baker at the corner stall.|A",
            ),
            (
                "The price was {money}, to be paid over many years, and a promise about the rye. A queue of {many} stood outside when the shutters went up.",
                "A spoon takes {few} steps from the sheet to the box. Two of the presses are older than the building, and one bears the tooth marks of a bored foreman.",
                "The tracks were left in the floor, and the cheese comes in on a trolley. Rent for a stall stays at {few} for the first season.",
            ),
            (
                "{He} will go on getting up at two. “That is when the town tells you the truth.”|A",
                "“We advertised in the window and by noon we had a queue,” {a} said.|A",
                "{B}, who sells cheese, spoke of “a cathedral with drains” and had already chosen a pillar.|mB",
            ),
            (
                "Opening hours remain as they are. On Mondays the shop is closed.",
                "Applications go to the gate, on paper. A visit of the works can be booked for Thursdays.",
                "Dogs must wait at the former ticket window, where there is water.",
            ),
        ),
        "At a glance",
        (
            "The rye loaf costs what it cost.",
            "{few} new jobs, two of them for beginners.",
            "Deliveries before eight only.",
        ),
        (
            "First morning under the new name",
            "A press at the spoon factory in {town}",
            "Stalls under the roof of the tram shed",
        ),
    ),
)
