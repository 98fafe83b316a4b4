"""`python3 dev.py bench [NAME]`: measurements, as ratios where time is measured."""

import os
import sys

# One thread: the numbers of two runs can be compared, and a server has other things to do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests.bench import assignment, ballots, board, cost, fairness, ledger

BENCHES = {
    "assignment": assignment.main,
    "ballots": ballots.main,
    "board": board.main,
    "cost": cost.main,
    "fairness": fairness.main,
    "ledger": ledger.main,
}


def main():
    name, *arguments = sys.argv[1:] or ["cost"]
    if name not in BENCHES:
        sys.exit(f"dev.py bench: there is no {name}; there are {', '.join(BENCHES)}.")
    BENCHES[name](arguments)


if __name__ == "__main__":
    main()
