"""Words that attribute speech, as data. Source: composed for this project from general knowledge of English news prose."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """A table written as prose."""
    return frozenset(text.split())


SAYING = words("""
    said says say saying told tells telling added adds adding asked asks wrote writes writing tweeted tweets posted noted notes
    explained explains argued argues claimed claims insisted insists continued continues replied replies responded responds
    answered answers declared declares announced announces stated states remarked remarks recalled recalls warned warns
    admitted admits acknowledged acknowledges suggested suggests concluded concludes stressed stresses emphasized emphasizes
    emphasised emphasises observed observes quipped joked jokes shouted shouts yelled yells whispered cried screamed
    exclaimed muttered lamented complained complains conceded concedes confirmed confirms denied denies vowed vows
    pledged urged urges testified testifies commented comments reported reports read reads declaring reiterated
    predicted predicts promised promises mused boasted bragged charged countered retorted pleaded begged
    proclaimed contended contends asserted asserts maintained maintains maintaining alleged alleges cautioned cautions
    praised criticized criticised blasted wondered wonders thundered chimed intoned implored
    opined opines reasoned reflected reflects revealed reveals relayed repeated repeats roared
    sighed snapped texted messaged emailed e-mailed volunteered deadpanned demanded demands
    disclosed interjected pronounced recounted recounts remembered remembers responding replying
    saying stating arguing noting explaining insisting warning claiming asking tweeting declaring concluding joking
    intimated intimates hinted hints insinuated
    ruled chanted chant captioned quoted elaborated clarified sneered scoffed gushed enthused shot offered
    ordered orders shared shares singing sang signed greeted chanting joined
    pointed points piped chuckled shrugged grinned grumbled groaned growled laughed reckoned reckons figured guessed ventured
    objected protested protests reminded reminds teased marveled marvelled mumbled hissed gasped barked boomed proposed
    proposes speculated speculates estimated surmised threatened swore theorized theorizes counters offers
    calling agreed agrees advised advises thinks believes believed described describes describing informed hailed mocked
""")
"""Verbs (and their participles) whose subject is the speaker."""
PARTICLES = {"shot": " back", "pointed": " out", "points": " out", "piped": " up"}
"""Verbs that are of speech with these words behind them alone."""

MIXED = words("""
    called calls calling described describes describing labeled labelled labels dubbed branded denounced denounces
    dismissed dismisses accused accuses accusing blamed compared derided decried likened ridiculed slammed
    attacked expressed expresses referred refers referring characterized characterised characterizes mocked cited
    thanked criticized criticised praised promised urged hailed vowed pledged condemned defended
    considered considers deemed thought feels felt hopes hoped wants wanted spoke speaks talked
    apologized apologised boasted cast touted told
""")
"""Verbs that take quoted words into a paraphrase."""

WORDS = words("""
    called call calls known dubbed named titled entitled nicknamed termed labeled labelled so-called reading
    word words phrase term slogan sign banner hashtag headlined moniker song album film movie book novel
    show series episode podcast essay poem headstone placard
""")
"""Words before marks that enclose a name, a title, a sign or a word as a word."""

THINGS = words("sign banner headstone placard plaque sticker poster gravestone tombstone marquee billboard label shirt")
"""Things that bear words and are no speakers."""

DOCUMENTS = words("""
    note notes letter letters statement report document memo memorandum email e-mail message post tweet release plaque
    sign poster notice leaflet flyer card postcard inscription caption text label complaint lawsuit suit indictment
    affidavit filing order ruling opinion petition warrant transcript survey study book diary paper newspaper editorial
    headline article website page resolution bill law rule rules contract will agreement minutes invitation receipt
    bulletin advertisement ad obituary telegram manual
""")
"""Things that are read: they say what stands in them, and no later "he", "she" or silence means one."""

PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "who"})
HONORIFICS = words(
    "mr mrs ms miss mx dr prof professor rev revd sen rep gov lt sgt capt col gen maj cpl pres det hon sir dame lord lady fr "
    "cllr ald pc dc ds dci"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sen|Sens|Rep|Reps|Gov|Govs|Lt|Sgt|Capt|Col|Gen|Maj|Cpl|Det|Jr|Sr|St|No|vs|Inc|Co|Corp|Ltd|"
    r"Hon|Pres|Supt|Dept|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Fla|Calif|Va|Pa|Ariz|Mass|Conn|Ala|Ga|Ill|Ky|La|Md|Mich|Minn|Miss|Mo|"
    r"Ore|Tenn|Tex|Wash|Wis|Wyo|a\.m|p\.m|i\.e|e\.g)|\b[A-Z](?:\.[A-Z])*)$"
)
"""A full stop behind one of these ends no sentence."""

ROLES = words("""
    president vice chairman chairwoman chair chairperson mayor councilman councilwoman councilmember councillor councilor
    council city county town village state district school board member commissioner superintendent principal teacher
    professor director manager administrator chief officer sheriff deputy detective sergeant lieutenant captain judge justice
    attorney general prosecutor lawyer counsel senator senators representative congressman congresswoman governor secretary
    prime chancellor king queen prince princess pope bishop archbishop pastor reverend father sister brother imam rabbi coach
    player goalkeeper trustee treasurer clerk engineer planner architect owner founder editor reporter columnist analyst
    economist scientist researcher doctor nurse resident neighbor neighbour friend parent mother daughter son wife husband
    spokesman spokeswoman spokesperson aide adviser advisor strategist activist organizer organiser volunteer farmer
    businessman businesswoman executive ceo cfo police fire firefighter former ex acting interim assistant associate senior
    junior deputy head lead leader speaker whip majority minority democratic democrat republican candidate nominee
    independent lt sgt capt col gen rev sen rep gov dr mr mrs ms miss prof lord lady sir dame det cpl maj union shop
    festival first lady host anchor author writer actor actress singer star artist historian librarian curator
    investigator inspector constable marshal ranger warden lawmaker legislator assemblyman assemblywoman
    alderman alderwoman supervisor delegate ambassador envoy commander admiral colonel major private corporal
    witness driver student graduate customer worker tenant landlord baker grocer shopkeeper barber mechanic pilot
    juror defendant plaintiff victim survivor foreman bailiff magistrate registrar solicitor barrister
    rector vicar deacon minister chaplain sexton choirmaster headteacher headmaster lecturer janitor custodian
    carpenter plumber electrician welder roofer gardener beekeeper fisherman rancher butcher chef waiter bartender
    florist tailor jeweler jeweller pharmacist dentist veterinarian surgeon paramedic dispatcher lifeguard
    violinist pianist fiddler drummer guitarist conductor dancer painter sculptor potter playwright novelist poet
    captain catcher shortstop goalie runner swimmer cyclist jockey umpire referee winger fullback linebacker
    taxpayer homeowner commuter passenger motorist pensioner organist caretaker
    guard forward quarterback pitcher striker midfielder defender point harbour harbor master
    bus market public health communications parks works campaign press house senate white
""")
"""Words that stand before a name and are no part of it: offices, ranks, trades, relations, and what narrows them."""

WOMEN_CALLED = words("""
    seamstress actress waitress hostess headmistress mistress heiress duchess countess princess baroness stewardess abbess
    goddess priestess poetess murderess landlady grandmother granddaughter aunt niece widow bride midwife nun matriarch
    chairwoman businesswoman congresswoman councilwoman spokeswoman policewoman saleswoman horsewoman sportswoman
    mother sister daughter wife stepmother stepdaughter girlfriend fiancée housewife ballerina heroine
""")
"""Nouns that only women are called by."""

FEMALE = words("""
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela
    shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria
    heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl
    hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice jean alice julia judy sophia grace
    denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori
    hillary carly elena sonia nikki kellyanne ivanka melania michele claire kate katie jill rosa beth wendy ellen wilma
    lucinda petra greta maisie danuta rosalind loretta beatrix imani yolanda dolores constance inez simone miriam alicia fay
    olive josie wanda thelma edna ethel hazel agnes bertha mabel myrtle pearl opal viola velma lucille bernice beulah
    geraldine gertrude florence harriet henrietta josephine lillian lorraine marjorie maureen mildred minnie muriel nadine
    norma phyllis roberta rosemary rosie roxanne sadie selma sheila stella sue susanna tabitha tara teri tessa theodora
    trudy ursula vera verna vicki violet vivian willa winifred yvette adele adrienne agatha alma amelia anita annette annie
    antonia audrey ava bernadette bonnie bridget camille candace carla carmen caroline cassandra cecilia celeste celia
    charlene chloe clara claudia colleen cora daisy daphne darlene dawn deanna delia dora dorothy eileen elaine eleanor
    elise eliza ella eloise elsie estelle esther eunice faith felicia flora frieda gabriela georgia georgina gina ginger
    gladys glenda gwen gwendolyn hope ida ines isabel ivy jacquelyn jana jeanette jeanne jennie jeri joanna joanne jodi
    jolene jordana juanita juliana justine kara karin karla kathy katrina kay kerry krista latoya leona leslie lila lisette
    liz lois lola lorena louise lucia luisa lydia lynn madeline maggie mandy marcia margot margie marian marianne mariana
    marta maya meredith mia millie mindy miranda molly myra nadia nell nellie nettie noelle noreen olga ophelia paige patsy
    patti penelope penny phoebe priscilla ramona rena renee rhonda rita rosalie rosemarie ruby sabrina serena shannon shelby
    shelley sherry sierra sonja stacy susie suzanne sybil tamara tanya tasha tatiana thea tiffany toni trisha valeria eva
    holly kristin kirsten erin jane lucy leah paula peggy robin sally sylvia tina tracy valerie vanessa yvonne zoe fiona
    gail ingrid irene jenny kristen kristina marina melinda monica naomi nina
""")
"""Very common English forenames of women, composed by hand; for pronouns only."""

MALE = words("""
    james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony mark donald
    steven andrew paul joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary nicholas eric
    jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry
    tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry
    austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert
    willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene ted marco jeb bernie barack mitt
    mike bill bob jim tom dan chris ben matt jeff steve tim tony greg ken ron don rick sam fred wendell edwin josiah emmett
    otto deshawn leonard hank sal norm gus marvin colin neil ray barry dale abdi femi abraham adrian al alfred alvin andre
    angelo archie arnold arturo barney basil bert bertrand boris boyd bradford brad brendan brent brett bruno byron calvin
    cecil cedric chester clark claude clayton clifford clifton clyde conrad cyril damian damon darrell darren darryl dave
    dean derek desmond dexter dick dirk dominic donovan doug duane dustin dwayne dwight earl ed eddie edgar edmund eduardo
    elliot elliott elmer elton emanuel emil enrique ernest ernesto ervin everett felipe felix fernando floyd forrest francis
    francisco franklin freddie frederick garrett garth geoffrey gilbert giovanni grant guillermo guy hal hamid harlan harley
    harrison hassan hector herb herbert herman homer horace hubert hugo ibrahim ignacio ira irving isaac isaiah ismael
    jackson jaime jake jared jarrod javier jay jed jeremiah jermaine jerome jesus jimmy joel joey johnny jon jonah jorge
    josh juanito jules julian julio karim kareem kendrick kent kirk kurt lamar lance lars leland leon leonardo leroy lester
    lionel lloyd lorenzo lowell lucas luther lyle mac malcolm manuel marc marcel marcos marcus mario marshall marty mathew
    maurice mauricio melvin micah miguel miles milton mitchell mohamed mohammed moses muhammad ned nelson nick norman omar
    orlando orville otis pablo pedro percy perry pete preston quentin rafael ramon randall raul reginald rene rex ricardo
    rich ricky rob roberto rod roderick rodney rodrigo roland rolando roman ronnie rudolph rudy rufus rupert russ salvador
    sammy sergio seth shane shaun sherman sidney silas stan stanley stefan sven sylvester terrence theo theodore toby tod
    todd tomas tommy travis troy ulysses vernon vince virgil wallace wally warren wes wesley wilbert wilbur wilfred will
    willard winston woodrow xavier yusuf zachariah harry hugh ian ivan karl leo lee louis luis luke martin max nigel oliver
    oscar owen simon stuart trevor victor graham glenn gordon howard craig curtis corey clint clarence chad cameron
""")
"""Very common English forenames of men, composed by hand; for pronouns only."""

NOT_NAMES = words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december the a an in on at but and or if when while after before as it he she they we i his her their our
    this that these those there here what who why how not no yes so then however meanwhile still yet also another other
    according asked speaking talking last next for from to by with of about earlier later during since until though although
    among amid without upon within across around above below between beyond inside outside through throughout unless
    whether such several any none everyone everybody someone neither either nobody also even only
    hours minutes days weeks months years moments appearing citing addressing given pressed reached referring
    one some many most both all each every two three now once just even instead despite because like unlike
    twitter facebook instagram american americans republicans democrats gop reuters cnn nbc abc cbs fox today
    four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen dozens
    tonight yesterday america british english regardless contrary perhaps maybe is was are were do does did
""")
"""Capitalised words that begin no name: function words at a sentence's head, days, months."""
LITTLE = words("a an the of and or in on at to for with by from as is it")
"""Words that a title prints without a capital."""
WORKS = words(
    "book novel memoir song album film movie show series episode podcast essay poem play musical documentary autobiography"
)
"""Nouns for what has a title."""
