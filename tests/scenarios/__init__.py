"""Scenarios of the example and of the pitfalls, and the test that runs them all."""
