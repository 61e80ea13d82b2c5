"""What every address answers to everyone; `rows.py` says how a row is read. Read every change of this table.

200 and 302 after an act; 302 before the sign-in page for nobody; 403 yours to know of but not to do; 404
not yours to know of; 405 not asked that way; 409 and 422 refused with a sentence.
"""

from collections.abc import Mapping
from typing import Final

from tests.honours_rows import ROWS as HONOURS
from tests.meeting_rows import ROWS as MEETINGS
from tests.plan_rows import ROWS as PLANS
from tests.rows import COMMUNE, OFFICES, Row, asks, signed_in
from tests.study_rows import ROWS as STUDY

# Accounts of offices that are not those of a person.
NO_PERSON: Final[Mapping[str, str]] = dict.fromkeys(OFFICES, "405/403")

EXPECTED: dict[str, Row] = {
    **STUDY,
    **HONOURS,
    **MEETINGS,
    **PLANS,
    "account_login": signed_in("302/302", nobody="200/422"),
    "account_reauthenticate": signed_in("200/422"),
    "accounts:begin_two_steps": signed_in("302/405"),
    "accounts:end_others": signed_in("405/302"),
    "accounts:end_session": signed_in("405/404"),
    "accounts:enter_by_slip": signed_in("302/302", nobody="200/422"),
    "accounts:kept": signed_in("302/405"),
    "accounts:list": asks("people.grant", "200/405"),
    "accounts:outside": signed_in("404/404"),
    "accounts:password": signed_in("200/422"),
    "accounts:sign_in": signed_in("302/302", nobody="200/422"),
    "accounts:sign_out": signed_in("405/302"),
    "accounts:slip": asks("people.grant", "302/405", sees="people.grant"),
    "accounts:slips": asks("people.grant", "200/422"),
    "accounts:start": signed_in("403/405", branch_admin="302/405"),
    "attendance:drop": asks("attendance.write", "404/404", sees="attendance.view"),
    "attendance:hours": asks("attendance.write", "200/422", sees="attendance.view"),
    "attendance:mine": signed_in("302/405", nobody="302/302"),
    "attendance:month": signed_in("404/405", nobody="302/302"),
    "attendance:sheet": asks(
        "attendance.view", "200/405", sees="attendance.view", nobody="302/302"
    ),
    "attendance:year": asks("attendance.view", "200/405", sees="attendance.view", nobody="302/302"),
    "deeds:accept_gift": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:accept_gifts": asks("deeds.confirm", "405/302", sees="deeds.view", nobody="302/302"),
    "deeds:add_deed": asks(
        "deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:add_deed_gift": asks(
        "deeds.report", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:add_gift": asks("deeds.report", "200/422", sees="deeds.view", named=True, chi="200/422"),
    "deeds:add_person": asks("deeds.register", "200/422", sees="deeds.view"),
    "deeds:add_photos": asks(
        "deeds.report", "200/302", sees="deeds.view", named=True, chi="200/302"
    ),
    "deeds:carry_over": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:change_deed": asks(
        "deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:collective": asks("deeds.register", "200/302", sees="deeds.view", inspector="200/403"),
    "deeds:confirm": asks("deeds.confirm", "200/302", sees="deeds.view", named=True, chi="403/403"),
    "deeds:confirm_done": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:confirm_results": asks("deeds.confirm", "405/302", sees="deeds.view", nobody="302/302"),
    "deeds:confirm_several": asks("deeds.confirm", "405/302", sees="deeds.view", nobody="302/302"),
    "deeds:deed": asks(
        "deeds.view", "200/405", sees="deeds.view", named=True, nobody="302/302", chi="200/405"
    ),
    "deeds:evidence": asks(
        "deeds.report", "200/405", sees="deeds.view", named=True, nobody="302/302", chi="200/405"
    ),
    "deeds:finish_work": asks("deeds.confirm", "200/422", sees="deeds.view", at=COMMUNE),
    "deeds:give_back": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:give_up": asks(
        "deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:grid": asks("deeds.register", "200/302", chi="200/302", an="403/403"),
    "deeds:grid_cell": asks(
        "deeds.register", "405/200", nobody="302/302", chi="405/200", an="405/403"
    ),
    "deeds:grid_news": asks(
        "deeds.register", "200/405", nobody="302/302", chi="200/405", an="403/405"
    ),
    "deeds:grid_paste": asks("org.view", "405/200", nobody="302/302"),
    "deeds:grid_result": asks(
        "deeds.report", "405/200", nobody="302/302", chi="405/200", an="405/403"
    ),
    "deeds:grid_results": asks("deeds.report", "200/302", chi="200/302", an="403/403"),
    "deeds:grid_results_news": asks(
        "deeds.report", "200/405", nobody="302/302", chi="200/405", an="403/405"
    ),
    "deeds:join_work": asks(
        "deeds.report", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:list": asks("deeds.view", "200/405", sees="deeds.view", nobody="302/302"),
    "deeds:mine": signed_in(
        "200/200", chi="200/302", giang="200/302", binh="200/302", an="200/302", dung="200/302"
    ),
    "deeds:my_list": signed_in("302/405", nobody="302/302"),
    "deeds:open_work": asks("deeds.report", "200/422", sees="deeds.view"),
    "deeds:parts": asks("deeds.register", "200/302", sees="deeds.view", named=True, chi="200/302"),
    "deeds:person": asks("deeds.register", "200/302", sees="deeds.view", named=True),
    "deeds:registration": asks(
        "deeds.view", "200/405", sees="deeds.view", named=True, nobody="302/302", chi="200/405"
    ),
    "deeds:remove_deed": asks(
        "deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:remove_evidence": asks(
        "deeds.report", "405/302", sees="deeds.view", named=True, nobody="302/302", chi="405/302"
    ),
    "deeds:reopen": asks("deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"),
    "deeds:replace_deed": asks(
        "deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"
    ),
    "deeds:report": asks("deeds.report", "200/422", sees="deeds.view", named=True, chi="200/422"),
    "deeds:return_result": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:scan": asks("deeds.register", "200/422", sees="deeds.view", named=True),
    "deeds:scan_drop": asks("deeds.register", "200/302", sees="deeds.view", named=True),
    "deeds:scan_file": asks(
        "deeds.view", "200/405", sees="deeds.view", named=True, nobody="302/302"
    ),
    "deeds:scan_in": asks("deeds.register", "200/422", an="403/403"),
    "deeds:start": asks("deeds.register", "200/302", sees="deeds.view", named=True, chi="200/302"),
    "deeds:submit": asks("deeds.register", "200/422", sees="deeds.view", named=True, chi="200/422"),
    "deeds:withdraw": asks(
        "deeds.confirm", "200/422", sees="deeds.view", named=True, chi="403/403"
    ),
    "deeds:work": asks("deeds.view", "200/405", sees="deeds.view", at=COMMUNE, nobody="302/302"),
    "evaluations:ballot": asks("evaluations.review", "200/422", chi="200/422", an="404/404"),
    "evaluations:begin": asks("evaluations.review", "200/302", chi="200/302", an="404/404"),
    "evaluations:decide": asks("evaluations.decide", "200/422"),
    "evaluations:drop_declaration": asks("evaluations.declare", "404/404"),
    "evaluations:drop_title": asks("evaluations.declare", "404/404"),
    "evaluations:handed": asks("evaluations.review", "404/405"),
    "evaluations:mine": signed_in("200/405", inspector="302/405"),
    "evaluations:notice": asks("evaluations.decide", "405/302"),
    "evaluations:open_ballot": asks("evaluations.review", "200/422", an="404/404"),
    "evaluations:propose": asks("evaluations.review", "200/302"),
    "evaluations:quota": asks("evaluations.view", "200/405"),
    "evaluations:rating": asks("evaluations.view", "200/422", chi="200/422"),
    "evaluations:review": asks("evaluations.review", "200/422", chi="200/422", an="404/404"),
    "evaluations:rules": signed_in("200/405"),
    # One's own alone: accounts of offices are those of no person.
    "evaluations:self_check": signed_in("200/422", **dict.fromkeys(OFFICES, "404/404")),
    "evaluations:stated": asks("evaluations.view", "200/422", inspector="200/403"),
    "evaluations:totals": asks("evaluations.decide", "200/422"),
    "evaluations:unit": asks("evaluations.view", "200/405"),
    "evaluations:void": asks("evaluations.review", "200/422", chi="403/403", an="404/404"),
    "evaluations:vote": asks("evaluations.review", "302/302", chi="302/302", an="404/404"),
    "duties:calendar": asks("duties.set", "200/422", sees="duties.view"),
    "duties:calls": asks("duties.view", "200/405", sees="duties.view", nobody="302/302"),
    "duties:contact": asks("duties.answer", "200/422", sees="duties.view"),
    "duties:done": asks("duties.answer", "200/422", sees="duties.view"),
    "duties:end": asks("duties.set", "200/302", sees="duties.view", at=COMMUNE),
    "duties:excuse": asks("duties.set", "200/422", sees="duties.view"),
    "duties:mine": signed_in("302/405", nobody="302/302"),
    "duties:owed": asks("duties.view", "200/405", sees="duties.view", nobody="302/302"),
    "duties:sheet": asks("duties.view", "200/405", sees="duties.view", nobody="302/302"),
    "duties:wall": asks("duties.view", "200/405", sees="duties.view", nobody="302/302"),
    "exchange:annex": asks("org.change", "200/405", sees="org.change", nobody="302/302"),
    "exchange:annex_answer": asks("org.change", "405/302", sees="org.change", nobody="302/302"),
    "exchange:annex_discard": asks("org.change", "405/302", sees="org.change", nobody="302/302"),
    "exchange:annex_draft": asks("org.change", "405/302", sees="org.change", nobody="302/302"),
    "exchange:answer": asks("exchange.import", "405/302", sees="exchange.import", nobody="302/302"),
    "exchange:apply": asks("exchange.import", "405/302", sees="exchange.import", nobody="302/302"),
    "exchange:attendance": asks("attendance.write", "200/422", dung="200/422", operator="403/403"),
    "exchange:discard": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:export_deeds": asks("deeds.view", "200/405", sees="deeds.view", nobody="302/302"),
    "exchange:export_people": asks(
        "people.see_names", "200/405", sees="people.view", nobody="302/302", an="403/405"
    ),
    "exchange:export_units": asks("org.view", "200/405", nobody="302/302"),
    "exchange:form": asks("exchange.import", "200/405", nobody="302/302"),
    "exchange:list": asks("exchange.import", "200/405", sees="exchange.import", nobody="302/302"),
    "exchange:list_answer": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:list_apply": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:list_discard": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:list_marked": asks(
        "exchange.import", "200/405", sees="exchange.import", nobody="302/302"
    ),
    "exchange:list_release": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:list_undo": asks("exchange.import", "302/302", sees="exchange.import"),
    "exchange:marked": asks("exchange.import", "200/405", sees="exchange.import", nobody="302/302"),
    "exchange:meaning": asks("exchange.import", "200/200", sees="exchange.import"),
    "exchange:mend": asks("exchange.import", "405/302", sees="exchange.import", nobody="302/302"),
    "exchange:people": asks("exchange.import", "200/200", dung="200/200", operator="403/403"),
    "exchange:preview": asks(
        "exchange.import", "200/405", sees="exchange.import", nobody="302/302"
    ),
    "exchange:release": asks(
        "exchange.import", "405/302", sees="exchange.import", nobody="302/302"
    ),
    "exchange:reorganisations": signed_in("403/403", branch_admin="200/200"),
    "exchange:undo": asks("exchange.import", "302/302", sees="exchange.import"),
    "exchange:units": asks(
        "exchange.import", "200/200", giang="403/403", dung="200/200", operator="403/403"
    ),
    "exchange:upload": asks("exchange.import", "200/200", dung="200/200", operator="403/403"),
    "exchange:ways_out": signed_in("200/405", nobody="302/302", operator="404/405"),
    "home:close_year": asks("programme.close", "200/302", sees="rollup.view"),
    "home:data": asks("people.change", "200/403", dung="200/403", operator="200/302"),
    "home:evening": asks("evaluations.view", "200/405"),
    "home:explain": asks("rollup.view", "409/405", sees="rollup.view"),
    "home:figures": asks("rollup.view", "200/405", sees="rollup.view"),
    "home:history": asks("org.view", "200/405"),
    "home:home": signed_in("200/405"),
    "home:integrity": signed_in("403/403", operator="200/302"),
    "home:log": signed_in("403/405", auditor="200/405", data_protection="200/405"),
    "home:log_deed": asks(
        "audit.view",
        "200/405",
        sees="deeds.view",
        named=True,
        chi="403/405",
        auditor="200/405",
        data_protection="200/405",
    ),
    "home:log_person": asks("audit.view", "200/405", named=True, chi="403/405", auditor="200/405"),
    "home:log_registration": asks(
        "audit.view",
        "200/405",
        sees="deeds.view",
        named=True,
        chi="403/405",
        auditor="200/405",
        data_protection="200/405",
    ),
    "home:log_seals": asks("audit.view", "200/405", dung="403/405", operator="200/405"),
    "home:log_unit": asks("audit.view", "200/405"),
    "home:me": signed_in("302/405"),
    "home:my_figures": signed_in("302/405"),
    "home:open_names": asks("people.see_names", "200/200", sees="rollup.view"),
    "home:person": asks("org.view", "200/405", named=True, chi="200/405"),
    "home:records": asks("rollup.view", "409/405", sees="rollup.view"),
    "home:reopen_year": asks("programme.close", "200/200", sees="rollup.view"),
    "home:search": signed_in("200/405"),
    "home:tree": signed_in("200/405"),
    "home:unit": asks("org.view", "200/405"),
    "home:year": asks("org.view", "200/403", sees="rollup.view", binh="200/200", an="200/200"),
    "indicators:compare": asks("rollup.view", "200/405", sees="rollup.view"),
    "indicators:cuts": asks("rollup.view", "200/405", sees="rollup.view"),
    "indicators:define": asks("indicators.set", "200/422", sees="rollup.view"),
    "indicators:drop_external": asks("indicators.enter", "404/404", sees="rollup.view"),
    "indicators:drop_target": asks("indicators.target", "404/404", sees="rollup.view"),
    "indicators:end": asks("indicators.set", "404/404", sees="rollup.view"),
    "indicators:external": asks(
        "rollup.view", "200/403", sees="rollup.view", binh="200/422", an="200/422"
    ),
    "indicators:mine": signed_in("302/405"),
    "indicators:one": asks("rollup.view", "409/405", sees="rollup.view"),
    "indicators:opening": asks("indicators.open", "200/302", sees="rollup.view"),
    "indicators:overview": asks("rollup.view", "200/405", sees="rollup.view"),
    "indicators:progress": asks("rollup.view", "200/405", sees="rollup.view"),
    "indicators:review": asks("rollup.view", "200/405", sees="rollup.view"),
    "indicators:targets": asks(
        "rollup.view", "200/403", sees="rollup.view", binh="200/422", an="200/422"
    ),
    "inspections:add": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:call_off": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:change": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:conclude": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:drop": asks("inspections.write", "200/302", sees="inspections.view"),
    "inspections:hold": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:inspection": asks(
        "inspections.view", "200/405", sees="inspections.view", nobody="302/302"
    ),
    "inspections:letters": asks(
        "inspections.view", "200/422", sees="inspections.view", inspector="200/403"
    ),
    "inspections:mend": asks("inspections.view", "200/422", sees="inspections.view"),
    "inspections:mine": signed_in("302/405", nobody="302/302"),
    "inspections:new": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:paper": signed_in("404/405", nobody="302/302"),
    "inspections:recheck": asks("inspections.write", "200/422", sees="inspections.view"),
    "inspections:sheet": asks(
        "inspections.view", "200/405", sees="inspections.view", nobody="302/302"
    ),
    "inspections:year": asks(
        "inspections.view", "200/405", sees="inspections.view", nobody="302/302"
    ),
    "jobs:job": signed_in("404/405", giang="200/405"),
    "mfa_activate_totp": signed_in("302/302"),
    "mfa_add_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_authenticate": signed_in("302/302"),
    "mfa_deactivate_totp": signed_in("404/404"),
    "mfa_download_recovery_codes": signed_in("404/404"),
    "mfa_edit_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_generate_recovery_codes": signed_in("302/302"),
    "mfa_index": signed_in("200/405"),
    "mfa_list_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_login_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_reauthenticate": signed_in("302/302"),
    "mfa_reauthenticate_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_remove_webauthn": signed_in("404/404", nobody="404/404"),
    "mfa_view_recovery_codes": signed_in("404/405", nobody="302/302"),
    "openid_connect_callback": signed_in("404/405", nobody="404/405"),
    "openid_connect_login": signed_in("404/404", nobody="404/404"),
    "people:account": asks("people.grant", "200/405", sees="people.grant", chi="200/405"),
    "people:accounts": asks("people.grant", "200/405"),
    "people:close_account": asks("people.grant", "200/422", sees="people.grant", chi="403/403"),
    "people:end_grant": asks("people.grant", "200/422", sees="people.grant", chi="200/422"),
    "people:give": asks("people.grant", "200/422"),
    "people:open_account": asks("people.grant", "200/422"),
    "people:reopen_account": asks("people.grant", "200/422", sees="people.grant", chi="403/403"),
    "people:rights": signed_in("200/405"),
    "people:roles": signed_in("200/405"),
    "people:stand_in": asks("people.grant", "200/422", sees="people.grant", chi="200/422"),
    "people:who": asks("org.view", "200/405"),
    "privacy:ask": signed_in("200/200"),
    "privacy:assess": asks("privacy.set", "200/405"),
    "privacy:basis": asks("privacy.set", "200/200"),
    "privacy:breach": asks("privacy.desk", "200/200", sees="privacy.desk"),
    "privacy:breach_notice": asks("privacy.desk", "200/405", sees="privacy.desk"),
    "privacy:consent": signed_in("405/302"),
    "privacy:copy": signed_in("405/200", nobody="405/302", **NO_PERSON),
    "privacy:copy_for": asks("privacy.desk", "405/200", sees="privacy.desk", chi="405/403"),
    "privacy:enter": asks("people.see_names", "200/200"),
    "privacy:enter_breach": asks("privacy.desk", "200/200"),
    "privacy:forget": asks("privacy.desk", "200/302", sees="privacy.desk"),
    "privacy:keeping": asks("privacy.desk", "200/405", dung="200/405", operator="403/405"),
    "privacy:mine": signed_in("200/405"),
    "privacy:notice": signed_in("200/405"),
    "privacy:read": signed_in("405/302"),
    "privacy:register": asks("privacy.desk", "200/405", dung="200/405", operator="403/405"),
    "privacy:reply": asks("privacy.desk", "200/405", sees="privacy.desk", chi="403/405"),
    "privacy:request": asks("privacy.desk", "200/302", sees="privacy.desk", chi="403/403"),
    "privacy:requests": asks("privacy.desk", "200/405", dung="200/405", operator="403/405"),
    "privacy:unit": asks("privacy.record", "200/200"),
    "reorganisations:add_step": asks(
        "org.reorganise", "200/422", sees="org.reorganise", an="403/403"
    ),
    "reorganisations:apply": asks("org.reorganise", "200/422", sees="org.reorganise"),
    "reorganisations:approve": asks("org.reorganise", "200/302", sees="org.reorganise"),
    "reorganisations:change": asks(
        "org.reorganise", "200/422", sees="org.reorganise", an="403/403"
    ),
    "reorganisations:drop": asks("org.reorganise", "200/302", sees="org.reorganise", an="403/403"),
    "reorganisations:list": signed_in("200/405"),
    "reorganisations:new": signed_in("403/403", branch_admin="200/422"),
    "reorganisations:plan": asks("org.reorganise", "200/405", sees="org.reorganise"),
    "reorganisations:preview": asks("org.reorganise", "200/405", sees="org.reorganise"),
    "reorganisations:remove_step": asks(
        "org.reorganise", "200/302", sees="org.reorganise", an="403/403"
    ),
    "reorganisations:return": asks("org.reorganise", "200/422", sees="org.reorganise"),
    "reorganisations:step": asks("org.reorganise", "200/422", sees="org.reorganise", an="403/403"),
    "reorganisations:step_down": asks(
        "org.reorganise", "405/302", sees="org.reorganise", nobody="302/302", an="405/403"
    ),
    "reorganisations:step_up": asks(
        "org.reorganise", "405/302", sees="org.reorganise", nobody="302/302", an="405/403"
    ),
    "reorganisations:undo": asks("org.reorganise", "200/422", sees="org.reorganise"),
    "reports:examples": asks("reports.make", "200/200"),
    "reports:heading": asks("reports.make", "405/302"),
    "reports:paper": asks("reports.make", "200/405", an="403/405"),
    "reports:report": asks("reports.view", "200/405"),
    "reports:start": asks("reports.view", "302/405", dung="302/405", operator="403/405"),
    "reports:words": asks("reports.make", "405/409"),
    "shield:policy_report": signed_in("405/400", nobody="405/400"),
    "socialaccount_login_cancelled": signed_in("404/405", nobody="404/405"),
    "ui:display": signed_in("302/405"),
    "ui:style_guide": signed_in("200/405", nobody="200/405"),
}
