"""What layouts name for themselves is not what routes give to pages."""

import ast
import re
from pathlib import Path

from jinja2 import meta, nodes

ROOT = Path(__file__).parents[2]
LAYOUTS = ("base.html", "layout/desk.html", "layout/door.html", "layout/phone.html",
           "layout/stage.html")  # fmt: skip
READ = {"camp"}
"""What layouts do read of what a route gives."""


def test_no_route_gives_a_page_what_its_layout_calls_by_the_same_name(app):
    own = set().union(*(names_of(app.jinja_env, layout) for layout in LAYOUTS))

    assert {"icon", "main_sheet"} <= own
    assert not {name: place for name, place in given() if name in own - READ}


def test_scripts_draw_the_same_icons_as_pages(app):
    drawn = app.jinja_env.get_template("_macros/icons.html").module.PATHS
    script = (ROOT / "camp/static/js/lib/signs.js").read_text("utf-8")
    signs = dict(re.findall(r'^  "?([a-z-]+)"?:\s+"([^"]+)",$', script, re.MULTILINE))

    assert len(signs) > 4
    assert signs == {name: drawn[name] for name in signs}


def names_of(env, layout):
    """Return what a layout imports, sets, or awaits from a page."""
    tree = env.parse(env.loader.get_source(env, layout)[0])
    names = meta.find_undeclared_variables(tree) - set(env.globals)
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            names |= {one if isinstance(one, str) else one[1] for one in node.names}
        if isinstance(node, nodes.Assign | nodes.Macro):
            names.add(node.name if isinstance(node, nodes.Macro) else node.target.name)
    return names


def given():
    """Yield what routes may give to templates by name, and where: keywords and keys of dicts."""
    for file in (ROOT / "camp").rglob("*.py"):
        source = file.read_text("utf-8")
        if "render_template" not in source:
            continue
        found = list(ast.walk(ast.parse(source)))
        # Faults of fields name what a form sends.
        faults = [
            one.value for one in found if isinstance(one, ast.keyword) and one.arg == "fields"
        ]
        for node in found:
            names = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_template":
                names = [word.arg for word in node.keywords]
            if isinstance(node, ast.Dict) and node not in faults:
                names = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            for name in names:
                yield name, f"{file.relative_to(ROOT)}:{node.lineno}"
