"""Views → bytes: PDF and Excel."""
