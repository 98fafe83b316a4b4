"""The rooms of the house, in the order of a camp day, and the opening of their doors."""

from flask import Flask
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint

from camp.certificates import printing as certificates_printing
from camp.certificates import routes as certificates
from camp.checkin import api as checkin_api
from camp.checkin import paper as checkin_paper
from camp.checkin import routes as checkin
from camp.control import api as control_api
from camp.control import concern_routes as control_concern_routes
from camp.control import erasing_routes as control_erasing_routes
from camp.control import home_routes as control_home_routes
from camp.control import incident_routes as control_incident_routes
from camp.control import look_routes as control_look_routes
from camp.control import paper_routes as control_paper_routes
from camp.control import posters as control_posters
from camp.control import rehearsal_routes as control_rehearsal_routes
from camp.control import routes as control
from camp.control import setup_routes as control_setup_routes
from camp.folder import routes as folder
from camp.followup import api as followup_api
from camp.followup import desk as followup_desk
from camp.followup import routes as followup
from camp.grants import api as grants_api
from camp.grants import file_routes as grants_files
from camp.grants import minutes as grants_minutes
from camp.grants import pages as grants_pages
from camp.grants import protocol_pdf as grants_protocol_pdf
from camp.grants import routes as grants
from camp.grants import sheets_pdf as grants_sheets_pdf
from camp.ideas import api as ideas_api
from camp.ideas import api_desk as ideas_api_desk
from camp.ideas import desk as ideas_desk
from camp.ideas import paper_pages as ideas_paper_pages
from camp.ideas import routes as ideas
from camp.jury import api as jury_api
from camp.jury import api_held as jury_api_held
from camp.jury import api_panel as jury_api_panel
from camp.jury import api_paper as jury_api_paper
from camp.jury import ballots_pdf as jury_ballots_pdf
from camp.jury import routes as jury
from camp.jury import routes_desk as jury_routes_desk
from camp.jury import routes_held as jury_routes_held
from camp.jury import routes_paper as jury_routes_paper
from camp.jury import routes_plan as jury_routes_plan
from camp.jury import routes_seats as jury_routes_seats
from camp.mentoring import api as mentoring_api
from camp.mentoring import routes as mentoring
from camp.people import api as people_api
from camp.people import import_routes as people_import_routes
from camp.people import list_routes as people_list_routes
from camp.people import own_routes as people_own_routes
from camp.people import paper_pages as people_paper_pages
from camp.people import routes as people
from camp.programme import routes as programme
from camp.projects import api as projects_api
from camp.projects import routes as projects
from camp.questions import api as questions_api
from camp.questions import routes as questions
from camp.schedule import api as schedule_api
from camp.schedule import routes as schedule
from camp.stage import routes as stage
from camp.teams import api as teams_api
from camp.teams import routes as teams
from camp.volunteering import routes as volunteering
from camp.web import errand_routes

PAGES = (
    errand_routes.bp,
    people_import_routes.bp,
    people_list_routes.bp,
    people_own_routes.bp,
    people_paper_pages.bp,
    people.bp,
    schedule.bp,
    questions.bp,
    checkin.bp,
    checkin_paper.bp,
    ideas_desk.bp,
    ideas_paper_pages.bp,
    ideas.bp,
    teams.bp,
    projects.bp,
    mentoring.bp,
    jury.bp,
    jury_ballots_pdf.bp,
    jury_routes_desk.bp,
    jury_routes_held.bp,
    jury_routes_paper.bp,
    jury_routes_plan.bp,
    jury_routes_seats.bp,
    grants_files.bp,
    grants_minutes.bp,
    grants_pages.bp,
    grants_protocol_pdf.bp,
    grants_sheets_pdf.bp,
    grants.bp,
    certificates.bp,
    certificates_printing.bp,
    followup.bp,
    followup_desk.bp,
    programme.bp,
    volunteering.bp,
    stage.bp,
    control_home_routes.bp,
    control.bp,
    control_erasing_routes.bp,
    control_concern_routes.bp,
    control_incident_routes.bp,
    control_paper_routes.bp,
    control_posters.bp,
    control_rehearsal_routes.bp,
    control_setup_routes.bp,
    control_look_routes.bp,
    folder.bp,
)
PROGRAMS: tuple[ApiBlueprint, ...] = (
    people_api.bp,
    schedule_api.bp,
    questions_api.bp,
    checkin_api.bp,
    ideas_api.bp,
    ideas_api_desk.bp,
    teams_api.bp,
    projects_api.bp,
    mentoring_api.bp,
    jury_api.bp,
    jury_api_panel.bp,
    jury_api_held.bp,
    jury_api_paper.bp,
    grants_api.bp,
    followup_api.bp,
    control_api.bp,
    control_erasing_routes.api,
)


def open_doors(app: Flask, api: Api) -> None:
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    for blueprint in PROGRAMS:
        api.register_blueprint(blueprint, url_prefix="/api/v1")
