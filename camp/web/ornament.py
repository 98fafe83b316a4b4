"""The camp's geometry as SVG markup: star rosettes for teams, stars to count with, tiles, doubt.

Everything comes from one construction: rays that leave the middles of a polygon's edges at a
contact angle meet in a star (Hankin's polygons in contact). The same index always gives the same
drawing. Colours are roles of the style sheet, so a drawing follows the day and night themes;
`night=True` or `False` bakes the colours in, for paper and files that stand alone.
"""

from math import cos, hypot, pi, radians, sin, tan
from statistics import NormalDist

from flask import Flask
from markupsafe import Markup

type_Point = tuple[float, float]
