"""An event file as pydantic models: its records, their fields, and what each field means.

The models check one record at a time; `checker` and `sections` check what needs the whole file, such as an id given
twice. References to sources, places and ranks are checked against the ids in the validation context (`References`).
"""

from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationInfo,
    field_serializer,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from dashboard.dataset.field_types import (
    Country,
    Edtf,
    Id,
    Number,
    PlaceId,
    RankId,
    SourceId,
    Text,
    TrueOrFalse,
    vocabulary_name,
)
from dashboard.dataset.text import web_host
from dashboard.dataset.vocabulary import (
    DestinationStatus,
    EventStatus,
    MilestoneKind,
    PlacePrecision,
    SourceType,
    Stance,
)

CONFLICTING_REPORTS = "conflicting_reports"
"""The key of a number that our JSON has with each event, and that is not read."""

_MAX_KEYS = 100


class Record(BaseModel):
    """A part of the event file: unknown keys are errors, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, hide_input_in_errors=False)
    noun: ClassVar[str]
    """What messages call a record of this kind."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_null(cls, data: Any) -> Any:
        """Treat a known key with the value null as if it were not there."""
        if not isinstance(data, dict) or (None not in data.values() and len(data) < _MAX_KEYS):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        given = {key: value for key, value in data.items() if value is not None or key not in known}
        # Each unknown key is an error; of very many, the first hundred are enough.
        kept = known.union(islice((key for key in given if key not in known), _MAX_KEYS))
        return {key: value for key, value in given.items() if key in kept}


class Source(Record):
    """A publication, in the field names of CSL-JSON."""

    noun = "a source"
    type: Annotated[SourceType, vocabulary_name("source type")] = Field(
        description="Kind of publication, an item type of CSL."
    )
    title: Text | None = Field(None, description="Title of the publication.")
    container_title: Text | None = Field(None, alias="container-title", description="Newspaper, journal or site.")
    author: Text | None = Field(None, description="Who wrote it.")
    issued: Edtf | None = Field(None, description="Date of publication, EDTF.")
    accessed: Edtf | None = Field(None, description="Date on which it was read, EDTF.")
    url: Text | None = Field(None, alias="URL", description="Where it can be read.")
    doi: Text | None = Field(None, alias="DOI", description="Digital object identifier.")
    isbn: Text | None = Field(None, alias="ISBN", description="International standard book number.")
    language: Text | None = Field(None, description="Language tag, BCP 47.")
    publisher: Text | None = Field(None, description="Publisher.")
    publisher_place: Text | None = Field(None, alias="publisher-place", description="Place of publication.")
    volume: Text | None = Field(None, description="Volume.")
    issue: Text | None = Field(None, description="Issue.")
    page: Text | None = Field(None, description="Pages.")
    note: Text | None = Field(None, description="What a reader should know about it, such as whom it cites.")

    @property
    def name(self) -> str:
        """The shortest name that a reader recognises."""
        host = web_host(self.url) if self.url else None
        return self.container_title or self.title or self.publisher or self.author or host or self.type


class Place(Record):
    """A place, its coordinates written once."""

    noun = "a place"
    name: Text = Field(description="Name shown to readers.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2 code.")
    lat: Annotated[Number, Field(ge=-90, le=90)] | None = Field(None, description="Latitude, degrees, WGS 84.")
    lon: Annotated[Number, Field(ge=-180, le=180)] | None = Field(
        None, description="Longitude, degrees, WGS 84.", validate_default=True
    )
    precision: Annotated[PlacePrecision, vocabulary_name("place precision")] | None = Field(
        None, description="How exact the point is (UCDP GED, where_prec)."
    )
    geonames: Annotated[int, Field(gt=0, lt=10**10)] | None = Field(None, description="GeoNames id.")

    @field_validator("lon")
    @classmethod
    def _latitude_and_longitude_together(cls, lon: float | None, info: ValidationInfo) -> float | None:
        if "lat" in info.data and (lon is None) != (info.data["lat"] is None):
            raise PydanticCustomError("alone", "lat and lon come together, or not at all")
        return lon


class Rank(Record):
    """A rank; the order of the ranks in the file is their order of precedence, highest first."""

    noun = "a rank"
    label: Text = Field(description="Name shown to readers.")
    within: RankId | None = Field(None, description="The wider rank that includes this one.")


class Citation(Record):
    """Where a claim can be read."""

    noun = "a citation"
    source: SourceId = Field(description="Id of a source.")
    paragraph: Text | None = Field(None, description="Paragraph, or several: '1-4, 6'.")


class Person(Record):
    """Somebody who defected; what is not known is left out."""

    noun = "a person"
    name: Text | None = Field(None, description="Name; null where the person is not identified.")
    label: Text | None = Field(None, description="What to show where there is no name.")
    also_known_as: Annotated[tuple[Text, ...], Field(max_length=100)] = Field(
        (), description="Other romanisations, Hangul."
    )
    rank: RankId | None = Field(None, description="Id of a rank.")
    rank_as_stated: Text | None = Field(None, description="The rank in the words of the source.")
    position: Text | None = Field(None, description="The function, as stated.")
    organisation: Text | None = Field(None, description="Ministry or other body at home.")


class Post(Record):
    """Where somebody served."""

    noun = "a post"
    mission: Text | None = Field(None, description="Embassy, consulate-general, …")
    section: Text | None = Field(None, description="Part of the mission.")
    place: PlaceId | None = Field(None, description="Id of a place.")
    country: Country | None = Field(None, description="Where no place is known: ISO 3166-1 alpha-2 code.")


class Destination(Record):
    """Where somebody went, or why that cannot be said."""

    noun = "a destination"
    status: Annotated[DestinationStatus, vocabulary_name("destination status")] | None = Field(
        None, description="Whether the destination is known, or why not; left out where not stated."
    )
    place: PlaceId | None = Field(None, description="Id of a place, where known.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2 code, where known.", validate_default=True)

    @field_validator("place", "country")
    @classmethod
    def _a_place_only_where_known(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("status", "known") != "known":
            raise PydanticCustomError("not_known", "goes with 'status: known' only")
        return value

    @field_validator("country")
    @classmethod
    def _somewhere_if_known(cls, country: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("status") == "known" and country is None and info.data.get("place", "") is None:
            raise PydanticCustomError("nowhere", "'status: known' needs a place or a country")
        return country


class Milestone(Record):
    """A dated claim with its citations."""

    noun = "a milestone"
    kind: Annotated[MilestoneKind, vocabulary_name("milestone kind")] = Field(description="What happened.")
    date: Edtf | None = Field(None, description="When, in EDTF (ISO 8601-2), always quoted.")
    by: Text | None = Field(None, description="Who announced, reported or responded.")
    stance: Annotated[Stance, vocabulary_name("stance")] | None = Field(
        None, description="What an official response amounts to."
    )
    place: PlaceId | None = Field(None, description="Where, if not at the post: id of a place.")
    note: Text | None = Field(None, description="What else the claim says, in your own words.")
    rival: TrueOrFalse = Field(False, description="True for a claim that disagrees with the first of its kind.")
    citations: tuple[Citation, ...] = Field(description="At least one.", min_length=1)


class _Event(Record):
    noun = "an event"
    id: Id = Field(description="Stable: never renamed, never reused.")
    status: Annotated[EventStatus, vocabulary_name("event status")] = Field(description="How certain the event is.")
    credibility: Annotated[int, Field(ge=1, le=6), vocabulary_name("credibility")] | None = Field(
        None, description="Admiralty scale: 1 confirmed … 6 cannot be judged."
    )
    milestones: tuple[Milestone, ...] = Field((), description="Every dated claim; the first places the event in time.")
    citations: tuple[Citation, ...] = Field((), description="Sources of the facts without a date.")
    summary: Text | None = Field(None, description="One or two sentences, in your own words.")

    @model_validator(mode="before")
    @classmethod
    def _count_conflicting_reports_anew(cls, data: Any) -> Any:
        """Leave out the number of conflicting reports, which our JSON has: it follows from the claims."""
        if not isinstance(data, dict) or not str(data.get(CONFLICTING_REPORTS)).isdecimal():
            return data
        return {key: value for key, value in data.items() if key != CONFLICTING_REPORTS}

    @property
    def conflicting_reports(self) -> int:
        """How many claims disagree with the first of their kind."""
        return sum(milestone.rival for milestone in self.milestones)


class Defection(_Event):
    """Somebody who left."""

    noun = "a defection"
    type: Literal["defection"] = Field(description="Kind of event.")
    title: Text | None = Field(None, description="Headline; if left out, it is made from the persons.")
    persons: tuple[Person, ...] = Field((), description="Who defected.")
    origin: Country | None = Field(None, description="Where they came from: ISO 3166-1 alpha-2 code.")
    post: Post = Field(Post(), description="Where they served.")
    destination: Destination = Field(Destination(), description="Where they went, or why that is not known.")
    accompanied_by: tuple[Text, ...] | None = Field(None, description="[] alone; left out where not stated.")


class Context(_Event):
    """Something that helps to understand defections; never counted as one."""

    noun = "a context event"
    type: Literal["context"] = Field(description="Kind of event.")
    title: Text = Field(description="Headline.")
    places: tuple[PlaceId, ...] = Field((), description="Ids of places.")


Event = Annotated[Defection | Context, Field(discriminator="type")]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Checks an event by itself."""


class EventFile(Record):
    """A curated file of defection events."""

    noun = "an event file"
    schema_version: Annotated[int, Field(ge=1, le=1)] = Field(description="1, the version of this description.")
    title: Text = Field(description="Headline of the page.")
    description: Text | None = Field(None, description="What the file holds, in a sentence or two.")
    sources: dict[Id, Source] = Field({}, description="Publications, by id.")
    places: dict[Id, Place] = Field({}, description="Places, by id.")
    ranks: dict[Id, Rank] = Field({}, description="Ranks, by id, highest first.")
    events: tuple[Event, ...] = Field((), description="Defections and their context.")

    @field_serializer("events", mode="wrap")
    def _write_any_sequence(self, events: Sequence[Any], write: SerializerFunctionWrapHandler) -> Any:
        return write(tuple(events))

    def rank_and_within(self, rank: str) -> frozenset[str]:
        """Return the rank and all ranks within it, however deep."""
        inside = {rank}
        while more := {r for r, it in self.ranks.items() if it.within in inside} - inside:
            inside |= more
        return frozenset(inside)
