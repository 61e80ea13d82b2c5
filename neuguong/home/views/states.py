"""The shape and colour under which a state of deeds is shown."""

from typing import Final

from neuguong.deeds.rules import DeedState, RegistrationState

DEED_KEYS: Final = {
    DeedState.REGISTERED: "registered",
    DeedState.IN_PROGRESS: "doing",
    DeedState.REPORTED: "reported",
    DeedState.DONE: "done",
    DeedState.CARRIED_OVER: "carried",
    DeedState.NOT_DONE: "not_done",
    DeedState.REPLACED: "replaced",
}
REGISTRATION_KEYS: Final = {
    RegistrationState.DRAFT: "draft",
    RegistrationState.SUBMITTED: "submitted",
    RegistrationState.CONFIRMED: "confirmed",
    RegistrationState.RETURNED: "returned",
    RegistrationState.AMENDED: "submitted",
    RegistrationState.WITHDRAWN: "not_done",
}
