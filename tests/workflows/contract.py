"""The tables of the procedures, typed again by hand: what the pages in workflows/ are held to.

step -> source -> targets; ``=`` stays in its state, ``–`` is birth. Steps beside the contract are named in EXTRA.
"""

FOUND, RUNNING = ("found",), ("ordered", "reported", "expired", "overdue")
OPEN = FOUND + RUNNING


def stay(*states):
    return {state: {"="} for state in states}


ANY_CASE = (*OPEN, "corrected", "transferred", "withdrawn")
CASE = {
    "stop_work": stay(*OPEN),
    "order": {"found": {"ordered"}, **stay(*RUNNING)},
    "redate": {"ordered": {"="}, **{s: {"ordered"} for s in ("reported", "expired", "overdue")}},
    "request_extension": stay(*RUNNING),
    "decide_extension": stay(*RUNNING),
    "report": {"ordered": {"reported"}, "reported": {"reported"}, "expired": {"reported"}, "overdue": {"="}},
    "expire": {"ordered": {"expired"}, "reported": {"expired"}, "expired": {"="}, "overdue": {"="}},
    "recheck": {s: {"corrected", "overdue", "ordered"} for s in RUNNING},
    "escalate": stay("overdue"),
    "decline_penalty": stay(*ANY_CASE),
    "transfer": {s: {"transferred"} for s in OPEN},
    "take_back": {"transferred": {"found", "ordered"}},
    "withdraw": {s: {"withdrawn"} for s in (*OPEN, "corrected")},
    "close": {s: {"closed"} for s in ("corrected", "transferred", "withdrawn")},
    "reopen": {"closed": {"corrected", "transferred", "withdrawn"}},
    # beside the contract: birth, what follows another step by itself, confirming and lifting what danger began
    "open": {"": {"found"}},
    "open_imported": {"": {*RUNNING, "found", "corrected"}},
    "add_findings": stay(*OPEN),
    "confirm_measure": stay(*OPEN),
    "lift_measure": stay(*OPEN, "corrected"),
}
INSPECTION = {
    "plan": {"": {"planned"}},
    "start": {"planned": {"started"}, "": {"started"}},
    "record_finding": stay("started"),
    "conclude": {"started": {"concluded"}},
    "cancel": {"planned": {"cancelled"}, "started": {"cancelled"}},
    "confirm_start": stay("started", "concluded"),
}
WAITING = ("pending", "attempted", "returned")
SERVICE = {
    "prepare": {"": {"pending"}},
    "attempt": {s: {"attempted"} for s in WAITING},
    "fail": {s: {"returned"} for s in ("pending", "attempted")},
    "serve": {s: {"served"} for s in (*WAITING, "posted")},
    "post": {s: {"posted"} for s in ("attempted", "returned")},
    "deem_served": {"posted": {"served"}},
    "annul_service": {"served": {"returned"}},
    "cancel": {s: {"cancelled"} for s in (*WAITING, "posted")},
}
MATTER = ("assign", "recuse", "correct", "change_party")  # any state; refused once the matter has ended
LIFECYCLES = {"case": CASE, "inspection": INSPECTION, "service": SERVICE}
STATES = {
    "case": ("", *OPEN, "corrected", "closed", "transferred", "withdrawn"),
    "inspection": ("", "planned", "started", "concluded", "cancelled"),
    "service": ("", *WAITING, "posted", "served", "cancelled"),
}
ENDS = {"case": {"closed"}, "inspection": {"concluded", "cancelled"}, "service": {"served", "cancelled"}}
