"""What people type about deeds; whether it is allowed is said by the acts."""

from neuguong.deeds.forms.deed import (
    DeedForm,
    FirstLines,
    ReplaceForm,
    category_labels,
    unit_words,
)
from neuguong.deeds.forms.outcome import DoneForm, GiftForm, ResultSheet
from neuguong.deeds.forms.registration import (
    PartsForm,
    PersonForm,
    PictureForm,
    WhyForm,
    chosen_ids,
)
from neuguong.deeds.forms.work import FinishSheet, JoinForm, WorkForm
from neuguong.ui.fields import ActForm, SeveralForms

__all__ = [
    "ActForm",
    "DeedForm",
    "DoneForm",
    "FinishSheet",
    "FirstLines",
    "GiftForm",
    "JoinForm",
    "PartsForm",
    "PersonForm",
    "PictureForm",
    "ReplaceForm",
    "ResultSheet",
    "SeveralForms",
    "WhyForm",
    "WorkForm",
    "category_labels",
    "chosen_ids",
    "unit_words",
]
