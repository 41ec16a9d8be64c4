"""Views → HTML: templates, stylesheet and fonts."""
