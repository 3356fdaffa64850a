"""The plan, its zone, its rules and reports, and the office that urges and signs."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from cli.sections.section import Section


class PlanSettings(Section):
    """The zone of all days, the department that urges, and the office above it."""

    zone: str = "Asia/Ho_Chi_Minh"
    escalate_to: str = "so-noi-vu"
    above: str = "van-phong-ubnd-tinh"

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"không có múi giờ {value!r}") from error
        return value


class PolicySettings(Section):
    """The file of reminder steps and ladders; the shipped one if none is named."""

    file: Path | None = None


class ReportSettings(Section):
    """Which report regimes apply: names of shipped ones or paths of files; if none, those beside the plan."""

    use: str | tuple[str, ...] = ()
    verdicts: Path | None = None
    outline: Path | None = None
    bands: tuple[int, ...] = (30,)
    undated_months: int = Field(default=3, ge=0, le=120)

    @field_validator("bands")
    @classmethod
    def _rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(one < 1 for one in value) or list(value) != sorted(set(value)):
            raise ValueError("phải là các số ngày tăng dần, từ 1 trở lên, ví dụ [30] hoặc [10, 30, 90]")
        return value


class OfficeSettings(Section):
    """Who signs official papers, and where the office keeps templates of its own."""

    name: str = ""
    parent: str = ""
    place: str = ""
    symbol: str = ""
    unit: str = ""
    signer: str = "Giám đốc"
    signer_name: str = ""
    contact: str = ""
    phone: str = ""
    answer_days: int = Field(default=3, ge=1, le=60)
    templates: Path | None = None
