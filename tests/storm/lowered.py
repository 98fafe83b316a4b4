"""`python -m tests.storm.lowered LEVEL serve …`: the program as it must never be.

`synchronous` stands at LEVEL on every connection, so that a test can show that it sees the harm.
"""

import sys

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()

from camp import cli
from camp.core import sqlite


def main():
    level, *words = sys.argv[1:]
    prepare = sqlite._prepare

    def lower(connection, record):
        prepare(connection, record)
        connection.execute(f"PRAGMA synchronous={level}")

    sqlite._prepare = lower
    cli.main(words)


if __name__ == "__main__":
    main()
