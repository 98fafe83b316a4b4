"""The demo camp: one whole camp as data, standing at any phase as if that were now."""

from camp.demo.building import build

__all__ = ["build"]
