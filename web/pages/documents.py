"""Documents of cases, given out only where the case may be seen, and never as a page of ours."""

from fastapi import APIRouter
from starlette.responses import Response

from web.case_file import open_case
from web.papers import papers_of
from web.visit import Visiting, not_found

router = APIRouter()
_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@router.get("/documents/{digest}")
def document(visit: Visiting, digest: str, case: str = "") -> Response:
    """A document of a case, to be saved: browsers show no PDF within a sandbox."""
    file = open_case(visit, case)
    paper = next((one for one in papers_of(visit, file) if one.digest == digest), None)
    if paper is None or not visit.portal.documents.has(digest):
        raise not_found()
    content = visit.portal.documents.get(digest)
    pdf = content.startswith(b"%PDF-")
    return saved(content, f"{file.case}-{paper.kind}{'.pdf' if pdf else ''}")


def saved(content: bytes, name: str) -> Response:
    """A document as an answer that browsers save and never show within our pages."""
    pdf = content.startswith(b"%PDF-")
    return Response(
        content,
        media_type="application/pdf" if pdf else "application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": _SANDBOX,
        },
    )
