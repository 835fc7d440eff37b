"""A paper drawn the ordinary way, to compare with: same template, same facts, same pictures."""

import io

import docx
from docxtpl import DocxTemplate

from documents import pictures, qr, render
from documents.catalogue import KINDS


def plain(kind: str, facts: dict) -> bytes:
    template = DocxTemplate(render.ROOT / f"{KINDS[kind].template}.docx")
    template.render(facts, autoescape=True)
    template.replace_pic("qr", io.BytesIO(qr.png(facts["verify_url"])))
    for name, reference in facts["pictures"].items():
        if body := pictures.load(reference, is_signature=name != "seal"):
            template.replace_pic(name, io.BytesIO(body))
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def texts(body: bytes) -> dict[str, list[str]]:
    """All text of a docx by part, paragraphs of tables included."""
    document = docx.Document(io.BytesIO(body))
    section = document.sections[0]
    parts = {
        "body": document,
        "first header": section.first_page_header,
        "header": section.header,
        "first footer": section.first_page_footer,
        "footer": section.footer,
    }
    return {name: list(paragraphs(part)) for name, part in parts.items()}


def paragraphs(part) -> list[str]:
    for piece in part.iter_inner_content():
        if hasattr(piece, "rows"):
            for row in piece.rows:
                for cell in row.cells:
                    yield from paragraphs(cell)
        else:
            yield piece.text


def pictures_of(body: bytes) -> dict[str, bytes]:
    """The picture files a docx shows, by the name each is described with, from body and footers."""
    document = docx.Document(io.BytesIO(body))
    section = document.sections[0]
    shown = {}
    for part in (document.part, section.first_page_footer.part, section.footer.part):
        for picture in part.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"):
            name = picture.nvPicPr.cNvPr.get("descr")
            shown[name] = part.related_parts[picture.blipFill.blip.embed].blob
    return shown
