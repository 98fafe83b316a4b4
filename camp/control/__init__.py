"""Phases, gates and the control room, which sees every room."""
