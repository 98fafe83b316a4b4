"""Volunteers' shifts: who stands where and when, what they hand over, and their hours."""
