"""Can this catalog run there? What it needs of a controller, and what the controller has."""
