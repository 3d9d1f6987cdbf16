"""The terms of the event model, each with the words that readers see for it.

Precision is that of the UCDP GED codebook (where_prec 1 to 7), credibility that of the Admiralty scale, types of
sources are the item types of CSL 1.0.2.
"""

from typing import Literal, get_args

EventStatus = Literal["confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted"]
DestinationStatus = Literal["known", "unknown", "undisclosed", "in-transit", "returned"]
MilestoneKind = Literal["departure", "arrival", "announcement", "report", "official-response"]
Stance = Literal["confirmed", "declined-to-confirm", "denied", "no-comment"]
PlacePrecision = Literal["exact", "near", "adm2", "adm1", "region", "country", "international"]
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip

EVENT_TYPES = ("defection", "context")
STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
WHEREABOUTS: tuple[str, ...] = tuple(status for status in get_args(DestinationStatus) if status != "known")
"""The destination statuses of events whose destination is not known, for whatever reason."""

STATUS_LABELS: dict[str, str] = {status: status.capitalize() for status in STATUSES}
WHEREABOUTS_LABELS = {
    "unknown": "Whereabouts unknown",
    "undisclosed": "Whereabouts undisclosed",
    "in-transit": "In transit",
    "returned": "Returned",
}
KIND_LABELS: dict[str, str] = {kind: kind.replace("-", " ").capitalize() for kind in get_args(MilestoneKind)}
CONTEXT_LABEL = "Context"
STANCE_LABELS = {
    "confirmed": "confirmed",
    "declined-to-confirm": "declined to confirm",
    "denied": "denied",
    "no-comment": "no comment",
}
CREDIBILITY_LABELS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtfully true",
    5: "improbable",
    6: "cannot be judged",
}
