"""What an applicant states so that a rule can compute: strict models, never a person's name.

Titles of fields are German, descriptions English; money is in cents, hours are in minutes.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.kernel import ZERO, Amount, Message, Money
from domain.words import Words


class Row(Message):
    """One row of a list; its key is a number or a kind of cost, never a name."""

    key: str


R = TypeVar("R", bound=Row)


def _each_once(rows: tuple[R, ...]) -> tuple[R, ...]:
    if len({row.key for row in rows}) < len(rows):
        raise PydanticCustomError("twice", "the same key stands twice")
    return rows


_ROW_NAMES = {
    "guide": ("Lotsin oder Lotse", "guide"),
    "seminar": ("Seminar", "seminar"),
    "training": ("Qualifizierung", "training"),
    "course": ("Kurs", "course"),
    "client": ("Klient", "client"),
    "cost": ("Ausgaben", "cost"),
    "staff": ("Personal", "staff"),
    "fees": ("Honorare", "fees"),
    "material": ("Sachmittel", "material"),
    "rent": ("Mieten", "rent"),
    "travel": ("Reisen", "travel"),
    "publicity": ("Öffentlichkeitsarbeit", "publicity"),
    "other": ("Sonstiges", "other"),
}


def row_words(key: str, german: str, english: str) -> Words:
    """The name of a row with what is said of it: `Kurs 1: Zuwendung`."""
    kind, _, number = key.partition("-")
    names = (f"{name} {number}".rstrip() for name in _ROW_NAMES[kind])
    return Words(de=f"{next(names)}: {german}", en=f"{next(names)}: {english}")


Rows = Annotated[tuple[R, ...], Field(min_length=1, max_length=500), AfterValidator(_each_once)]

Cost = Annotated[
    Amount, Field(title="Zuwendungsfähige Ausgaben in Cent", description="eligible cost, cents")
]

OtherFunds = Annotated[
    Amount, Field(title="Mittel Dritter in Cent", description="funds of third parties, cents")
]
"""Money of others for the same purpose, fees of participants included; not the own share."""

Lessons = Annotated[
    int, Field(strict=True, ge=0, le=10_000, title="Unterrichtsstunden", description="lessons")
]

Participants = Annotated[
    int, Field(strict=True, ge=0, le=1_000, title="Teilnehmende", description="participants")
]

CourseKey = Annotated[
    str, Field(strict=True, pattern=r"^course-[0-9]{1,3}$", title="Kurs", description="course")
]


class YearlyCostFacts(Message):
    """A post: its cost, and for how much of the year and of a full post it is filled."""

    eligible_cents: Cost
    months: Annotated[
        int, Field(strict=True, ge=1, le=12, title="Besetzte Monate", description="months filled")
    ]
    post_percent: Annotated[
        int,
        Field(
            strict=True, ge=1, le=100, title="Stellenanteil in %", description="share of post, %"
        ),
    ] = 100
    other_funds_cents: OtherFunds = ZERO


class AmountFacts(Message):
    """The cost of something that is paid up to one amount."""

    eligible_cents: Cost
    other_funds_cents: OtherFunds = ZERO


class NoticeAmountFacts(AmountFacts):
    """The same with the amount that the notice sets, because no source states it."""

    amount_cents: Annotated[
        Amount,
        Field(
            title="Höchstbetrag laut Bescheid in Cent", description="amount of the notice, cents"
        ),
    ]


class CostItem(Row):
    """One budget line (Einzelansatz) of a project; `not_eligible_cents` is part of the amount."""

    key: Annotated[
        Literal["staff", "fees", "material", "rent", "travel", "publicity", "other"],
        Field(title="Ausgabenart", description="kind of cost"),
    ]
    amount_cents: Annotated[Amount, Field(title="Ausgaben in Cent", description="cost, cents")]
    not_eligible_cents: Annotated[
        Amount, Field(title="davon nicht zuwendungsfähig", description="of which not eligible")
    ] = ZERO

    @model_validator(mode="after")
    def _part_within_amount(self) -> "CostItem":
        if self.not_eligible_cents > self.amount_cents:
            raise PydanticCustomError("part_too_large", "a part is larger than the whole")
        return self


class ProjectFacts(Message):
    """The plan or the account of a project: cost by budget line, and who else pays."""

    items: Rows[CostItem]
    own_cents: Annotated[Amount, Field(title="Eigenmittel in Cent", description="own share")] = ZERO
    other_funds_cents: OtherFunds = ZERO

    @property
    def total_cents(self) -> Money:
        """All expenditure."""
        return Money(sum(item.amount_cents for item in self.items))

    @property
    def eligible_cents(self) -> Money:
        """The eligible part of all expenditure."""
        return self.total_cents - sum(item.not_eligible_cents for item in self.items)


class NoticeShareFacts(ProjectFacts):
    """The same with the percentage that the notice sets, because no source states it."""

    percent: Annotated[
        int,
        Field(strict=True, ge=0, le=100, title="Anteil laut Bescheid in %", description="share, %"),
    ]


class Guide(Row):
    """What one guide works in the year; guides are numbered, never named."""

    key: Annotated[
        str,
        Field(
            strict=True,
            pattern=r"^guide-[0-9]{1,3}$",
            title="Lotsin oder Lotse (Nummer, kein Name)",
            description="guide (number, no name)",
        ),
    ]
    minutes: Annotated[
        int, Field(strict=True, ge=0, le=527_040, title="Minuten im Jahr", description="minutes")
    ]
    coordinating: Annotated[
        bool, Field(strict=True, title="koordinierend", description="coordinating")
    ] = False


class GuidesFacts(Message):
    """The guides of a recipient, each with the time worked."""

    guides: Rows[Guide]


class Seminar(Row):
    """One training seminar."""

    key: Annotated[
        str,
        Field(strict=True, pattern=r"^seminar-[0-9]{1,3}$", title="Seminar", description="seminar"),
    ]
    participants: Participants
    eligible_cents: Cost


class SeminarsFacts(Message):
    """Training seminars and the money of others for them."""

    seminars: Rows[Seminar]
    other_funds_cents: OtherFunds = ZERO


class Training(Row):
    """One training that is paid by participants and lessons."""

    key: Annotated[
        str,
        Field(
            strict=True,
            pattern=r"^training-[0-9]{1,3}$",
            title="Qualifizierung",
            description="training",
        ),
    ]
    participants: Participants
    lessons: Lessons
    eligible_cents: Cost


class TrainingsFacts(Message):
    """Trainings by participants and lessons, and the money of others for them."""

    trainings: Rows[Training]
    other_funds_cents: OtherFunds = ZERO


class Client(Row):
    """The assignments of interpreters for one client; clients are numbered, never named."""

    key: Annotated[
        str,
        Field(
            strict=True,
            pattern=r"^client-[0-9]{1,3}$",
            title="Klient (Nummer, kein Name)",
            description="client (number, no name)",
        ),
    ]
    assignments: Annotated[
        int, Field(strict=True, ge=0, le=1_000, title="Einsätze", description="assignments")
    ]
    excepted: Annotated[
        bool, Field(strict=True, title="Ausnahme bewilligt", description="exception granted")
    ] = False


class AssignmentsFacts(Message):
    """The clients of interpreters, each with the assignments."""

    clients: Rows[Client]


class LanguageCourse(Row):
    """A course paid by participants and lessons.

    `attended` is the sum of the attendance list, participants over all lessons; a plan has none.
    """

    key: CourseKey
    participants: Participants
    lessons: Lessons
    attended: Annotated[
        int | None,
        Field(strict=True, ge=0, title="Summe der Anwesenheitsliste", description="attendance"),
    ] = None

    @model_validator(mode="after")
    def _attended_fits(self) -> "LanguageCourse":
        if self.attended is not None and self.attended > self.participants * self.lessons:
            raise PydanticCustomError("part_too_large", "a part is larger than the whole")
        return self


class LanguageCoursesFacts(Message):
    """Language courses, planned or with their attendance."""

    courses: Rows[LanguageCourse]


class LessonCourse(Row):
    """A course paid by lessons up to its cost."""

    key: CourseKey
    lessons: Lessons
    eligible_cents: Cost


class LessonCoursesFacts(Message):
    """Courses paid by lessons, and the money of others for them."""

    courses: Rows[LessonCourse]
    other_funds_cents: OtherFunds = ZERO
