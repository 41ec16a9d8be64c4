"""Series of figures → values of indicators and how they stand; pandas lives here."""
