"""Who acts and who is acted upon: regions, departments, agencies, industries, enterprises."""

from django.db import models
from simple_history.models import HistoricalRecords

from casework.core.checks import check_credit_code
from casework.core.models import Timestamped
from casework.organisations.queries import AgencyQuerySet, EnterpriseQuerySet

UNFILLED = "（待填写）"  # what only the agency itself can say: its court, its address, its people


class Region(models.Model):
    """A region by its six-digit code; a province's territory is its first two digits, a city's four, a county's six."""

    class Level(models.TextChoices):
        PROVINCE = "province", "自治区"
        CITY = "city", "设区市"
        COUNTY = "county", "县（市、区）"

    code = models.CharField("行政区划代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=40)
    level = models.CharField("级别", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = "行政区划"

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The digits that every region inside this one begins with."""
        return self.code[: {"province": 2, "city": 4, "county": 6}[self.level]]


class Department(models.Model):
    """One of the five departments of the plan."""

    code = models.CharField("代码", max_length=10, primary_key=True)
    name = models.CharField("名称", max_length=60)
    duty = models.CharField("职责", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "部门"

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=40)
    note = models.CharField("说明", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "行业"

    def __str__(self) -> str:
        return self.name


class Agency(Timestamped):
    """An emergency-management department; what it prints on its papers stands here."""

    name = models.CharField("机关全称", max_length=60, unique=True)
    short = models.CharField("文号区域简称", max_length=8, help_text="文号括号里的字，例如：桂。")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="辖区")
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="上级机关")
    reconsideration_government = models.CharField("行政复议机关", max_length=60)
    court = models.CharField("有管辖权的人民法院", max_length=60)
    bank_name = models.CharField("罚款代收银行", max_length=80, blank=True)
    bank_address = models.CharField("代收银行地址", max_length=120, blank=True)
    bank_account = models.CharField("代收账号", max_length=40, blank=True)
    address = models.CharField("机关地址", max_length=120)
    postcode = models.CharField("邮政编码", max_length=6)
    contact = models.CharField("联系人", max_length=40)
    phone = models.CharField("联系电话", max_length=30)
    seal = models.ImageField("印章图片", upload_to="seals/", blank=True)
    site_confirmed = models.BooleanField("资料已核定", default=False, help_text="由本机关法制人员核对后勾选。")
    history = HistoricalRecords()

    PROFILE = (
        "reconsideration_government", "court", "bank_name", "bank_address", "bank_account",
        "address", "postcode", "contact", "phone",
    )  # fmt: skip

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["region_id"]
        verbose_name = verbose_name_plural = "应急管理部门"
        constraints = [models.UniqueConstraint(fields=["short"], name="agency_short_is_unique")]

    def __str__(self) -> str:
        return self.name

    def marked(self) -> list[str]:
        """What still carries the mark of the first load instead of the agency's own words."""
        return [label(name) for name in self.PROFILE if UNFILLED in getattr(self, name)]

    def missing(self) -> list[str]:
        """What is marked or empty: a profile is confirmed only whole."""
        return [label(name) for name in self.PROFILE if UNFILLED in (value := getattr(self, name)) or not value]


def label(name: str) -> str:
    return str(Agency._meta.get_field(name).verbose_name)


class Enterprise(Timestamped):
    name = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True, validators=[check_credit_code])
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="所在地")
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="行业")
    producer = models.BooleanField("危险化学品生产企业", default=False, help_text="另适用危险化学品安全法第101条。")
    address = models.CharField("地址", max_length=160)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    representative = models.CharField("法定代表人（负责人）", max_length=40)
    representative_post = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    headcount = models.PositiveIntegerField("从业人员数", null=True, blank=True)
    ended_on = models.DateField("注销日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="承继单位")
    history = HistoricalRecords()

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "企业"
        indexes = [models.Index(fields=["region", "industry"])]

    def __str__(self) -> str:
        return self.name


class EnterpriseGram(models.Model):
    """One and two character pieces of an enterprise's name: how two Chinese characters are found among a million.

    Written by ``queries.index_names``; trigram indexes of the databases do not help with two characters.
    """

    gram = models.CharField(max_length=2)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="grams", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "enterprise"], name="gram_once_per_enterprise")]
        indexes = [models.Index(fields=["enterprise"], name="gram_by_enterprise")]
