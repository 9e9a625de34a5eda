"""Articles of a fictional county, each with who says what: a quotation by its first words, and its speaker.

Written to be read as strangers' texts are: many reporters, many habits. A speaker None stands for words that the article
gives to nobody; what stands in marks and is not listed is no quotation.
"""

from __future__ import annotations

ARTICLES: dict[str, tuple[list[str], list[tuple[str, str | None]]]] = {
    "a council vote": (
        [
            "MARLOW — The Marlow Town Council voted 4-1 on Tuesday to close Quarry Lane to trucks.",
            (
                "“This is a street where children ride bicycles,” Councilwoman Petra Lindqvist said before the vote. “It is not a "
                "highway.”"
            ),
            "The lone dissenter, Councilman Hollis Grady, argued that the detour would cost local haulers an hour a day.",
            "“Nobody asked the drivers,” he said. “Nobody.”",
            "Lindqvist, who moved to the lane in 2011, disagreed.",
            "“We held three hearings,” she said. “Hollis was at two of them.”",
        ],
        [
            ("This is a street", "Petra Lindqvist"),
            ("It is not", "Petra Lindqvist"),
            ("Nobody asked", "Hollis Grady"),
            ("Nobody.", "Hollis Grady"),
            ("We held", "Petra Lindqvist"),
            ("Hollis was", "Petra Lindqvist"),
        ],
    ),
    "a fire": (
        [
            "A fire destroyed a barn on Sutter Road early Sunday, killing eleven sheep.",
            "Firefighters were called at 4:10 a.m., according to Capt. Dale Okafor of the Marlow Fire Department.",
            (
                "“When we got there, the roof was already gone,” Okafor told the Sentinel. “All we could do was wet down the "
                "house.”"
            ),
            "The barn belonged to Ruth and Emmett Sayles. Emmett Sayles, 71, said he woke to the sound of the animals.",
            "“I’ll hear that for the rest of my life,” he said.",
            "His wife was calmer. “It’s wood and wool,” Ruth Sayles said. “We’re alive.”",
            "The cause is “still under investigation,” Okafor said.",
        ],
        [
            ("When we", "Dale Okafor"),
            ("All we", "Dale Okafor"),
            ("I’ll hear", "Emmett Sayles"),
            ("It’s wood", "Ruth Sayles"),
            ("We’re alive", "Ruth Sayles"),
            ("still under", "Dale Okafor"),
        ],
    ),
    "children at a fair": (
        [
            "The pumpkins at the Tilden County Fair were heavy this year, and so was the rain.",
            "Maisie Krol, 9, of Harrow, came with a pumpkin named Gerald.",
            "“He’s the biggest one I ever grew,” Maisie said.",
            "Her brother Otto, 6, was less sure. “Last year’s was rounder,” said Otto.",
            "Their mother, Danuta Krol, drove both children and both pumpkins in a van.",
            "“Somebody had to hold Gerald,” she said, “and it was me.”",
            "Judge Wendell Ames gave Maisie a red ribbon. “Second is a fine place to be,” he told her.",
        ],
        [
            ("He’s the", "Maisie Krol"),
            ("Last year’s", "Otto"),
            ("Somebody had", "Danuta Krol"),
            ("and it was", "Danuta Krol"),
            ("Second is", "Wendell Ames"),
        ],
    ),
    "a football report": (
        [
            "Harrow beat Marlow 21-14 on Friday night behind two touchdowns by junior running back Deshawn Pruitt.",
            "“I just followed my blocks,” Pruitt said. “The line did it.”",
            "Coach Barry Nolan agreed.",
            (
                "“Those five kids up front, they don’t get their names in the paper,” Nolan said. “Put them in: Ruiz, Hale, Bok, "
                "Tran, Osei.”"
            ),
            "Marlow coach Jim Treadway said his team lost its nerve in the fourth quarter.",
            "“We had the ball on the 12,” Treadway said. “Then we had it on the 30. That’s on me.”",
            "Pruitt, who ran for 164 yards, plans to celebrate with pancakes.",
            "“My mom makes them with bananas,” he said.",
        ],
        [
            ("I just", "Deshawn Pruitt"),
            ("The line", "Deshawn Pruitt"),
            ("Those five", "Barry Nolan"),
            ("Put them", "Barry Nolan"),
            ("We had the", "Jim Treadway"),
            ("Then we", "Jim Treadway"),
            ("My mom", "Deshawn Pruitt"),
        ],
    ),
    "a spokeswoman for a company": (
        [
            "Ridgeway Dairy will cut 40 jobs at its Tilden plant by spring, the company said Wednesday.",
            (
                "“This was a hard decision,” Carla Benavides, a spokeswoman for Ridgeway, said in an email. “We are grateful to "
                "every member of our team.”"
            ),
            "Workers learned of it from a notice on the time clock. “Effective March 1, the second shift will end,” it read.",
            "Union steward Paul Wojcik called the notice “a slap with a piece of paper.”",
            "“Thirty years,” he said, shaking his head. “And they tape it up with tape.”",
        ],
        [
            ("This was", "Carla Benavides"),
            ("We are grateful", "Carla Benavides"),
            ("Effective March", "a notice"),
            ("a slap", "Paul Wojcik"),
            ("Thirty years", "Paul Wojcik"),
            ("And they", "Paul Wojcik"),
        ],
    ),
    "a court record": (
        [
            "A Harrow man was charged Monday with stealing a backhoe.",
            "“I needed to dig something,” Leonard Fitch told officers, according to an arrest affidavit.",
            "The affidavit says Fitch, 44, drove the machine 11 miles. “The defendant did not signal,” it says.",
            "His lawyer, Miriam Stolz, said her client would plead not guilty. “He brought it back,” she noted.",
            "Judge Alicia Renner set bail at $500. “Mr. Fitch, take the bus,” she said.",
        ],
        [
            ("I needed", "Leonard Fitch"),
            ("The defendant", "The affidavit"),
            ("He brought", "Miriam Stolz"),
            ("Mr. Fitch", "Alicia Renner"),
        ],
    ),
    "a long quotation over paragraphs": (
        [
            "At the memorial for the Alder Mine dead, Rosalind Teague, whose grandfather was among them, spoke last.",
            "“They went down on a Tuesday,” she said. “My grandmother had bread in the oven.",
            (
                "“She left it there. She walked to the pithead with flour on her arms, and she stood with the other women, and "
                "nobody said a word until dark."
            ),
            "“I have that oven. I cook in it.”",
            "The crowd of about 60 was silent. Then the Rev. Thomas Birch read the names.",
            "“Let them rest,” Birch said, “and let us remember.”",
        ],
        [
            ("They went", "Rosalind Teague"),
            ("My grandmother", "Rosalind Teague"),
            ("She left", "Rosalind Teague"),
            ("I have that", "Rosalind Teague"),
            ("Let them", "Thomas Birch"),
            ("and let us", "Thomas Birch"),
        ],
    ),
    "British single marks": (
        [
            "A bakery in Lower Wend has banned dogs, and its customers are barking mad.",
            (
                "‘It’s a disgrace,’ said Colin Marsh, 58, who has brought his spaniel every morning for nine years. ‘Biscuit never "
                "hurt anyone.’"
            ),
            "Owner Fay Attwood said the council’s inspectors had left her no choice.",
            (
                "‘I love dogs,’ she said. ‘But I’ve got a hygiene rating to think of, and it wasn’t the customers’ dogs who failed "
                "it.’"
            ),
            "A spokesman for Wend District Council said: ‘Dogs are not permitted where food is prepared.’",
        ],
        [
            ("It’s a disgrace", "Colin Marsh"),
            ("Biscuit never", "Colin Marsh"),
            ("I love dogs", "Fay Attwood"),
            ("But I’ve", "Fay Attwood"),
            ("Dogs are not", "A spokesman for Wend District Council"),
        ],
    ),
    "questions and answers": (
        [
            "Olive Brandt has run the Tilden County Library for 12 years. She retires on Friday. The Sentinel spoke with her.",
            "Q: What will you miss?",
            "A: The smell. People laugh, but it is the smell.",
            "Q: And what will you not miss?",
            "A: The copier.",
        ],
        [("The smell.", "Olive Brandt"), ("The copier.", "Olive Brandt")],
    ),
    "a post and a tweet": (
        [
            "Snow closed every school in Tilden County on Monday.",
            "“No school today. No, really. Go back to bed,” Superintendent Ray Colburn tweeted at 5:02 a.m.",
            (
                "In a Facebook post, Harrow Mayor Inez Duarte urged drivers to stay home. “The plows cannot pass you if you are in "
                "the ditch,” she wrote."
            ),
            "Not everyone listened. “I’ve got a truck,” said Bo Hanley, who was in the ditch.",
        ],
        [("No school", "Ray Colburn"), ("The plows", "Inez Duarte"), ("I’ve got", "Bo Hanley")],
    ),
    "a letter": (
        [
            "The state has rejected Harrow’s plan for a new well, saying the site is too near a landfill.",
            (
                "“The department cannot approve a public supply at this location,” the letter, signed by hydrologist Neil Abara, "
                "states."
            ),
            "Public Works Director Simone Kerr said the town would appeal.",
            "“We’ve drunk worse,” Kerr said.",
        ],
        [("The department", "the letter"), ("We’ve drunk", "Simone Kerr")],
    ),
    "two of one surname": (
        [
            "Brothers Ned and Walter Pike have not spoken since 1998, and now they are running against each other.",
            "Ned Pike, the incumbent clerk, says he has nothing against his brother.",
            "“Walter is a fine carpenter,” Ned Pike said.",
            "Walter Pike returned the compliment. “Ned can spell,” Walter said.",
            "“They should have dinner,” said their sister, Joan Pike-Adler.",
        ],
        [("Walter is", "Ned Pike"), ("Ned can", "Walter Pike"), ("They should", "Joan Pike-Adler")],
    ),
    "reported then quoted": (
        [
            "Tilden’s only movie theater will close after its last show on Sunday, owner Gus Papadakis said.",
            "Papadakis, 80, opened the Rialto with his father in 1961. He said streaming killed it.",
            "“You can’t smell popcorn on a telephone.”",
            "Among those in line on Thursday was Heather Voss, who had her first kiss in Row M.",
            "“I’d tell you his name, but he’s the dentist now.”",
        ],
        [("You can’t", "Gus Papadakis"), ("I’d tell", "Heather Voss")],
    ),
    "nicknames and titles": (
        [
            "Marvin “Duke” Hollander, who played the accordion on “The Saturday Barn Hour” for 30 years, died Thursday. He was 88.",
            "Hollander wrote “Mud on My Sunday Shoes” and dozens of other songs.",
            "“He never read a note,” said his daughter, Loretta Hollander Finn. “He said notes were for lawyers.”",
            "Friends remember a man who called everyone “neighbor.”",
            "“Even the dog was ‘neighbor,’ ” Finn said.",
        ],
        [
            ("He never", "Loretta Hollander Finn"),
            ("He said", "Loretta Hollander Finn"),
            ("neighbor.", "a man"),
            ("Even the dog", "Loretta Hollander Finn"),
        ],
    ),
    "police and a witness": (
        [
            "A man robbed the Quik Stop on Route 9 with a banana on Saturday, police said.",
            (
                "“It was in a bag, so at first she thought it was a gun,” Sgt. Maria Petrakis said of the clerk. “Then he got "
                "hungry.”"
            ),
            "A customer who asked not to be named watched from behind the chips.",
            "“He ate the evidence,” the customer said.",
            "Police are looking for a man in a green coat. “And he may be looking for more fruit,” Petrakis added.",
        ],
        [
            ("It was in", "Maria Petrakis"),
            ("Then he", "Maria Petrakis"),
            ("He ate", "the customer"),
            ("And he may", "Maria Petrakis"),
        ],
    ),
    "a school board": (
        [
            "The Harrow school board will not renew the contract of Principal Edwin Moss.",
            "Board president Lucinda Vale declined to say why. “It’s a personnel matter,” said Vale.",
            "Asked if Moss had been told, she said, “He has now.”",
            "Parents packed the gym. “He knows every kid’s name,” said one mother, who gave hers as Tess. “Every kid.”",
            "Moss himself, reached by phone, was brief: “I’m going fishing.”",
            "His assistant principal, Grace Kimura, will lead the school until June, Vale said.",
        ],
        [
            ("It’s a personnel", "Lucinda Vale"),
            ("He has now", "Lucinda Vale"),
            ("He knows", "one mother"),
            ("Every kid.", "one mother"),
            ("I’m going", "Edwin Moss"),
        ],
    ),
    "according to": (
        [
            "The beavers of Alder Creek have flooded the ninth hole, and the golf club wants them gone.",
            (
                "The dam is “a marvel of engineering,” according to state biologist Hannah Oyelaran, and moving it is “not as simple "
                "as it sounds.”"
            ),
            "According to club president Stuart Finch, “a marvel is not what you want on a par three.”",
            "“They were here first,” Oyelaran pointed out.",
        ],
        [
            ("a marvel of", "Hannah Oyelaran"),
            ("not as simple", "Hannah Oyelaran"),
            ("a marvel is", "Stuart Finch"),
            ("They were", "Hannah Oyelaran"),
        ],
    ),
    "straight marks and initials": (
        [
            'The bridge over the Wend is safe, engineer J. T. Calloway told commissioners. "It will outlive us all," he said.',
            'Commissioner Dolores M. Hatch was not persuaded. "So will the pothole in front of it," she shot back.',
            'Calloway, of Calloway & Sons, laughed. "That one\'s yours," he said.',
        ],
        [("It will", "J. T. Calloway"), ("So will", "Dolores M. Hatch"), ("That one", "J. T. Calloway")],
    ),
    "a statement of an organisation": (
        [
            "Tilden Memorial Hospital will stop delivering babies in July.",
            "“Declining births and a shortage of nurses leave us no alternative,” the hospital said in a statement.",
            "The Tilden County Nurses Association said it was “shocked and saddened.”",
            "“Babies will be born in cars,” it warned.",
            "Dr. Anil Bhatt, the hospital’s chief of obstetrics for 20 years, said he learned of it at lunch.",
            "“I put down my sandwich,” he said.",
        ],
        [
            ("Declining births", "the hospital"),
            ("shocked and", "Tilden County Nurses Association"),
            ("Babies will", "Tilden County Nurses Association"),
            ("I put down", "Anil Bhatt"),
        ],
    ),
    "quotes of the dead and the past": (
        [
            "When the Harrow mill opened in 1889, its owner, Josiah Crane, promised “bread and light for all.”",
            (
                "It closed last week. “We got a hundred and thirty years of the bread,” said historian Wilma Toth, who has written a "
                "book about the Cranes. “The light was mostly for Josiah.”"
            ),
            "Toth keeps his portrait in her bathroom. “He would have hated that,” she said.",
        ],
        [
            ("bread and light", "Josiah Crane"),
            ("We got a", "Wilma Toth"),
            ("The light was", "Wilma Toth"),
            ("He would", "Wilma Toth"),
        ],
    ),
    "dialogue": (
        [
            "Every morning at six, Hank Moreau and his neighbor Sal DiPietro argue about the river.",
            "“It’s up,” Moreau said on Wednesday.",
            "“It’s down,” said DiPietro.",
            "“You’re blind,” Moreau said.",
            "“You’re standing in it,” DiPietro said.",
        ],
        [
            ("It’s up", "Hank Moreau"),
            ("It’s down", "Sal DiPietro"),
            ("You’re blind", "Hank Moreau"),
            ("You’re standing", "Sal DiPietro"),
        ],
    ),
    "long apposition after said": (
        [
            "The county’s honeybees had a bad winter.",
            (
                "“I opened the lid and it was quiet,” said Beatrix Lamb, a retired chemist who keeps 14 hives behind her house on "
                "Spindle Hill and sells honey at the Saturday market. “You never want quiet.”"
            ),
            "Losses of 60 percent are likely, said Marcus Ode, who teaches entomology at Wend State University.",
            "“Mites,” he said. “It is always mites.”",
        ],
        [
            ("I opened", "Beatrix Lamb"),
            ("You never", "Beatrix Lamb"),
            ("Mites,", "Marcus Ode"),
            ("It is always", "Marcus Ode"),
        ],
    ),
    "they as one person": (
        [
            "Rowan Ashe, who uses they and them, won the county spelling bee on the word “chrysanthemum.”",
            "“I have a garden,” Ashe said. “It wasn’t hard.”",
            "Ashe’s teacher, Philip Dunmore, cried. “I taught them nothing,” he said. “They taught me.”",
        ],
        [
            ("I have a garden", "Rowan Ashe"),
            ("It wasn’t", "Rowan Ashe"),
            ("I taught", "Philip Dunmore"),
            ("They taught", "Philip Dunmore"),
        ],
    ),
    "an agency and a tenant": (
        [
            "Tenants of Crane Court have had no heat since Thanksgiving.",
            "“I’ve got my oven open and my coat on,” said Yolanda Price, who has lived in 4B for six years.",
            "Crestline Management, which owns the building, blamed a part.",
            "“We have ordered a valve,” Crestline said in a text message to tenants.",
            "Price laughed when she read it aloud. “They ordered it from the moon,” she said.",
            (
                "The town’s housing inspector, Bill Ferrante, gave the owner ten days. “After that it’s a fine a day, a unit,” Ferrante "
                "said."
            ),
        ],
        [
            ("I’ve got my", "Yolanda Price"),
            ("We have ordered", "Crestline Management"),
            ("They ordered", "Yolanda Price"),
            ("After that", "Bill Ferrante"),
        ],
    ),
    "colon and dash": (
        [
            "Sculptor Imani Reeve has one rule: “No horses.”",
            "Her new bronze for the Harrow square is of a woman with a bucket — “because that is who built this town,” she says.",
            "Mayor Duarte, who broke a tie for it, said simply: “It’s about time.”",
            "Inez Duarte is up for election in May.",
        ],
        [("No horses", "Imani Reeve"), ("because that", "Imani Reeve"), ("It’s about", "Inez Duarte")],
    ),
    "words the paper keeps at a distance": (
        [
            "The “Harrow Renaissance,” as its boosters call it, has so far produced one cafe.",
            "The cafe sells a “deconstructed” pie for $14.",
            "“It’s a bowl of apples,” said Norm Tull, who drove in from Marlow to see it. “With a cracker.”",
            "Cafe owner Lark Santos said the pie was selling well. Her sign reads “Expect Less.”",
        ],
        [("It’s a bowl", "Norm Tull"), ("With a cracker", "Norm Tull")],
    ),
    "speaker named after": (
        [
            "“I thought it was thunder.”",
            "That is how Greta Nyland described the moment on Monday when a hot-air balloon came down in her beans.",
            "“Then a man said good morning,” Nyland said.",
            "The man was Victor Aldous, a pilot from Marlow. “I’d run out of wind,” he explained.",
        ],
        [("I thought it", "Greta Nyland"), ("Then a man", "Greta Nyland"), ("I’d run out", "Victor Aldous")],
    ),
    "the economist": (
        [
            "Rents in Tilden County rose 11 percent last year, twice the state’s pace, a report by Wend State University found.",
            "“It is a story of supply,” said Femi Adeyemi, an economist at the university and the report’s author.",
            "The economist sees no relief before 2028. “You cannot rent what has not been built,” Adeyemi said.",
            "“Housing is a right, not a graph,” countered Josie Lund of the Tilden Tenants Union.",
            "Lund, 26, pays $1,450 for a studio above a garage. “With a view,” she said, “of a better garage.”",
        ],
        [
            ("It is a story", "Femi Adeyemi"),
            ("You cannot", "Femi Adeyemi"),
            ("Housing is", "Josie Lund"),
            ("With a view", "Josie Lund"),
            ("of a better", "Josie Lund"),
        ],
    ),
    "a sheriff and his deputy": (
        [
            "Tilden County Sheriff Roy Castellano has fired a deputy who slept through a jailbreak.",
            "“He told me he was resting his eyes,” Castellano said at a news conference. “I told him to rest them at home.”",
            "The deputy, Kirk Amundsen, said he had worked three double shifts that week.",
            "“Ask the sheriff who makes the schedule,” Amundsen said.",
            "The sheriff does. “That has nothing to do with it,” he said.",
        ],
        [
            ("He told me", "Roy Castellano"),
            ("I told him", "Roy Castellano"),
            ("Ask the sheriff", "Kirk Amundsen"),
            ("That has nothing", "Roy Castellano"),
        ],
    ),
    "quotation within a quotation": (
        [
            "Cab driver Abdi Warsame found $9,000 on his back seat and drove it back.",
            "“My wife said, ‘Abdi, you are a fool,’ ” Warsame recalled. “Then she said, ‘You are my fool.’ ”",
            "The owner, a Marlow widow, gave him a pie. “It was a very good pie,” he said.",
            "“Honest men are rare,” said the widow, Constance Bell, 90. “Honest men with cars are rarer.”",
        ],
        [
            ("My wife", "Abdi Warsame"),
            ("Then she", "Abdi Warsame"),
            ("It was a very", "Abdi Warsame"),
            ("Honest men are rare", "Constance Bell"),
            ("Honest men with", "Constance Bell"),
        ],
    ),
    "a planning row": (
        [
            "Plans for 240 homes on Gallows Field were thrown out last night after a five-hour meeting.",
            "More than 200 residents packed the village hall to hear Wend Vale councillors reject the scheme by nine votes to two.",
            "Ward member Cllr Hilary Stokes told the meeting: “The doctors are full, the school is full and the drains are full.”",
            "Cllr Stokes added that the junction was “an accident waiting to happen”.",
            "Developer Larkfield Homes said it was disappointed. A spokesperson said: “We will consider our options, including an appeal.”",
            "Retired teacher Brenda Moffat, who has lived opposite the field since 1974, was in tears.",
            "“My late husband proposed to me under that oak,” the 79-year-old said.",
        ],
        [
            ("The doctors", "Hilary Stokes"),
            ("an accident", "Hilary Stokes"),
            ("We will consider", "A spokesperson"),
            ("My late", "Brenda Moffat"),
        ],
    ),
    "a profile": (
        [
            "Tobias Wren does not own a watch.",
            "“I had one,” he says. “It told me things I didn’t want to know.”",
            "Wren, 63, has wound the clock in the tower of St. Brendan’s every Thursday since he was 19. His father did it before him, and his grandmother before that.",
            "“She was the strong one,” Wren says of his grandmother. “There are 112 steps. She did it with a baby on her hip, and the baby was my father.”",
            "The parish offered him an electric motor in 2003.",
            "“He looked at us as if we’d offered him a robot wife,” says the Rev. Phyllis Garner, who was then new.",
            "She has since climbed the tower herself. “Once,” she says.",
        ],
        [
            ("I had one", "Tobias Wren"),
            ("It told", "Tobias Wren"),
            ("She was the", "Tobias Wren"),
            ("There are", "Tobias Wren"),
            ("He looked", "Phyllis Garner"),
            ("Once,", "Phyllis Garner"),
        ],
    ),
    "weather": (
        [
            "Forecasters expect up to a foot of snow in the hills by Thursday morning.",
            "“If you have nowhere to go, go nowhere,” said meteorologist Chen Liu of the National Weather Service office in Marlow.",
            "The county’s 14 plows are ready, said Tom Brannigan, the county’s highway superintendent, but two drivers are out with the flu.",
            "“I may drive one myself,” said Brannigan. “I used to be good at it.”",
        ],
        [("If you have", "Chen Liu"), ("I may drive", "Tom Brannigan"), ("I used", "Tom Brannigan")],
    ),
    "a lawsuit": (
        [
            "A Harrow couple has sued their neighbor over a rooster.",
            "In a complaint filed Friday in Tilden County Court, Dean and Shelly Fosse say the bird, Napoleon, crows at all hours.",
            "Its owner, Pat Gorman, was unrepentant.",
            "“He’s a rooster,” Gorman said. “What do they want, a violin?”",
            "The Fosses’ attorney, Lyle Beck, declined to comment, except to say, “My clients are tired.”",
        ],
        [("He’s a rooster", "Pat Gorman"), ("What do they", "Pat Gorman"), ("My clients", "Lyle Beck")],
    ),
    "an election night": (
        [
            "Mayor Gail Tremblay won a third term on Tuesday, beating challenger Rex Bonner by 212 votes.",
            "“Thank you, Harrow,” she told supporters at the Elks Lodge. “Now let’s fix the sewers.”",
            "Bonner, a plumber, conceded at 10 p.m. “I’ll send her a quote,” he joked.",
            "Turnout was the highest since 1992. “People really care about sewers,” said Town Clerk Amy Dufresne.",
            "Former Mayor Carl Winslow, who endorsed Bonner, said the result was no surprise.",
            "“Gail knows where every pipe is buried,” he said.",
        ],
        [
            ("Thank you", "Gail Tremblay"),
            ("Now let’s", "Gail Tremblay"),
            ("I’ll send", "Rex Bonner"),
            ("People really", "Amy Dufresne"),
            ("Gail knows", "Carl Winslow"),
        ],
    ),
    "a missing dog": (
        [
            "Waffles is home.",
            "The 12-year-old beagle, who vanished from the Kirby Street dog park on New Year’s Eve, was found Tuesday in the produce aisle of a supermarket nine miles away.",
            "“I was stacking lettuce and there was a nose,” said produce manager Devin Asante.",
            "Owner Trudy Hoang had put up 400 posters. “HAVE YOU SEEN THIS FACE,” they read.",
            "“I cried so hard the man gave me a free cantaloupe,” Hoang said.",
            "Her son, Minh, 8, had a theory: “He wanted a snack.”",
            "“We’re not mad,” Minh added.",
        ],
        [("I was stacking", "Devin Asante"), ("I cried", "Trudy Hoang"), ("He wanted", "Minh"), ("We’re not", "Minh")],
    ),
    "an inquest": (
        [
            "A cyclist died after hitting a pothole that had been reported six times, an inquest heard.",
            "Coroner Dr. Edmund Hale recorded a verdict of accidental death but said the county had “questions to answer.”",
            "“This was not fate,” he told the hearing. “This was a form in a tray.”",
            "A county spokesman said it had “changed its procedures.”",
        ],
        [
            ("questions to", "Edmund Hale"),
            ("This was not", "Edmund Hale"),
            ("This was a form", "Edmund Hale"),
            ("changed its", "A county spokesman"),
        ],
    ),
    "a recital": (
        [
            "Nobody coughed.",
            "That, said pianist Agnes Varga after Saturday’s recital at the Marlow Grange, is how she knew.",
            "“In the city they cough,” said Varga. “Here they hold it.”",
            "The Grange’s president, Floyd Tibbets, had asked the audience to. “I told them, ‘Swallow,’ ” he said.",
            "Varga played Liszt’s “Liebestraum” and a waltz by a local composer, Ina Holt, 16.",
            "“I can’t believe her hands were on my notes,” Ina said.",
        ],
        [
            ("In the city", "Agnes Varga"),
            ("Here they", "Agnes Varga"),
            ("I told them", "Floyd Tibbets"),
            ("I can’t", "Ina Holt"),
        ],
    ),
    "testimony": (
        [
            "State Sen. Dwayne Purcell’s bill to legalize raw milk drew 90 speakers on Monday.",
            "“I have been drinking it for 81 years,” testified farmer Gunnar Lofgren of Harrow. “Look at me.”",
            "Dr. Priya Raman, the state epidemiologist, did not. “I looked at the data,” she responded.",
            "“With respect, doctor,” Purcell interjected, “the data never milked a cow.”",
            "Asked by a reporter whether he drinks it himself, Purcell smiled. “I’m lactose intolerant,” the senator said.",
        ],
        [
            ("I have been", "Gunnar Lofgren"),
            ("Look at", "Gunnar Lofgren"),
            ("I looked", "Priya Raman"),
            ("With respect", "Dwayne Purcell"),
            ("the data never", "Dwayne Purcell"),
            ("I’m lactose", "Dwayne Purcell"),
        ],
    ),
    "a strike": (
        [
            "Bus drivers in Marlow walked out on Monday, stranding 6,000 riders.",
            "“We didn’t want this,” said Keisha Monroe, president of Transit Workers Local 88. “We wanted a bathroom break.”",
            "Marlow Transit’s general manager, Steven Pratt, called the walkout illegal and the demands “unserious.”",
            "Monroe’s response: “He has a bathroom in his office.”",
            "At the Front Street stop, Ernesto Gil, a dishwasher, waited an hour before he gave up. “I walked,” he said. “It was kind of nice.”",
        ],
        [
            ("We didn’t", "Keisha Monroe"),
            ("We wanted", "Keisha Monroe"),
            ("unserious", "Steven Pratt"),
            ("He has a", "Keisha Monroe"),
            ("I walked", "Ernesto Gil"),
            ("It was kind", "Ernesto Gil"),
        ],
    ),
}
