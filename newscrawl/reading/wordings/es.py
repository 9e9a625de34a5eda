"""Spanish. Notes: "Fe de errores" and "Nota de la redacción" of El País, Libro de estilo; "N. de la R." of Argentine papers."""

from __future__ import annotations

from newscrawl.reading.wording import CLARIFICATION, CORRECTION, UPDATE, Wording

_PIECE = "(?:art[ií]culo|nota|noticia|informaci[oó]n|texto|publicaci[oó]n|reportaje|columna|titular)"
_WAS = rf"est[ae] {_PIECE} (?:ha sido|fue) "

WORDS = Wording(
    code="es",
    corrections=("corrección", "fe de errores", "fe de erratas", "fe de errata", "rectificación"),
    updates=("actualización", "actualizado", "nota actualizada"),
    clarifications=("aclaración", "precisión"),
    editors_notes=(
        "nota del editor", "nota de la editora", "nota de la redacción", "nota de redacción", "n. de la r.", "n. del e.",
    ),
    sentences=(
        (CORRECTION, rf"(?:una|la) versi[oó]n (?:anterior|previa|original) de est[ae] {_PIECE}\b"),
        (CORRECTION, rf"{_WAS}(?:corregid|rectificad|modificad|enmendad)[oa]\b"),
        (CLARIFICATION, rf"{_WAS}(?:aclarad|precisad)[oa]\b"),
        (UPDATE, rf"{_WAS}(?:actualizad|ampliad)[oa]\b"),
    ),
    openings="una la este esta",
    dated_by=("el",),
    asks=("si (?:detecta|encuentra|ha detectado)", "reportar un error"),
    note_boxes="correccion aclaracion rectificacion",
    live_folders=("en-directo", "en-vivo", "directo", "minuto-a-minuto", "ultima-hora"),
    live_headlines=(r"en directo\b", r"en vivo\b", r"minuto a minuto\b", r"directo\s*[:|]", r"última hora\s*[:|]"),
    before_time=("a las", "actualizado"),
    after_time=("horas", "hs"),
    goes_on=(
        "(?:para )?(?:seguir|continuar|sigue|contin[uú]a|contin[uú]e|siga) leyendo",
        "(?:suscr[ií]b[ea](?:te|se)|reg[ií]str[ea](?:te|se))(?: ahora| gratis)? (?:para|y) (?:seguir|leer|lee|continuar)",
        "(?:inici[ae] sesi[oó]n|acced[ea]) (?:para|y) (?:seguir|leer|lee|continuar)",
        r"(?:contenido|art[ií]culo|noticia) (?:exclusiv[oa]|s[oó]lo|reservad[oa])?\s?(?:para|a) (?:nuestros )?suscriptores",
        "este (?:art[ií]culo|contenido) es (?:exclusivo|s[oó]lo)", "¿?ya (?:eres|es|est[aá]s) suscri(?:ptor|to)",
    ),
)  # fmt: skip
