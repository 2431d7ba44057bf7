"""Checks declarative pipelines without a Jenkins."""
