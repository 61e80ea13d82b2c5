"""How a rule says no: a code for programs and a sentence for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A finished Vietnamese sentence with the remedy, and the stable code of the rule behind it."""

    code: str
    text: str


class Refused(Exception):
    """Raised by an act when a rule refuses it; pages show the sentence, JSON answers 409."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal
