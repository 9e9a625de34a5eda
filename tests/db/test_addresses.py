"""The database's address as it may be printed: without what opens it."""

import pytest

from newscrawl.db.engine import DatabaseUnavailable, database_url, parsed_url, shell_for, shown_url
from newscrawl.db.queue import only_postgresql


@pytest.mark.parametrize(
    ("url", "shown", "asked_with"),
    [
        ("postgresql://u:sesame@h/db", "postgresql+psycopg://u:***@h/db", "psql 'postgresql://u:***@h/db' -c"),
        ("postgres://u@h/db?password=sesame", "postgresql+psycopg://u@h/db", "psql 'postgresql://u@h/db' -c"),
        (
            "postgresql://u@h/db?sslpassword=sesame&sslmode=require&password=sesame",
            "postgresql+psycopg://u@h/db?sslmode=require",
            "psql 'postgresql://u@h/db?sslmode=require' -c",
        ),
        ("sqlite:////srv/news.db", "sqlite:////srv/news.db", "sqlite3 /srv/news.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url, shown, asked_with):
    url = database_url(url, {})
    assert (shown_url(url), shell_for(url)) == (shown, asked_with)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("garbage", "garbage"),
        ("", ""),
        ("postgresql://u:sesame@h:abc/db", "postgresql://***@h:abc/db"),
        ("postgresql://u:ses/sesame@me@h:abc/db", "postgresql://***@h:abc/db"),
        ("u:sesame@h/db", "***@h/db"),
        ("postgresql://h:abc/db?password=sesame&sslmode=require", "postgresql://h:abc/db?password=***&sslmode=require"),
    ],
)
def test_what_is_no_address_is_repeated_without_a_password(url, shown):
    for ask in (parsed_url, only_postgresql, shown_url):
        with pytest.raises(DatabaseUnavailable) as told:
            ask(url)
        assert str(told.value).startswith(f"{shown!r} names no database")
        assert "sesame" not in str(told.value)
        assert told.value.__suppress_context__
