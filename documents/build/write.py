"""All factory templates, and writing them to their place."""

from pathlib import Path

from documents.build import (
    accreditation,
    closing,
    collecting,
    deciding,
    designations,
    evaluation,
    forms,
    inspections,
    listing,
    orders,
    penalties,
    remedies,
    rights,
    suspensions,
)
from documents.build.sheet import pack

ROOT = Path(__file__).resolve().parent.parent / "templates"


def built() -> dict[Path, bytes]:
    """Each template's file with the bytes it should hold."""
    groups = (
        inspections, orders, forms, penalties, rights, deciding, collecting, closing, suspensions, remedies,
        accreditation, evaluation, listing,
        accreditation, evaluation, designations,
    )  # fmt: skip
    sheets = (make() for group in groups for make in group.SHEETS)
    return {ROOT / f"{paper.path}.docx": pack(paper) for paper in sheets}


def write() -> list[Path]:
    """Write the templates whose bytes differ; returns them."""
    changed = {path: body for path, body in built().items() if not path.exists() or path.read_bytes() != body}
    for path, body in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return list(changed)
