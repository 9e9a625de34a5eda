"""Portuguese. Notes: "Erramos" of the Manual da Redação, Folha de S.Paulo."""

from __future__ import annotations

from newscrawl.reading.wording import CORRECTION, UPDATE, Wording

_PIECE = "(?:reportagem|mat[ée]ria|texto|artigo|not[íi]cia)"

WORDS = Wording(
    code="pt",
    corrections=("errata", "erramos", "correção", "retificação"),
    updates=("atualização", "atualizado"),
    clarifications=("esclarecimento",),
    editors_notes=("nota da redação", "nota do editor", "n. da r."),
    sentences=(
        (CORRECTION, rf"(?:uma|a) vers[ãa]o (?:anterior|original) dest[ae] {_PIECE}\b"),
        (CORRECTION, rf"est[ae] {_PIECE} foi (?:corrigid|retificad|alterad)[oa]\b"),
        (UPDATE, rf"est[ae] {_PIECE} foi atualizad[oa]\b"),
    ),
    openings="uma a este esta",
    dated_by=("em",),
    live_folders=("ao-vivo", "minuto-a-minuto"),
    live_headlines=(r"ao vivo\b", r"minuto a minuto\b"),
    goes_on=(
        "(?:para )?continu(?:e|ar) (?:a )?lendo", "conte[uú]do exclusivo para assinantes", "j[áa] [ée] assinante",
        "assine para (?:ler|continuar)",
    ),
)  # fmt: skip
