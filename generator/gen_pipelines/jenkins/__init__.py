"""Where jobs go: a Jenkins controller, or a directory laid out like one."""
