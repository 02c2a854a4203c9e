"""The figures of the system in the form that Prometheus reads: /metrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, Flask, Response, current_app
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from views.operations.health import checks_now
from views.operations.inquiries import Inquiry
from workplan import clock
from workplan.extensions import db
from workplan.services.operations import figures
from workplan.services.operations.figures import Figure

bp = Blueprint("metrics", __name__)

SECONDS = 1.8
"""How long the figures may take; the checks are told without them."""
HOLD_SECONDS = 5
"""For how long figures hold, whoever asks, since they count whole tables."""
INQUIRY = "workplan_metrics"


@bp.get("/metrics")
def show() -> Response:
    """Answer with counts and ages, and nothing of what a plan says; as open as /healthz is.

    Within two seconds for the checks, and two for the figures, which are left out when they fail.
    """
    well = {(check.name,): float(check.is_well) for check in checks_now()}
    checks = Figure("workplan_check_well", "Whether a check of /healthz is well", ("check",), well)
    inquiry = cast("Inquiry[list[Figure]]", current_app.extensions[INQUIRY])
    read = inquiry.within(SECONDS)["figures"].answer or []
    registry = CollectorRegistry()
    registry.register(_Read([checks, *read]))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_1_0_0)


def init_app(app: Flask) -> None:
    """Give an app the question for its figures, which a thread of its own asks."""

    def ask() -> list[Figure]:
        with app.app_context():
            return figures.readable(db.session(), clock.now())

    app.extensions[INQUIRY] = Inquiry({"figures": ask}, {"figures": HOLD_SECONDS})


class _Read(Collector):
    """Gives figures that were read already."""

    def __init__(self, read: list[Figure]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        for figure in self._read:
            family = GaugeMetricFamily(figure.name, figure.counts, labels=figure.labels)
            for words, value in figure.values.items():
                family.add_metric(words, value)
            yield family
