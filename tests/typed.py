"""Commands as a person types them, in this process: their exit code, and what they said."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[str]]:
        """The lines of a plain table, the heading left out."""
        return [line.split("\t") for line in self.out.splitlines()[1:]]


class Typist:
    """``typist("query", "wire")``; every command asks the database that it was made with."""

    def __init__(self, database: str | None, capsys: pytest.CaptureFixture[str]) -> None:
        self.database, self._capsys = database, capsys

    def __call__(self, *words: str, **settings: object) -> Said:
        chosen = get_project_settings()
        if self.database:
            chosen.set("DATABASE_URL", self.database, priority="cmdline")
        for name, value in settings.items():
            chosen.set(name, value, priority="cmdline")
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", *words], chosen)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Said(ended.value.code, out, err)
