"""Rounds, rubrics, ballots and standings."""
