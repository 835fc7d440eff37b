"""Legal time: holidays, periods, thresholds, and the deadlines that run."""

from django.db import models
from simple_history.models import HistoricalRecords

from casework.core.models import Timestamped


class Holiday(models.Model):
    """A day that departs from the week: a rest day that is a weekday, or a make-up workday.

    ``region`` is empty for the whole country, ``450000`` for Guangxi's own (三月三).
    """

    date = models.DateField("日期")
    is_workday = models.BooleanField("上班", default=False)
    name = models.CharField("名称", max_length=40)
    region = models.CharField("地区", max_length=6, blank=True)
    provisional = models.BooleanField("待公布", default=False, help_text="尚无当年放假通知，按法定节日暂列。")
    source = models.CharField("来源", max_length=120)
    history = HistoricalRecords()

    class Meta:
        ordering = ["date"]
        verbose_name = verbose_name_plural = "节假日"
        constraints = [models.UniqueConstraint(fields=["date", "region"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class Unit(models.TextChoices):
    WORKING_DAY = "working-day", "工作日"
    NATURAL_DAY = "natural-day", "日"
    HOUR = "hour", "小时"
    MONTH = "month", "月"
    YEAR = "year", "年"


class Period(models.Model):
    """A legal period by name, one row for each version; the version in force on the start day counts."""

    name = models.CharField("代号", max_length=40)
    label = models.CharField("名称", max_length=60)
    amount = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=12, choices=Unit)
    rolls = models.BooleanField("届满日遇休息日顺延", default=True)
    runs_from = models.CharField("起算", max_length=60)
    article = models.CharField("依据", max_length=120)
    source = models.CharField("出处", max_length=200)
    valid_from = models.DateField("施行日期")
    confirmed = models.BooleanField("已核定", default=False)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "-valid_from"]
        verbose_name = verbose_name_plural = "法定期限"
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="period_version_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.amount}{self.get_unit_display()}"


class Threshold(models.Model):
    """A figure that is not a period: an amount, a number of people, a count; versioned like a period."""

    name = models.CharField("代号", max_length=40)
    label = models.CharField("名称", max_length=60)
    value = models.DecimalField("数值", max_digits=14, decimal_places=4)
    unit = models.CharField("单位", max_length=20)
    article = models.CharField("依据", max_length=120)
    source = models.CharField("出处", max_length=200)
    valid_from = models.DateField("施行日期")
    confirmed = models.BooleanField("已核定", default=False)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "-valid_from"]
        verbose_name = verbose_name_plural = "裁量与数量参数"
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="threshold_version_once")]

    def __str__(self) -> str:
        return self.label


class DeadlineStatus(models.TextChoices):
    RUNNING = "running", "在计"
    MET = "met", "已办"
    MOVED = "moved", "已改期"
    DROPPED = "dropped", "不再计"
    LAPSED = "lapsed", "已届满"


# The party's time to answer a paper, or to hand in what it writes: when it is over nobody is late, and what may follow
# has a date of its own.
ANSWERS = ("defence", "hearing_request", "demand_objection", "application_window", "publicity")


class Deadline(Timestamped):
    """A date that the law or an order sets, computed once; an extension writes a new row and keeps the old.

    ``key`` tells two clocks of one name apart (the document or the due date they belong to). ``lapses_at`` is the
    first instant after the last day: the sweep looks for nothing else. A row is fired when ``fired_at`` is set.
    """

    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="deadlines", verbose_name="案卷")
    kind = models.CharField("记录类别", max_length=20)
    record = models.BigIntegerField("记录")
    name = models.CharField("代号", max_length=40)
    key = models.CharField("区别", max_length=40, blank=True)
    label = models.CharField("名称", max_length=80)
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="期限")
    starts_on = models.DateField("起算日")
    starts_at = models.DateTimeField("起算时刻", null=True, blank=True)
    due_on = models.DateField("届满日")
    lapses_at = models.DateTimeField("届满时刻")
    warn_at = models.DateTimeField("提醒时刻", null=True, blank=True)
    warned_at = models.DateTimeField("已提醒", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=DeadlineStatus, default=DeadlineStatus.RUNNING)
    fired_at = models.DateTimeField("已触发", null=True, blank=True)
    ended_on = models.DateField("停计日", null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    right_of_party = models.BooleanField("当事人权利", default=False)
    calendar_version = models.PositiveIntegerField("日历版本", default=0)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = verbose_name_plural = "时限"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "record", "name", "key"],
                condition=models.Q(status="running"),
                name="a_running_clock_runs_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["lapses_at", "id"], condition=models.Q(status="running", fired_at=None), name="deadline_due"
            ),
            models.Index(
                fields=["warn_at", "id"], condition=models.Q(status="running", warned_at=None), name="deadline_to_warn"
            ),
            models.Index(fields=["due_on", "id"], condition=models.Q(status="running"), name="deadline_by_day"),
            # A changed calendar finds what was computed with another one, and finds out quickly that there is nothing.
            models.Index(
                fields=["calendar_version", "id"],
                condition=models.Q(status="running", period__isnull=False),
                name="deadline_by_calendar",
            ),
        ]


class Pause(models.Model):
    """Days the rule leaves out of a deadline; open-ended while ``until`` is empty."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="pauses")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    reason = models.CharField("原因", max_length=120)
    article = models.CharField("依据", max_length=120, blank=True)
