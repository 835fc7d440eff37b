"""What a template has to pass before anybody may approve it: the file, its fields, and three papers drawn with it.

``inspect`` does the work; ``inspect_apart`` does it in a process of its own with little memory and little time, because
the file was made by somebody else.
"""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from functools import cache

from jinja2 import UndefinedError
from lxml import etree

from documents import render, samples
from documents.catalogue import KINDS
from documents.render import Compiled, DrawingFailed
from documents.templating import places
from documents.templating.package import Package, opened
from documents.templating.places import Fault
from documents.templating.shapes import schema
from documents.templating.syntax import Reader
from documents.text import Facts

BODY = "word/document.xml"
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MOST_DRAWN = 20_000_000  # characters of one drawn paper
# What the party must read wherever the factory's paper says it; a template may put it in other words round them.
KEPT = ("行政复议", "行政诉讼", "陈述", "申辩", "听证", "60日", "6个月")
SIGNED = "执法人员签名"
PICTURES = {"qr": "二维码", "seal": "印章", "officer_1": SIGNED, "officer_2": SIGNED, "party": "当事人签名"}

OUTSIDE = [places.W + name for name in ("body", "tbl", "tr", "tc", "p", "r")]  # where no text may stand by itself

MISSING = "没有用到“{name}”，文书里必须有它。请把 {{{{ {name} }}}} 加回去。"
NO_PICTURE = "找不到{what}的位置。请从当前模板复制{what}占位图。"
LOST = "“{words}”不见了。原来的文书有这句话，请加回去。"
FAILED = "用“{case}”的样例试画没有成功：{error}"
TOO_LONG = "画出来的文书太长。请检查循环是否套错了。"
NOT_SOUND = "画出来的文书打不开。请检查 {%p、{%tr 是否单独成段、成行。"
TOO_MUCH = "试画用了太多时间或者内存。请检查循环是否套错了。"


@dataclass
class Report:
    """What the gate found; a template without faults may wait for approval, with its warnings."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def inspect(kind_code: str, body: bytes) -> Report:
    package = opened(body)
    report = Report(package.faults, package.warnings)
    if not report.faults:
        report.faults += fields(package, kind_code)
    if not report.faults:
        report.faults += trial(package, kind_code)
    return report


def fields(package: Package, kind_code: str) -> list[Fault]:
    """Every statement of every part, asked about the facts of this kind; and the fields the paper may not lose."""
    printed: set[str] = set()
    faults: list[Fault] = []
    for name, source in package.parts.items():
        part = Reader(schema(kind_code))
        part.read(render.patched(places.numbered(source)))
        found = package.paragraphs[name]
        faults += [Fault(places.place_of(line, found, name), words) for line, words in part.faults]
        printed |= part.printed if name == BODY else set()
    needed = [name for name in KINDS[kind_code].required if name in factory_fields(kind_code) - printed]
    return [*faults, *(Fault("", MISSING.format(name=name)) for name in needed)]


@cache
def factory_fields(kind_code: str) -> frozenset[str]:
    """What the text of the factory's template prints by these very names; of the rest the drawn paper is asked."""
    package = opened((render.ROOT / f"{KINDS[kind_code].template}.docx").read_bytes())
    reader = Reader(schema(kind_code))
    reader.read(render.patched(package.parts[BODY]))
    return frozenset(reader.printed)


def trial(package: Package, kind_code: str) -> list[Fault]:
    """Draw the three samples; each must say what the factory's paper says."""
    template, factory = render.compile_body(package.body), render.factory(kind_code)
    lost = factory.pictures - template.pictures
    faults = [Fault("", NO_PICTURE.format(what=PICTURES[name])) for name in sorted(lost)]
    for case, facts in samples.cases(kind_code).items():
        try:
            faults += compared(template, factory, kind_code, facts)
        except (DrawingFailed, UndefinedError, TypeError) as error:
            faults.append(Fault("", FAILED.format(case=case, error=error)))
    return list(dict.fromkeys(faults))


def compared(template: Compiled, factory: Compiled, kind_code: str, facts: Facts) -> list[Fault]:
    _, drawn = render.render(template, facts)
    if len(drawn) > MOST_DRAWN:
        return [Fault("", TOO_LONG)]
    render.check(drawn, facts, KINDS[kind_code].required)
    if not sound(template, facts):
        return [Fault("", NOT_SOUND)]
    _, before = render.render(factory, facts)
    old, new = words(before), words(drawn)
    return [Fault("", LOST.format(words=said)) for said in KEPT if said in old and said not in new]


def sound(template: Compiled, facts: Facts) -> bool:
    """Whether every part is XML still, with no text outside a paragraph."""
    for _, part in template.members:
        if hasattr(part, "render"):
            try:
                root = etree.fromstring(part.render(facts).encode(), render.PARSER)
            except etree.XMLSyntaxError:
                return False
            texts = (text for node in root.iter(*OUTSIDE) for text in (node.text, *(below.tail for below in node)))
            if any((text or "").strip() for text in texts):
                return False
    return True


def words(xml: str) -> str:
    """The text of drawn parts, which are no single document."""
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", xml))


def inspect_apart(kind_code: str, body: bytes) -> Report:
    """``inspect`` in a process that may use little memory and time; one that takes more is itself a fault."""
    command = [sys.executable, "-m", "documents.templating", kind_code]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=render.ROOT.parents[1],
        start_new_session=True, env={**os.environ, "PYTHONPATH": str(render.ROOT.parents[1])},
    )  # fmt: skip
    try:
        answer, _ = process.communicate(body, timeout=SECONDS * 2)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Report([Fault("", TOO_MUCH)])
    if process.returncode != 0:
        return Report([Fault("", TOO_MUCH)])
    found = json.loads(answer)
    return Report(*([Fault(**fault) for fault in found[name]] for name in ("faults", "warnings")))


def limit() -> None:
    """Little memory and time for this process from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(report: Report) -> str:
    return json.dumps({name: [asdict(f) for f in getattr(report, name)] for name in ("faults", "warnings")})
