"""The house's addresses, whose builders wait for their first use: a start needs a few of them."""

from collections.abc import Callable

from flask import Flask
from werkzeug.routing import Rule


class Address(Rule):
    """Werkzeug's own rule, but the code that builds its address is compiled when one is built.

    Werkzeug compiles two pieces of code for each rule when it is added, a tenth of all that a
    start takes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Address, *values: str, **named: str) -> tuple[str, str]:
            if not compiled:
                compiled.append(super(Address, self)._compile_builder(append_unknown))
            return compiled[0](rule, *values, **named)

        return build


def register(app: Flask) -> None:
    app.url_rule_class = Address
