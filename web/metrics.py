"""What monitors read of the service, in the text form of Prometheus. The only module that knows prometheus_client.

Labels are words of a fixed list: no agency, no number, no address.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from notifications.mail.faults import FOR_A_PERSON
from plan.ledger.counts import letters_of_day
from plan.obligations import counts
from plan.storage import nightly
from plan.storage.errors import StorageError
from plan.storage.session import Session
from plan.timings import IMPORTS, PHRASES, TimingSnapshot
from plan.views.due_list import DueCounts, due_counts
from plan.views.gauges import Gauges, gauges
from scheduler.letters.kinds import LABELS
from web.site import Site

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Taken = Mapping[tuple[str, ...], TimingSnapshot]


def exposition(site: Site) -> bytes:
    """All of it, as of now. What the database cannot say is left out, and `dondoc_database_up` is 0."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(SiteCollector(site))
    return generate_latest(registry)


@dataclass(eq=False)
class SiteCollector(Collector):
    """Asked once a scrape."""

    site: Site

    def describe(self) -> Iterator[Metric]:
        """Nothing is asked before the scrape."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        yield gauge_of("dondoc_info", "The program that runs.", {self.site.machine.version: 1}, "version")
        if ticked := self.site.ticked():
            age = (self.site.clock() - ticked).total_seconds()
            yield one("dondoc_tick_age_seconds", "Since deadlines were last looked at.", age)
        yield one(
            "dondoc_policy_faulty", "1: the policy file is wrong.", float(bool(self.site.policy_fault()))
        )
        try:
            with self.site.database.read() as session:
                found = list(_stored(self.site, session))
        except StorageError:
            found = []
        yield one("dondoc_database_up", "1: the database answers.", float(bool(found)))
        yield from found
        yield from _done(self.site)


def _stored(site: Site, session: Session) -> Iterator[Metric]:
    found = gauges(session, FOR_A_PERSON)
    yield one("dondoc_database_bytes", "Size of the database.", found.bytes)
    yield from _letters(site, session, found)
    yield from _waiting(found)
    late = _late(site, session, found)
    kinds = {"report": late.reports, "task": late.tasks}
    yield gauge_of("dondoc_late", "Reports and tasks that are late.", kinds, "kind")
    check = nightly.found_in(found.now.nightly)
    differences = len(check.differences) - check.unreached if check else 0
    yield one("dondoc_nightly_differences", "Between the ledger and what should have been told.", differences)
    if check:
        age = (site.clock() - check.at).total_seconds()
        yield one("dondoc_nightly_age_seconds", "Since the nightly check last ran.", age)


def _letters(site: Site, session: Session, found: Gauges) -> Iterator[Metric]:
    states = {str(state): count for state, count in found.letters.items()}
    yield gauge_of("dondoc_letters", "Letters on their way or refused.", states, "state")
    today = letters_of_day(session, site.today(), LABELS)
    day = {"out": today.out, "waiting": today.waiting, "refused": today.refused}
    yield gauge_of("dondoc_letters_today", "Letters of today.", day, "state")
    oldest = (site.clock() - found.oldest).total_seconds() if found.oldest else 0
    yield one("dondoc_letter_oldest_waiting_seconds", "Since the oldest waiting letter was written.", oldest)
    yield one("dondoc_letters_stuck", "Letters that wait for a person to mend a fault.", found.now.stuck)
    yield one("dondoc_sending_holds", "Reasons for which sending is held.", found.now.holds)


def _waiting(found: Gauges) -> Iterator[Metric]:
    now = found.now
    kinds = {
        "declared": now.declared,
        "cause": now.causes,
        "extension": now.requests,
        "bounce": now.returned + now.strays,
        "upload": now.uploads,
        "proposal": now.proposals,
        "webhook": now.hooks,
    }
    yield gauge_of("dondoc_waiting", "What waits for a person to decide or look.", kinds, "kind")


def _late(site: Site, session: Session, found: Gauges) -> DueCounts:
    """Counted anew when something changed, or on a new day."""
    today = site.today()
    key = ("metrics", found.now.declared, today)
    return site.cases.of(found.now.change, key, lambda: due_counts(session, counts.late(today)))


def _done(site: Site) -> Iterator[Metric]:
    """What this process did since it began."""
    yield from traffic_metrics(site.traffic.times.taken())
    yield histogram("dondoc_import_seconds", "Documents that came in by a page.", IMPORTS.taken(), ("stage",))
    yield histogram("dondoc_phrase_seconds", "Reading a cell of time.", PHRASES.taken(), ())


def traffic_metrics(taken: Taken) -> Iterator[Metric]:
    """Requests by class of route and status, and how long they took."""
    requests = CounterMetricFamily(
        "dondoc_http_requests", "Requests answered.", labels=("route", "status"), created=None
    )
    for label, snapshot in sorted(taken.items()):
        requests.add_metric(label, snapshot.count)
    yield requests
    yield histogram("dondoc_http_request_seconds", "Time to answer.", taken, ("route", "status"))


def histogram(name: str, says: str, taken: Taken, labels: tuple[str, ...]) -> Metric:
    family = HistogramMetricFamily(name, says, labels=labels)
    for label, snapshot in sorted(taken.items()):
        family.add_metric(label, list(snapshot.buckets), snapshot.total)
    return family


def one(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def gauge_of(name: str, says: str, values: Mapping[str, float], label: str) -> Metric:
    family = GaugeMetricFamily(name, says, labels=(label,))
    for key, value in values.items():
        family.add_metric((key,), value)
    return family
