"""The second half of what local papers write about; the notation is that of :mod:`newscrawl.demo.topics`."""

# ruff: noqa: E501 (a paragraph stands on one line, as it is printed)

from __future__ import annotations

from newscrawl.demo.topics import Topic

MORE_TOPICS = (
    Topic(
        "News",
        ("transport", "buses"),
        "head of transport",
        (
            "Night bus to {town} starts with one passenger",
            "Station clock of {town} is right again",
            "Cyclists get {few} centimeters more on {street}",
        ),
        (
            "The driver had brought a cake",
            "A pigeon had been sitting on the works",
            "A white line moves, and so do tempers",
        ),
        (
            (
                "The first night bus left the square of {town} at half past one on {day} with a driver, a cake and exactly one passenger.",
                "For {few} months every train in {town} was late by the clock on the platform. On {day} the hands were set right.",
                "The white line on {street} was painted anew on {day}, a little further from the kerb than before.",
            ),
            (
                "“I would have walked that passenger home myself, but this is how services begin,” said {A}, the head of transport.|A",
                "“The trains were on time, it was time that was late,” said {A}, the head of transport.|A",
                "“Measure your own handlebars before you write to me,” said {A}, the head of transport.|A",
            ),
            (
                "The line runs on Fridays and Saturdays and has {few} stops. It will be counted until the autumn and then judged.",
                "A pair of pigeons had nested between the gears, and nobody wanted to evict them before the young could fly. The repair took eleven minutes.",
                "Lorries have to slow down at the narrow part, where {many} of them pass in a day. Two parking bays were lost and one flower tub.",
            ),
            (
                "{B}, the passenger, comes from the late shift at the hospital. “I had walked that road for years with my keys between my fingers,” {b} said.|B",
                "{He} has kept the nest. “It is lined with ticket stubs.”|A",
                "“Ask me again when somebody has not been knocked down,” {he} added.|A",
            ),
            (
                "A ticket costs as much as by day. Dogs and accordions travel free.",
                "Passengers who had grown used to the old time are asked to leave home earlier.",
                "A count of bicycles will be made before and after the holidays.",
            ),
        ),
        "Changes this month",
        (
            "Stop at the brewery moves across the road.",
            "Tickets by telephone are {few} cents dearer.",
            "No service on the first of May.",
        ),
        (
            "The night bus before its first trip",
            "The platform clock with its hands restored",
            "Fresh paint dries on {street}",
        ),
    ),
    Topic(
        "Health",
        ("hospital", "doctors"),
        "chief nurse",
        (
            "Hospital garden opens for those who cannot sleep",
            "Village surgery finds a doctor after {few} advertisements",
            "Blood drive in {town} draws {many} sleeves",
        ),
        (
            "The gate is unlocked at four in the morning",
            "She came for the choir and stayed for the practice",
            "Donors queued around the gym",
        ),
        (
            (
                "Between the laundry and ward three of the hospital in {town}, a garden with {few} lamps was opened on {day} for people who lie awake.",
                "The surgery on {street} has had a sign in its window for {few} months. On {day} the sign was taken down, because there is a doctor.",
                "By closing time on {day}, {many} people had given blood in a gym in {town} that usually smells of rubber.",
            ),
            (
                "“At four in the morning a tree helps more than I can,” said {A}, the chief nurse.|A",
                "“We wrote to every corner of the country, and then she asked for the key to the rehearsal room,” said {A}, the chief nurse.|A",
                "“They all look away at the same moment, it is like tennis,” said {A}, the chief nurse.|A",
            ),
            (
                "Wheels of beds fit on the paths, which was tried with a bed full of potatoes. A gardener who had been a patient chose scents instead of colors.",
                "The new doctor sings alto and grew up above a pharmacy. She will see up to {many} patients a week and drive to the outlying farms on Tuesdays.",
                "The oldest donor was 69 and came by canoe. Stocks had been down to {few} bags of the rarest group.",
            ),
            (
                "“I thought I had died and it was nicer than they say,” {B}, a patient from ward three, told visitors.|B",
                "{a} admits to relief. “I had begun to take blood pressure in the supermarket.”|A",
                "“No one fainted except a photographer,” {he} said.|A",
            ),
            (
                "Visitors are asked to whisper. The bench by the mint was paid for by the night shift.",
                "Appointments can be made from Monday by telephone or at the counter.",
                "The van comes again in {few} weeks. Tea and a bun are part of it.",
            ),
        ),
        "Good to know",
        (
            "The pharmacy is open on Sunday.",
            "Flu shots: {few} places left.",
            "Bring the yellow booklet, if you can find it.",
        ),
        (
            "A lamp among the mint beds at night",
            "The empty window of the surgery on {street}",
            "Sleeves up in the gym",
        ),
    ),
    Topic(
        "Environment",
        ("nature", "birds"),
        "ranger",
        (
            "Storks choose the water tower of {town}",
            "Divers bring {few} bicycles out of the river",
            "Night hike counts {many} toads",
        ),
        (
            "The mast will have to wait",
            "One of them still had its lamp",
            "Buckets were carried across the road",
        ),
        (
            (
                "A pair of storks has been building on the water tower of {town} since {day}, exactly where an aerial was to go.",
                "Members of the diving club lifted {few} bicycles, a safe and a garden gnome out of the river below the weir on {day}.",
                "With torches and buckets, {few} volunteers carried toads across the road to the ponds outside {town} on {day}.",
            ),
            (
                "“They looked at the plans longer than we did,” said {A}, the ranger.|A",
                "“The gnome was upright, facing the current,” said {A}, the ranger. “I found that dignified.”|A A",
                "“A toad walks where its grandmother walked, and then somebody builds a road,” said {A}, the ranger.|A",
            ),
            (
                "The nest already weighs as much as a motorcycle. The telephone company, which had reckoned with {money} for the mast, is looking at a silo.",
                "The safe was empty apart from an eel. The bicycles will be mended by a class of welders, if anything is left beneath the mussels.",
                "The count is {many}, about a third more than last spring, and most came in a single hour of warm drizzle. Drivers mostly stopped of their own accord.",
            ),
            (
                "{He} expects eggs by the end of the month. “After that nobody rings the bell of that tower.”|A",
                "“I only wanted to see the bottom once in my life,” {B}, the youngest of the divers, said.|B",
                "{B}, aged eleven, had the fullest bucket. “They hold your finger,” {b} reported.|B",
            ),
            (
                "A telescope will be put up by the kiosk. Drones may not be flown within {many} meters.",
                "Owners can look at the finds behind the boat house until Sunday.",
                "The fence along the verge stays until May. New helpers should bring rubber boots.",
            ),
        ),
        "How to help",
        (
            "Keep dogs on a lead below the weir.",
            "Report dead birds to the ranger, not to the paper.",
            "Leave {few} nettles standing.",
        ),
        (
            "One stork on the tower, the other on its way",
            "The finds laid out on the bank",
            "A bucket of toads at the roadside",
        ),
    ),
    Topic(
        "Farming",
        ("farms", "harvest"),
        "chair of the growers",
        (
            "Runaway pig spends {few} nights in the vicarage",
            "Onions of {town} weigh {many} tonnes too much",
            "Old orchard press gets a new screw",
        ),
        (
            "She came back by herself, fatter",
            "Growers give away what they cannot store",
            "It takes three people and a song",
        ),
        (
            (
                "A sow that had been missing from a farm outside {town} walked home on {day}. She had lived {few} nights in the garden of the vicarage.",
                "There is no room left in the barns around {town}: the onion harvest is {many} tonnes above the last one, the growers said on {day}.",
                "In the cellar of the old orchard on {street} a press from 1874 was turned on {day} for the first time in {few} years.",
            ),
            (
                "“She has eaten nothing that the vicar will miss, except the marrow,” said {A}, the chair of the growers.|A",
                "“You can cry about it or you can make soup,” said {A}, the chair of the growers.|A",
                "“It groans like my uncle, but it presses,” said {A}, the chair of the growers.|A",
            ),
            (
                "The gate had been opened by the wind, or by the pig. Parishioners had taken the noises behind the hedge for a lodger.",
                "A kilo brings less than the sack it comes in. Twelve trailers now stand at the crossroads with a sign that says what a reader would hope: free, take two.",
                "The screw was cut by a shipyard, since no one else has a lathe of that length. It cost {money}, the price of a small tractor.",
            ),
            (
                "{B}, the vicar, will leave the gate as it is. “She was better company than the organist,” {b} said.|B",
                "“My freezer is full, my mother’s freezer is full and now I give them to the postman,” {he} said.|A",
                "{He} let the oldest of the pickers taste first. “Sour, he said, and then he asked for more.”|A",
            ),
            (
                "The farm has fitted a bolt that needs a thumb.",
                "Whoever collects more than {few} sacks is asked to lend a hand with the loading.",
                "Juice is sold on Saturdays from the cellar door. Bottles are to be brought along.",
            ),
        ),
        "Prices at the yard",
        (
            "Eggs, the dozen: as last week.",
            "Straw: {few} a bale, dry.",
            "Manure: free to anyone with a shovel.",
        ),
        (
            "The sow on her return",
            "Onions at the crossroads outside {town}",
            "The press and its new screw",
        ),
    ),
    Topic(
        "History",
        ("heritage", "museum"),
        "curator",
        (
            "Builders find {few} shoes in a wall on {street}",
            "Map shows {town} as it never was",
            "Diary of a lamplighter goes on show",
        ),
        (
            "All of them are left ones",
            "A forger wanted to sell plots in the marsh",
            "He wrote every night for {few} years",
        ),
        (
            (
                "Behind the plaster of a house on {street}, builders came upon {few} shoes on {day}, each of them for a left foot.",
                "An opera house, two canals and a zoo: on a map that the museum unrolled on {day}, {town} is a capital.",
                "The man who lit the lamps of {town} a century ago kept a diary. Since {day} it lies open in the museum, a page a day.",
            ),
            (
                "“People put a shoe in the wall against bad luck, but these had a system,” said {A}, the curator.|A",
                "“Whoever drew this had talent and no conscience,” said {A}, the curator.|A",
                "“He never wrote about himself, only about windows,” said {A}, the curator. “You get to know the whole street.”|A A",
            ),
            (
                "The oldest is from about 1780 and fits a child of six. A cobbler once lived in the house, a tax roll of {many} names shows.",
                "Buyers across the sea paid for plots that lie under water twice a day. In the end {many} families were cheated, and one came to have a look and stayed.",
                "On the 9th of March he noted that number eleven had a cradle, and on the 10th that it had twins. There are {many} pages in a hand like a row of fence posts.",
            ),
            (
                "{He} has asked for the other wall to be opened as well. “Somewhere there must be the right ones.”|A",
                "“My great-grandfather bought the opera house,” {B}, who runs a kiosk, said. “We still have the receipt.”|B B",
                "{He} will read from it on Sunday, “slowly and without a costume”, as {he} put it.|mA",
            ),
            (
                "The finds are shown in the hall until the house is plastered again.",
                "The map hangs in the stairwell, where the light is kindest to paper.",
                "Entry is free for everyone who brings a lamp.",
            ),
        ),
        "From the archive",
        (
            "A hundred years ago: snow in May.",
            "Fifty years ago: the bridge is {few} days late.",
            "Ten years ago: the same pothole.",
        ),
        (
            "Left shoes on the window sill of the house",
            "The map with its invented canals",
            "A page of the lamplighter’s diary",
        ),
    ),
    Topic(
        "Events",
        ("festival", "music"),
        "festival director",
        (
            "Lantern parade grows to {many} lights",
            "Brass band of {town} plays on roofs",
            "Kite day: {few} strings, one knot",
        ),
        (
            "Even the police boat hung one out",
            "The tuba stayed on the ground",
            "It took until dusk to untangle it",
        ),
        (
            (
                "A line of {many} lanterns wound from the church to the water on {day}, the longest parade that {town} has seen.",
                "The brass band of {town} gave its spring concert from {few} different roofs on {day}, conducted by a man with a flag on the town hall.",
                "The wind turned at three, and {few} kites over the meadow of {town} became a single one on {day}.",
            ),
            (
                "“From the tower it looked as if the street had decided to leave,” said {A}, the festival director.|A",
                "“The sound arrives when it likes, so we wrote that into the music,” said {A}, the festival director.|A",
                "“I have seen marriages begin in smaller tangles,” said {A}, the festival director.|A",
            ),
            (
                "Most lanterns were made of milk cartons at {school}. The prize went to a whale that needed four carriers and a fire warden.",
                "Chimney sweeps helped with ladders and ropes. The tuba played from a wheelbarrow, since insurance has its limits, and {many} people walked from corner to corner to hear it all.",
                "The knot was laid out on the grass and photographed for the museum. A dragon with {few} tails remained in the poplar.",
            ),
            (
                "“My lantern burned down at the bakery, so I carried a loaf,” said {B}, who had walked at the very end.|B",
                "{He} heard only three wrong notes. “Two of them were mine.”|A",
                "“Next year we do it again, on purpose,” {he} promised.|A",
            ),
            (
                "What was given on the way, {money} in all, goes to the lifeboat.",
                "A recording from a balloon will be sold at the tourist office.",
                "Lost kites can be fetched from the caretaker of the sports hall.",
            ),
        ),
        "Next weekend",
        (
            "Flea market on {street} from seven.",
            "Chess in the park, {few} boards.",
            "Open rehearsal, earplugs at the door.",
        ),
        (
            "The whale passes the church on {day}",
            "A trumpet on the ridge of the bank",
            "The great knot on the meadow",
        ),
    ),
    Topic(
        "Planning",
        ("housing", "building"),
        "town planner",
        (
            "{few} small houses for the old dairy yard",
            "Tower block on {street} gets gardens in the air",
            "No hotel on the headland, inspector rules",
        ),
        (
            "Those who work here shall live here",
            "Tenants may choose between beans and roses",
            "The sheep keep their view",
        ),
        (
            (
                "Where milk was bottled until the turn of the century, {few} houses are to be built, the planners of {town} announced on {day}.",
                "The balconies of the only tower block on {street} will be widened for soil and water, its owners told a meeting on {day}.",
                "A hotel with {many} beds may not be built on the headland near {town}. The ruling was read out on {day} to a hall full of woollen hats.",
            ),
            (
                "“A nurse should not need a car to be on time,” said {A}, the town planner.|A",
                "“We did the sum with wet soil and fat gardeners,” said {A}, the town planner.|A",
                "“I drew that hotel smaller {few} times and it was always too big,” said {A}, the town planner.|A",
            ),
            (
                "Rents are tied to wages for forty years. The chimney stays, with a nest box in it, and the whole yard costs {money}.",
                "Each flat gains four square meters. Scaffolding will hide the view for {few} weeks, for which the rent is lowered.",
                "The inspector had walked the site in fog, in rain and once at night. The developer can appeal within {few} weeks but has lent the fence to a scout camp.",
            ),
            (
                "“I grew up with the clatter of those bottles,” {B}, a neighbor, said. “I hope they’ll have children who clatter.”|B B",
                "{He} has signed up for the ninth floor. “With beans.”|A",
                "{B}, who grazes sheep there, had prepared a speech and did not need it. “It was a good speech,” {b} said.|B",
            ),
            (
                "The drawings hang in the windows of the former shop. Comments are taken until the end of the month.",
                "Earth will be lifted up by crane on two Sundays.",
                "A path for walkers is to be marked with stones, not with signs.",
            ),
        ),
        "On the table",
        (
            "A roof for the bicycles at the station.",
            "Permission for {few} beehives.",
            "A second look at the third roundabout.",
        ),
        (
            "The yard of the dairy in the morning",
            "Balconies on {street} before the work",
            "Sheep on the headland after the ruling",
        ),
    ),
    Topic(
        "Energy",
        ("power", "heating"),
        "engineer",
        (
            "Power cut in {town}: squirrel takes the blame",
            "Swimming pool heats {few} greenhouses",
            "Tide turbine runs for {many} hours",
        ),
        (
            "Candles sold out by seven",
            "Tomatoes like warm water too",
            "The first bill it paid was its own",
        ),
        (
            (
                "From six until ten on {day} half of {town} sat in the dark, and it was the work of one squirrel, the utility says.",
                "Warm water that the pool of {town} used to pour away has been heating {few} greenhouses since {day}.",
                "The turbine on the sea bed off {town} came up for inspection on {day}, after {many} hours without a fault.",
            ),
            (
                "“It went in on one leg and stood on two phases,” said {A}, the engineer.|A",
                "“It was the laziest heat in the county and now it has a job,” said {A}, the engineer.|A",
                "“There was a starfish on it that had clearly enjoyed the ride,” said {A}, the engineer.|A",
            ),
            (
                "The switch house has been sealed with a plate as thick as a thumb. Around {many} households were without light, and the cinema finished its film by telling it.",
                "A pipe of {many} meters runs under the car park. The pump is no louder than a cat, which was a condition of the neighbors.",
                "It supplies the ice house and, at spring tides, the street lamps as well. Barnacles cost it a few turns a minute, and a coat of paint that they dislike is being tried.",
            ),
            (
                "“We played cards with people we had never met, on the stairs,” {B} of {street} said.|B",
                "“Come in January and eat a cucumber,” {he} told the councillors.|A",
                "Of a second turbine {a} will only speak in private. “The first one is listening.”|A",
            ),
            (
                "Claims for thawed food can be made until Friday.",
                "What grows there is sold at the pool’s counter next to the chips.",
                "It goes down again with the next calm spell. The cost so far is {money}.",
            ),
        ),
        "Save a little",
        (
            "Defrost before the summer.",
            "Lids on pots: {few} per cent.",
            "Ask the library for a meter.",
        ),
        (
            "Candlelight in a window on {street}",
            "Tomatoes next to the pool’s pipe",
            "The turbine on deck, with starfish",
        ),
    ),
    Topic(
        "Community",
        ("volunteers", "neighbours"),
        "organiser",
        (
            "Repair evening saves {few} toasters",
            "Long table on {street} seats {many}",
            "Twins turn 100 and swap hats",
        ),
        (
            "One of them is older than its menders",
            "Everyone brought a chair and a dish",
            "They still share one bicycle",
        ),
        (
            (
                "When the lights went out in the parish hall of {town} on {day}, everyone knew that toaster number {few} had been plugged in.",
                "A table of {many} seats stood on {street} on {day}, made of doors, boards and one billiard table.",
                "The twins whom all of {town} knows by their hats turned 100 on {day}, eleven minutes apart.",
            ),
            (
                "“We do not throw it away until it has hurt two of us,” said {A}, the organiser.|A",
                "“You sit where there is room, that is the whole idea,” said {A}, the organiser.|A",
                "“I baked two cakes and they ate from the same one,” said {A}, the organiser of the party.|A",
            ),
            (
                "The waiting list ran to {many} things, among them a doll that says the wrong name. Solder was given by a ship’s radio officer.",
                "The soup came from four kitchens and tasted of a fifth. Cars were parked at the mill, and a policeman directed the salt.",
                "They worked side by side in the laundry for {few} years and married brothers. To tell them apart, guests were given a card with a mole drawn on it.",
            ),
            (
                "“My radio speaks again, though only in Danish,” said {B}, who had come with little hope.|B",
                "{B} sat next to a man with whom there had been a lawsuit. “He passed me the bread,” {b} said.|B",
                "{He} had asked both for their secret. “They pointed at each other.”|A",
            ),
            (
                "The menders meet on every second Thursday. Screws are welcome.",
                "The doors have been hung again, all but one.",
                "The mayor brought flowers, twice.",
            ),
        ),
        "Dates",
        (
            "Sewing circle: Tuesday, {few} chairs.",
            "Lost property is given back on Friday.",
            "The piano may be played until nine.",
        ),
        (
            "Toasters wait for their turn",
            "The long table on {street} at dusk",
            "Two hats, one birthday",
        ),
    ),
)
