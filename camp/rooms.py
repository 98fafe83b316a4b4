"""The rooms of the house, in the order of a camp day, and the opening of their doors."""

from flask import Flask
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint

from camp.jury import api as jury_api
from camp.jury import api_panel as panel_api
from camp.jury import routes as jury
from camp.jury import routes_desk as jury_desk
from camp.people import api as people_api
from camp.people import list_routes as people_lists
from camp.people import own_routes as people_own
from camp.people import routes as people

PAGES = (people.bp, people_own.bp, people_lists.bp)
PROGRAMS: tuple[ApiBlueprint, ...] = (people_api.bp,)
PAGES = (people.bp, jury.bp, jury_desk.bp)
PROGRAMS: tuple[ApiBlueprint, ...] = (
    people_api.bp,
    jury_api.bp,
    panel_api.bp,
)


def open_doors(app: Flask, api: Api) -> None:
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    for blueprint in PROGRAMS:
        api.register_blueprint(blueprint, url_prefix="/api/v1")
