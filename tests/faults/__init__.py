"""Whatever goes wrong on the way, the next clean run makes the controller what the catalog says, and nothing of anybody else's is touched."""
