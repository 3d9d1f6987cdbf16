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
PRECISION_LABELS: dict[str, str] = {
    "near": "within about 25 km",
    "adm2": "district",
    "adm1": "province",
    "region": "region",
    "country": "country",
    "international": "international waters or airspace",
}
"""What is known of a place whose point is not exact."""

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

MEANINGS: dict[str, dict[str | int, str]] = {
    "event status": {
        "confirmed": "An authority or the persons themselves confirm it.",
        "reported": "A source says so and stands by it.",
        "unconfirmed": "Hearsay, or nobody confirms it.",
        "disputed": "Sources disagree on whether it happened.",
        "denied": "Somebody who would know says that it did not happen.",
        "retracted": "The source took it back.",
    },
    "destination status": {
        "known": "A place or a country is given.",
        "unknown": "No source says where.",
        "undisclosed": "Withheld, for safety for instance.",
        "in-transit": "On the way.",
        "returned": "Back in the country of origin.",
    },
    "milestone kind": {
        "departure": "Left the post.",
        "arrival": "Reached the destination.",
        "announcement": "An authority made it public.",
        "report": "A medium made it public.",
        "official-response": "An authority responded; its stance says how.",
    },
    "stance": {
        "confirmed": "It is so.",
        "declined-to-confirm": "Would neither confirm nor deny.",
        "denied": "It is not so.",
        "no-comment": "Said nothing about it.",
    },
    "place precision": {  # UCDP GED codebook, where_prec 1 to 7
        "exact": "The place itself.",
        "near": "Within about 25 km of the point.",
        "adm2": "Somewhere in this second-order division, such as a district.",
        "adm1": "Somewhere in this first-order division, such as a province.",
        "region": "Somewhere in a region that is no division, or along a line.",
        "country": "Somewhere in the country.",
        "international": "In international waters or airspace.",
    },
    "credibility": {  # the Admiralty scale, as in AJP-2.1
        1: "Confirmed by other sources.",
        2: "Probably true.",
        3: "Possibly true.",
        4: "Doubtful.",
        5: "Improbable.",
        6: "Truth cannot be judged.",
    },
    "event type": {
        "defection": "Somebody left.",
        "context": "Helps to understand defections; never counted as one.",
    },
}
"""What the values of each closed vocabulary mean, by its name, for editors that complete them."""
