"""The gates on the library's Groovy, each proven on a good and on a bad sample."""
