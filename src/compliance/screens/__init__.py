"""What a page of the reading site shows, as values: no HTTP, no HTML, and no field that is private."""
