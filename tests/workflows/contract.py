"""The tables of the procedures, typed again by hand: what the pages in workflows/ are held to.

step -> source -> targets; ``=`` stays in its state, ``–`` is birth. Steps beside the contract are named in EXTRA.
"""

FOUND, RUNNING = ("found",), ("ordered", "reported", "expired", "overdue")
OPEN = FOUND + RUNNING


def stay(*states):
    return {state: {"="} for state in states}


# section 0; delivery, answer and review of a referral are beside the contract
CRIME = ("refer_crime", "deliver_referral", "answer_referral", "review_referral")
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
    # a resumption settles what the stop rested on
    "settle_resumed": {
        **{s: {s, "corrected"} for s in ("found", "ordered", "reported", "expired")},
        "overdue": {"overdue", "ordered", "corrected"},
    },
    **{step: stay(*OPEN, "corrected") for step in CRIME},
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
    "void": {s: {"cancelled"} for s in (*WAITING, "posted")},  # beside the contract: the paper itself fell
}
READY, ASKED = ("investigated", "notified", "heard"), ("hearing_requested", "hearing_scheduled")
NOTICED = ("notified", *ASKED, "heard")
BEFORE = ("filed", "investigated", *NOTICED)
AFTER = ("decided", "demanded", "at_court")
DONE = (*AFTER, "performed", "ended")


def to(target, *states):
    return {state: {target} for state in states}


PENALTY = {
    "file": {"": {"filed"}},
    "keep_evidence": stay("filed", *READY),
    "release_evidence": stay("filed", *READY, *ASKED),  # asked: beside the table, but invariant 7 wants it
    "conclude_investigation": {"filed": {"investigated"}},
    "send_back": to("filed", *READY),
    "review_legality": stay(*READY),
    "notify": {"investigated": {"notified"}},
    "defend": stay(*NOTICED),
    "answer_defence": stay(*NOTICED),
    "waive": {"notified": {"="}, **to("notified", *ASKED)},
    "request_hearing": {"notified": {"hearing_requested"}},
    "schedule_hearing": to("hearing_scheduled", *ASKED),
    "hold_hearing": {"hearing_scheduled": {"heard", "notified"}},
    "deliberate": stay(*READY),
    "decide": to("decided", "notified", "heard"),
    "renotify": to("notified", *NOTICED),
    "extend_decision": stay(*BEFORE),
    "not_punish": to("not_punished", "investigated", *NOTICED),
    "transfer": to("transferred", *BEFORE),
    "take_back": {"transferred": {"investigated"}},
    "withdraw": to("withdrawn", *BEFORE),
    "record_payment": stay(*DONE, "withdrawn"),
    "refund": stay(*DONE, "withdrawn"),
    "request_deferral": stay("decided", "demanded"),
    "defer_payment": stay("decided", "demanded"),
    "demand": {"decided": {"demanded"}, "demanded": {"="}},
    "add_surcharge": stay("demanded"),
    "apply_to_court": {"demanded": {"at_court"}},
    "record_ruling": {"at_court": {"at_court", "demanded"}},
    "amend": stay(*DONE, "not_punished"),
    "redo": to("filed", *DONE, "not_punished"),
    "annul": to("withdrawn", *DONE, "not_punished"),
    "publish": stay(*DONE, "withdrawn"),
    "unpublish": stay(*DONE, "withdrawn"),
    "perform": to("performed", *AFTER),
    "end_enforcement": to("ended", *AFTER),
    "close": to("closed", "performed", "not_punished", "ended", "transferred", "withdrawn"),
    "reopen": {"closed": {"performed", "not_punished", "ended", "transferred", "withdrawn"}},
    # beside the contract: that a decision was reported, questioning, the objection to a demand with its answer
    "report_up": stay(*DONE, "withdrawn"),
    "summon": stay("filed"),
    "record_interview": stay("filed"),
    "object_to_demand": stay("demanded"),
    "answer_objection": stay("demanded"),
    **{step: stay(*BEFORE, *DONE, "not_punished") for step in CRIME},
}
STOPPED = ("in_force", "acceptance_requested", "defied", "closure_proposed")
SUSPENSION = {
    "begin": {"": {"in_force"}},  # beside the contract: birth, with the service of the act it rests on
    "request_acceptance": to("acceptance_requested", "in_force", "defied"),
    "resume": {"acceptance_requested": {"resumed"}},
    "refuse_resumption": {"acceptance_requested": {"in_force"}},
    "record_defiance": to("defied", "in_force", "acceptance_requested"),
    "cease_defiance": {"defied": {"in_force"}},
    "cut_power": stay("defied", "closure_proposed"),
    "restore_power": stay(*STOPPED, "resumed", "shut", "lifted"),
    "propose_closure": to("closure_proposed", "in_force", "acceptance_requested", "defied"),
    "answer_closure": {"closure_proposed": {"shut", "in_force"}},
    "lift": to("lifted", *STOPPED),
    # beside the contract: the act it rested on has ended; a coal mine's stop and resumption are announced
    "fall_away": to("lifted", *STOPPED),
    "announce": stay(*STOPPED, "resumed"),
}
REMEDY = {
    "register": {"": {"pending"}},
    "answer": stay("pending"),
    "stay": stay("pending"),
    "end_stay": stay("pending"),
    "conclude": {"pending": {"ended"}},
}
# beside the contract: birth, with a draft nobody but the applicant sees
EXAMINED = ("accepted", "recommended", "evaluating", "evaluated", "shortlisted", "publicised")
DRAFTED = ("draft", "submitted", "incomplete", *EXAMINED)
APPLICATION = {
    "draft": {"": {"draft"}},
    "submit": {"draft": {"submitted"}},
    "request_supplement": {"submitted": {"incomplete"}},
    "supplement": {"incomplete": {"submitted"}},
    "lapse": to("withdrawn", "draft", "incomplete"),
    "accept": {"submitted": {"accepted"}},
    "refuse": {"submitted": {"refused"}},
    "deem_accepted": {"submitted": {"accepted"}},
    "recommend": {"accepted": {"recommended"}},
    "not_recommend": stay("accepted"),
    "skip_recommendation": {"accepted": {"recommended"}},
    "convene_panel": {"recommended": {"evaluating"}},
    "conclude_evaluation": {"evaluating": {"evaluated"}},
    "shortlist": {"evaluated": {"shortlisted"}},
    "publicise": {"shortlisted": {"publicised"}},
    "object": stay("publicised", "objected"),
    "open_objection": {"publicised": {"objected"}},
    "resolve_objection": {"objected": {"publicised", "not_designated"}},
    "designate": {"publicised": {"designated"}},
    "reject": to("not_designated", *EXAMINED),
    "withdraw": to("withdrawn", *DRAFTED, "objected"),
    # beside the contract: the others of the category follow; a place nobody can be drawn for; scores that fell away
    "join_panel": {"recommended": {"evaluating"}},
    "name_expert": stay("evaluating"),
    "reopen_evaluation": {"evaluated": {"evaluating"}},
}
# beside the contract, which knows the list as a paper alone: the applications above follow it
LISTING = {
    "draw_up": {"": {"drawn_up"}},
    "publicise": {"drawn_up": {"publicised"}},
    "designate": {"publicised": {"designated"}, "designated": {"="}},
    "close": to("closed", "drawn_up", "publicised", "designated"),
}
EVALUATION = {
    "declare": stay("assigned"),  # beside the contract: before he opens the application
    "submit": {"assigned": {"submitted"}},
    "recuse": {"assigned": {"recused"}},
    "replace": {"assigned": {"replaced"}},
    "void": {"submitted": {"voided"}},
    # beside the contract: birth, and what follows when the member leaves or the application ends
    "begin": {"": {"assigned"}},
    "follow_seat": {"assigned": {"replaced"}, "submitted": {"voided"}},
    "fall_away": {"assigned": {"voided"}},
}
LOOSE = ("active", "under_review", "rectifying")
HOLDING = (*LOOSE, "revocation_notified")
DESIGNATION = {
    "open_review": {"active": {"under_review"}},
    "conclude_review": {"under_review": {"active"}},
    "order_rectification": {"under_review": {"rectifying"}},
    "accept_rectification": {"rectifying": {"active"}},
    "notify_ending": to("revocation_notified", *LOOSE),
    "drop_ending": {"revocation_notified": {"under_review"}},
    "revoke": {"revocation_notified": {"revoked"}},
    "expire": to("expired", *LOOSE),
    "surrender": to("surrendered", *LOOSE),
    "renew": to("expired", *LOOSE),
    # beside the contract: birth, the unit's own words, a rectification found wanting, the paper for an end that time or
    # the unit itself brought, a certificate in the unit's new name
    "designate": {"": {"active"}},
    "report_rectification": stay("rectifying"),
    "refuse_rectification": stay("rectifying"),
    "make_statement": stay("revocation_notified"),
    "announce_end": stay("expired", "surrendered"),
    "reissue_certificate": stay(*HOLDING),
}
MATTER = ("assign", "recuse", "correct", "change_party")  # any state; refused once the matter has ended
WITHOUT = {"service": MATTER, "evaluation": MATTER, "listing": ("change_party",)}  # what these do without
LIFECYCLES = {
    "case": CASE,
    "inspection": INSPECTION,
    "service": SERVICE,
    "penalty": PENALTY,
    "suspension": SUSPENSION,
    "remedy": REMEDY,
    "application": APPLICATION,
    "designation": DESIGNATION,
    "evaluation": EVALUATION,
    "listing": LISTING,
}
STATES = {
    "case": ("", *OPEN, "corrected", "closed", "transferred", "withdrawn"),
    "inspection": ("", "planned", "started", "concluded", "cancelled"),
    "service": ("", *WAITING, "posted", "served", "cancelled"),
    "penalty": ("", *BEFORE, *DONE, "not_punished", "transferred", "withdrawn", "closed"),
    "suspension": ("", *STOPPED, "resumed", "shut", "lifted"),
    "remedy": ("", "pending", "ended"),
    "application": ("", *DRAFTED, "objected", "designated", "refused", "not_designated", "withdrawn"),
    "listing": ("", "drawn_up", "publicised", "designated", "closed"),
    "designation": ("", *HOLDING, "revoked", "expired", "surrendered"),
    "evaluation": ("", "assigned", "submitted", "recused", "replaced", "voided"),
}
ENDS = {
    "case": {"closed"},
    "inspection": {"concluded", "cancelled"},
    "service": {"served", "cancelled"},
    "penalty": {"closed"},
    "suspension": {"resumed", "shut", "lifted"},
    "remedy": {"ended"},
    "listing": {"closed"},
    "application": {"", "designated", "refused", "not_designated", "withdrawn"},  # nobody waits for what is not begun
    "designation": {"revoked", "expired", "surrendered"},
    "evaluation": {"", "recused", "replaced", "voided"},
}
