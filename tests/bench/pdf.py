"""A PDF by the LibreOffice a worker keeps, against one started for each paper. Left out where there is none."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from documents import pdf, pdf_check, render, resident, samples
from documents.catalogue import KINDS
from tests.bench.rig import Row

GOAL, ROUNDS = 4, 5
MEMORY_GOAL = 700


def alone(docx: bytes) -> bytes:
    """A paper by a LibreOffice of its own: the same call, with none running."""
    pdf._office(os.getpid()).stop()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        return pdf._convert(source, None)


def seconds(make, docx: bytes) -> float:
    start = time.perf_counter()
    pdf_made = make(docx)
    spent = time.perf_counter() - start
    pdf_check.check(pdf_made, docx)
    return spent


def main(people) -> list[Row]:
    if not pdf.pdf_available():
        return [Row("PDF", "left out: no LibreOffice", f">= {GOAL}", None)]
    kinds = ("rectification-order", "penalty-decision", "filing-approval", "application-form")
    papers = [render.draw(code, samples.sample(code)) for code in kinds if code in KINDS]
    one_shot, kept = [], []
    for _ in range(ROUNDS):
        one_shot += [seconds(alone, paper) for paper in papers]
        pdf.to_pdf(papers[0])  # it is up and warm
        kept += [seconds(pdf.to_pdf, paper) for paper in papers]
    ratio = statistics.median(one_shot) / statistics.median(kept)
    office = pdf._office(os.getpid()).process
    memory = resident.memory(office.pid) if office else 0
    figure = f"{ratio:.1f} times one-shot ({statistics.median(kept):.2f} s, {statistics.median(one_shot):.2f} s)"
    return [
        Row("PDF by the LibreOffice kept running", figure, f">= {GOAL}", ratio >= GOAL),
        Row("… its memory", f"{memory} MB", f"< {MEMORY_GOAL}", memory < MEMORY_GOAL),
    ]
