"""Shapes of what people type about study and broadcasts."""

from neuguong.study.forms.broadcasts import (
    AnswerForm,
    BulletinForm,
    NewBulletinForm,
    ReadForm,
    RunsForm,
    SeriesForm,
)
from neuguong.study.forms.conferences import (
    ConferenceForm,
    MaterialForm,
    SessionForm,
    ThemeForm,
)
from neuguong.study.forms.fields import WhyForm
from neuguong.study.forms.rolls import CountForm, MakeUpForm, RollForm

__all__ = [
    "AnswerForm",
    "BulletinForm",
    "ConferenceForm",
    "CountForm",
    "MakeUpForm",
    "MaterialForm",
    "NewBulletinForm",
    "ReadForm",
    "RollForm",
    "RunsForm",
    "SeriesForm",
    "SessionForm",
    "ThemeForm",
    "WhyForm",
]
