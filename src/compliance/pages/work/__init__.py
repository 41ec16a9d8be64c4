"""Working pages as HTML."""
