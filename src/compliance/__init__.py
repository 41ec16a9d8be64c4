"""How national law complies with treaties, and how a project's indicators stand."""

__version__ = "0.1.0"
