"""What a browser sends from the order page."""

from django.urls import reverse

from tests.workflows.story import photo


def misnamed(name):
    """A picture that says it is something else."""
    upload = photo()
    upload.name = name
    return upload


def findings(case):
    return list(case.findings.order_by("due_on", "number"))


def post(client, case, finding, text="改好了", files=0, **more):
    """Post the form of the finding's due date; ``files`` pictures for the finding."""
    data = {f"text_{finding.pk}": text, "version": case.version, "action": "save", **more}
    if files:
        data[f"files_{finding.pk}"] = [photo(f"照片{n}") for n in range(files)]
    return client.post(reverse("my_answer", args=[case.pk, finding.due_on.isoformat()]), data)


def page(client, case):
    return client.get(reverse("my_case", args=[case.pk])).content.decode()
