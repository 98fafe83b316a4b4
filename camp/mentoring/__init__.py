"""Mentors, their visits to teams and their notes."""
