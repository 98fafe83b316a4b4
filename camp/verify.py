"""Check an export of a camp by itself: python verify.py EXPORT_DIR [--seal S] [--root R].

Needs nothing but Python 3.11, on purpose: it shares no line with the program that it checks.
The chain of the ledger is followed, every private value is compared with its seal, the ballots
are counted again in exact fractions, and every file is compared with the manifest. A seal (printed
by `camp export`) shows any changed byte of the export; a root (shown in the hall) shows any later
change of what the ledger held by then. One sentence a fault and exit code 1, or 0.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

DOMAIN = "camp-ledger-1"
SAME = Fraction(1, 10**9)
"""Published numbers are rounded to nine decimals and more."""
RECOUNTED = ("mean", "additive")
ENOUGH = 16
"""Digits of a seal or a root below which it proves little."""
Cell = tuple[str, str]  # team, juror
Marks = Mapping[str, Any]
decode, read = json.JSONDecoder().decode, json.JSONDecoder().raw_decode


@dataclass
class Round:
    """A round as the ledger tells it: ballots with their sealed text, None where it was erased."""

    rubric: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    ballots: dict[Cell, str | None] = field(default_factory=dict)
    closed: dict[Cell, Marks | None] = field(default_factory=dict)
    seal: str = ""
    chair: dict[frozenset[str], list[str]] = field(default_factory=dict)
    published: dict[int, tuple[str, dict[frozenset[str], list[str]]]] = field(default_factory=dict)


@dataclass
class Export:
    """What was read so far, and what is wrong with it."""

    files: Mapping[str, bytes]
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    entries: list[list[Any]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    contents: dict[int, dict[str, str]] = field(default_factory=dict)
    """The private values by entry and name, each the very text that was sealed."""
    rounds: dict[str, Round] = field(default_factory=dict)

    def json(self, name: str) -> Any:
        return json.loads(self.files[name])


def verify(files: Mapping[str, bytes], seal: str = "", roots: Sequence[str] = ()) -> Export:
    """Check the files of an export (name to bytes) and return what was found."""
    export = Export(files)
    check: Callable[[], Iterator[str]]
    for check in (
        lambda: manifest(export, digits(seal)),
        lambda: chain(export, [digits(root) for root in roots]),
        lambda: openings(export),
        lambda: rounds(export),
        lambda: tables(export),
    ):
        try:
            export.faults += check()
        except Exception as error:  # noqa: BLE001  -- a changed file may be wrong in any way
            what = f"{type(error).__name__}: {error}"
            export.faults.append(f"A file is missing or does not have its form ({what}).")
    return export


def digits(shown: str) -> str:
    return "".join(shown.split()).lower()


def manifest(export: Export, seal: str) -> Iterator[str]:
    text = export.files["manifest.json"]
    if seal and not (len(seal) >= ENOUGH and sha256(text).hexdigest().startswith(seal)):
        yield "The seal is another: manifest.json is not the one that was exported."
    named = json.loads(text)["files"]
    for name in sorted(named.keys() | export.files.keys() - {"manifest.json"}):
        if name not in export.files:
            yield f"{name} is missing."
        elif name not in named:
            yield f"{name} is not part of the export."
        elif sha256(export.files[name]).hexdigest() != named[name]:
            yield f"{name} is not as it was exported."


def chain(export: Export, roots: Sequence[str]) -> Iterator[str]:
    """Follow the chain: every line names the SHA-256 of the line before it."""
    before, camp = "", ""
    for number, line in enumerate(lines(export.files["ledger.jsonl"]), start=1):
        # The hash covers the whole line, so nothing can hide behind the value.
        entry, _ = read(line.decode())
        domain, camp_id, seq, _, _, _, _, _, prev = entry
        camp = camp or camp_id
        if domain != DOMAIN or camp_id != camp:
            yield f"Entry {number} is not one of this ledger."
        if seq != number:
            yield f"Entry {number} bears the number {seq}: something is missing, added or moved."
        if prev != before:
            yield f"Entry {number} does not follow from the entry before it, which was changed."
        before = sha256(line).hexdigest()
        export.entries.append(entry)
        export.hashes.append(before)
    said = export.json("results.json")
    if (said["camp"], said["entries"], said["root"]) != (camp, len(export.hashes), before):
        yield "The ledger does not end where results.json says: its end was cut, added or changed."
    for root in roots:
        found = [n for n, one in enumerate(export.hashes) if one.startswith(root)]
        if len(root) < ENOUGH or not found:
            yield f"The root {root} is not in the ledger: what it held then was changed."
        else:
            _, _, seq, kind, at, *_ = export.entries[found[0]]
            export.told.append(f"root or receipt {root} is entry {seq}, {kind}, {at}")
    export.told.append(f"{len(export.hashes)} entries, root {before}")


def lines(text: bytes) -> list[bytes]:
    *whole, rest = text.split(b"\n")
    if rest:
        raise ValueError("the last line has no end")
    return whole


def openings(export: Export) -> Iterator[str]:
    """Compare every private value with the seal that the chain holds."""
    opened = 0
    for line in lines(export.files["openings.jsonl"]):
        seq, content = decode(line.decode())
        sealed = export.entries[seq - 1][7]
        for name, (salt, text) in content.items():
            if sha256(f"{salt}{text}".encode()).hexdigest() != sealed.get(name):
                yield f"Entry {seq}: “{name}” is not what was sealed."
            content[name] = text
        opened += len(content)
        export.contents[seq] = content
    erased = sum(len(entry[7]) for entry in export.entries) - opened
    export.told.append(f"{opened} private values are as sealed, {erased} were erased")


def rounds(export: Export) -> Iterator[str]:
    """Take the ballots out of the ledger, count them and compare with what was said."""
    replay(export)
    said = export.json("results.json")
    for name in sorted(said["rounds"].keys() | {n for n, r in export.rounds.items() if r.seal}):
        one, result = export.rounds.get(name, Round()), said["rounds"].get(name)
        if result is None or not one.seal:
            yield f"Round {name}: the ledger and results.json do not agree on whether it is closed."
            continue
        yield from sealed(name, one, result)
        yield from counted(f"Round {name}", one, result["teams"], "raw_mean", export)
        if one.rules.get("score_mode") in RECOUNTED and None not in one.closed.values():
            placed = [[p["project"], p["first"], p["last"]] for p in result["order"]["places"]]
            if placed != [[team, *place] for team, place in order(one, {})[0].items()]:
                yield f"Round {name}: the places are not those of its ballots."
    versions = {(one["round"], one["version"]): one for one in said["published"]}
    known = {(n, version): r for n, r in export.rounds.items() for version in r.published}
    for key in sorted(versions.keys() | known.keys()):
        if key not in versions or key not in known:
            yield f"Version {key[1]} of the result is not both in the ledger and in results.json."
        else:
            yield from published(f"Version {key[1]}", known[key], versions[key], export)


def replay(export: Export) -> None:
    rules: dict[str, Any] = {}
    gone: set[str] = set()
    for _, _, seq, kind, _, _, facts, _, _ in export.entries:
        rules |= facts.get("rules", {})
        if kind == "TeamClosed":
            gone.add(facts["team_id"])
        if "round_id" not in facts:
            continue
        one = export.rounds.setdefault(facts["round_id"], Round())
        one.rubric = facts.get("rubric", one.rubric)
        if kind == "RoundClosed":
            counts = {cell: text for cell, text in one.ballots.items() if cell[0] not in gone}
            one.closed = {cell: decode(text or "null") for cell, text in counts.items()}
            one.rules = dict(rules)
        elif kind == "RoundReopened":
            one.seal, one.closed = "", {}
        elif kind == "ResultSealed":
            one.seal = facts["seal"]
        elif kind == "TieSettled":
            one.chair[frozenset(facts["team_ids"])] = facts["team_ids"]
        elif kind == "ResultPublished":
            one.published[facts["version"]] = facts["fingerprint"], dict(one.chair)
        else:
            follow(one.ballots, kind, facts, export.contents.get(seq, {}))


def follow(
    ballots: dict[Cell, str | None], kind: str, facts: Marks, content: Mapping[str, str]
) -> None:
    """Let a fact about ballots take effect."""
    cell = facts.get("team_id", ""), facts.get("juror_id", "")
    if kind == "BallotCast":
        ballots[cell] = content.get("marks")
    elif kind in {"ConflictDeclared", "JurorAbsent", "BallotReopened"}:
        ballots.pop(cell, None)
    elif kind == "RoundPutBack":
        ballots.clear()
    elif kind == "RoundImported":
        for told in decode(content.get("ballots", "[]")):
            if told["state"] == "submitted":
                ballots[told["team"], told["juror"]] = json.dumps(told["marks"])


def sealed(name: str, one: Round, result: Any) -> Iterator[str]:
    """Make the fingerprints of inputs, settings and result again."""
    seal = result["seal"]
    if one.seal != seal["whole"] or one.seal != digest(
        [seal["inputs"], seal["settings"], seal["result"]]
    ):
        yield f"Round {name}: the seal is not the one that the ledger holds."
    cells = sorted(one.closed)
    told = [{"project": t, "juror": j, "marks": one.closed[t, j]} for t, j in cells]
    if None not in one.closed.values() and digest(told) != seal["inputs"]:
        yield f"Round {name}: the ballots of the ledger are not those that were sealed."
    if one.rules:
        rubric = {key: one.rubric[key] for key in ("scale", "criteria")}
        kept = {"mode": "score_mode", "margin": "tie_margin", "ladder": "tie_ladder"}
        settings = {key: one.rules[name] for key, name in kept.items()}
        if digest({**settings, "rubric": rubric, "chair": []}) != seal["settings"]:
            yield f"Round {name}: the rules of the ledger are not those that were sealed."
    if "order" in result and digest(result["order"]) != seal["result"]:
        yield f"Round {name}: the places are not those that were sealed."


def counted(name: str, one: Round, rows: Sequence[Any], key: str, export: Export) -> Iterator[str]:
    """Compare what was said of each team with its ballots; say what was not counted again."""
    mode = one.rules.get("score_mode", "")
    if None in one.closed.values() or not one.rubric:
        export.told.append(f"{name}: not counted again, for marks are erased or older")
        return
    means = count(one.closed, one.rubric, "mean")
    scores = count(one.closed, one.rubric, mode) if mode in RECOUNTED else {}
    for row in rows:
        team = row["team"]
        if row.get(key) is None:
            continue
        if abs(Fraction(row[key]) - means[team]) > SAME:
            yield f"{name}: team {team} has another plain mean by its ballots."
        if row["ballots"] != sum(cell[0] == team for cell in one.closed):
            yield f"{name}: team {team} has another number of ballots."
        if scores and abs(Fraction(row.get("score", row.get("points"))) - scores[team]) > SAME:
            yield f"{name}: team {team} has other official points by its ballots."
    rest = f"official points ({mode}) need `python -m scoring rank`"
    known = "official points and places" if scores else rest
    export.told.append(f"{name}: {len(one.closed)} ballots; plain means counted again; {known}")


def published(name: str, one: Round, said: Any, export: Export) -> Iterator[str]:
    result, (fingerprint, chair) = said["result"], one.published[said["version"]]
    if not digest(result) == fingerprint == said["fingerprint"]:
        yield f"{name} of the result is not the one that was published."
    teams = result["teams"]
    given = sum(row["decision"]["amount"] for row in teams.values())
    if given > result["envelope"] or result["envelope"] != one.rules.get(
        "envelope", result["envelope"]
    ):
        yield f"{name}: the awards together are more than the envelope."
    rows = [{**row, "team": team} for team, row in teams.items()]
    yield from counted(name, one, rows, "raw", export)
    if result["mode"] in RECOUNTED and one.rules and None not in one.closed.values():
        labels = order(one, chair)[1]
        ranked = [team for team in order(one, chair)[0] if team in teams]
        if ranked != result["order"] or any(
            row.get("place", labels.get(team)) != labels.get(team) for team, row in teams.items()
        ):
            yield f"{name}: the places are not those of the ballots."


def count(ballots: Mapping[Cell, Any], rubric: Any, mode: str) -> dict[str, Fraction]:
    """Return exact points by team: plain means, in mode additive less the jurors' severity."""
    points = points_of(ballots, rubric)
    teams, jurors = (sorted({cell[n] for cell in points}) for n in (0, 1))
    mean = {team: average([points[cell] for cell in points if cell[0] == team]) for team in teams}
    if mode == "mean":
        return mean
    # Least squares with the teams eliminated; a one for each pair of linked jurors fixes the sum.
    panels = {team: [cell[1] for cell in points if cell[0] == team] for team in teams}
    group = {juror: juror for juror in jurors}
    for panel in panels.values():
        joined = {group[juror] for juror in panel}
        group = {j: min(joined) if g in joined else g for j, g in group.items()}
    rows = []
    for mine in jurors:
        row = [Fraction(group[mine] == group[other]) for other in jurors]
        right = sum((points[c] - mean[c[0]] for c in points if c[1] == mine), Fraction(0))
        for panel in (panel for panel in panels.values() if mine in panel):
            row[jurors.index(mine)] += 1
            for other in panel:
                row[jurors.index(other)] -= Fraction(1, len(panel))
        rows.append([*row, right])
    effect = dict(zip(jurors, solved(rows), strict=True))
    return {team: mean[team] - average([effect[j] for j in panels[team]]) for team in teams}


def points_of(ballots: Mapping[Cell, Any], rubric: Any) -> dict[Cell, Fraction]:
    """Return every ballot's points. A mark not given counts as the criterion's mean."""
    weights = {one["key"]: Fraction(str(one["weight"])) for one in rubric["criteria"]}
    given = {
        cell: {key: Fraction(str(mark)) for key, mark in marks.items() if key in weights}
        for cell, marks in ballots.items()
    }
    marks = {key: [one[key] for one in given.values() if key in one] for key in weights}
    means = {key: average(found) for key, found in marks.items() if found}
    level = weighed(means, weights)
    top = Fraction(str(rubric["scale"][1]))
    away = {
        cell: weighed({key: mark - means[key] for key, mark in one.items()}, weights)
        for cell, one in given.items()
        if one
    }
    return {cell: 100 * (level + one) / top for cell, one in away.items()}


def weighed(values: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    total = sum((weights[key] for key in values), Fraction(0))
    return sum((weights[key] * one for key, one in values.items()), Fraction(0)) / (total or 1)


def average(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve linear equations, a row each with its right side last (Gauss and Jordan)."""
    for at in range(len(rows)):
        pivot = next(n for n in range(at, len(rows)) if rows[n][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for n, row in enumerate(rows):
            if n != at and row[at]:
                rows[n] = [a - row[at] * b for a, b in zip(row, rows[at], strict=True)]
    return [row[-1] for row in rows]


Chair = Mapping[frozenset[str], Sequence[str]]


def order(one: Round, chair: Chair) -> tuple[dict[str, tuple[int, int]], dict[str, str]]:
    """Return first and last place by team, best first, and the places as they are published.

    From the top, teams within the margin of the best of their band are tied; the ladder of
    criteria, of jurors who judged both, and of the chair's decisions parts them.
    """
    scores = count(one.closed, one.rubric, one.rules["score_mode"])
    margin = Fraction(str(one.rules["tie_margin"])) + SAME
    bands: list[list[str]] = []
    for team in sorted(scores, key=lambda team: (-scores[team], team)):
        if bands and scores[bands[-1][0]] - scores[team] <= margin:
            bands[-1].append(team)
        else:
            bands.append([team])
    places: dict[str, tuple[int, int]] = {}
    labels: dict[str, str] = {}
    for band in bands:
        start = len(places)
        for block in parted(band, list(one.rules["tie_ladder"]), one, chair):
            first, last = len(places) + 1, len(places) + len(block)
            places |= dict.fromkeys(block, (first, last))
        alone = len(band) == 1
        label = f"{start + 1}" if alone else f"{start + 1}–{len(places)}"
        labels |= dict.fromkeys(band, label)
    return places, labels


def parted(tied: list[str], ladder: list[str], one: Round, chair: Chair) -> list[list[str]]:
    if len(tied) == 1 or not ladder:
        return [tied]
    values = rung(ladder[0], tied, one, chair)
    if not values.keys() >= set(tied):
        return parted(tied, ladder[1:], one, chair)
    blocks: list[list[str]] = []
    for team in sorted(tied, key=lambda team: -values[team]):
        if blocks and values[blocks[-1][-1]] - values[team] <= SAME:
            blocks[-1].append(team)
        else:
            blocks.append([team])
    return [part for block in blocks for part in parted(block, ladder[1:], one, chair)]


def rung(key: str, tied: Sequence[str], one: Round, chair: Chair) -> Mapping[str, Fraction]:
    """Return what a rung says of the tied teams; of too few where it has no verdict."""
    if key == "chair":
        return {team: Fraction(-n) for n, team in enumerate(chair.get(frozenset(tied), ()))}
    if key != "wins":
        criteria = [found for found in one.rubric["criteria"] if found["key"] == key]
        alone = {**one.rubric, "criteria": criteria}
        return count(one.closed, alone, one.rules["score_mode"]) if criteria else {}
    points = points_of(one.closed, one.rubric)
    return {
        mine: Fraction(sum(
            points[mine, juror] > points[other, juror] + SAME
            for other in tied for team, juror in points
            if team == mine and (other, juror) in points
        ))
        for mine in tied
    }  # fmt: skip


def tables(export: Export) -> Iterator[str]:
    """Compare the ballots and the rubric of the folder with the ledger."""
    named: dict[str, str] = export.json("results.json")["names"]
    known = [one for one in export.rounds.values() if one.ballots]
    if len(known) != 1:
        return
    one, scale = known[0], list(known[0].rubric.get("scale", ()))
    told = {
        (row["team"], row["juror"]): {
            k: m for k, m in (row["scores"] or {}).items() if m is not None
        }
        for row in export.json("scores.json")
        if row["status"] == "submitted"
    }
    kept = {
        (named[team], named[juror]): decode(text or "null")
        for (team, juror), text in one.ballots.items()
    }
    for cell in sorted(told.keys() | kept.keys()):
        if cell not in kept or cell not in told or kept[cell] not in (None, told[cell]):
            yield f"scores.json: the ballot of {cell[1]} on {cell[0]} is not that of the ledger."
    rubric = export.json("rubric.json")
    weights = [{"key": row["id"], "weight": row["weight"]} for row in rubric["criteria"]]
    if scale and (weights, [rubric["scale"][0], rubric["scale"][-1]]) != (
        one.rubric["criteria"],
        scale,
    ):
        yield "rubric.json: scale or weights are not those of the ledger."


def digest(value: Any) -> str:
    """Return the fingerprint that the program makes: UTF-8, numbers to nine decimals."""
    text = json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if (value := round(value, 9)).is_integer() else value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was checked and every fault; return the exit code."""
    parser = argparse.ArgumentParser(prog="verify", description="Checks an export of a camp.")
    add_arguments(parser)
    options = parser.parse_args(arguments)
    return run(options.folder, options.seal, options.root)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="EXPORT_DIR")
    parser.add_argument("--seal", default="", help="what `camp export` printed")
    parser.add_argument("--root", action="append", default=[], help="what was shown in the hall")


def run(folder: Path, seal: str, roots: Sequence[str]) -> int:
    if not folder.is_dir():
        print(f"There is no folder {folder}.")
        return 1
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    gc.disable()  # All that is read is kept to the end.
    export = verify(files, seal, roots)
    for sentence in export.faults or export.told:
        print(sentence)
    if not export.faults:
        print(f"Seal {sha256(files['manifest.json']).hexdigest()}")
        print("All is well." if seal else "All is well in itself; compare the seal, or use --seal.")
    return 1 if export.faults else 0


if __name__ == "__main__":
    sys.exit(main())
