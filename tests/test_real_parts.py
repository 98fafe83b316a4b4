"""The real parts that other tests stand on."""

import socket

import psycopg
import pytest
import redis
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.begin() as connection:
        names = connection.scalars(
            text("select tablename from pg_tables where schemaname = 'public'")
        ).all()
        connection.execute(text("create table trace (id integer)"))
    engine.dispose()
    return list(names)


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_meets_an_empty_database(postgres_database: str, turn: int) -> None:
    assert tables(postgres_database) == []


def test_postgres_is_one_that_we_support(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as server:
        assert server.info.server_version >= 150000


def test_valkey_carries_a_message(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as client, client.pubsub() as ear:
        ear.subscribe("camp")
        assert ear.get_message(timeout=1) is not None

        client.publish("camp", "open")

        heard = ear.get_message(timeout=1)
        assert heard is not None
        assert heard["data"] == b"open"


@pytest.mark.browser
def test_chromium_runs_a_page(chromium: Browser) -> None:
    with chromium.new_context(locale="uz-UZ") as context:
        page = context.new_page()
        page.set_content("<output>0</output>")
        page.evaluate("document.querySelector('output').textContent = navigator.language")

        assert page.locator("output").inner_text() == "uz-UZ"


def test_a_free_port_can_be_listened_on(free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port)) as server:
        assert server.getsockname() == ("127.0.0.1", free_port)
