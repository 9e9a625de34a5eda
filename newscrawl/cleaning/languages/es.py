"""Spanish. Months and weekdays: CLDR (https://cldr.unicode.org, es); "setiembre" as papers of Peru and Uruguay print it."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="es",
    months=(
        "enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul", "agosto ago",
        "septiembre setiembre sept set sep", "octubre oct", "noviembre nov", "diciembre dic",
    ),
    weekdays="lunes lun martes mar miércoles mié jueves jue viernes vie sábado sáb domingo dom",
    published="publicado publicada",
    updated="actualizado actualizada modificado modificada",
    fillers="de del la las los el a y última último vez º ª",
    clock={"mediodía": 12, "medianoche": 0},
    days={"hoy": 0, "ayer": 1, "anteayer": 2},
    ago="hace",
    units=("segundo segundos", "minuto minutos", "hora horas", "día días", "semana semanas"),
    numbers=(
        "un una uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    ),
    now=("ahora", "ahora mismo", "justo ahora"),
    by="por de texto",
    opens="por",
    work="escrito publicado",
    pictures="foto fotos fotografía",
    joins="y con",
    places="en",
    employers="para",
    roles="redacción redactor redactora autor autora periodista corresponsal",
    papers="diario periódico gaceta",
    nobody="redacción",
    home="inicio portada",
    printed=("imprimir", "versión imprimible", "version imprimible"),
    sections={"opinion": ("opinión", "editoriales", "columnas", "cartas al director"), "obituary": ("obituarios",)},
)  # fmt: skip
