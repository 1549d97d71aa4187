"""Figures for Prometheus at /metrics, /health for a load balancer. Nothing tells who asked what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from vectorstore.errors import BadQuestion, ReferatError
from vectorstore.health import health
from vectorstore.index import Index
from vectorstore.schema import Answer, FileResult

_SECONDS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What is counted while the page runs; a Watch of the assistant."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._questions = self._counter("questions", "Questions by what came of them.", "outcome")
        self._refusals = self._counter("refusals", "Refusals by reason.", "reason")
        self._failures = self._counter("failures", "Failures by kind.", "kind")
        self._wordings = self._counter("wordings", "A chat model's answers by outcome.", "outcome")
        self._sentences = self._counter("sentences", "A chat model's sentences.", "outcome")
        self._files = self._counter("files", "Files indexed, by outcome.", "outcome")
        self._seconds = self._histogram("answer_seconds", "Seconds of a whole answer.")
        self._steps = self._histogram("step_seconds", "Seconds of an answer by step.", "step")

    def _counter(self, name: str, told: str, label: str) -> Counter:
        return Counter(f"referat_{name}", told, [label], registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(f"referat_{name}", told, labels, registry=self.registry, buckets=_SECONDS)

    def answered(self, answer: Answer, steps: Mapping[str, float]) -> None:
        """Count an answer or a refusal with its time."""
        self._questions.labels("refused" if answer.refused else "answered").inc()
        if answer.refused:
            self._refusals.labels(answer.reason).inc()
        if answer.wording:
            self._wordings.labels(answer.wording.trouble or "worded").inc()
            self._sentences.labels("checked").inc(answer.wording.checked)
            self._sentences.labels("repaired").inc(answer.wording.repaired)
            self._sentences.labels("withdrawn").inc(answer.wording.withdrawn)
        self._seconds.observe(answer.seconds)
        for name, seconds in steps.items():
            self._steps.labels(name).observe(seconds)

    def failed(self, error: Exception) -> None:
        """Count a failure; a question that is empty or too long is none of ours."""
        if isinstance(error, BadQuestion):
            self._questions.labels("unreadable").inc()
            return
        self._questions.labels("failed").inc()
        self._failures.labels(type(error).__name__).inc()

    def indexed(self, result: FileResult) -> None:
        """Count a file that was looked at."""
        self._files.labels(result.outcome.value).inc()


@dataclass(frozen=True, slots=True)
class _Sizes(Collector):
    """The index as it is at the moment of asking."""

    index: Index

    def collect(self) -> Iterator[Metric]:
        summary = self.index.ledger.summary()
        yield GaugeMetricFamily("referat_meetings", "Meetings.", value=len(summary.meetings))
        yield GaugeMetricFamily("referat_items", "Agenda items.", value=summary.items)
        yield GaugeMetricFamily("referat_passages", "Passages.", value=summary.passages)
        if summary.indexed_at is not None:
            told = "When something was last indexed, in seconds since 1970."
            at = summary.indexed_at.timestamp()
            yield GaugeMetricFamily("referat_indexed_timestamp_seconds", told, value=at)


def routes(metrics: Metrics, index: Index) -> APIRouter:
    """GET /health, which everybody may ask, and GET /metrics."""
    router = APIRouter()
    metrics.registry.register(_Sizes(index))

    @router.get("/health")
    def condition() -> Response:
        well, told = _condition(index)
        return JSONResponse({"status": told}, 200 if well else 503)

    @router.get("/metrics")
    def figures() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router


def _condition(index: Index) -> tuple[bool, str]:
    """Whether questions can be answered, in one word that tells nothing of what is indexed."""
    try:
        seen = health(index)
    except ReferatError:
        return False, "ledger"
    if seen.vectors < 0:
        return False, "vectors"
    if seen.words < 0:
        return False, "words"
    return True, "ok"
