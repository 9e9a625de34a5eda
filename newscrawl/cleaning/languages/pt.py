"""Portuguese. Months and weekdays: CLDR (https://cldr.unicode.org, pt)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="pt",
    months=(
        "janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul", "agosto ago",
        "setembro set", "outubro out", "novembro nov", "dezembro dez",
    ),
    weekdays="segunda terça quarta quinta sexta feira sábado domingo",
    published="publicado publicada publicação",
    updated="atualizado atualizada actualizado atualização modificado",
    fillers="de do da das dos o a às as os em e última último",
    clock={"meio-dia": 12, "meia-noite": 0},
    hours="horas",
    days={"hoje": 0, "ontem": 1, "anteontem": 2},
    ago="há",
    units=("segundo segundos", "minuto minutos", "hora horas", "dia dias", "semana semanas"),
    numbers=(
        "um uma", "dois duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze",
    ),
    now=("agora", "agora mesmo"),
    by="por",
    opens="por",
    work="escrito publicado",
    joins="e com",
    places="em",
    roles="redação redator redatora repórter jornalista",
    papers="jornal",
    nobody="redação",
    home="início",
    sections={"opinion": ("opinião", "editoriais", "colunas"), "obituary": ("obituários",)},
)  # fmt: skip
