"""Rendered Jenkinsfiles into the services' repositories, by git."""
