"""The sense of the first start, without widgets."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.clock import Clock
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.errors import VaultError
from baixing_desktop.usecases.people import check_new_passphrase
from baixing_desktop.usecases.setup import PASSPHRASE_WORDS, create_home, keyring_available, load_reference


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered."""

    face: Face
    unit: str
    operator: str
    passphrase: str
    repeated: str


class FirstStart:
    """Checks the answers and makes the home."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home, self._clock = home, clock

    def keyring(self) -> bool:
        """Whether this computer's keyring keeps a share of the keys."""
        return keyring_available()

    @property
    def words(self) -> str:
        """What a passphrase must be like."""
        return PASSPHRASE_WORDS

    def units(self, face: Face) -> list[tuple[str, str]]:
        """Code and short name of every unit that this face can be."""
        kinds = (UnitKind.OFFICE,) if face is Face.OFFICE else (UnitKind.WORKROOM, UnitKind.DIRECT_POINT)
        found = load_reference().units_of(*kinds)
        return [(unit.code, unit.short_name.removesuffix("工作室")) for unit in found]

    def unit_name(self, code: str) -> str:
        """The full name of a unit."""
        return load_reference().unit_name(code)

    def wrong(self, answers: Answers) -> dict[str, str]:
        """What is still missing or wrong, by field: ``unit``, ``operator``, ``passphrase``, ``repeated``."""
        wrong: dict[str, str] = {}
        if not answers.unit:
            wrong["unit"] = "请选择单位。"
        if not answers.operator.strip():
            wrong["operator"] = "请填写经办人姓名。"
        try:
            check_new_passphrase(answers.passphrase, answers.operator.strip())
        except VaultError as error:
            wrong["passphrase"] = f"{error.advice.what}{error.advice.todo}"
        else:
            if answers.passphrase != answers.repeated:
                wrong["repeated"] = "两次输入的口令不一样。"
        return wrong

    def make(self, answers: Answers) -> None:
        """Set up the home.

        Raises:
            UserError: as ``create_home``.
        """
        create_home(
            self._home,
            face=answers.face,
            unit=answers.unit,
            operator=answers.operator,
            passphrase=answers.passphrase,
            clock=self._clock,
        )
