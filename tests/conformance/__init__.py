"""What a real Jenkins did with several hundred small pipelines, and whether the simulator does the same.

``python -m tests.conformance`` runs every case, ``python -m tests.conformance 020 37x`` those whose names begin so, with what was expected and what came.
"""
