"""gen-pipelines: one catalog of services in, Jenkinsfiles and Jenkins jobs out."""

__version__ = "0.1.0"
