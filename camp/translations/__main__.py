"""`python -m camp.translations` compiles the catalogues; with `update` it renews them first."""

import sys

from camp.translations import compile_all

if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        from camp.translations.updating import update_all

        update_all()
    compile_all()
