"""A camp at its ceremony: the jury has decided, nothing is shown yet. Sevara has the projector."""

from functools import cached_property

from camp.core.rules import Role
from tests.grants.court import Court


class Theatre(Court):
    """The court with decisions and signatures, at the results; `show` and `step` drive."""

    def __init__(self, app, clock, **settings) -> None:
        super().__init__(app, clock, **settings)
        self.add("Sevara", Role.PROJECTOR)
        self.decide_all()
        self.sign_all()
        self.move("results")

    @cached_property
    def driver(self):
        return self.browser("Aziza")

    def url(self, tail="scene"):
        return f"/camps/{self.slug}/stage/{tail}"

    def drive(self, tail, **fields):
        return self.form(self.driver, self.url(tail), fields, back=f"/camps/{self.slug}/control")

    def show(self, scene):
        return self.drive("scene", scene=scene)

    def step(self, to):
        return self.drive("step", to=str(to))

    def option(self, option, value):
        return self.drive("options", option=option, value=value)

    def picture(self, name="Sevara"):
        """Return the scene as the projector loads it."""
        answer = self.browser(name).get(self.url())
        assert answer.status_code == 200
        return answer.text
