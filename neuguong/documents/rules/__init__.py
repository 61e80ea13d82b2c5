"""What is prescribed of official papers: dated layouts, who issues them, who signs, to whom they go."""

from neuguong.documents.rules.bodies import (
    Signer,
    authority_of,
    body_code,
    issuing_body,
    place_name,
    printed_title,
    rank_of_post,
    recipients_of,
)
from neuguong.documents.rules.layout import (
    LAYOUTS,
    Layout,
    heading_line,
    layout_named,
    layout_on,
    month_words,
    recipient_lines,
    short_day,
)

__all__ = [
    "LAYOUTS",
    "Layout",
    "Signer",
    "authority_of",
    "body_code",
    "heading_line",
    "issuing_body",
    "layout_named",
    "layout_on",
    "month_words",
    "place_name",
    "printed_title",
    "rank_of_post",
    "recipient_lines",
    "recipients_of",
    "short_day",
]
