"""English. Months and weekdays: CLDR (https://cldr.unicode.org, en), and the short forms of the AP Stylebook."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="en",
    months=(
        "january jan janu", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    ),
    weekdays="monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun",
    published="published posted created filed issued printed released publish pub",
    updated="updated modified edited revised corrected update changed",
    fillers="at on the of in and time local date first last originally initially online standard daylight day hrs etc was web "
    "print est st nd rd th t z",
    clock={"noon": 12, "midnight": 0},
    am="am a",
    pm="pm p",
    hours="hrs hours",
    days={"today": 0, "yesterday": 1},
    ago="ago earlier",
    units=(
        "second seconds sec secs s", "minute minutes min mins m", "hour hours hr hrs h", "day days d",
        "week weeks wk wks w",
    ),
    numbers=("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    now=("just now", "now", "moments ago", "a moment ago", "seconds ago", "a few seconds ago", "less than a minute ago"),
    by="by from text reporting commentary opinion column",
    opens="by",
    work="written story stories article reported reporting report posted published words compiled contributed submitted "
    "opinion commentary column essay review interview analysis editorial authored created text produced",
    pictures="photo photos photograph photographs photography photographer picture pictures image images illustration "
    "illustrations illustrated graphic graphics video videos art artwork drawing audio design editing edited",
    checks="reviewed fact-checked checked verified translated",
    joins="and & with plus",
    places="in at near on",
    employers="for of from to at with via courtesy special exclusive",
    roles="staff writer writers reporter reporters editor editors correspondent correspondents columnist columnists "
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
    "various owner president ceo vice emeritus fellow corps member members marketing product content",
    occupations="expert experts specialist specialists analyst analysts consultant consultants advisor advisors adviser "
    "advisers strategist planner engineer engineers scientist scientists researcher researchers lecturer attorney "
    "attorneys physician nutritionist dietitian therapist psychologist psychiatrist economist historian developer "
    "designer copywriter marketer realtor representative secretary spokesperson spokesman spokeswoman minister senator "
    "congressman congresswoman lawmaker councilman councilwoman commissioner superintendent student nurse veterinarian "
    "volunteer resident activist organizer enthusiast officer trainer instructor coach practitioner",
    papers="courier times news press post herald tribune gazette journal chronicle review observer record register "
    "sentinel star sun telegraph dispatch examiner bulletin citizen daily weekly independent globe mail mirror "
    "express guardian enterprise leader ledger advocate advertiser democrat republican republic standard messenger "
    "beacon banner bee monitor voice mercury argus echo inquirer intelligencer newspaper newspapers magazine radio "
    "television tv broadcasting media network agency foundation institute university college association society "
    "center centre council committee commission department office coalition union club church school district "
    "company corporation inc llc ltd group project today online newswire wire bureau outlet patch axios reuters "
    "bloomberg propublica calmatters wikipedia",
    nobody="staff desk newsroom newsdesk editor editors editorial team admin administrator webmaster reporter reporters "
    "correspondent correspondents contributor contributors guest anonymous user",
    home="home homepage front start",
    printed=("print", "printer"),
    sections={
        "opinion": ("opinion", "editorial", "commentary", "column", "letters"), "obituary": ("obituar",),
        "event": ("events",),
    },
)  # fmt: skip
