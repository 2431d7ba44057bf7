"""``python -m gen_pipelines``"""

from .cli import main

main()
