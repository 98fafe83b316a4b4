"""The program: `camp serve | run | demo | links | import | export | backup | … | check | tls`."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from camp.config import BadConfig, Config, read
from camp.core.errors import CampError
from camp.core.phases import PHASES
from camp.core.work import Database
from camp.starting import greet, require_port
from camp.verify import add_arguments as verify_arguments

Options = argparse.Namespace
FENCED = "This server takes no more writes; it still shows what is there."


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "geventwebsocket.handler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        options.command(options, _config(options))
    except BadConfig as error:
        sys.exit(str(error))
    except CampError as error:
        sys.exit(f"{error.title} {error.detail % error.facts}".strip())
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain when it flushes the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def serve(options: Options, config: Config) -> None:
    """Serve what is in the data folder."""
    from camp import serving, workers
    from camp.hall import note_address

    if options.workers > 1:
        workers.require(config)
    if options.worker_of:
        serving.serve(serving.make(config), config, worker_of=options.worker_of)
        return
    require_port(config)
    app = serving.make(config)
    note_address(config, datetime.now(UTC))
    greet(app.extensions["db"], config, app.extensions["secret"], app.extensions["tls"])
    if options.workers > 1:
        serving.keep(app, config)
        workers.keep(config, options.workers)
    serving.serve(app, config)


def run(options: Options, config: Config) -> None:
    """Serve; an empty data folder begins with the demo camp unless --no-demo says otherwise."""
    require_port(config)
    if not options.no_demo and _is_empty(config):
        from camp.demo import build

        build(config, phase=options.phase)
    serve(options, config)


def demo(options: Options, config: Config) -> None:
    """Serve the demo camp, standing at a phase."""
    from camp.demo import build

    require_port(config)
    build(config, phase=options.phase)
    serve(options, config)


def links(options: Options, config: Config) -> None:
    """Print sign-in links and API tokens."""
    from camp.links import sign_ins
    from camp.secret import read_or_make

    database = _database(config)
    found = database.write(
        partial(
            sign_ins,
            secret=read_or_make(config),
            address=config.reached_at(),
            now=datetime.now(UTC),
            slug=options.camp,
        )
    )
    database.close()
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.role:18} {one.name:32} {one.link} {one.pin}")


def bring_in(options: Options, config: Config) -> None:
    """Import a camp folder; with a fault nothing is written and every fault is named."""
    from camp.folder import FaultyFolder, import_folder

    database = _database(config)
    try:
        slug = import_folder(
            database, options.folder, now=datetime.now(UTC), data_folder=config.data
        )
    except FaultyFolder as error:
        sys.exit(str(error))
    finally:
        database.close()
    print(slug)


def give_out(options: Options, config: Config) -> None:
    """Export a camp as a folder that `import` reads."""
    from camp.folder import export_folder

    database = _database(config)
    seal = export_folder(database, options.camp, options.folder, data_folder=config.data)
    database.close()
    print(f"Seal {seal}")
    print("Write the seal down: `camp verify --seal` tells by it whether anything was changed.")


def verify(options: Options, _config: Config) -> None:
    """Check an export: its ledger, its files, and the jury's arithmetic."""
    from camp import verify as verifier

    sys.exit(verifier.run(options.folder, options.seal, options.root))


def back_up(options: Options, config: Config) -> None:
    """Write one file that holds the whole server, while it serves; --move hands over with it."""
    from camp.backup import hand_over, make, require_database

    now = datetime.now(UTC)
    try:
        if options.move:
            require_database(config)
            with closing(_database(config)) as database:
                hand_over(database, config, options.file, to=options.to, now=now)
        else:
            make(config, options.file, now=now)
    except OSError as error:
        sys.exit(f"{options.file}: {error.strerror}. The backup was not made.")
    print(f"{options.file} holds everything as of {now.astimezone():%H:%M:%S}.")
    if options.move:
        print(FENCED)


def restore(options: Options, config: Config) -> None:
    """Fill an empty data folder from a backup; the server that it came from is superseded."""
    from camp.backup import restore

    try:
        found = restore(options.file, config, now=datetime.now(UTC))
    except OSError as error:
        sys.exit(f"{config.data}: {error.strerror}. Nothing was restored.")
    print(f"Restored as of {found.made_at.astimezone():%Y-%m-%d %H:%M:%S}:")
    for slug, number in found.camps:
        print(f"  {slug}, up to entry {number} of its log")
    print(f"Start it:  camp serve --data {config.data}")
    print(f"The server before{f' at {found.former}' if found.former else ''} must not go on:")
    print("  stop it, or type there:  camp fence")


def fence(options: Options, config: Config) -> None:
    """Let this server take no more writes; --lift lets it lead again."""
    from camp.backup import moving, require_database

    require_database(config)
    now = datetime.now(UTC)
    with closing(_database(config)) as database:
        if options.lift:
            database.write(partial(moving.lead, now=now), past_fence=True)
            print("This server leads again; every other copy stops when it hears of it.")
        else:
            database.write(partial(moving.stop, to=options.to, now=now), past_fence=True)
            print(FENCED)


def check(options: Options, config: Config) -> None:
    """Print the settings that matter, each well or with what to do."""
    from camp.check import findings

    for one in findings(config):
        print(f"{'ok ' if one.well else '!! '} {one.name:12} {one.value}")
        if not one.well:
            print(f"    {one.advice}")


def keep_tls(options: Options, config: Config) -> None:
    """Forget the key of the camp's authority: its certificate serves on, nothing new is issued."""
    from camp.tls.folder import forget_key

    forgotten = forget_key(config.data / "tls")
    print("The key is gone." if forgotten else "There is no key of an authority here.")


def _is_empty(config: Config) -> bool:
    from camp.people.queries import is_empty

    database = _database(config)
    with database.read() as session:
        empty = is_empty(session)
    database.close()
    return empty


def _database(config: Config) -> Database:
    from camp.migrations import upgrade

    config.open_folder()
    database = Database(config.url())
    upgrade(database.engine)
    return database


def _config(options: Options) -> Config:
    config = read()
    names = ("data", "port", "tls", "tls_port")
    given = {name: getattr(options, name, None) for name in names}
    given["tls"] = tuple(given["tls"]) if given["tls"] else None
    return replace(config, **{name: value for name, value in given.items() if value is not None})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="camp", description="Runs social innovation camps.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, call: Callable[[Options, Config], None]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=call.__doc__)
        made.set_defaults(command=call)
        made.add_argument("--data", type=Path, help="the data folder (CAMP_DATA, ./data)")
        return made

    for name, call in (("serve", serve), ("run", run), ("demo", demo)):
        made = command(name, call)
        made.add_argument("--port", type=int)
        made.add_argument("--workers", type=int, default=1, metavar="N", help="processes")
        made.add_argument("--worker-of", type=int, default=0, help=argparse.SUPPRESS)
        _offer_tls(made)
        if call is not serve:
            made.add_argument("--phase", choices=list(PHASES), default="jury")
    commands.choices["run"].add_argument("--no-demo", action="store_true")
    made = command("links", links)
    made.add_argument("--camp", metavar="SLUG")
    made.add_argument("--json", action="store_true")
    command("import", bring_in).add_argument("folder", type=Path)
    made = command("export", give_out)
    made.add_argument("--camp", metavar="SLUG", required=True)
    made.add_argument("folder", type=Path)
    verify_arguments(command("verify", verify))
    made = command("backup", back_up)
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--move", action="store_true", help="and take no more writes from now on")
    command("restore", restore).add_argument("file", type=Path, metavar="FILE")
    fencing = command("fence", fence)
    fencing.add_argument("--lift", action="store_true", help="lead again")
    for one in (made, fencing):
        one.add_argument("--to", metavar="ADDRESS", default="", help="where the camp goes")
    made = command("check", check)
    made.add_argument("--port", type=int)
    _offer_tls(made)
    command("tls", keep_tls).add_argument("deed", choices=["forget-key"])
    return parser


def _offer_tls(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tls", nargs="+", metavar="WORD",
        help="https beside http: `self`, or the files CERT KEY (CAMP_TLS)",
    )  # fmt: skip
    parser.add_argument("--tls-port", type=int, help="where https listens (CAMP_TLS_PORT, 8443)")
