"""Jobs that exist already: taking them under management, and writing catalog entries for them."""
