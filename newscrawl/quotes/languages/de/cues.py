"""German words that attribute speech, as data. Source: composed for this project from general knowledge of German papers."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """A table written as prose."""
    return frozenset(text.split())


SAYING = words("""
    sagte sagt sagten sagen erklärte erklärt erklärten erklären betonte betont betonten betonen meinte meint meinten meinen
    berichtete berichtet berichteten berichten erzählte erzählt erzählten erzählen fragte fragt fragten antwortete antwortet
    antworteten schrieb schreibt schrieben schreiben kündigte kündigt kündigten teilte teilt teilten fügte fügt fügten
    ergänzte ergänzt ergänzten forderte fordert forderten fordern warnte warnt warnten warnen versicherte versichert
    versicherten bestätigte bestätigt bestätigten räumte räumt räumten gab gibt gaben behauptete behauptet behaupteten
    wiederholte wiederholt urteilte urteilt resümierte resümiert rief ruft riefen scherzte scherzt klagte klagt klagten
    unterstrich unterstreicht erläuterte erläutert erläuterten schilderte schildert schilderten stellte stellt stellten hob
    hebt hoben begründete begründet bemerkte bemerkt erwiderte erwidert entgegnete entgegnet konterte kontert mahnte mahnt
    appellierte appelliert verriet verrät freute freut freuten gestand gesteht beteuerte beteuert äußerte äußert äußerten
    erinnerte erinnert bilanzierte bilanziert kommentierte kommentiert bedauerte bedauert jubelte jubelt flüsterte murmelte
    findet fand finden glaubt glaubte hofft hoffte verkündete verkündet lautete lautet schimpfte schimpft staunte staunt
    seufzte lachte schwärmte schwärmt gestanden versprach verspricht versprachen vermutet vermutete wies weist verwies
    empfahl empfiehlt plädierte plädiert mitteilte mitteilt mitteilten hinzufügte hinzufügt ankündigte ankündigt feststellte
    bestritt widersprach klarstellte hervorhob einräumte zugab bekanntgab
""")
"""Verbs in the third person whose subject is the speaker."""
PLURAL = re.compile(r"(?:ten|sagen|en)$")
"""How verbs end whose "sie" is several people."""
PARTICIPLES = words("""
    gesagt erklärt betont berichtet erzählt geschrieben mitgeteilt hinzugefügt ergänzt gefordert gewarnt versichert
    bestätigt
    geantwortet gefragt angekündigt
""")
"""What ends a sentence that "hat" or "habe" began."""
MIXED = words("""
    nannte nennt nannten nennen bezeichnete bezeichnet bezeichneten sprach spricht sprachen sprechen beschrieb beschreibt
    beschrieben kritisierte kritisiert kritisierten lobte lobt lobten verurteilte verurteilt warf wirft warfen dankte dankt
    verglich vergleicht charakterisierte bezichtigte hielt hält sah sieht will wollte möchte
""")
WORDS = words("""
    genannt genannte genannten sogenannte sogenannten sogenannter namens titel wort wörter begriff motto slogan schild
    aufschrift lied song album film buch roman serie stück gedicht hashtag heißt hieß heißen betitelt getauft
""")
THINGS = words("schild aufschrift transparent plakat grabstein tafel banner aufkleber")
WORKS = words("buch roman lied song film serie stück gedicht album oper ausstellung projekt reihe aktion")
LITTLE = words("der die das des dem den ein eine und oder in im am auf zu zum zur von vom für mit bei ist")
DOCUMENTS = words("""
    mitteilung pressemitteilung erklärung stellungnahme brief schreiben bericht gutachten antrag vorlage urteil beschluss
    gesetz verordnung satzung studie umfrage artikel aushang flugblatt nachricht meldung e-mail mail protokoll einladung
    papier
    rundschreiben begründung bescheid aufruf
""")
"""Things that are read."""
PRONOUNS = {"er": "he", "sie": "she", "es": "it", "ich": "i", "wir": "we", "man": "it", "dieser": "he", "diese": "she"}
"""And the English pronouns that they stand for."""
HONORIFICS = words("herr herrn frau dr prof professor professorin dipl ing")
FEMININE = words("frau")
MASCULINE = words("herr herrn")
ROLES = words("""
    bürgermeister oberbürgermeister landrat stadtrat gemeinderat minister abgeordneter abgeordnete präsident kanzler
    sprecher
    polizist kommissar feuerwehrmann wehrführer richter anwalt staatsanwalt lehrer schulleiter rektor professor forscher
    trainer
    spieler torwart stürmer kapitän arzt chefarzt apotheker pfleger inhaber chef geschäftsführer gründer unternehmer leiter
    vorsitzender vorsitzende vorsitzenden direktor vorstand redakteur journalist autor pfarrer bischof dekan künstler
    musiker
    sänger schauspieler landwirt bauer winzer gärtner bäcker metzger wirt händler kaufmann kauffrau anwohner nachbar zeuge
    zeugin schüler student mutter vater tochter sohn bruder schwester frau mann ehefrau ehemann rentner besucher besucherin
    kunde fahrer fahrerin mitglied beigeordneter beigeordnete dezernent kämmerer kandidat politiker fraktionschef experte
    ingenieur architekt meister wissenschaftler organisator koordinator beauftragter beauftragte ministerpräsident witwe
    witwer
    senator botschafter intendant dirigent museumsleiter bibliothekar förster hausmeister verkäufer schäfer jäger imker
    tischler maurer maler koch köchin friseur optiker maurermeister hebamme
    coach angeklagter angeklagte angeklagten wehrleiter einsatzleiter jugendlicher passant camper urlauber
""")
ROLE_ENDS = re.compile(
    r"(?:meister|sprecher|leiter|chef|präsident|minister|trainer|lehrer|direktor|führer|beauftragter?|arbeiter|forscher|"
    r"berater|händler|besitzer|betreiber|mitarbeiter|wart|referent|dezernent|anwalt|vorsitzende[rn]?|"
    r"vorständ|sekretär|pfleger|techniker|planer|ärzt|arzt)(?:in)?$|"
    r"[a-zäöü]{3,30}(?:er|or|ist|ent|ant|at|eur|ät|anwält|rät|wirt)in$|frau$|mann$|[a-zäöü]{4,30}(?:rat|rätin|mitglied)$"
)
"""How nouns for offices and trades end."""
NOT_NAMES = words("""
    der die das des dem den ein eine einer eines einem einen er sie es ich wir ihr man und oder aber doch denn sondern auch
    nur noch schon so dann danach dabei dazu damit dafür dagegen darum deshalb daher trotzdem jedoch zudem außerdem
    am im in an auf aus bei mit nach von vom zu zum zur für gegen ohne um durch über unter vor hinter neben zwischen
    seit bis
    während wegen trotz statt laut als wie wenn weil dass ob obwohl nachdem bevor sobald falls
    was wer wo wann warum wieso weshalb welche welcher welches wem wen dessen deren
    dieser diese dieses jener jene jenes jeder jede jedes alle alles viele viel mehr mehrere einige manche kein keine
    nicht nichts niemand jemand heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend
    januar februar märz april mai juni juli august september oktober november dezember uhr jahr jahre jahren tag woche
    eins zwei drei vier fünf sechs sieben acht neun zehn hier dort da nun jetzt bereits später früher zuvor zuletzt
    sein seine seiner seinem seinen ihre ihrer ihrem ihren mein meine unser unsere euer eure beide beiden
    weiter weiterhin schließlich immerhin allerdings insgesamt zunächst gleichzeitig anschließend vielleicht leider endlich
    nach angaben ende anfang mitte ja nein herzlich guten vielen
""")
"""Capitalised words at a sentence's head, days and months: they begin no name."""
COMMON = words("""
    stadt gemeinde landkreis kreis dorf ort straße platz polizei feuerwehr schule verein kirche haus rathaus zeitung
    blatt land
    bund regierung partei fraktion ausschuss amt behörde firma unternehmen bank universität klinik krankenhaus hochschule
    bahnhof brücke park markt museum theater stiftung verband gewerkschaft initiative gruppe team mannschaft projekt fest
    samstagabend montagabend abend morgen mittag nachmittag nacht wochenende hotel restaurant café gasthaus bäckerei
""")
"""Nouns before a name that is no person's, and nouns that are no names."""
BODIES = words("""
    stadt gemeinde landkreis kreis polizei feuerwehr schule verein kirche zeitung regierung partei fraktion ausschuss amt
    behörde firma unternehmen bank universität klinik stiftung verband gewerkschaft initiative gruppe gmbh ag verwaltung
    stadtverwaltung staatsanwaltschaft ministerium gericht landgericht amtsgericht
""")
"""Last words of names of what speaks as "sie" or "es"."""
FEMALE = words("""
    anna maria julia lena sarah laura lisa katharina sabine petra claudia susanne andrea monika ursula helga ingrid renate
    karin brigitte gisela christa elke heike birgit silke anja nicole stefanie melanie sandra martina christine barbara eva
    johanna hannah emma mia sophie charlotte marie greta ida frieda clara klara ella luisa jana nina tanja katja kerstin
    gabriele angelika marion cornelia ute doris hanna elisabeth margarete gertrud hildegard erika irene ruth inge gerda
""")
"""Very common German forenames of women, composed by hand; for pronouns only."""
MALE = words("""
    peter hans thomas michael andreas stefan christian martin markus jürgen klaus wolfgang uwe bernd frank dieter jens jörg
    ralf rainer matthias sebastian daniel alexander tobias florian philipp lukas jonas felix paul max maximilian leon finn
    ben elias noah karl heinz werner günter gerhard helmut horst manfred walter otto fritz georg friedrich wilhelm heinrich
    johann josef ludwig franz anton emil oskar kurt erich ernst rudolf hermann holger torsten thorsten kai sven lars oliver
    dirk volker norbert joachim johannes jan tim moritz david simon fabian dominik benjamin robert tom theo hannes konrad
""")
ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Prof|Nr|St|Str|Dipl|Ing|Hrsg|Abs|Art|bzw|ca|evtl|ggf|inkl|Mio|Mrd|Tel|usw|vgl|z|B|d|h|u|a|i|o|Ä|geb|Jh|"
    r"Jan|Feb|Aug|Sept|Okt|Nov|Dez|Chr|gest|röm|kath|ev|e|V|S)|\b[A-ZÄÖÜ]|\b\d{1,2})$"
)
"""A full stop behind one of these, or behind a day's number, ends no sentence."""
FUNCTION_WORDS = words("""
    der die und das nicht mit sich auf ist dem den ein eine von zu auch für wird sind wurde bei nach des im ich wir sie
    es über
    aus haben einer einen beim vom zum zur als wie noch nur aber habe gegen um
""")
