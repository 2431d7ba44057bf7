"""The example's pipelines from checkout to a signed image and a message, with the real tools and real servers. `make e2e` runs it."""
