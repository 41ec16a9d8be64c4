"""Series of figures → values and statuses of indicators."""
