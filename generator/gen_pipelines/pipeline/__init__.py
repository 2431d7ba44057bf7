"""A pipeline as data: the stage tree that is rendered, drawn and simulated."""
