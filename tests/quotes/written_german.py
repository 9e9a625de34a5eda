"""Articles of a fictional German county, each with who says what: a quotation by its first words, and its speaker."""

from __future__ import annotations

ARTICLES: dict[str, tuple[list[str], list[tuple[str, str | None]]]] = {
    "ein Stadtrat": (
        [
            "Der Stadtrat von Selmhausen hat am Donnerstagabend die Schließung des Freibads beschlossen.",
            "„Das Becken verliert jeden Tag 40 Kubikmeter Wasser“, sagte Kämmerer Jörg Lindemann in der Sitzung. „Das kann sich keine Stadt leisten.“",
            "Stadträtin Nina Albrecht hielt dagegen. „Hier haben drei Generationen schwimmen gelernt“, sagte sie.",
            "Lindemann verwies auf die Zahlen: „Wir reden von zwei Millionen Euro.“",
        ],
        [
            ("Das Becken", "Jörg Lindemann"),
            ("Das kann", "Jörg Lindemann"),
            ("Hier haben", "Nina Albrecht"),
            ("Wir reden", "Jörg Lindemann"),
        ],
    ),
    "ein Brand": (
        [
            "Bei einem Brand in der Mühlgasse ist am frühen Sonntag ein Schuppen zerstört worden.",
            "Verletzt wurde niemand, wie ein Sprecher der Feuerwehr mitteilte. „Die Kameraden waren nach sechs Minuten da“, so Einsatzleiter Timo Kranz.",
            "Nachbarin Hilde Sommer hatte den Rauch bemerkt. „Ich dachte, da grillt wieder einer“, erzählt die 82-Jährige.",
        ],
        [("Die Kameraden", "Timo Kranz"), ("Ich dachte", "Hilde Sommer")],
    ),
    "ein Spiel": (
        [
            "Mit 3:1 hat der TSV Selmhausen das Derby gegen Oberau gewonnen.",
            "„Die Jungs haben alles gegeben“, lobte Trainer Ralf Pohl. Besonders freute er sich über den Treffer von Leon Stark, 19.",
            "„Ich habe einfach draufgehalten“, sagte Stark.",
            "Oberaus Coach Mirko Vogt war bedient: „So kannst du kein Derby spielen.“",
        ],
        [("Die Jungs", "Ralf Pohl"), ("Ich habe", "Leon Stark"), ("So kannst", "Mirko Vogt")],
    ),
    "ein Verein": (
        [
            "Seit 50 Jahren singt der Chor „Harmonie“ in Oberau.",
            "„Angefangen haben wir zu acht, im Keller der Gaststätte“, erinnert sich Gründungsmitglied Walter Ziegler. Heute sind es 43.",
            "Dirigentin Eva Horn nennt die Proben „eine Mischung aus Sport und Andacht“.",
            "Zum Jubiläum gibt es ein Konzert unter dem Titel „Alte Lieder, junge Stimmen“. „Wir haben sogar einen Rap dabei“, verrät Horn.",
        ],
        [("Angefangen", "Walter Ziegler"), ("eine Mischung", "Eva Horn"), ("Wir haben", "Eva Horn")],
    ),
    "eine Firma": (
        [
            "Die Schraubenfabrik Brandl streicht 60 Stellen.",
            "„Die Auftragslage lässt uns keine Wahl“, heißt es in einer Mitteilung des Unternehmens.",
            "Betriebsrat Murat Aydin kritisierte die Entscheidung als „Schlag ins Gesicht“. Die Beschäftigten hätten verzichtet, sagte er: „Und das ist nun der Dank.“",
            "Geschäftsführerin Katrin Brandl war für eine Stellungnahme nicht zu erreichen.",
        ],
        [
            ("Die Auftragslage", "Mitteilung des Unternehmens"),
            ("Schlag ins", "Murat Aydin"),
            ("Und das", "Murat Aydin"),
        ],
    ),
    "ein Wolf": (
        [
            "Ein Wolf hat bei Niederau vier Schafe gerissen. Das bestätigte das Landesamt am Freitag.",
            "Schäfer Benno Laub fand die Tiere am Morgen. „Die lagen da wie hingelegt“, sagt er.",
            "„Wir können einen zweiten Angriff nicht ausschließen“, erklärte Dr. Sonja Reiter, Wolfsbeauftragte des Landes.",
            "„Ich schlafe jetzt im Auto“, sagt Laub. „Der Hund auch.“",
        ],
        [
            ("Die lagen", "Benno Laub"),
            ("Wir können", "Sonja Reiter"),
            ("Ich schlafe", "Benno Laub"),
            ("Der Hund", "Benno Laub"),
        ],
    ),
    "eine Schule": (
        [
            "An der Grundschule Niederau lernen Kinder jetzt mit Hühnern.",
            "„Die Henne heißt Frau Schmidt“, erklärt die achtjährige Lina. „Weil sie so streng guckt.“",
            "Lehrerin Frau Schmidt nimmt es mit Humor. „Ich fühle mich geehrt“, sagt sie lachend.",
            "Rektor Uwe Tanner: „Die Kinder sind leiser geworden. Die Hühner nicht.“",
        ],
        [("Die Henne", "Lina"), ("Weil sie", "Lina"), ("Ich fühle", "Schmidt"), ("Die Kinder", "Uwe Tanner")],
    ),
    "ein Prozess": (
        [
            "Vor dem Amtsgericht hat am Montag der Prozess gegen einen 34-jährigen Mann begonnen, der ein Feuerwehrauto gestohlen haben soll.",
            "„Ich wollte nur mal die Sirene hören“, sagte der Angeklagte vor Gericht.",
            "Richterin Birgit Maurer blieb ernst. „Das hätten Sie auch billiger haben können“, sagte sie.",
            "Laut Staatsanwaltschaft fuhr der Mann „mit Blaulicht durch drei Dörfer“.",
        ],
        [("Ich wollte", "der Angeklagte"), ("Das hätten", "Birgit Maurer"), ("mit Blaulicht", "Staatsanwaltschaft")],
    ),
}
