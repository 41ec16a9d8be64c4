"""The reading site, live from a folder: the same files as the static one, each made when it is asked for."""
