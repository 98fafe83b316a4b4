"""Lighthouse on the pages that phones open: a slow 4G network and a processor slowed four times."""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext

from tests.audit import report, stands
from tests.browser.pages import named
from tests.real import CHROMIUM_FLAGS, find_chromium

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules/lighthouse/cli/index.js"
LEAST = {"performance": 98, "accessibility": 100}
MOST = {"LCP s": 1.8, "CLS": 0.02, "TBT ms": 100}
MOST_OF = {"juror scoring": MOST | {"CLS": 0.01}, "door": MOST | {"CLS": 0.01, "TBT ms": 150}}
HEADS = ("page", "performance", "accessibility", "LCP s", "CLS", "TBT ms", "KB", "requests")


def run(options: argparse.Namespace) -> tuple[str, list[str]]:
    """Return the table and what is over a budget."""
    install()
    rows, faults = [], []
    with stands.browser() as browser, stands.visitors(browser) as visitors:
        for title, (phase, name) in stands.PHONES.items():
            page, visitor = named(name), visitors[phase]
            address, cookies = visitor.address(page), _cookies(visitor.context(page))
            measured = [judge(address, cookies) for _ in range(options.runs)]
            row = {head: median(one[head] for one in measured) for head in measured[0]}
            faults += [f"{title}: {k} {row[k]} < {v}" for k, v in LEAST.items() if row[k] < v]
            most = MOST_OF.get(title, MOST)
            faults += [f"{title}: {k} {row[k]} > {v}" for k, v in most.items() if row[k] > v]
            rows.append([title, *(f"{row[head]:g}" for head in HEADS[1:])])
    text = f"Lighthouse {_version()}, mobile, median of {options.runs}. {report.conditions()}"
    return f"{text}\n\n{report.table(HEADS, rows)}", faults


def install() -> None:
    """Bring Lighthouse, which weighs more than all other tools, only to whoever measures."""
    if not PROGRAM.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)


def judge(address: str, cookies: str) -> dict[str, float]:
    """Open the page cold in a browser of its own; return what Lighthouse found."""
    with tempfile.TemporaryDirectory() as folder:
        headers, answer = Path(folder) / "headers.json", Path(folder) / "answer.json"
        headers.write_text(json.dumps({"Cookie": cookies} if cookies else {}))
        flags = " ".join([*CHROMIUM_FLAGS, "--headless=new"])
        subprocess.run(
            ["node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={answer}",
             f"--only-categories={','.join(LEAST)}", f"--extra-headers={headers}",
             f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": find_chromium()}, check=True,
        )  # fmt: skip
        return _read(json.loads(answer.read_text("utf-8")))


def _read(found: dict[str, Any]) -> dict[str, float]:
    audits = found["audits"]
    told = audits["network-requests"]["details"]["items"]
    return {
        **{name: round(found["categories"][name]["score"] * 100) for name in LEAST},
        "LCP s": round(audits["largest-contentful-paint"]["numericValue"] / 1000, 2),
        "CLS": round(audits["cumulative-layout-shift"]["numericValue"], 4),
        "TBT ms": round(audits["total-blocking-time"]["numericValue"]),
        "KB": round(sum(one["transferSize"] for one in told) / 1000, 1),
        "requests": len(told),
    }


def _cookies(context: BrowserContext) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())


def _version() -> str:
    package = json.loads((PROGRAM.parents[1] / "package.json").read_text("utf-8"))
    return str(package["version"])
