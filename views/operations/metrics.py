"""The figures of the system in the form that Prometheus reads: /metrics."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from views.operations.health import checks_now
from workplan import clock
from workplan.extensions import db
from workplan.services.operations.figures import Figure, figures

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
def show() -> Response:
    """Answer with counts and ages, and nothing of what a plan says; as open as /healthz is."""
    well = {(check.name,): float(check.is_well) for check in checks_now()}
    checks = Figure("workplan_check_well", "Whether a check of /healthz is well", ("check",), well)
    registry = CollectorRegistry()
    registry.register(_Read([checks, *figures(db.session(), clock.now())]))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_1_0_0)


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
