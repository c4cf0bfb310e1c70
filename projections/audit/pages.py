"""The pages of a bundle for people: an index and each case's story, to be opened offline."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from projections.timeline import TimelineRow

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.4rem .6rem;border-bottom:1px solid #ccc}td.n{text-align:right}"
    "small,.en{color:#555}code{overflow-wrap:anywhere}@media print{body{margin:0}}"
)


class Sealed(NamedTuple):
    """What the index says of the seal: name, size, root in hexadecimal digits, public keys."""

    origin: str
    size: int
    root: str
    keys: Sequence[str]


def index_page(sealed: Sealed, cases: Sequence[str], *, events: int) -> str:
    """The first page: what is enclosed, how it is checked, and the way to each case."""
    keys = "".join(f"<li><code>{escape(key)}</code></li>" for key in sealed.keys)
    links = "".join(
        f'<li><a href="cases/{escape(case)}.html">{escape(case)}</a></li>' for case in cases
    )
    return _page(
        f"Akte {sealed.origin}",
        f"<p>{events} von {sealed.size} versiegelten Ereignissen. Prüfen: "
        "<code>python3 verify.py BÜNDEL --key SCHLÜSSEL</code>, mit einem Prüfprogramm und einem "
        "Schlüssel aus eigener Hand.</p>"
        f'<p class="en" lang="en">{events} of {sealed.size} sealed events. To check: '
        "<code>python3 verify.py BUNDLE --key KEY</code>, with a verifier and a key of your own."
        f"</p><p>Wurzel · Root: <code>{escape(sealed.root)}</code></p><ul>{keys}</ul>"
        f"<h2>Vorgänge · Cases</h2><ul>{links}</ul>",
    )


def case_page(case: str, rows: Sequence[TimelineRow], enclosed: frozenset[str]) -> str:
    """The timeline of a case; `enclosed` are the documents that lie in the bundle."""
    heads = "Nr. · No.", "Tag · Day", "Was · What", "Wer · Who", "Grundlage · Basis"
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(_row(row, enclosed) for row in rows)
    return _page(case, f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _row(row: TimelineRow, enclosed: frozenset[str]) -> str:
    paper = ""
    if row.document in enclosed:
        paper = f' <a href="../documents/{row.document}" type="application/pdf">PDF</a>'
    reason = f"<br><small>{escape(row.reason)}</small>" if row.reason else ""
    return (
        f'<tr><td class="n">{row.position}</td><td>{row.business_date:%d.%m.%Y}</td>'
        f'<td>{escape(row.sentence_de)}{paper}<br><span class="en" lang="en">'
        f"{escape(row.sentence_en)}</span>{reason}</td>"
        f"<td>{escape(row.person)}<br><small>{escape(row.role)}</small></td>"
        f"<td>{escape(row.basis)}<br><small>{escape(row.programme or '')}</small></td></tr>"
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )
