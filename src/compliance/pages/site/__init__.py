"""Values of pages → the reading site: templates, one stylesheet, one script, fonts."""
