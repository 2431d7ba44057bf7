"""Pages of ``docs/`` whose commands are run, so that they stay true."""
