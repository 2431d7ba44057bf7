"""The contracts of the shared library's steps."""
