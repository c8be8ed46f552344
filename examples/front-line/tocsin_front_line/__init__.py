"""Tells, for each place, what is claimed about it over some days, and who is named beside it."""

from tocsin_front_line.agent import FrontLine, FrontLineSettings, Line

__all__ = ["FrontLine", "FrontLineSettings", "Line"]
