"""Pictures of a pipeline, and its critical path."""
