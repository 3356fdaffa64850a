"""A small office on a real SQLite file, with its site and a clock set by hand."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from notifications.calendars.publish import calendar_renderer
from notifications.letters import Letterhead, LetterWriter
from notifications.mail import mime
from notifications.papers.signature_block import Signer
from notifications.rendering import environment
from plan.audit.log import Act
from plan.clock import day_of
from plan.errors import NotPossibleError
from plan.models import (
    Agency,
    Deadline,
    Kind,
    Letter,
    LetterState,
    Obligation,
    Party,
    Plan,
    Role,
    Task,
)
from plan.people import links, sign_ins, users
from plan.people.roles import UserRole
from plan.people.sign_ins import Browser
from plan.storage.changes import note_change
from plan.storage.database import Database
from plan.subscriptions import feeds
from plan.subscriptions.choices import Choice
from plan.tasks import uploads
from plan.vocabulary import Source
from scheduler.papers.report_issue import PaperSettings
from scheduler.policy.escalation import Watchers
from scheduler.policy.policy import load_policy
from scheduler.policy.rules import Rules
from scheduler.working_days.vietnam import calendar
from tests.web.one_app import app_of
from web.access import passwords
from web.access.addresses import networks
from web.access.oidc_provider import OidcProvider
from web.machine import Finding, Machine
from web.site import Site

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KEY = b"a key for tests, 32 octets long."
HEAD = Letterhead(
    "Đôn Đốc <dondoc@quangngai.example>",
    "https://dondoc.quangngai.example",
    Signer(parent="UBND tỉnh", symbol="SNV"),
    key=KEY,
)
ENVIRONMENT = environment()
LETTERHEAD = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example")
RULES = Rules(ZONE, load_policy(), Watchers("so-noi-vu", "van-phong-ubnd-tinh"), calendar(2011, 2015))
NOW = datetime(2012, 7, 10, 2, 0, tzinfo=UTC)  # 9 o'clock in Vietnam
MADE = datetime(2012, 3, 26, 3, 0, tzinfo=UTC)

SMALL_PLAN = """Số: 41/KH-UBND
Quảng Ngãi, ngày 02 tháng 7 năm 2012

KẾ HOẠCH
Công tác văn thư năm 2012

\tSTT
\tNhiệm vụ
\tCơ quan chủ trì
\tThời gian

\t1
\tKiểm tra công tác văn thư
\tSở Nội vụ
\tQuý IV

\t2
\tTập huấn nghiệp vụ lưu trữ
\tSở Văn hóa và Du lịch
\tKhi có kinh phí
""".encode()


@dataclass
class Office:
    """What the tests turn: rows, the clock, the tick."""

    database: Database
    now: datetime = NOW
    ticked: datetime | None = NOW
    calendar_warning: str = ""
    policy_fault: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    oidc: OidcProvider | None = None
    base_url: str = "https://dondoc.quangngai.example"
    findings: list[Finding] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list, init=False)
    made: int = field(default=0, init=False)
    mail_fault: str = ""
    tried: list[str] = field(default_factory=list, init=False)

    def site(self) -> Site:
        self.sites.append(self._site())
        return self.sites[-1]

    def shut(self) -> None:
        """Nothing is read beside the pages any more, and no connection stays."""
        for site in self.sites:
            site.reader.stop()
            site.reader.wait(30)
            site.coming.wait(60)
        self.database.close()

    def _site(self) -> Site:
        return Site(
            database=self.database,
            clock=lambda: self.now,
            zone=ZONE,
            templates=ENVIRONMENT,
            calendar_renderer=calendar_renderer(ENVIRONMENT, "so-noi-vu", self.base_url),
            signing_key=KEY,
            base_url=self.base_url,
            ticked=lambda: self.ticked,
            tick_every=timedelta(minutes=1),
            rules=lambda: RULES,
            calendar_warning=lambda: self.calendar_warning,
            papers=PaperSettings(lambda: RULES, LetterWriter(ENVIRONMENT, HEAD)),
            machine=Machine("0.0.0", lambda: self.findings, self.send_trial),
            policy_fault=lambda: self.policy_fault,
            wall=lambda: self.now,
            trusted_proxies=networks(self.trusted_proxies),
            oidc=self.oidc,
            writer=LetterWriter(ENVIRONMENT, LETTERHEAD),
        )

    def send_trial(self, address: str) -> str:
        """As `cli.trial_letter` answers; which addresses were tried is kept."""
        if self.mail_fault:
            raise NotPossibleError(self.mail_fault)
        self.tried.append(address)
        return "smtp.quangngai.example:25"

    def user(self, role: str = "admin", mail: str | None = None, password: str | None = None) -> int:
        """The number of a user with that role, who may have a password."""
        mail = mail or f"{role}@quangngai.example"
        with self.database.begin() as session:
            if found := users.account(session, mail):
                return found.id
            number, _ = users.invite(session, self.act(), mail, UserRole(role), self.now)
            if password:
                users.welcome(session, self.act(), number, "", passwords.hashed(password))
            return number

    def signed_in(self, role: str = "admin", mail: str | None = None) -> str:
        """The cookie of a browser in which somebody with that role is signed in."""
        number = self.user(role, mail)
        with self.database.begin() as session:
            return f"dondoc={sign_ins.enter(session, self.act(), number, 'password', Browser(), self.now)}"

    def sign_in_link(self, role: str = "admin") -> str:
        """The path of a new link that signs in."""
        number = self.user(role)
        with self.database.begin() as session:
            return "/sign-in/" + links.make_sign_in_link(session, number, "shell:chị Lan", self.now)

    def furnish(self) -> None:
        with self.database.begin() as session:
            for code, name, emails in (
                ("so-noi-vu", "Sở Nội vụ", ["snv@quangngai.example"]),
                ("so-tai-chinh", "Sở Tài chính", ["stc@quangngai.example"]),
                ("so-y-te", "Sở Y tế", []),
                ("so-xay-dung", "Sở Xây dựng", []),
            ):
                session.add(Agency(code=code, name=name, addresses=emails))
            session.add(
                Plan(
                    code="39/QĐ-UBND",
                    title="Kế hoạch cải cách hành chính giai đoạn 2012-2015",
                    issued_on=date(2012, 3, 25),
                    first=date(2012, 1, 1),
                    last=date(2015, 12, 31),
                )
            )

    def oblige(
        self,
        lead: str,
        due: date,
        title: str = "Rà soát thủ tục hành chính",
        partner: str = "",
        task_facts: Mapping[str, Any] = MappingProxyType({}),
        **facts: object,
    ) -> int:
        """An obligation with all that it hangs on; its number."""
        self.made += 1
        with self.database.begin() as session:
            words = {
                "plan_id": 1,
                "position": self.made,
                "section": "II",
                "section_title": "Cải cách thể chế",
                "number": str(self.made),
                "title": title,
                "lead": lead,
                "partners": partner,
                "product": "Báo cáo",
                "timing": "Hàng năm",
            }
            task = Task(**(words | dict(task_facts)))
            session.add(task)
            session.flush()
            opens = due - timedelta(days=90)
            deadline = Deadline(task_id=task.id, label="", opens=opens, due=due, source=Source.TIME)
            session.add(deadline)
            session.flush()
            values: dict[str, object] = {
                "deadline_id": deadline.id,
                "kind": Kind.TASK,
                "label": title,
                "opens": opens,
                "due": due,
                "ends": due,
                "changed_at": MADE,
            }
            obligation = Obligation(**(values | facts))
            session.add(obligation)
            session.flush()
            session.add(Party(obligation_id=obligation.id, agency=lead, role=Role.LEAD))
            if partner:
                session.add(Party(obligation_id=obligation.id, agency=partner, role=Role.PARTNER))
            note_change(session)
            return obligation.id

    def upload(self, content: bytes = SMALL_PLAN, name: str = "ke-hoach.txt") -> int:
        """A document that came in by a page and was read; its number."""
        with self.database.begin() as session:
            number, _ = uploads.receive(session, self.act(), name, content)
        site = self.site()
        site.read_uploads()
        site.reader.wait(120)
        return number

    def rename(self, code: str, name: str) -> None:
        with self.database.begin() as session:
            session.get_one(Agency, code).name = name
            note_change(session)

    def close(self, obligation: int, on: date) -> None:
        with self.database.begin() as session:
            row = session.get(Obligation, obligation)
            assert row is not None
            row.done_on, row.revision, row.changed_at = on, row.revision + 1, self.now
            session.add(row)
            note_change(session)

    def act(self) -> Act:
        return Act("test", self.now, day_of(self.now, ZONE))

    def subscribe(self, agency: str | None, name: str = "", **choice: Any) -> tuple[int, str]:
        with self.database.begin() as session:
            feed, secret = feeds.add(session, self.act(), agency, name, Choice(**choice))
            return feed.id, secret

    def post(
        self,
        day: date,
        kind: str = "digest",
        state: LetterState = LetterState.CAPTURED,
        agency: str = "so-tai-chinh",
        subject: str = "[Đôn đốc] Sở Tài chính: 1 việc quá hạn",
        **facts: object,
    ) -> int:
        """A letter as the writer makes it; its number."""
        message_id = f"<{kind}.{day}.{agency}@quangngai.example>"
        raw = mime.build(
            headers={
                "From": "Đôn Đốc <dondoc@quangngai.example>",
                "Subject": subject,
                "Message-ID": message_id,
            },
            to=[("Sở Tài chính", "stc@quangngai.example")],
            sent_at=self.now,
            text=f"Kính gửi quý cơ quan,\nNội dung chữ của {subject}.\n",
            html=f"<p style='color:red'>Nội dung trình bày</p><script>alert(1)</script>{day}",
        )
        values: dict[str, object] = {
            "agency": agency,
            "kind": kind,
            "day": day,
            "message_id": message_id,
            "subject": subject,
            "sender": "dondoc@quangngai.example",
            "recipients": ["stc@quangngai.example"],
            "raw": raw,
            "state": state,
            "written_at": self.now,
            "try_at": self.now,
        }
        with self.database.begin() as session:
            letter = Letter(**(values | facts))
            session.add(letter)
            session.flush()
            return letter.id


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever other words a page is asked with, PostgreSQL hears the same questions: it is tried with the first of them."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("words")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def kind(request: pytest.FixtureRequest) -> str:
    """Pages on PostgreSQL are tried in CI: there are many of them, and little in them knows the database."""
    return str(request.param)


@pytest.fixture
def office(empty_url: str) -> Iterator[Office]:
    database = Database(empty_url)
    office = Office(database)
    office.furnish()
    yield office
    office.shut()


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office.site())


@pytest.fixture
def visit(app: FastAPI) -> Iterator[Callable[..., TestClient]]:
    """A browser somewhere, not signed in; without arguments at the machine itself."""
    opened: list[TestClient] = []

    def at(peer: str = "127.0.0.1", base_url: str = "http://127.0.0.1", **options: object) -> TestClient:
        client = TestClient(
            app,
            base_url=base_url,
            client=(peer, 50000),
            follow_redirects=False,
            **options,  # type: ignore[arg-type]
        )
        opened.append(client)
        return client

    yield at
    for client in opened:
        client.close()


@pytest.fixture
def local(office: Office, visit: Callable[..., TestClient]) -> TestClient:
    """An administrator's browser, signed in."""
    client = visit()
    client.headers["Cookie"] = office.signed_in()
    return client


@pytest.fixture
def stranger(visit: Callable[..., TestClient]) -> TestClient:
    return visit("203.0.113.7", "https://dondoc.quangngai.example")


@pytest.fixture
def province(plan_db: Path) -> Iterator[Office]:
    """The example plan on a day when reports of the second quarter are late, with people who look and who act."""
    database = Database(f"sqlite:///{plan_db}")
    office = Office(database, now=datetime(2012, 7, 17, 2, tzinfo=UTC))
    for role in ("viewer", "operator"):
        office.user(role)
    yield office
    office.shut()


@pytest.fixture
def browser(province: Office) -> Iterator[TestClient]:
    """Its operator's browser, signed in."""
    app = app_of(province.site())
    with TestClient(
        app, base_url="http://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        client.headers["Cookie"] = province.signed_in("operator")
        yield client


@pytest.fixture
def see(browser: TestClient) -> Callable[[str], str]:
    """What that browser is shown at a path."""
    return lambda path: browser.get(path).text


def words(page: str | Response) -> str:
    """The text of a page on one line, without its marks."""
    html = page if isinstance(page, str) else page.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
