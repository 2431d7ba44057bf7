"""Who is told about a result, after everything else."""

from __future__ import annotations

from ..catalog.model import Catalog
from ..catalog.settings import Settings
from .arguments import arguments_of, given
from .model import Call

STEPS = {"slack": "notifySlack", "email": "notifyEmail", "pagerduty": "notifyPagerDuty", "webhook": "notifyWebhook", "jira": "notifyJira"}


def notify_calls(catalog: Catalog, settings: Settings) -> tuple[Call, ...]:
    """One call for each place that is declared and told of some result."""
    calls = []
    for kind, step in STEPS.items():
        place, results = getattr(catalog.notifications, kind), getattr(settings.notify, kind)
        if place is None or not results:
            continue
        own = given(
            channel=settings.notify.channel if kind == "slack" else None,
            recipients=list(settings.notify.recipients) if kind == "email" else None,
        )
        required = [name for name in ("channel", "recipients", "url", "site") if name in place.SETTINGS]
        calls.append(Call(step, arguments_of(place, always=required) | own | {"on": list(results)}))
    return tuple(calls)
