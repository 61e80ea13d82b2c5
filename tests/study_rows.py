"""What the addresses of study and of ceremonies answer to everyone; see `rows.py`."""

from typing import Final

from tests.rows import Row, asks, signed_in

ROWS: Final[dict[str, Row]] = {
    "ceremonies:add_admission": asks(
        "ceremonies.write", "200/422", sees="ceremonies.view", an="403/403"
    ),
    "ceremonies:add_movement": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "ceremonies:add_twinning": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "ceremonies:add_volunteer_day": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "ceremonies:admission": asks("ceremonies.view", "200/405", sees="ceremonies.view"),
    "ceremonies:branch": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:change_admission": asks(
        "ceremonies.write", "200/422", sees="ceremonies.view", an="403/403"
    ),
    "ceremonies:drop_volunteer_day": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:end_twinning": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "ceremonies:hold_admission": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "ceremonies:leave": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:movement": asks(
        "ceremonies.write",
        "200/422",
        sees="ceremonies.view",
        chi="200/403",
        inspector="200/403",
        editor="200/403",
    ),
    "ceremonies:outcome": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:paper": asks("ceremonies.write", "200/405", sees="ceremonies.view", an="404/405"),
    "ceremonies:salutes": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:start": signed_in("302/405"),
    "ceremonies:tie": asks("ceremonies.write", "200/302", sees="ceremonies.view"),
    "ceremonies:twinning": asks("ceremonies.view", "200/405", sees="ceremonies.view"),
    "ceremonies:unit": asks("ceremonies.view", "200/405", sees="ceremonies.view"),
    "ceremonies:volunteer_day": asks("ceremonies.view", "200/405", sees="ceremonies.view"),
    "ceremonies:volunteer_held": asks("ceremonies.write", "200/422", sees="ceremonies.view"),
    "study:add_conference": asks("study.run", "200/422", sees="study.view"),
    "study:add_series": asks("study.run", "200/422", sees="study.view"),
    "study:add_session": asks("study.run", "200/422", sees="study.view"),
    "study:add_theme": asks("study.run", "200/422", sees="study.view"),
    "study:answer": asks("study.run", "405/302", sees="study.view"),
    "study:broadcasts": asks(
        "study.note",
        "200/422",
        sees="study.view",
        chi="200/403",
        inspector="200/403",
        editor="200/403",
    ),
    "study:bulletin": asks(
        "study.note",
        "200/422",
        sees="study.view",
        chi="200/403",
        inspector="200/403",
        editor="200/403",
    ),
    "study:call_off": asks("study.run", "200/422", sees="study.view"),
    "study:catch_up": asks("study.note", "200/422", sees="study.view"),
    "study:change": asks("study.run", "200/422", sees="study.view"),
    "study:check_in": signed_in(
        "200/403", chi="200/422", giang="200/422", binh="200/422", an="200/422", dung="200/422"
    ),
    "study:code": asks("study.note", "200/405", sees="study.view"),
    "study:conference": asks("study.view", "200/405", sees="study.view"),
    "study:drop_material": asks("study.run", "200/302", sees="study.view"),
    "study:drop_session": asks("study.run", "200/302", sees="study.view"),
    "study:hold": asks("study.run", "200/302", sees="study.view"),
    "study:material": asks("study.view", "200/405", sees="study.view"),
    "study:online": asks("study.note", "405/409", sees="study.view", chi="405/409"),
    "study:plan": asks("study.run", "405/422", sees="study.view"),
    "study:print_bulletin": asks("study.view", "200/405", sees="study.view"),
    "study:read_out": asks("study.note", "200/422", sees="study.view"),
    "study:refresh": asks("study.note", "200/302", sees="study.view"),
    "study:roll": asks("study.note", "200/302", sees="study.view", an="200/403"),
    "study:series": asks("study.view", "200/405", sees="study.view"),
    "study:sheet": asks("study.note", "200/405", sees="study.view"),
    "study:start": signed_in("302/405"),
    "study:theme": asks(
        "study.run",
        "200/422",
        sees="study.view",
        chi="200/403",
        inspector="200/403",
        editor="200/403",
    ),
    "study:unit": asks("study.view", "200/405", sees="study.view"),
}
