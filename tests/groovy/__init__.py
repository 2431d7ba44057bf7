"""Proof against Groovy 2.4.21, the version inside Jenkins. Run by ``make test-groovy``."""
