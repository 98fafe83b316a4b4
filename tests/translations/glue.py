"""Finds sentences that are glued from halves, in templates and in Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SAYS = {"gettext", "ngettext", "_", "words"}
OUTPUT = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
SENTENCE = re.compile(r"(?:_|ngettext)\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
CONCATENATED = re.compile(r"\)\s*~|~\s*(?:_|ngettext)\(")
BREAK, SEAM = "\x04", "\x05"
LAYOUT = re.compile(
    r"(?:piece|section|icon|verb|strip|empty|field|button|choices|check|form|tag|chip|stars|seal|"
    r"khatam|girih_field|qr|languages|error_summary|connection|summary_box|hidden|timer|clock_at|"
    r"countdown|confirm|pitch_verb|place_verb|changes|head|result|state|told|light|card_note|"
    r"csrf_token|asset|super|self|caller|line|fingerprint|ledger_root|version_line|steps|bar|legend|no_reload|as_of|"
    r"error_summary|waiting|way_out|ground)\b"
)
"""Macros that draw something of their own: what stands beside them is another sentence."""
ENDS = (".", "!", "?", "…", ":")
APART = re.compile(r"[·|/×→—\n]|^\s*\($")


def in_templates(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the file and the text of every run in which a sentence is glued to something."""
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        for run in _runs(file.read_text("utf-8")):
            yield from ((name, glued) for glued in _glued(run))


def in_python(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if _is_glued(node):
                yield file.relative_to(folder).as_posix(), ast.unparse(node)


def _runs(text: str) -> list[str]:
    """Return what stands between two tags or two branches, as one reads it."""
    text = re.sub(r"\{#.*?#\}|<script.*?</script>", BREAK, text, flags=re.DOTALL)
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text, flags=re.DOTALL)
    outputs: list[str] = []
    plain = ""
    for part in parts:
        if part.startswith("{{"):
            outputs.append(part)
            plain += f"\x01{len(outputs) - 1}\x02"
        elif part.startswith("{%"):
            word = part.strip("{%- }").partition(" ")[0]
            plain += SEAM if word in {"if", "endif", "set"} else BREAK
        else:
            plain += part
    # A clock or a value is what a sentence goes on with, and a bold word is part of one; every
    # other tag begins something else.
    plain = re.sub(r"<(camp-timer|data|time|output)\b[^<>]*>.*?</\1>", "{{ value }}", plain)
    plain = re.sub(r"</?(?:b|strong|em)>", "", plain)
    plain = re.sub(r"<[^<>]*>", BREAK, plain)
    runs = plain.replace(SEAM, "").split(BREAK)
    return [re.sub("\x01(\\d+)\x02", lambda found: outputs[int(found[1])], run) for run in runs]


def _glued(run: str) -> Iterator[str]:
    """Yield what of a run is glued: a sentence beside an output or a word, with no full stop."""
    pieces = re.split(r"(\{\{.*?\}\})", run, flags=re.DOTALL)
    if any(CONCATENATED.search(one) for one in OUTPUT.findall(run) if SENTENCE.search(one)):
        yield " ".join(run.split())
        return
    for at, piece in enumerate(pieces):
        said = _said(piece)
        if said is None:
            continue
        before, after = "".join(pieces[at - 1 : at]), "".join(pieces[at + 1 : at + 2])
        left = pieces[at - 2] if at >= 2 else ""
        right = pieces[at + 2] if at + 2 < len(pieces) else ""
        if _touches(before, left, is_left=True) or (
            not said.endswith(ENDS) and _touches(after, right, is_left=False)
        ):
            yield " ".join(run.split())
            return


def _touches(between: str, other: str, *, is_left: bool) -> bool:
    """Return whether something reads on from a sentence: a word, or an output without a break."""
    if re.search(r"\w", between):
        return True
    found = OUTPUT.fullmatch(other.strip())
    if found is None or APART.search(between) or re.search(r"[.!?:]", between):
        return False
    if LAYOUT.match(found[1]):
        return False
    said = _said(other)
    return not (is_left and said is not None and said.endswith(ENDS))


def _said(output: str) -> str | None:
    """Return the source sentence of an output that is one, its last form."""
    found = OUTPUT.fullmatch(output.strip())
    first = SENTENCE.match(found[1]) if found else None
    return first[1][1:-1] if first else None


def _is_glued(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return isinstance(node.op, ast.Add) and (_says(node.left) or _says(node.right))
    if isinstance(node, ast.JoinedStr):
        return any(_says(inner) for inner in ast.walk(node))
    is_join = (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
    )
    return is_join and any(_says(inner) for arg in node.args for inner in ast.walk(arg))


def _says(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in SAYS
