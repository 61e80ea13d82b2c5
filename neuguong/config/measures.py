"""Every measure of the house, in the order of the tables, and who lists and answers them."""

from neuguong.attendance import measures as attendance
from neuguong.ceremonies import measures as ceremonies
from neuguong.deeds import measures as deeds
from neuguong.duties import measures as duties
from neuguong.evaluations import measures as evaluations
from neuguong.honours import measures as honours
from neuguong.indicators import measures as indicators
from neuguong.inspections import measures as inspections
from neuguong.meetings import measures as meetings
from neuguong.org import measures as org
from neuguong.people import measures as people
from neuguong.plans import measures as plans
from neuguong.programme import measures as programme
from neuguong.study import measures as study

SOURCES = (
    *org.SOURCES,
    *people.SOURCES,
    *deeds.SOURCES,
    *evaluations.SOURCES,
    *honours.SOURCES,
    *plans.SOURCES,
    *study.SOURCES,
    *ceremonies.SOURCES,
    *meetings.SOURCES,
    *inspections.SOURCES,
    *duties.SOURCES,
    *attendance.SOURCES,
)

MEASURES = (
    *org.MEASURES,
    *people.MEASURES,
    *programme.MEASURES,
    *plans.MEASURES,
    *deeds.MEASURES,
    *honours.MEASURES,
    *meetings.MEASURES,
    *inspections.MEASURES,
    *duties.MEASURES,
    *attendance.MEASURES,
    *evaluations.MEASURES,
    *study.MEASURES,
    *ceremonies.MEASURES,
    *indicators.MEASURES,
)

# Number of a source -> the query that lists its records.
LISTERS = {
    org.UNIT_STATES.number: "neuguong.org.queries.list_unit_states",
    people.MEMBERSHIPS.number: "neuguong.people.queries.list_memberships",
    deeds.REGISTRATIONS.number: "neuguong.deeds.queries.list_registrations",
    deeds.DEEDS.number: "neuguong.deeds.queries.list_deeds",
    deeds.COMPLETIONS.number: "neuguong.deeds.queries.list_deeds",
    deeds.QUANTITIES.number: "neuguong.deeds.queries.list_quantities",
    deeds.CONTRIBUTIONS.number: "neuguong.deeds.queries.list_contributions",
    deeds.WORKS.number: "neuguong.deeds.queries.list_works",
    attendance.MONTHS.number: "neuguong.attendance.queries.list_months",
    duties.DUTIES.number: "neuguong.duties.queries.list_duties",
    inspections.VISITS.number: "neuguong.inspections.queries.list_visits",
    inspections.FINDINGS.number: "neuguong.inspections.queries.list_findings",
    inspections.LETTERS.number: "neuguong.inspections.queries.list_letters",
    honours.ENTRIES.number: "neuguong.honours.queries.list_entries",
    honours.WAITING.number: "neuguong.honours.queries.list_entries",
    honours.AWARDS.number: "neuguong.honours.queries.list_awards",
    honours.ACHIEVEMENTS.number: "neuguong.honours.queries.list_awards",
    honours.MODELS.number: "neuguong.honours.queries.list_models",
    honours.ADOPTIONS.number: "neuguong.honours.queries.list_adoptions",
    plans.PLANS.number: "neuguong.plans.queries.list_plans",
    plans.TASKS.number: "neuguong.plans.queries.list_tasks",
    plans.BODIES.number: "neuguong.plans.queries.list_bodies",
    meetings.MEETINGS.number: "neuguong.meetings.queries.list_meetings",
    meetings.DUTIES.number: "neuguong.meetings.queries.list_duties",
    meetings.TASKS.number: "neuguong.meetings.queries.list_tasks",
    meetings.REMARKS.number: "neuguong.meetings.queries.list_remarks",
    study.SESSIONS.number: "neuguong.study.queries.list_sessions",
    study.ATTENDANCES.number: "neuguong.study.queries.list_attendances",
    study.LEARNERS.number: "neuguong.study.queries.list_learners",
    study.BROADCASTS.number: "neuguong.study.queries.list_broadcasts",
    ceremonies.SALUTES.number: "neuguong.ceremonies.queries.list_salutes",
    ceremonies.MOVEMENTS.number: "neuguong.ceremonies.queries.list_movements",
    ceremonies.JOININGS.number: "neuguong.ceremonies.queries.list_joinings",
    ceremonies.VOLUNTEERING.number: "neuguong.ceremonies.queries.list_volunteer_days",
    ceremonies.TWINNINGS.number: "neuguong.ceremonies.queries.list_twinnings",
    ceremonies.ADMISSIONS.number: "neuguong.ceremonies.queries.list_admissions",
    ceremonies.ADMITTED.number: "neuguong.ceremonies.queries.list_admitted",
    evaluations.RATINGS.number: "neuguong.evaluations.queries.list_ratings",
}

# Key of an attribute or of what is declared -> the query that answers it for one unit and period.
ATTRIBUTES = {
    programme.MINIMUM_DEEDS.key: "neuguong.programme.queries.minimum_of_members",
    programme.PLEDGE_ITEMS.key: "neuguong.programme.queries.pledge_items",
    plans.ONLINE_UNITS.key: "neuguong.plans.queries.online_units_target",
    plans.ONLINE_VOUCHERS.key: "neuguong.plans.queries.online_vouchers_target",
    "evaluations.members_without_manifestation": "neuguong.evaluations.queries.without_manifestation",
    "evaluations.good_or_better": "neuguong.evaluations.queries.good_or_better",
    "evaluations.members_completing_tasks": "neuguong.evaluations.queries.completing_tasks",
    "evaluations.members_breaching_prohibited_acts": (
        "neuguong.evaluations.queries.breaching_prohibited_acts"
    ),
    evaluations.ORGANISATION_TITLE.key: "neuguong.evaluations.queries.organisation_title",
    evaluations.CULTURE_TITLE.key: "neuguong.evaluations.queries.culture_title",
    evaluations.MASS_TITLE.key: "neuguong.evaluations.queries.mass_organisation_title",
    indicators.COMPETITIVENESS_RANK.key: "neuguong.indicators.queries.external.competitiveness_rank",
    indicators.REFORM_RANK.key: "neuguong.indicators.queries.external.reform_rank",
    indicators.SATISFACTION.key: "neuguong.indicators.queries.external.satisfaction",
    indicators.POVERTY_RATE.key: "neuguong.indicators.queries.external.poverty_rate",
}

# Queries that compare copied columns with where they came from; each gives sentences, none when all
# is well. `rollup verify` asks them.
INVARIANTS: tuple[str, ...] = (
    "neuguong.org.queries.wrong_paths",
    "neuguong.org.queries.wrong_links",
    "neuguong.org.queries.wrong_states",
    "neuguong.org.queries.states_outside_links",
    "neuguong.org.queries.circles",
    "neuguong.deeds.queries.wrong_copies",
    "neuguong.inspections.queries.wrong_copies",
    "neuguong.plans.queries.wrong_copies",
)
