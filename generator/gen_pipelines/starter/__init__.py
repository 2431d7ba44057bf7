"""Catalogs to start from, for ``gen-pipelines init``."""
