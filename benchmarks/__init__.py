"""How long the program takes beside the least that the same work needs; no part of the tests."""
