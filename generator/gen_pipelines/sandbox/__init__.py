"""A Jenkins of one's own in a container, set up for a catalog."""
