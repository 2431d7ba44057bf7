"""Runs pipelines on this machine, on Jenkins' own Groovy and CPS engine: what happens is known before Jenkins sees it."""
