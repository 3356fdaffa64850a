"""The forms of what waits for a person → acts: a row an act, named as in the address. What is done is logged under the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from notifications.mail import queue_acts
from plan import dates
from plan.errors import NotPossibleError
from plan.ledger import bounces
from plan.ledger.waiting_mail import resolve_answer, resolve_stray
from plan.obligations import acts, responses
from plan.obligations.extensions import DecisionPaper
from plan.storage import working_days
from plan.storage.changes import word_changes
from plan.storage.session import Session
from plan.tasks.question_cache import asked
from plan.views.answers import asked_duties
from plan.vocabulary import Cell
from scheduler.clock_reference import trust
from scheduler.intake import answers
from web.forms import day_of_field, number_of_field, text
from web.obligation_forms import SentForm, decision_paper
from web.uploads import paper_of

TodoAct = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class TodoForm:
    """A form read into its act, and the kind under which the page lists what it is about."""

    kind: str
    read: Callable[[SentForm], TodoAct]

    def __call__(self, form: SentForm) -> TodoAct:
        return self.read(form)


def _number(form: SentForm, name: str = "number") -> int:
    """The number of the row that the form is about. Raises NotPossibleError for what is none."""
    said = text(form.fields, name)
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise NotPossibleError("thiếu số của việc cần xử lý; hãy tải lại trang")
    return int(said)


def _words(form: SentForm, name: str, what: str) -> str:
    said = " ".join(text(form.fields, name).split())
    if not said:
        raise NotPossibleError(f"cần ghi {what}")
    return said


def _grant(form: SentForm) -> TodoAct:
    number, to = _number(form), day_of_field(form.site, form.fields, "to")
    ends, paper = form.site.rules().calendar.on_or_after(to), decision_paper(form)
    return lambda session: responses.accept_extension(
        session, number, form.act, to=to, ends=ends, paper=paper
    )


def _withdraw(form: SentForm) -> TodoAct:
    number, said = _number(form), _words(form, "paper", "số và ngày văn bản")
    code, _, day = said.partition(" ngày ")
    try:
        paper = DecisionPaper(code.strip(), dates.read_typed(day, form.act.today))
    except ValueError as error:
        raise NotPossibleError("hãy ghi số và ngày văn bản, như: 12/TB-UBND ngày 09/7/2012") from error
    return lambda session: responses.accept_extension(
        session, number, form.act, to=None, ends=None, paper=paper
    )


def _deny(form: SentForm) -> TodoAct:
    number, reason = _number(form), _words(form, "reason", "lý do không gia hạn")
    return lambda session: responses.refuse_extension(session, number, form.act, reason=reason)


def _name(form: SentForm) -> TodoAct:
    name, agency = _words(form, "name", "tên"), _words(form, "agency", "cơ quan trong sổ mà tên này chỉ")
    return lambda session: answers.name_agency(session, form.site.rules(), form.act, name, agency)


def _outside(form: SentForm) -> TodoAct:
    name = _words(form, "name", "tên")
    return lambda session: answers.leave_outside(session, form.site.rules(), form.act, name)


def _settle(form: SentForm) -> TodoAct:
    cell = text(form.fields, "cell")
    if cell not in (Cell.LEAD, Cell.PARTNERS, Cell.TIMING, Cell.REVIEW):
        raise NotPossibleError("câu hỏi này không còn; hãy tải lại trang")
    words = "" if cell == Cell.REVIEW else _words(form, "words", "câu trả lời")
    tasks = text(form.fields, "tasks").split(",")

    def settle(session: Session) -> None:
        questions = asked(form.site.database, session, word_changes(session), form.act.today)
        waiting = {str(one.task) for one in questions if one.cell == cell}
        if not waiting.issuperset(tasks):  # whoever answers second would undo what the first said
            raise NotPossibleError(
                "có người vừa trả lời câu hỏi này; hãy xem điều mới rồi làm lại nếu vẫn cần"
            )
        for task in tasks:
            answers.settle(session, form.site.rules(), form.act, task, {Cell(cell): words})

    return settle


def _returned(form: SentForm) -> TodoAct:
    number = _number(form)
    return lambda session: bounces.resolve(session, form.act, number)


def _stray(form: SentForm) -> TodoAct:
    number = _number(form)
    return lambda session: resolve_stray(session, form.act, number)


def _answered(form: SentForm) -> TodoAct:
    number = _number(form)
    return lambda session: resolve_answer(session, form.act, number)


def _received(form: SentForm) -> TodoAct:
    """What an answer by mail says came in is recorded, and the answer is seen to: both or neither."""
    number, duty = _number(form), _number(form, "duty")
    on, document, paper = (
        day_of_field(form.site, form.fields, "on"),
        number_of_field(form.fields),
        paper_of(form.fields),
    )

    def receive(session: Session) -> None:
        answer = resolve_answer(session, form.act, number)
        if duty not in {
            one.id for one in asked_duties(session, [answer.letter_id]).get(answer.letter_id, ())
        }:
            raise NotPossibleError(
                "việc này không có trong thư được trả lời, hoặc không còn mở; hãy tải lại trang"
            )
        row = acts.find_obligation(session, duty)
        note = f"trả lời thư số {answer.letter_id}, từ {answer.sender}"
        acts.complete(session, row, form.act, on=on, document=document, note=note, paper=paper)

    return receive


def _confirm_year(form: SentForm) -> TodoAct:
    year, source = _number(form), _words(form, "source", "văn bản đã đối chiếu")
    return lambda session: working_days.confirm(session, form.act, year, source)


FORMS: Mapping[str, TodoForm] = {
    "grant": TodoForm("requests", _grant),
    "withdraw": TodoForm("requests", _withdraw),
    "deny": TodoForm("requests", _deny),
    "name": TodoForm("questions", _name),
    "outside": TodoForm("questions", _outside),
    "settle": TodoForm("questions", _settle),
    "returned": TodoForm("letters", _returned),
    "stray": TodoForm("letters", _stray),
    "answer": TodoForm("letters", _answered),
    "received": TodoForm("letters", _received),
    "retry": TodoForm("letters", lambda form: lambda session: queue_acts.retry_refused(session, form.act)),
    "release": TodoForm("letters", lambda form: lambda session: queue_acts.release(session, form.act)),
    "year": TodoForm("machine", _confirm_year),
    "clock": TodoForm("machine", lambda form: lambda session: trust(session, form.act)),
}
