"""`python -m camp`: gevent takes over the blocking calls before anything else is imported."""

import gc
import sys

if __name__ == "__main__" and {"serve", "run", "demo"} & set(sys.argv[1:2]):
    from gevent import monkey

    monkey.patch_all()
    # Nothing that a start loads becomes garbage; to look for it takes a fifth of the start.
    gc.disable()

from camp.cli import main

if __name__ == "__main__":
    main()
