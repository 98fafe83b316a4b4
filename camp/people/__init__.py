"""Persons, participants, roles, sign-in, consents and badges."""
