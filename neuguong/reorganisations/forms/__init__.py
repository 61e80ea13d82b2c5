"""Shapes of what people type here: what a plan is, one step of each kind, a reason."""

from neuguong.reorganisations.forms.plan import HeadForm, ReasonForm
from neuguong.reorganisations.forms.step import LOOK_FOR, PERSON, StepForm, typed_words

__all__ = ["LOOK_FOR", "PERSON", "HeadForm", "ReasonForm", "StepForm", "typed_words"]
