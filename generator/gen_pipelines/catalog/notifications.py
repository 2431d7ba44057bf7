"""Where notifications go; which results are told is `notify` in the settings."""

from __future__ import annotations

from .field import Section, setting


class Slack(Section):
    """Slack, by a bot token."""

    SHORTHAND = "channel"
    channel: str = setting("Channel.", example="#devops-builds")
    credentials: str = setting("Jenkins credential with the bot token.", "slack-token", format="credential")
    mention: str | None = setting("Who is mentioned when main fails.", None, example="@oncall")
    api: str = setting("Address of Slack's API, where it is another one.", "https://slack.com/api", format="url")


class Email(Section):
    """E-mail."""

    recipients: tuple[str, ...] = setting("Recipients.", min_items=1)
    sender: str | None = setting("From address.", None)
    attach_log: bool = setting("Attach the log.", True)


class PagerDuty(Section):
    """PagerDuty events."""

    credentials: str = setting("Jenkins credential with the routing key.", format="credential")


class Webhook(Section):
    """A JSON document posted to an address."""

    SHORTHAND = "url"
    url: str = setting("Address.", format="url")
    credentials: str | None = setting("Jenkins credential that signs the request.", None, format="credential")


class Jira(Section):
    """Comments on the issues named in commits."""

    site: str = setting("Address of the site.", format="url")
    credentials: str = setting("Jenkins credential.", format="credential")


class Notifications(Section):
    """The places."""

    slack: Slack | None = setting("Slack.", None)
    email: Email | None = setting("E-mail.", None)
    pagerduty: PagerDuty | None = setting("PagerDuty.", None)
    webhook: Webhook | None = setting("Webhook.", None)
    jira: Jira | None = setting("Jira.", None)
