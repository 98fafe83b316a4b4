"""`python3 dev.py audit [NAME …] [--runs N] [--phase PHASE …]`: what pages cost a cheap phone; axe.

Names are lighthouse, taps, views and axe; without any, all run. What all of one found is written
into docs/performance.md, and any that finds something over its budget ends with an error.
"""

import argparse
import sys

from tests.audit import axe, lighthouse, report, taps, views

PARTS = {"lighthouse": lighthouse.run, "taps": taps.run, "views": views.run, "axe": axe.run}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*PARTS, []])
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--phase", action="append", help="for axe: only pages of this phase")
    options = parser.parse_args()
    faults = []
    for name in options.names or PARTS:
        section, found = PARTS[name](options)
        if not options.phase:
            report.write(name, section)
        print(section, flush=True)
        faults += found
    if faults:
        sys.exit("\n".join(["dev.py audit: over the budget:", *faults]))


if __name__ == "__main__":
    main()
