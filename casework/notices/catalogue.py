"""ONE table: every notice, to whom it goes, whether a mail goes too. Texts take the words of ``context`` by name."""

from typing import NamedTuple


class Kind(NamedTuple):
    """``to``: party = who acts for the enterprise, charge = officers in charge, heads = heads of the unit,
    signers = who may sign (given by name). ``level`` is the light beside it.
    """

    to: str
    title: str
    body: str
    mail: bool = True
    level: str = "off"


NOTICES: dict[str, Kind] = {
    # correction
    "order-issued": Kind("party", "收到责令限期整改指令书", "{agency}对贵单位作出{papers}，请查看并按期整改。"),
    "order-redated": Kind("party", "整改期限已更正", "{agency}更正了整改期限，以更正书为准：{papers}。"),
    "measure-ordered": Kind("party", "收到现场处理措施决定书", "请立即执行：{papers}。", level="red"),
    "measure-lifted": Kind("party", "现场处理措施已解除", "{agency}已解除现场处理措施。"),
    "extension-requested": Kind("charge", "企业申请延长整改期限", "{party}申请延期，须在5日内答复。", level="amber"),
    "extension-decided": Kind("party", "延期申请已答复", "{agency}已答复贵单位的延期申请：{papers}。"),
    "report-submitted": Kind("charge", "企业报告整改完成", "{party}提交了整改材料，请在10日内复查。", level="amber"),
    "period-expired": Kind("charge", "整改期限已过", "{party}的整改期限已过，请复查。", level="red"),
    "period-expired-party": Kind(
        "party", "整改期限已过", "整改期限已过，执法人员将到现场复查。还没有改好的，请继续改正。", level="red"
    ),
    "rechecked": Kind("party", "整改复查意见书", "{agency}对整改情况作出复查意见：{papers}。"),
    "case-transferred": Kind("party", "案件已移送", "案件已移送其他机关办理。"),
    "case-withdrawn": Kind("party", "整改要求已撤销", "{agency}撤销了此前的整改要求。"),
    "case-closed": Kind("party", "整改案件已结案", "贵单位的整改案件已结案。"),
    "recusal-decided": Kind("party", "回避决定", "{agency}已就回避作出决定：{papers}。"),
    "correction-issued": Kind("party", "文书更正", "{agency}更正了文书：{papers}。"),
    "handed-over": Kind("charge", "案件交由你承办", "{party}的案件交由你承办。"),
    "started-unplanned": Kind("heads", "计划外检查已开始", "{party}的计划外检查已开始，须补办审批。", level="amber"),
    "service-returned": Kind("charge", "文书没有送达", "{papers}没有送达，请改用其他方式。", level="red"),
    "paper-served": Kind("charge", "文书已送达", "{papers}已送达。", mail=False, level="green"),
    # penalties: what reaches the unit, or the person alone
    "penalty-noticed": Kind(
        "party",
        "收到行政处罚告知书",
        "{agency}告知拟作出的行政处罚：{papers}。请查看可以行使的权利和最后一天。",
        level="amber",
    ),
    "penalty-notice-void": Kind(
        "party", "告知书已失效", "案件退回补充调查，此前的行政处罚告知书失效，不再按它计算期限。"
    ),
    "summoned": Kind("party", "请接受询问调查", "请按询问通知书写明的时间、地点接受询问：{papers}。", level="amber"),
    "evidence-kept": Kind("party", "证据已先行登记保存", "请妥善保管，不得动用、转移：{papers}。", level="amber"),
    "evidence-released": Kind("party", "登记保存的证据已处理", "{agency}已对登记保存的证据作出处理：{papers}。"),
    "sent-back": Kind("charge", "处罚案件退回调查", "{party}的处罚案件退回补充调查，请查看缺少的内容。", level="amber"),
    "legally-reviewed": Kind("charge", "法制审核已有意见", "{party}的处罚案件已作法制审核，请查看。"),
    "defence-made": Kind("charge", "当事人陈述申辩", "{party}提出陈述申辩，请逐点复核。", level="amber"),
    "rights-waived": Kind("charge", "当事人放弃权利", "{party}书面放弃陈述申辩或者听证。"),
    "hearing-requested": Kind("charge", "当事人申请听证", "{party}申请听证，请报负责人安排。", level="amber"),
    "hearing-set": Kind("party", "听证会已定日期", "请按时到场，不能到场的请提前提出：{papers}。", level="amber"),
    "defence-answered": Kind("party", "陈述申辩已答复", "{agency}已逐点答复陈述申辩：{papers}。"),
    "hearing-over": Kind("charge", "听证已登记", "{party}的听证已经登记，请查看笔录和报告。"),
    "deliberated": Kind("charge", "集体讨论已记录", "{party}的处罚案件已经集体讨论，请查看结论。"),
    "decided": Kind("party", "收到行政处罚决定书", "{agency}作出{papers}，请查看缴款期限和救济途径。", level="amber"),
    "not-punished": Kind("party", "收到不予行政处罚决定书", "{agency}决定不予行政处罚：{papers}。", level="green"),
    "penalty-withdrawn": Kind("party", "处罚告知已撤销", "{agency}撤销了此前告知的行政处罚，不再处罚。"),
    "demanded": Kind(
        "party",
        "收到催告书",
        "罚款还没有缴清，请在催告书写明的期限内缴纳，有异议的可以陈述申辩：{papers}。",
        level="red",
    ),
    "payment-booked": Kind("party", "缴款已入账", "{agency}已登记贵方的缴款。", mail=False, level="green"),
    "payment-refunded": Kind("party", "款项已退付", "{agency}已退付多缴的款项。", level="green"),
    "deferral-requested": Kind(
        "charge", "当事人申请延期、分期缴纳", "{party}申请延期或者分期缴纳罚款，请答复。", level="amber"
    ),
    "demand-objected": Kind("charge", "当事人对催告陈述申辩", "{party}对催告提出陈述申辩，请复核。", level="amber"),
    "objection-answered": Kind("party", "对催告的意见已复核", "{agency}已复核贵方对催告的陈述申辩。"),
    "surcharge-issued": Kind("party", "收到加处罚款决定书", "{agency}作出{papers}，请尽快缴清。", level="red"),
    "court-applied": Kind("party", "已申请法院强制执行", "{agency}已申请人民法院强制执行，请尽快履行。", level="red"),
    "court-ruled": Kind("charge", "法院文书已登记", "{party}的执行申请已有法院文书，请查看。", level="amber"),
    "decision-changed": Kind("party", "处罚决定已变更", "处罚决定已经变更，请按变更后的内容履行：{papers}。"),
    "decision-redone": Kind("party", "处罚决定已撤销，重新办理", "原处罚决定不再执行，{agency}将重新作出决定。"),
    "decision-annulled": Kind("party", "处罚决定已撤销", "原处罚决定不再执行，已缴的款项将退付。", level="green"),
    "penalty-performed": Kind("party", "处罚已履行完毕", "{agency}认定处罚决定已经履行完毕。", level="green"),
    "enforcement-ended": Kind("party", "已终结执行", "{agency}对处罚决定终结执行。"),
    "penalty-closed": Kind("party", "处罚案件已结案", "处罚案件已结案。复议、诉讼的期限不受影响。"),
    "deferral-answered": Kind("party", "延期、分期缴纳已答复", "{agency}已答复延期或者分期缴纳罚款的申请：{papers}。"),
    "published": Kind("party", "处罚决定已公示", "处罚决定已依法在公示页公开，个人信息已隐去。"),
    "suspension-begun": Kind(
        "party", "停产停业已开始", "请立即停产停业整顿，整顿好以后在线申请验收。验收同意前不得恢复生产。", level="red"
    ),
    "acceptance-answered": Kind("party", "复产验收已答复", "{agency}已到现场验收并作出意见：{papers}。"),
    "power-cut": Kind("party", "收到停止供电决定", "{agency}决定通知供应单位停止供应：{papers}。", level="red"),
    "suspension-fell-away": Kind(
        "party", "停产措施已终止", "停产停业所依据的决定已经终止或者被取代，请按现行决定执行。"
    ),
    "suspension-lifted": Kind("party", "停产停业已解除", "{agency}已解除停产停业：{papers}。", level="green"),
    "acceptance-requested": Kind("charge", "企业申请复产验收", "{party}申请复产验收，请到现场验收。", level="amber"),
    "defiance-recorded": Kind(
        "party", "发现仍在生产", "停产停业期间不得生产。请立即停止，否则将依法采取措施。", level="red"
    ),
    "power-restored": Kind("party", "恢复供应", "{agency}已通知供应单位恢复供应。", level="green"),
    "closure-answered": Kind("party", "人民政府已答复", "人民政府对提请关闭已作出答复，请联系承办人。", level="red"),
    # reviews
    "remedy-registered": Kind("charge", "当事人申请复议、起诉", "{party}：已登记，请按期答复并提交证据。", level="red"),
    "act-stayed": Kind("party", "停止执行", "复议、诉讼期间，{agency}停止执行所涉决定。"),
    "act-resumed": Kind("party", "恢复执行", "{agency}恢复执行所涉决定。", level="amber"),
    "remedy-ended": Kind("charge", "复议、诉讼已有结果", "{party}：已登记结果。"),
    "remedy-obliges": Kind("charge", "须按裁判办理", "{party}：裁判改变了原决定，请办理相应事项。", level="red"),
    "crime-answered": Kind("charge", "公安机关已答复", "{party}：公安机关已答复移送，请查看。", level="amber"),
    # accreditation
    "application-submitted": Kind("charge", "收到认定申报", "{party}提交了申报，请在受理期限内答复。", level="amber"),
    "application-accepted": Kind("party", "申报已受理", "{agency}已受理贵单位的申报：{papers}。", level="green"),
    "application-deemed": Kind("party", "申报视为受理", "{agency}没有按期答复，贵单位的申报视为受理。", level="green"),
    "application-deemed-office": Kind("charge", "申报视为受理", "{party}的申报没有按期答复，已视为受理。", level="red"),
    "application-refused": Kind("party", "申报不予受理", "{agency}作出{papers}，请查看理由和救济途径。", level="amber"),
    "application-rejected": Kind("party", "不予认定", "{agency}作出{papers}，请查看理由和救济途径。", level="amber"),
    "application-publicised": Kind(
        "party",
        "拟认定名单公示",
        "{agency}已公示拟认定名单，贵单位在名单上。有人提出异议的，会听取贵单位意见。",
    ),
    "application-designated": Kind(
        "party", "已获命名", "{agency}决定命名贵单位，请查看命名决定、证书。", level="green"
    ),
    "objection-received": Kind("charge", "收到异议", "有人对{party}列入名单提出异议，请核查。", level="amber"),
    "objection-late": Kind("charge", "收到公示期满后的异议", "有人对{party}提出异议，公示期已满，请考虑启动复核。"),
    "objection-opened": Kind("party", "收到对贵单位的异议", "{agency}正在核查异议，将听取贵单位意见。", level="amber"),
    "objection-resolved": Kind("party", "异议已有结论", "{agency}对异议作出了结论，请联系承办人或者查看文书。"),
    "application-withdrawn": Kind("charge", "申报已撤回", "{party}撤回了申报。"),
    "application-lapsed": Kind("party", "申报视为撤回", "贵单位逾期没有提交，申报视为撤回。申报期内可以重新申报。"),
    "supplement-asked": Kind("party", "请补正申报材料", "请按通知书逐项补正：{papers}。", level="amber"),
    "supplement-answered": Kind("charge", "收到补正材料", "{party}提交了补正材料，请审查。", level="amber"),
    "recommendation-asked": Kind(
        "signers", "请提出初审意见", "{party}申报{programme}已受理，请在初审期限内提出意见。", level="amber"
    ),
    "recommendation-given": Kind("charge", "收到初审意见", "{party}：设区市应急管理局已提出初审意见。", level="amber"),
    # designations
    "designated": Kind("party", "贵单位已获命名", "{agency}已作出命名，请查看证书和有效期。", level="green"),
    "evaluation-assigned": Kind(
        "signers", "请评审认定申请", "{round}{category}：您被抽为评审专家，请登录查看。", level="amber"
    ),
    "evaluation-near": Kind("signers", "评审期限将届满", "{party}：请在{due_on}前提交评分。", level="amber"),
    "evaluation-told": Kind(
        "party", "申报进入专家评审", "{agency}已组织专家评审，请按通知书准备：{papers}。", level="amber"
    ),
    "evaluation-submitted": Kind("charge", "有专家提交评分", "{party}：一名专家提交了评分。", mail=False),
    "evaluation-concluded": Kind("charge", "专家评审已汇总", "{party}：评审组已提交现场评估报告。", level="green"),
    "expert-left": Kind("charge", "有专家申请回避", "{party}：一名专家回避，请查看评审组。", level="amber"),
    "certificate-replaced": Kind("party", "命名证书已换发", "原证书不再使用，请使用新证书：{papers}。"),
    "renewal-open": Kind(
        "party", "命名将届满，可以申请复评", "命名有效期至{until}，请在届满前提交复评申报。", level="amber"
    ),
    "review-opened": Kind("party", "命名开始复核", "{agency}开始复核贵单位的命名，请查看事由。", level="amber"),
    "review-opened-office": Kind("charge", "命名待复核", "{party}的命名进入复核，请办理。", level="amber"),
    "review-passed": Kind("party", "命名复核合格", "{agency}认为贵单位复核合格，命名继续有效。", level="green"),
    "rectification-asked": Kind("party", "请限期整改", "复核发现问题，请按期整改并报告：{papers}。", level="red"),
    "rectification-reported": Kind("charge", "命名单位报告整改", "{party}报告了整改情况，请核查。", level="amber"),
    "rectification-accepted": Kind("party", "整改合格", "{agency}核查认为整改合格，命名继续有效。", level="green"),
    "rectification-refused": Kind("party", "整改不合格", "{agency}核查认为整改不合格，请查看意见。", level="red"),
    "ending-notified": Kind(
        "party", "拟终止命名", "{agency}拟终止贵单位的命名，请查看理由和陈述、申辩的最后一天：{papers}。", level="red"
    ),
    "ending-answered": Kind("charge", "命名单位陈述、申辩", "{party}提出陈述、申辩，请逐点复核。", level="amber"),
    "ending-dropped": Kind("party", "不再终止命名", "{agency}决定不再终止贵单位的命名，继续复核。", level="green"),
    "designation-revoked": Kind("party", "命名已终止", "{agency}作出{papers}，请查看理由和救济途径。", level="red"),
    "designation-expired": Kind("party", "命名已注销", "贵单位的命名已经注销，证书不再使用。", level="amber"),
    "designation-surrendered": Kind("charge", "命名单位申请注销", "{party}申请注销命名，请作出决定。", level="amber"),
    "designation-cancelled": Kind("party", "收到注销决定", "{agency}作出{papers}，请查看救济途径。"),
    "slot-freed": Kind("charge", "名额已空出", "{party}的命名终止，{category}空出名额；{next}。", level="amber"),
    # approvals
    "to-sign": Kind("signers", "有事项待签批", "{party}：{step}，请签批。", level="amber"),
    "proposal-ended": Kind("signers", "签批已有结果", "{party}：{step}{outcome}", level="amber"),
    # people
    "claim-made": Kind("charge", "企业申请开通账户", "{name}申请代表{party}办事，请审核授权委托书。", level="amber"),
    "claim-made-own": Kind("charge", "当事人申请开通账户", "{name}申请办理本人的案件，请核对身份证。", level="amber"),
    "claim-decided": Kind("signers", "授权申请已答复", "{party}：{outcome}", level="amber"),
    # the clock
    "deadline-near": Kind("charge", "时限将届满", "{party}：{label}{due_on}届满。", level="amber"),
    "deadline-near-party": Kind("party", "整改期限将届满", "{label}{due_on}届满，请按期提交整改材料。", level="amber"),
    "deadline-near-applicant": Kind(
        "party", "申报的期限将届满", "{label}{due_on}届满，逾期视为撤回申报。", level="amber"
    ),
    "deadline-lapsed": Kind("charge", "时限已届满", "{party}：{label}已于{due_on}届满。", level="red"),
    "certificate-ending": Kind("signers", "执法证将到期", "你的行政执法证{due_on}到期。", level="amber"),
    "paper-failed": Kind(
        "charge", "文书文件没有生成", "{party}：{papers}没有生成文件，请联系系统管理员。", level="red"
    ),
    "trail-broken": Kind("signers", "夜间校验发现改动", "{party}：{words}请立即核查。", level="red"),
    "mail-failed": Kind(
        "charge", "通知邮件没有发出", "给{party}的通知邮件没有发出：{title}。请改用电话等方式告知。", level="red"
    ),
}
