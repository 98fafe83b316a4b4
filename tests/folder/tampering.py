"""Changing an export as a hand that has the whole folder could: crudely, or chained again."""

import json
from hashlib import sha256

ONES = ("flip", "delete", "insert", "truncate", "swap", "double", "drop file", "add file")
LINES = ("flip", "delete", "insert", "truncate", "swap", "double")


def crude(files, random):
    """Change one file in one place and leave the manifest as it is."""
    name, way = random.choice(sorted(files)), random.choice(ONES)
    if way == "drop file":
        return {key: files[key] for key in files if key != name}
    if way == "add file":
        return {**files, "more.json": b"[]\n"}
    return {**files, name: _changed(files[name], way, random)}


def _changed(text, way, random):
    at = random.randrange(len(text))
    if way == "flip":
        return text[:at] + bytes([text[at] ^ 1 << random.randrange(8)]) + text[at + 1 :]
    if way == "delete":
        return text[:at] + text[at + 1 :]
    if way == "insert":
        return text[:at] + bytes([random.randrange(256)]) + text[at:]
    if way == "truncate":
        return text[:at]
    rows = text.splitlines(keepends=True)
    changed = [*rows]
    one = random.randrange(len(rows))
    if way == "swap":
        other = next((n for n in range(len(rows)) if rows[n] != rows[one]), None)
        if other is None:
            return text + b"\n"
        changed[one], changed[other] = changed[other], changed[one]
    else:
        changed.insert(one, rows[one])
    return b"".join(changed)


def chained_again(files, random):
    """Change an entry of the ledger, chain all that follows, and make the manifest anew."""
    entries = [json.loads(line) for line in files["ledger.jsonl"].splitlines()]
    way, at = random.choice(LINES), random.randrange(len(entries))
    if way == "flip":
        field = random.choice([3, 4, 5, 6, 7])
        changed = {6: {"round_id": "another"}, 7: {"marks": "0" * 64}}
        entries[at][field] = changed.get(field, f"{entries[at][field]}x")
    elif way == "delete":
        del entries[at]
    elif way in {"insert", "double"}:
        entries.insert(at, [*random.choice(entries)])
    elif way == "truncate":
        del entries[at:]
    else:
        other = (at + 1) % len(entries)
        entries[at], entries[other] = entries[other], entries[at]
    return with_entries(files, entries)


def with_entries(files, entries):
    lines, before = [], ""
    for number, entry in enumerate(entries, start=1):
        entry[2], entry[8] = number, before
        lines.append(json.dumps(entry, sort_keys=True, separators=(",", ":")))
        before = sha256(lines[-1].encode()).hexdigest()
    results = json.loads(files["results.json"]) | {"root": before, "entries": len(entries)}
    ledger = "".join(f"{line}\n" for line in lines)
    return with_manifest(
        {
            **files,
            "ledger.jsonl": ledger.encode(),
            "results.json": json.dumps(results).encode(),
        }
    )


def with_manifest(files):
    digests = {
        name: sha256(text).hexdigest() for name, text in files.items() if name != "manifest.json"
    }
    return {**files, "manifest.json": json.dumps({"files": digests}).encode()}
