import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Resource as FhirResource, Reference as FhirReference } from '../../fhir/types.ts';
import type { TenantStatus } from '../../tenants/status.ts';
import type { ReviewOutcome } from '../resolvers/review.ts';
import type { Page } from '../../services/searching.ts';
import type { EdgeModel } from '../resolvers/connections.ts';
import type { GatewayContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in UTC, ISO 8601 with milliseconds: `2026-11-21T09:30:00.000Z`. As an argument, any time zone. */
  DateTime: { input: number; output: number; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A stream of bytes */
  base64Binary: { input: string; output: string; }
  /** A URI that is a reference to a canonical URL on a FHIR resource */
  canonical: { input: string; output: string; }
  /** A string which has at least one character and no leading or trailing whitespace and where there is no whitespace other than single spaces in the contents */
  code: { input: string; output: string; }
  /** A date or partial date (e.g. just year or year + month). In a search a time may follow, and a comparison stand before it: `ge2024-02-29`. A year needs no quotes. */
  date: { input: string; output: string; }
  /** A date, date-time or partial date (e.g. just year or year + month). */
  dateTime: { input: string; output: string; }
  /** A rational number with implicit precision */
  decimal: { input: number; output: number; }
  /** An instant in time - known at least to the second */
  instant: { input: string; output: string; }
  /** A string that may contain Github Flavored Markdown syntax for optional processing by a mark down presentation engine */
  markdown: { input: string; output: string; }
  /** An OID represented as a URI */
  oid: { input: string; output: string; }
  /** An amount in a search: `5.4`, `5.4||mg`, or `5.4|system|code`; before it a comparison may stand, such as `gt`, `le` or `ap`. A number needs no quotes and is as exact as it is written. */
  quantity: { input: string; output: string; }
  /** A reference in a search: `id`, `Type/id`, or the URL of a resource elsewhere. Plain words and whole numbers need no quotes. */
  reference: { input: string; output: string; }
  /** A time during the day, with no date specified */
  time: { input: string; output: string; }
  /** A code in a search: `code` under any system, `system|code`, `|code` without a system, `system|` for all of a system. Plain words, whole numbers and booleans need no quotes. */
  token: { input: string; output: string; }
  /** String of characters used to identify a name or a resource */
  uri: { input: string; output: string; }
  /** A URI that is a literal reference */
  url: { input: string; output: string; }
  /** A UUID, represented as a URI */
  uuid: { input: string; output: string; }
  /** XHTML */
  xhtml: { input: string; output: string; }
};

/** An address expressed using postal conventions (as opposed to GPS or other location definition formats) */
export type Address = {
  /** Extensions and id of `city`. */
  readonly _city?: Maybe<ElementBase>;
  /** Extensions and id of `country`. */
  readonly _country?: Maybe<ElementBase>;
  /** Extensions and id of `district`. */
  readonly _district?: Maybe<ElementBase>;
  /** Extensions and id of `line`. */
  readonly _line?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `postalCode`. */
  readonly _postalCode?: Maybe<ElementBase>;
  /** Extensions and id of `state`. */
  readonly _state?: Maybe<ElementBase>;
  /** Extensions and id of `text`. */
  readonly _text?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Extensions and id of `use`. */
  readonly _use?: Maybe<ElementBase>;
  /** Name of city, town etc. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** Country (e.g. can be ISO 3166 2 or 3 letter code) */
  readonly country?: Maybe<Scalars['String']['output']>;
  /** District name (aka county) */
  readonly district?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Street name, number, direction & P.O. Box etc. */
  readonly line?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Time period when address was/is in use */
  readonly period?: Maybe<Period>;
  /** Postal code for area */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** Sub-unit of country (abbreviations ok) */
  readonly state?: Maybe<Scalars['String']['output']>;
  /** Text representation of the address */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** postal | physical | both */
  readonly type?: Maybe<Scalars['code']['output']>;
  /** home | work | temp | old | billing - purpose of this address */
  readonly use?: Maybe<Scalars['code']['output']>;
};


/** An address expressed using postal conventions (as opposed to GPS or other location definition formats) */
export type AddressextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A duration of time during which an organism (or a process) has existed */
export type Age = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `comparator`. */
  readonly _comparator?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `unit`. */
  readonly _unit?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Coded form of the unit */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** < | <= | >= | > - how to understand the value */
  readonly comparator?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** System that defines coded unit form */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Unit representation */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** A duration of time during which an organism (or a process) has existed */
export type AgeextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Text node with attribution */
export type Annotation = {
  /** Extensions and id of `authorString`. */
  readonly _authorString?: Maybe<ElementBase>;
  /** Extensions and id of `text`. */
  readonly _text?: Maybe<ElementBase>;
  /** Extensions and id of `time`. */
  readonly _time?: Maybe<ElementBase>;
  /** Individual responsible for the annotation */
  readonly authorReference?: Maybe<Reference>;
  /** Individual responsible for the annotation */
  readonly authorString?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The annotation  - text content (as markdown) */
  readonly text: Scalars['markdown']['output'];
  /** When the annotation was made */
  readonly time?: Maybe<Scalars['dateTime']['output']>;
};


/** Text node with attribution */
export type AnnotationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Content in a format defined elsewhere */
export type Attachment = {
  /** Extensions and id of `contentType`. */
  readonly _contentType?: Maybe<ElementBase>;
  /** Extensions and id of `creation`. */
  readonly _creation?: Maybe<ElementBase>;
  /** Extensions and id of `data`. */
  readonly _data?: Maybe<ElementBase>;
  /** Extensions and id of `hash`. */
  readonly _hash?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `size`. */
  readonly _size?: Maybe<ElementBase>;
  /** Extensions and id of `title`. */
  readonly _title?: Maybe<ElementBase>;
  /** Extensions and id of `url`. */
  readonly _url?: Maybe<ElementBase>;
  /** Mime type of the content, with charset etc. */
  readonly contentType?: Maybe<Scalars['code']['output']>;
  /** Date attachment was first created */
  readonly creation?: Maybe<Scalars['dateTime']['output']>;
  /** Data inline, base64ed */
  readonly data?: Maybe<Scalars['base64Binary']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Hash of the data (sha-1, base64ed) */
  readonly hash?: Maybe<Scalars['base64Binary']['output']>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Human language of the content (BCP-47) */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Number of bytes of content (if url provided) */
  readonly size?: Maybe<Scalars['Int']['output']>;
  /** Label to display in place of the data */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Uri where the data can be found */
  readonly url?: Maybe<Scalars['url']['output']>;
};


/** Content in a format defined elsewhere */
export type AttachmentextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Concept - reference to a terminology or just  text */
export type CodeableConcept = {
  /** Extensions and id of `text`. */
  readonly _text?: Maybe<ElementBase>;
  /** Code defined by a terminology system */
  readonly coding?: Maybe<ReadonlyArray<Coding>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Plain text representation of the concept */
  readonly text?: Maybe<Scalars['String']['output']>;
};


/** Concept - reference to a terminology or just  text */
export type CodeableConceptcodingArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  code?: InputMaybe<Scalars['code']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  userSelected?: InputMaybe<Scalars['Boolean']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};


/** Concept - reference to a terminology or just  text */
export type CodeableConceptextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A reference to a code defined by a terminology system */
export type Coding = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `display`. */
  readonly _display?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `userSelected`. */
  readonly _userSelected?: Maybe<ElementBase>;
  /** Extensions and id of `version`. */
  readonly _version?: Maybe<ElementBase>;
  /** Symbol in syntax defined by the system */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** Representation defined by the system */
  readonly display?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Identity of the terminology system */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** If this coding was chosen directly by the user */
  readonly userSelected?: Maybe<Scalars['Boolean']['output']>;
  /** Version of the system - if relevant */
  readonly version?: Maybe<Scalars['String']['output']>;
};


/** A reference to a code defined by a terminology system */
export type CodingextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Contact information */
export type ContactDetail = {
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Name of an individual to contact */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Contact details for individual or organization */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
};


/** Contact information */
export type ContactDetailextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Contact information */
export type ContactDetailtelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** Details of a Technology mediated contact point (phone, fax, email, etc.) */
export type ContactPoint = {
  /** Extensions and id of `rank`. */
  readonly _rank?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `use`. */
  readonly _use?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Time period when the contact point was/is in use */
  readonly period?: Maybe<Period>;
  /** Specify preferred order of use (1 = highest) */
  readonly rank?: Maybe<Scalars['Int']['output']>;
  /** phone | fax | email | pager | url | sms | other */
  readonly system?: Maybe<Scalars['code']['output']>;
  /** home | work | temp | old | mobile - purpose of this contact point */
  readonly use?: Maybe<Scalars['code']['output']>;
  /** The actual contact point details */
  readonly value?: Maybe<Scalars['String']['output']>;
};


/** Details of a Technology mediated contact point (phone, fax, email, etc.) */
export type ContactPointextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Contributor information */
export type Contributor = {
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Contact details of the contributor */
  readonly contact?: Maybe<ReadonlyArray<ContactDetail>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Who contributed the content */
  readonly name: Scalars['String']['output'];
  /** author | editor | reviewer | endorser */
  readonly type: Scalars['code']['output'];
};


/** Contributor information */
export type ContributorcontactArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};


/** Contributor information */
export type ContributorextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A measured or measurable amount */
export type Count = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `comparator`. */
  readonly _comparator?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `unit`. */
  readonly _unit?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Coded form of the unit */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** < | <= | >= | > - how to understand the value */
  readonly comparator?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** System that defines coded unit form */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Unit representation */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** A measured or measurable amount */
export type CountextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Describes a required data item */
export type DataRequirement = {
  /** Extensions and id of `limit`. */
  readonly _limit?: Maybe<ElementBase>;
  /** Extensions and id of `mustSupport`. */
  readonly _mustSupport?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `profile`. */
  readonly _profile?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** What codes are expected */
  readonly codeFilter?: Maybe<ReadonlyArray<DataRequirementCodeFilter>>;
  /** What dates/date ranges are expected */
  readonly dateFilter?: Maybe<ReadonlyArray<DataRequirementDateFilter>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Number of results */
  readonly limit?: Maybe<Scalars['Int']['output']>;
  /** Indicates specific structure elements that are referenced by the knowledge module */
  readonly mustSupport?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** The profile of the required data */
  readonly profile?: Maybe<ReadonlyArray<Maybe<Scalars['canonical']['output']>>>;
  /** Order of the results */
  readonly sort?: Maybe<ReadonlyArray<DataRequirementSort>>;
  /** E.g. Patient, Practitioner, RelatedPerson, Organization, Location, Device */
  readonly subjectCodeableConcept?: Maybe<CodeableConcept>;
  /** E.g. Patient, Practitioner, RelatedPerson, Organization, Location, Device */
  readonly subjectReference?: Maybe<Reference>;
  /** The type of the required data */
  readonly type: Scalars['code']['output'];
};


/** Describes a required data item */
export type DataRequirementcodeFilterArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
  searchParam?: InputMaybe<Scalars['String']['input']>;
  valueSet?: InputMaybe<Scalars['canonical']['input']>;
};


/** Describes a required data item */
export type DataRequirementdateFilterArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
  searchParam?: InputMaybe<Scalars['String']['input']>;
};


/** Describes a required data item */
export type DataRequirementextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Describes a required data item */
export type DataRequirementsortArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<Scalars['code']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
};

/** What codes are expected */
export type DataRequirementCodeFilter = {
  /** Extensions and id of `path`. */
  readonly _path?: Maybe<ElementBase>;
  /** Extensions and id of `searchParam`. */
  readonly _searchParam?: Maybe<ElementBase>;
  /** Extensions and id of `valueSet`. */
  readonly _valueSet?: Maybe<ElementBase>;
  /** What code is expected */
  readonly code?: Maybe<ReadonlyArray<Coding>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** A code-valued attribute to filter on */
  readonly path?: Maybe<Scalars['String']['output']>;
  /** A coded (token) parameter to search on */
  readonly searchParam?: Maybe<Scalars['String']['output']>;
  /** Valueset for the filter */
  readonly valueSet?: Maybe<Scalars['canonical']['output']>;
};


/** What codes are expected */
export type DataRequirementCodeFiltercodeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  code?: InputMaybe<Scalars['code']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  userSelected?: InputMaybe<Scalars['Boolean']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};


/** What codes are expected */
export type DataRequirementCodeFilterextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What dates/date ranges are expected */
export type DataRequirementDateFilter = {
  /** Extensions and id of `path`. */
  readonly _path?: Maybe<ElementBase>;
  /** Extensions and id of `searchParam`. */
  readonly _searchParam?: Maybe<ElementBase>;
  /** Extensions and id of `valueDateTime`. */
  readonly _valueDateTime?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** A date-valued attribute to filter on */
  readonly path?: Maybe<Scalars['String']['output']>;
  /** A date valued parameter to search on */
  readonly searchParam?: Maybe<Scalars['String']['output']>;
  /** The value of the filter, as a Period, DateTime, or Duration value */
  readonly valueDateTime?: Maybe<Scalars['dateTime']['output']>;
  /** The value of the filter, as a Period, DateTime, or Duration value */
  readonly valueDuration?: Maybe<Duration>;
  /** The value of the filter, as a Period, DateTime, or Duration value */
  readonly valuePeriod?: Maybe<Period>;
};


/** What dates/date ranges are expected */
export type DataRequirementDateFilterextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Order of the results */
export type DataRequirementSort = {
  /** Extensions and id of `direction`. */
  readonly _direction?: Maybe<ElementBase>;
  /** Extensions and id of `path`. */
  readonly _path?: Maybe<ElementBase>;
  /** ascending | descending */
  readonly direction: Scalars['code']['output'];
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The name of the attribute to perform the sort */
  readonly path: Scalars['String']['output'];
};


/** Order of the results */
export type DataRequirementSortextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A span of time. Either end may be left out. Both ends count: a year stands for all of its days. */
export type DateRange = {
  /** First day or moment, such as `2024`, `2024-02`, `2024-02-29` or `2024-02-29T08:00:00Z`. */
  readonly from?: InputMaybe<Scalars['dateTime']['input']>;
  /** Last day or moment, in the same forms. */
  readonly to?: InputMaybe<Scalars['dateTime']['input']>;
};

/** A length - a value with a unit that is a physical distance */
export type Distance = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `comparator`. */
  readonly _comparator?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `unit`. */
  readonly _unit?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Coded form of the unit */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** < | <= | >= | > - how to understand the value */
  readonly comparator?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** System that defines coded unit form */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Unit representation */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** A length - a value with a unit that is a physical distance */
export type DistanceextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** How the medication is/was taken or should be taken */
export type Dosage = {
  /** Extensions and id of `asNeededBoolean`. */
  readonly _asNeededBoolean?: Maybe<ElementBase>;
  /** Extensions and id of `patientInstruction`. */
  readonly _patientInstruction?: Maybe<ElementBase>;
  /** Extensions and id of `sequence`. */
  readonly _sequence?: Maybe<ElementBase>;
  /** Extensions and id of `text`. */
  readonly _text?: Maybe<ElementBase>;
  /** Supplemental instruction or warnings to the patient - e.g. "with meals", "may cause drowsiness" */
  readonly additionalInstruction?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** Take "as needed" (for x) */
  readonly asNeededBoolean?: Maybe<Scalars['Boolean']['output']>;
  /** Take "as needed" (for x) */
  readonly asNeededCodeableConcept?: Maybe<CodeableConcept>;
  /** Amount of medication administered */
  readonly doseAndRate?: Maybe<ReadonlyArray<DosageDoseAndRate>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Upper limit on medication per administration */
  readonly maxDosePerAdministration?: Maybe<Quantity>;
  /** Upper limit on medication per lifetime of the patient */
  readonly maxDosePerLifetime?: Maybe<Quantity>;
  /** Upper limit on medication per unit of time */
  readonly maxDosePerPeriod?: Maybe<Ratio>;
  /** Technique for administering medication */
  readonly method?: Maybe<CodeableConcept>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Patient or consumer oriented instructions */
  readonly patientInstruction?: Maybe<Scalars['String']['output']>;
  /** How drug should enter body */
  readonly route?: Maybe<CodeableConcept>;
  /** The order of the dosage instructions */
  readonly sequence?: Maybe<Scalars['Int']['output']>;
  /** Body site to administer to */
  readonly site?: Maybe<CodeableConcept>;
  /** Free text dosage instructions e.g. SIG */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** When medication should be administered */
  readonly timing?: Maybe<Timing>;
};


/** How the medication is/was taken or should be taken */
export type DosageadditionalInstructionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** How the medication is/was taken or should be taken */
export type DosagedoseAndRateArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
};


/** How the medication is/was taken or should be taken */
export type DosageextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** How the medication is/was taken or should be taken */
export type DosagemodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Amount of medication administered */
export type DosageDoseAndRate = {
  /** Amount of medication per dose */
  readonly doseQuantity?: Maybe<Quantity>;
  /** Amount of medication per dose */
  readonly doseRange?: Maybe<Range>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Amount of medication per unit of time */
  readonly rateQuantity?: Maybe<Quantity>;
  /** Amount of medication per unit of time */
  readonly rateRange?: Maybe<Range>;
  /** Amount of medication per unit of time */
  readonly rateRatio?: Maybe<Ratio>;
  /** The kind of dose or rate specified */
  readonly type?: Maybe<CodeableConcept>;
};


/** Amount of medication administered */
export type DosageDoseAndRateextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** How the tenant's copy differs from what it would be after a refresh. */
export type Drift = {
  /** Resources that would come in. */
  readonly added: Scalars['Int']['output'];
  /** Resources that would be replaced, and become unreviewed. */
  readonly changed: Scalars['Int']['output'];
  /** Resources that would go, with their reviews. */
  readonly deleted: Scalars['Int']['output'];
};

/** A length of time */
export type Duration = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `comparator`. */
  readonly _comparator?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `unit`. */
  readonly _unit?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Coded form of the unit */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** < | <= | >= | > - how to understand the value */
  readonly comparator?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** System that defines coded unit form */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Unit representation */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** A length of time */
export type DurationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Base for all elements */
export type ElementBase = {
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
};


/** Base for all elements */
export type ElementBaseextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** An interaction during which services are provided to the patient */
export type Encounter = Resource & Reviewable & {
  /** The encounters that refer to this encounter: the first page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that refer to this encounter, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** Extensions and id of `implicitRules`. */
  readonly _implicitRules?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `status`. */
  readonly _status?: Maybe<ElementBase>;
  /** The set of accounts that may be used for billing for this Encounter */
  readonly account?: Maybe<ReadonlyArray<Reference>>;
  /** The appointment that scheduled this encounter */
  readonly appointment?: Maybe<ReadonlyArray<Reference>>;
  /** The ServiceRequest that initiated this encounter */
  readonly basedOn?: Maybe<ReadonlyArray<Reference>>;
  /** Classification of patient encounter */
  readonly class: Coding;
  /** List of past encounter classes */
  readonly classHistory?: Maybe<ReadonlyArray<EncounterClassHistory>>;
  /** Contained, inline Resources */
  readonly contained?: Maybe<ReadonlyArray<Resource>>;
  /** The list of diagnosis relevant to this encounter */
  readonly diagnosis?: Maybe<ReadonlyArray<EncounterDiagnosis>>;
  /** Episode(s) of care that this encounter should be recorded against */
  readonly episodeOfCare?: Maybe<ReadonlyArray<Reference>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Details about the admission to a healthcare service */
  readonly hospitalization?: Maybe<EncounterHospitalization>;
  /** Logical id of this artifact */
  readonly id: Scalars['ID']['output'];
  /** Identifier(s) by which this encounter is known */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Quantity of time the encounter lasted (less time absent) */
  readonly length?: Maybe<Duration>;
  /** List of locations where the patient has been */
  readonly location?: Maybe<ReadonlyArray<EncounterLocation>>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** Extensions that cannot be ignored */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Another Encounter this encounter is part of */
  readonly partOf?: Maybe<Reference>;
  /** List of participants involved in the encounter */
  readonly participant?: Maybe<ReadonlyArray<EncounterParticipant>>;
  /** The patient that `subject` refers to; null when it refers to none, or to one that is not there. */
  readonly patient?: Maybe<Patient>;
  /** The start and end time of the encounter */
  readonly period?: Maybe<Period>;
  /** The practitioners among `participant.individual`, each once; those that are not there are left out. */
  readonly practitioners: ReadonlyArray<Practitioner>;
  /** Indicates the urgency of the encounter */
  readonly priority?: Maybe<CodeableConcept>;
  /** Coded reason the encounter takes place */
  readonly reasonCode?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** Reason the encounter takes place (reference) */
  readonly reasonReference?: Maybe<ReadonlyArray<Reference>>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
  /** When it was first reviewed; null when it is not. */
  readonly reviewTime?: Maybe<Scalars['DateTime']['output']>;
  /** Whether this tenant has reviewed the resource. */
  readonly reviewed: Scalars['Boolean']['output'];
  /** Who reviewed it; null when it is not, or when requests are not authenticated. */
  readonly reviewedBy?: Maybe<Scalars['String']['output']>;
  /** The organization (facility) responsible for this encounter */
  readonly serviceProvider?: Maybe<Reference>;
  /** Specific type of service */
  readonly serviceType?: Maybe<CodeableConcept>;
  /** planned | arrived | triaged | in-progress | onleave | finished | cancelled + */
  readonly status: Scalars['code']['output'];
  /** List of past encounter statuses */
  readonly statusHistory?: Maybe<ReadonlyArray<EncounterStatusHistory>>;
  /** The patient or group present at the encounter */
  readonly subject?: Maybe<Reference>;
  /** Text summary of the resource, for human interpretation */
  readonly text?: Maybe<Narrative>;
  /** Specific type of encounter */
  readonly type?: Maybe<ReadonlyArray<CodeableConcept>>;
};


/** An interaction during which services are provided to the patient */
export type EncounterEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** An interaction during which services are provided to the patient */
export type EncounterEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** An interaction during which services are provided to the patient */
export type EncounteraccountArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterappointmentArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterbasedOnArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterclassHistoryArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterdiagnosisArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterepisodeOfCareArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounteridentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterlocationArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<Scalars['code']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncountermodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterparticipantArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterreasonCodeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterreasonReferenceArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncounterstatusHistoryArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<Scalars['code']['input']>;
};


/** An interaction during which services are provided to the patient */
export type EncountertypeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** List of past encounter classes */
export type EncounterClassHistory = {
  /** inpatient | outpatient | ambulatory | emergency + */
  readonly class: Coding;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** The time that the episode was in the specified class */
  readonly period: Period;
};


/** List of past encounter classes */
export type EncounterClassHistoryextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** List of past encounter classes */
export type EncounterClassHistorymodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A page of encounters. One type serves this schema's vocabulary (`edges.node`, `pageInfo`) and FHIR's (`edges.resource`, `next`). */
export type EncounterConnection = {
  /** How many match in all. Counted only when asked for; its cost grows with the matches. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** The entries of the page, in order. */
  readonly edges: ReadonlyArray<EncounterEdge>;
  /** Cursor to get the first page with. */
  readonly first?: Maybe<Scalars['String']['output']>;
  /** Cursor to get a full page with that ends the list. */
  readonly last?: Maybe<Scalars['String']['output']>;
  /** Cursor to get the next page with; null on the last page. */
  readonly next?: Maybe<Scalars['String']['output']>;
  /** How many entries come before the page; known for the first page only. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** The page size that was asked for. */
  readonly pagesize?: Maybe<Scalars['Int']['output']>;
  /** Cursor to get the page before with; null on the first page. */
  readonly previous?: Maybe<Scalars['String']['output']>;
};

/** The list of diagnosis relevant to this encounter */
export type EncounterDiagnosis = {
  /** Extensions and id of `rank`. */
  readonly _rank?: Maybe<ElementBase>;
  /** The diagnosis or procedure relevant to the encounter */
  readonly condition: Reference;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Ranking of the diagnosis (for each role type) */
  readonly rank?: Maybe<Scalars['Int']['output']>;
  /** Role that this diagnosis has within the encounter (e.g. admission, billing, discharge …) */
  readonly use?: Maybe<CodeableConcept>;
};


/** The list of diagnosis relevant to this encounter */
export type EncounterDiagnosisextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** The list of diagnosis relevant to this encounter */
export type EncounterDiagnosismodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** An entry of a page. */
export type EncounterEdge = {
  /** Cursor of the entry: a page after it begins behind it. */
  readonly cursor: Scalars['String']['output'];
  /** How the entry came into the answer; always `match`. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** The encounter. */
  readonly node: Encounter;
  /** The encounter, under FHIR's name. */
  readonly resource: Encounter;
  /** How well the entry matches; null, since no search here is ranked. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Conditions on encounters, joined by AND. In a list any entry is enough. */
export type EncounterFilter = {
  /** Class codes: `AMB`, or `system|AMB`. */
  readonly class?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Ids of patients, as `123` or `Patient/123`. */
  readonly patient?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The encounter's period overlaps that span. */
  readonly period?: InputMaybe<DateRange>;
  /** Ids of practitioners that took part, as `123` or `Practitioner/123`. */
  readonly practitioner?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether this tenant has reviewed it. */
  readonly reviewed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Reviewed at that time or later. */
  readonly reviewedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Status codes, such as `finished` or `in-progress`. */
  readonly status?: InputMaybe<ReadonlyArray<Scalars['code']['input']>>;
  /** Type codes: `code`, or `system|code`. */
  readonly type?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Details about the admission to a healthcare service */
export type EncounterHospitalization = {
  /** From where patient was admitted (physician referral, transfer) */
  readonly admitSource?: Maybe<CodeableConcept>;
  /** Location/organization to which the patient is discharged */
  readonly destination?: Maybe<Reference>;
  /** Diet preferences reported by the patient */
  readonly dietPreference?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** Category or kind of location after discharge */
  readonly dischargeDisposition?: Maybe<CodeableConcept>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** The location/organization from which the patient came before admission */
  readonly origin?: Maybe<Reference>;
  /** Pre-admission identifier */
  readonly preAdmissionIdentifier?: Maybe<Identifier>;
  /** The type of hospital re-admission that has occurred (if any). If the value is absent, then this is not identified as a readmission */
  readonly reAdmission?: Maybe<CodeableConcept>;
  /** Wheelchair, translator, stretcher, etc. */
  readonly specialArrangement?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** Special courtesies (VIP, board member) */
  readonly specialCourtesy?: Maybe<ReadonlyArray<CodeableConcept>>;
};


/** Details about the admission to a healthcare service */
export type EncounterHospitalizationdietPreferenceArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** Details about the admission to a healthcare service */
export type EncounterHospitalizationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Details about the admission to a healthcare service */
export type EncounterHospitalizationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Details about the admission to a healthcare service */
export type EncounterHospitalizationspecialArrangementArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** Details about the admission to a healthcare service */
export type EncounterHospitalizationspecialCourtesyArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** List of locations where the patient has been */
export type EncounterLocation = {
  /** Extensions and id of `status`. */
  readonly _status?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Location the encounter takes place */
  readonly location: Reference;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Time period during which the patient was present at the location */
  readonly period?: Maybe<Period>;
  /** The physical type of the location (usually the level in the location hierachy - bed room ward etc.) */
  readonly physicalType?: Maybe<CodeableConcept>;
  /** planned | active | reserved | completed */
  readonly status?: Maybe<Scalars['code']['output']>;
};


/** List of locations where the patient has been */
export type EncounterLocationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** List of locations where the patient has been */
export type EncounterLocationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What encounters are ordered by. */
export type EncounterOrder = {
  /** Which way. */
  readonly direction?: SortDirection;
  /** The value that is compared. */
  readonly field: EncounterOrderField;
};

/** Values that encounters can be ordered by. */
export type EncounterOrderField =
  /** Start of the period. */
  | 'DATE'
  /** `meta.lastUpdated`. */
  | 'LAST_UPDATED'
  /** When this tenant reviewed it. */
  | 'REVIEW_TIME';

/** List of participants involved in the encounter */
export type EncounterParticipant = {
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Persons involved in the encounter other than the patient */
  readonly individual?: Maybe<Reference>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Period of time during the encounter that the participant participated */
  readonly period?: Maybe<Period>;
  /** Role of participant in encounter */
  readonly type?: Maybe<ReadonlyArray<CodeableConcept>>;
};


/** List of participants involved in the encounter */
export type EncounterParticipantextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** List of participants involved in the encounter */
export type EncounterParticipantmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** List of participants involved in the encounter */
export type EncounterParticipanttypeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** List of past encounter statuses */
export type EncounterStatusHistory = {
  /** Extensions and id of `status`. */
  readonly _status?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** The time that the episode was in the specified status */
  readonly period: Period;
  /** planned | arrived | triaged | in-progress | onleave | finished | cancelled + */
  readonly status: Scalars['code']['output'];
};


/** List of past encounter statuses */
export type EncounterStatusHistoryextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** List of past encounter statuses */
export type EncounterStatusHistorymodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** An expression that can be used to generate a value */
export type Expression = {
  /** Extensions and id of `description`. */
  readonly _description?: Maybe<ElementBase>;
  /** Extensions and id of `expression`. */
  readonly _expression?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Extensions and id of `reference`. */
  readonly _reference?: Maybe<ElementBase>;
  /** Natural language description of the condition */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Expression in specified language */
  readonly expression?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** text/cql | text/fhirpath | application/x-fhir-query | etc. */
  readonly language: Scalars['code']['output'];
  /** Short name assigned to expression for reuse */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Where the expression is found */
  readonly reference?: Maybe<Scalars['uri']['output']>;
};


/** An expression that can be used to generate a value */
export type ExpressionextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Optional Extensions Element */
export type Extension = {
  /** Extensions and id of `valueBase64Binary`. */
  readonly _valueBase64Binary?: Maybe<ElementBase>;
  /** Extensions and id of `valueBoolean`. */
  readonly _valueBoolean?: Maybe<ElementBase>;
  /** Extensions and id of `valueCanonical`. */
  readonly _valueCanonical?: Maybe<ElementBase>;
  /** Extensions and id of `valueCode`. */
  readonly _valueCode?: Maybe<ElementBase>;
  /** Extensions and id of `valueDate`. */
  readonly _valueDate?: Maybe<ElementBase>;
  /** Extensions and id of `valueDateTime`. */
  readonly _valueDateTime?: Maybe<ElementBase>;
  /** Extensions and id of `valueDecimal`. */
  readonly _valueDecimal?: Maybe<ElementBase>;
  /** Extensions and id of `valueId`. */
  readonly _valueId?: Maybe<ElementBase>;
  /** Extensions and id of `valueInstant`. */
  readonly _valueInstant?: Maybe<ElementBase>;
  /** Extensions and id of `valueInteger`. */
  readonly _valueInteger?: Maybe<ElementBase>;
  /** Extensions and id of `valueMarkdown`. */
  readonly _valueMarkdown?: Maybe<ElementBase>;
  /** Extensions and id of `valueOid`. */
  readonly _valueOid?: Maybe<ElementBase>;
  /** Extensions and id of `valuePositiveInt`. */
  readonly _valuePositiveInt?: Maybe<ElementBase>;
  /** Extensions and id of `valueString`. */
  readonly _valueString?: Maybe<ElementBase>;
  /** Extensions and id of `valueTime`. */
  readonly _valueTime?: Maybe<ElementBase>;
  /** Extensions and id of `valueUnsignedInt`. */
  readonly _valueUnsignedInt?: Maybe<ElementBase>;
  /** Extensions and id of `valueUri`. */
  readonly _valueUri?: Maybe<ElementBase>;
  /** Extensions and id of `valueUrl`. */
  readonly _valueUrl?: Maybe<ElementBase>;
  /** Extensions and id of `valueUuid`. */
  readonly _valueUuid?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** identifies the meaning of the extension */
  readonly url: Scalars['uri']['output'];
  /** Value of extension */
  readonly valueAddress?: Maybe<Address>;
  /** Value of extension */
  readonly valueAge?: Maybe<Age>;
  /** Value of extension */
  readonly valueAnnotation?: Maybe<Annotation>;
  /** Value of extension */
  readonly valueAttachment?: Maybe<Attachment>;
  /** Value of extension */
  readonly valueBase64Binary?: Maybe<Scalars['base64Binary']['output']>;
  /** Value of extension */
  readonly valueBoolean?: Maybe<Scalars['Boolean']['output']>;
  /** Value of extension */
  readonly valueCanonical?: Maybe<Scalars['canonical']['output']>;
  /** Value of extension */
  readonly valueCode?: Maybe<Scalars['code']['output']>;
  /** Value of extension */
  readonly valueCodeableConcept?: Maybe<CodeableConcept>;
  /** Value of extension */
  readonly valueCoding?: Maybe<Coding>;
  /** Value of extension */
  readonly valueContactDetail?: Maybe<ContactDetail>;
  /** Value of extension */
  readonly valueContactPoint?: Maybe<ContactPoint>;
  /** Value of extension */
  readonly valueContributor?: Maybe<Contributor>;
  /** Value of extension */
  readonly valueCount?: Maybe<Count>;
  /** Value of extension */
  readonly valueDataRequirement?: Maybe<DataRequirement>;
  /** Value of extension */
  readonly valueDate?: Maybe<Scalars['date']['output']>;
  /** Value of extension */
  readonly valueDateTime?: Maybe<Scalars['dateTime']['output']>;
  /** Value of extension */
  readonly valueDecimal?: Maybe<Scalars['decimal']['output']>;
  /** Value of extension */
  readonly valueDistance?: Maybe<Distance>;
  /** Value of extension */
  readonly valueDosage?: Maybe<Dosage>;
  /** Value of extension */
  readonly valueDuration?: Maybe<Duration>;
  /** Value of extension */
  readonly valueExpression?: Maybe<Expression>;
  /** Value of extension */
  readonly valueHumanName?: Maybe<HumanName>;
  /** Value of extension */
  readonly valueId?: Maybe<Scalars['String']['output']>;
  /** Value of extension */
  readonly valueIdentifier?: Maybe<Identifier>;
  /** Value of extension */
  readonly valueInstant?: Maybe<Scalars['instant']['output']>;
  /** Value of extension */
  readonly valueInteger?: Maybe<Scalars['Int']['output']>;
  /** Value of extension */
  readonly valueMarkdown?: Maybe<Scalars['markdown']['output']>;
  /** Value of extension */
  readonly valueMeta?: Maybe<Meta>;
  /** Value of extension */
  readonly valueMoney?: Maybe<Money>;
  /** Value of extension */
  readonly valueOid?: Maybe<Scalars['oid']['output']>;
  /** Value of extension */
  readonly valueParameterDefinition?: Maybe<ParameterDefinition>;
  /** Value of extension */
  readonly valuePeriod?: Maybe<Period>;
  /** Value of extension */
  readonly valuePositiveInt?: Maybe<Scalars['Int']['output']>;
  /** Value of extension */
  readonly valueQuantity?: Maybe<Quantity>;
  /** Value of extension */
  readonly valueRange?: Maybe<Range>;
  /** Value of extension */
  readonly valueRatio?: Maybe<Ratio>;
  /** Value of extension */
  readonly valueReference?: Maybe<Reference>;
  /** Value of extension */
  readonly valueRelatedArtifact?: Maybe<RelatedArtifact>;
  /** Value of extension */
  readonly valueSampledData?: Maybe<SampledData>;
  /** Value of extension */
  readonly valueSignature?: Maybe<Signature>;
  /** Value of extension */
  readonly valueString?: Maybe<Scalars['String']['output']>;
  /** Value of extension */
  readonly valueTime?: Maybe<Scalars['time']['output']>;
  /** Value of extension */
  readonly valueTiming?: Maybe<Timing>;
  /** Value of extension */
  readonly valueTriggerDefinition?: Maybe<TriggerDefinition>;
  /** Value of extension */
  readonly valueUnsignedInt?: Maybe<Scalars['Int']['output']>;
  /** Value of extension */
  readonly valueUri?: Maybe<Scalars['uri']['output']>;
  /** Value of extension */
  readonly valueUrl?: Maybe<Scalars['url']['output']>;
  /** Value of extension */
  readonly valueUsageContext?: Maybe<UsageContext>;
  /** Value of extension */
  readonly valueUuid?: Maybe<Scalars['uuid']['output']>;
};


/** Optional Extensions Element */
export type ExtensionextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Name of a human - parts and usage */
export type HumanName = {
  /** Extensions and id of `family`. */
  readonly _family?: Maybe<ElementBase>;
  /** Extensions and id of `given`. */
  readonly _given?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `prefix`. */
  readonly _prefix?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `suffix`. */
  readonly _suffix?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `text`. */
  readonly _text?: Maybe<ElementBase>;
  /** Extensions and id of `use`. */
  readonly _use?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Family name (often called 'Surname') */
  readonly family?: Maybe<Scalars['String']['output']>;
  /** Given names (not always 'first'). Includes middle names */
  readonly given?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Time period when name was/is in use */
  readonly period?: Maybe<Period>;
  /** Parts that come before the name */
  readonly prefix?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Parts that come after the name */
  readonly suffix?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Text representation of the full name */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** usual | official | temp | nickname | anonymous | old | maiden */
  readonly use?: Maybe<Scalars['code']['output']>;
};


/** Name of a human - parts and usage */
export type HumanNameextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** An identifier intended for computation */
export type Identifier = {
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `use`. */
  readonly _use?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Organization that issued id (may be just text) */
  readonly assigner?: Maybe<Reference>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Time period when id is/was valid for use */
  readonly period?: Maybe<Period>;
  /** The namespace for the identifier value */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Description of identifier */
  readonly type?: Maybe<CodeableConcept>;
  /** usual | official | temp | secondary | old (If known) */
  readonly use?: Maybe<Scalars['code']['output']>;
  /** The value that is unique */
  readonly value?: Maybe<Scalars['String']['output']>;
};


/** An identifier intended for computation */
export type IdentifierextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Details and position information for a physical place */
export type Location = Resource & {
  /** The encounters that refer to this location: the first page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that refer to this location, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** The locations that refer to this location: the first page. */
  readonly LocationConnection?: Maybe<LocationConnection>;
  /** The locations that refer to this location, all at once. */
  readonly LocationList?: Maybe<ReadonlyArray<Location>>;
  /** Extensions and id of `alias`. */
  readonly _alias?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `availabilityExceptions`. */
  readonly _availabilityExceptions?: Maybe<ElementBase>;
  /** Extensions and id of `description`. */
  readonly _description?: Maybe<ElementBase>;
  /** Extensions and id of `implicitRules`. */
  readonly _implicitRules?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `mode`. */
  readonly _mode?: Maybe<ElementBase>;
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Extensions and id of `status`. */
  readonly _status?: Maybe<ElementBase>;
  /** Physical location */
  readonly address?: Maybe<Address>;
  /** A list of alternate names that the location is known as, or was known as, in the past */
  readonly alias?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Description of availability exceptions */
  readonly availabilityExceptions?: Maybe<Scalars['String']['output']>;
  /** Contained, inline Resources */
  readonly contained?: Maybe<ReadonlyArray<Resource>>;
  /** Additional details about the location that could be displayed as further information to identify the location beyond its name */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Technical endpoints providing access to services operated for the location */
  readonly endpoint?: Maybe<ReadonlyArray<Reference>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** What days/times during a week is this location usually open */
  readonly hoursOfOperation?: Maybe<ReadonlyArray<LocationHoursOfOperation>>;
  /** Logical id of this artifact */
  readonly id: Scalars['ID']['output'];
  /** Unique code or number identifying the location to its users */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Organization responsible for provisioning and upkeep */
  readonly managingOrganization?: Maybe<Reference>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** instance | kind */
  readonly mode?: Maybe<Scalars['code']['output']>;
  /** Extensions that cannot be ignored */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Name of the location as used by humans */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The operational status of the location (typically only for a bed/room) */
  readonly operationalStatus?: Maybe<Coding>;
  /** Another Location this one is physically a part of */
  readonly partOf?: Maybe<Reference>;
  /** Physical form of the location */
  readonly physicalType?: Maybe<CodeableConcept>;
  /** The absolute geographic location */
  readonly position?: Maybe<LocationPosition>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
  /** active | suspended | inactive */
  readonly status?: Maybe<Scalars['code']['output']>;
  /** Contact details of the location */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
  /** Text summary of the resource, for human interpretation */
  readonly text?: Maybe<Narrative>;
  /** Type of function performed */
  readonly type?: Maybe<ReadonlyArray<CodeableConcept>>;
};


/** Details and position information for a physical place */
export type LocationEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Details and position information for a physical place */
export type LocationEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Details and position information for a physical place */
export type LocationLocationConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Details and position information for a physical place */
export type LocationLocationListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Details and position information for a physical place */
export type LocationendpointArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** Details and position information for a physical place */
export type LocationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Details and position information for a physical place */
export type LocationhoursOfOperationArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  allDay?: InputMaybe<Scalars['Boolean']['input']>;
  closingTime?: InputMaybe<Scalars['time']['input']>;
  openingTime?: InputMaybe<Scalars['time']['input']>;
};


/** Details and position information for a physical place */
export type LocationidentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** Details and position information for a physical place */
export type LocationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Details and position information for a physical place */
export type LocationtelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** Details and position information for a physical place */
export type LocationtypeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** A page of locations. One type serves this schema's vocabulary (`edges.node`, `pageInfo`) and FHIR's (`edges.resource`, `next`). */
export type LocationConnection = {
  /** How many match in all. Counted only when asked for; its cost grows with the matches. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** The entries of the page, in order. */
  readonly edges: ReadonlyArray<LocationEdge>;
  /** Cursor to get the first page with. */
  readonly first?: Maybe<Scalars['String']['output']>;
  /** Cursor to get a full page with that ends the list. */
  readonly last?: Maybe<Scalars['String']['output']>;
  /** Cursor to get the next page with; null on the last page. */
  readonly next?: Maybe<Scalars['String']['output']>;
  /** How many entries come before the page; known for the first page only. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** The page size that was asked for. */
  readonly pagesize?: Maybe<Scalars['Int']['output']>;
  /** Cursor to get the page before with; null on the first page. */
  readonly previous?: Maybe<Scalars['String']['output']>;
};

/** An entry of a page. */
export type LocationEdge = {
  /** Cursor of the entry: a page after it begins behind it. */
  readonly cursor: Scalars['String']['output'];
  /** How the entry came into the answer; always `match`. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** The location. */
  readonly node: Location;
  /** The location, under FHIR's name. */
  readonly resource: Location;
  /** How well the entry matches; null, since no search here is ranked. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** What days/times during a week is this location usually open */
export type LocationHoursOfOperation = {
  /** Extensions and id of `allDay`. */
  readonly _allDay?: Maybe<ElementBase>;
  /** Extensions and id of `closingTime`. */
  readonly _closingTime?: Maybe<ElementBase>;
  /** Extensions and id of `daysOfWeek`. */
  readonly _daysOfWeek?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `openingTime`. */
  readonly _openingTime?: Maybe<ElementBase>;
  /** The Location is open all day */
  readonly allDay?: Maybe<Scalars['Boolean']['output']>;
  /** Time that the Location closes */
  readonly closingTime?: Maybe<Scalars['time']['output']>;
  /** mon | tue | wed | thu | fri | sat | sun */
  readonly daysOfWeek?: Maybe<ReadonlyArray<Maybe<Scalars['code']['output']>>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Time that the Location opens */
  readonly openingTime?: Maybe<Scalars['time']['output']>;
};


/** What days/times during a week is this location usually open */
export type LocationHoursOfOperationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** What days/times during a week is this location usually open */
export type LocationHoursOfOperationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** The absolute geographic location */
export type LocationPosition = {
  /** Extensions and id of `altitude`. */
  readonly _altitude?: Maybe<ElementBase>;
  /** Extensions and id of `latitude`. */
  readonly _latitude?: Maybe<ElementBase>;
  /** Extensions and id of `longitude`. */
  readonly _longitude?: Maybe<ElementBase>;
  /** Altitude with WGS84 datum */
  readonly altitude?: Maybe<Scalars['decimal']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Latitude with WGS84 datum */
  readonly latitude: Scalars['decimal']['output'];
  /** Longitude with WGS84 datum */
  readonly longitude: Scalars['decimal']['output'];
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
};


/** The absolute geographic location */
export type LocationPositionextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** The absolute geographic location */
export type LocationPositionmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Metadata about a resource */
export type Meta = {
  /** Extensions and id of `deleted`. */
  readonly _deleted?: Maybe<ElementBase>;
  /** Extensions and id of `lastUpdated`. */
  readonly _lastUpdated?: Maybe<ElementBase>;
  /** Extensions and id of `profile`. */
  readonly _profile?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `project`. */
  readonly _project?: Maybe<ElementBase>;
  /** Extensions and id of `source`. */
  readonly _source?: Maybe<ElementBase>;
  /** Extensions and id of `versionId`. */
  readonly _versionId?: Maybe<ElementBase>;
  /** Optional account reference that can be used for sub-project compartments. */
  readonly account?: Maybe<Reference>;
  /** Optional account references that can be used for sub-project compartments. */
  readonly accounts?: Maybe<ReadonlyArray<Reference>>;
  /** The individual, device or organization who initiated the last change. */
  readonly author?: Maybe<Reference>;
  /** The list of compartments containing this resource */
  readonly compartment?: Maybe<ReadonlyArray<Reference>>;
  /** True when this version represents a logical delete tombstone. */
  readonly deleted?: Maybe<Scalars['Boolean']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** When the resource version last changed */
  readonly lastUpdated?: Maybe<Scalars['instant']['output']>;
  /** Optional individual, device, or organization for whom the change was made. */
  readonly onBehalfOf?: Maybe<Reference>;
  /** Profiles this resource claims to conform to */
  readonly profile?: Maybe<ReadonlyArray<Maybe<Scalars['canonical']['output']>>>;
  /** The project that contains this resource. */
  readonly project?: Maybe<Scalars['uri']['output']>;
  /** Security Labels applied to this resource */
  readonly security?: Maybe<ReadonlyArray<Coding>>;
  /** Identifies where the resource comes from */
  readonly source?: Maybe<Scalars['uri']['output']>;
  /** Tags applied to this resource */
  readonly tag?: Maybe<ReadonlyArray<Coding>>;
  /** Version specific identifier */
  readonly versionId?: Maybe<Scalars['String']['output']>;
};


/** Metadata about a resource */
export type MetaaccountsArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** Metadata about a resource */
export type MetacompartmentArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** Metadata about a resource */
export type MetaextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Metadata about a resource */
export type MetasecurityArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  code?: InputMaybe<Scalars['code']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  userSelected?: InputMaybe<Scalars['Boolean']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};


/** Metadata about a resource */
export type MetatagArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  code?: InputMaybe<Scalars['code']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  userSelected?: InputMaybe<Scalars['Boolean']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};

/** An amount of economic utility in some recognized currency */
export type Money = {
  /** Extensions and id of `currency`. */
  readonly _currency?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** ISO 4217 Currency Code */
  readonly currency?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** An amount of economic utility in some recognized currency */
export type MoneyextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What changes the tenant: its warmth and its reviews. */
export type Mutation = {
  /** Ends the tenant's warmth once its running operations are done. Its data and reviews stay. */
  readonly coolDownTenant?: Maybe<Tenant>;
  /**
   * Marks a resource reviewed, or takes the mark back. What is reviewed already keeps its first `reviewTime`.
   * To be shown more than its id and its review, the caller must also be allowed to read it.
   * Fails with `NOT_FOUND`, or with `CONFLICT` when `expectedVersion` is not the stored version.
   */
  readonly review?: Maybe<Reviewable>;
  /** Reviews many, in order. Each succeeds or fails by itself. */
  readonly reviewMany?: Maybe<ReadonlyArray<ReviewResult>>;
  /**
   * Makes the tenant ready: copies the master data the first time, opens the copy, marks the tenant warm.
   * Calling it again does no harm; calls at the same time share one warm-up.
   * Fails with `WARM_UP_FAILED` or `TENANT_LIMIT`.
   */
  readonly warmUpTenant?: Maybe<Tenant>;
};


/** What changes the tenant: its warmth and its reviews. */
export type MutationreviewArgs = {
  input: ReviewInput;
};


/** What changes the tenant: its warmth and its reviews. */
export type MutationreviewManyArgs = {
  inputs: ReadonlyArray<ReviewInput>;
};


/** What changes the tenant: its warmth and its reviews. */
export type MutationwarmUpTenantArgs = {
  refresh?: InputMaybe<Scalars['Boolean']['input']>;
  wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Human-readable summary of the resource (essential clinical and business information) */
export type Narrative = {
  /** Extensions and id of `status`. */
  readonly _status?: Maybe<ElementBase>;
  /** Limited xhtml content */
  readonly div: Scalars['xhtml']['output'];
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** generated | extensions | additional | empty */
  readonly status: Scalars['code']['output'];
};


/** Human-readable summary of the resource (essential clinical and business information) */
export type NarrativeextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A grouping of people or organizations with a common purpose */
export type Organization = Resource & {
  /** The encounters that refer to this organization: the first page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that refer to this organization, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** The locations that refer to this organization: the first page. */
  readonly LocationConnection?: Maybe<LocationConnection>;
  /** The locations that refer to this organization, all at once. */
  readonly LocationList?: Maybe<ReadonlyArray<Location>>;
  /** The organizations that refer to this organization: the first page. */
  readonly OrganizationConnection?: Maybe<OrganizationConnection>;
  /** The organizations that refer to this organization, all at once. */
  readonly OrganizationList?: Maybe<ReadonlyArray<Organization>>;
  /** The patients that refer to this organization: the first page. */
  readonly PatientConnection?: Maybe<PatientConnection>;
  /** The patients that refer to this organization, all at once. */
  readonly PatientList?: Maybe<ReadonlyArray<Patient>>;
  /** Extensions and id of `active`. */
  readonly _active?: Maybe<ElementBase>;
  /** Extensions and id of `alias`. */
  readonly _alias?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `implicitRules`. */
  readonly _implicitRules?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Whether the organization's record is still in active use */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** An address for the organization */
  readonly address?: Maybe<ReadonlyArray<Address>>;
  /** A list of alternate names that the organization is known as, or was known as in the past */
  readonly alias?: Maybe<ReadonlyArray<Maybe<Scalars['String']['output']>>>;
  /** Contact for the organization for a certain purpose */
  readonly contact?: Maybe<ReadonlyArray<OrganizationContact>>;
  /** Contained, inline Resources */
  readonly contained?: Maybe<ReadonlyArray<Resource>>;
  /** Technical endpoints providing access to services operated for the organization */
  readonly endpoint?: Maybe<ReadonlyArray<Reference>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Logical id of this artifact */
  readonly id: Scalars['ID']['output'];
  /** Identifies this organization  across multiple systems */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** Extensions that cannot be ignored */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Name used for the organization */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The organization of which this organization forms a part */
  readonly partOf?: Maybe<Reference>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
  /** A contact detail for the organization */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
  /** Text summary of the resource, for human interpretation */
  readonly text?: Maybe<Narrative>;
  /** Kind of organization */
  readonly type?: Maybe<ReadonlyArray<CodeableConcept>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationLocationConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationLocationListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationOrganizationConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationOrganizationListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationPatientConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationPatientListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationaddressArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  city?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  district?: InputMaybe<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationcontactArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationendpointArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationidentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationtelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** A grouping of people or organizations with a common purpose */
export type OrganizationtypeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** A page of organizations. One type serves this schema's vocabulary (`edges.node`, `pageInfo`) and FHIR's (`edges.resource`, `next`). */
export type OrganizationConnection = {
  /** How many match in all. Counted only when asked for; its cost grows with the matches. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** The entries of the page, in order. */
  readonly edges: ReadonlyArray<OrganizationEdge>;
  /** Cursor to get the first page with. */
  readonly first?: Maybe<Scalars['String']['output']>;
  /** Cursor to get a full page with that ends the list. */
  readonly last?: Maybe<Scalars['String']['output']>;
  /** Cursor to get the next page with; null on the last page. */
  readonly next?: Maybe<Scalars['String']['output']>;
  /** How many entries come before the page; known for the first page only. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** The page size that was asked for. */
  readonly pagesize?: Maybe<Scalars['Int']['output']>;
  /** Cursor to get the page before with; null on the first page. */
  readonly previous?: Maybe<Scalars['String']['output']>;
};

/** Contact for the organization for a certain purpose */
export type OrganizationContact = {
  /** Visiting or postal addresses for the contact */
  readonly address?: Maybe<Address>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** A name associated with the contact */
  readonly name?: Maybe<HumanName>;
  /** The type of contact */
  readonly purpose?: Maybe<CodeableConcept>;
  /** Contact details (telephone, email, etc.)  for a contact */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
};


/** Contact for the organization for a certain purpose */
export type OrganizationContactextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Contact for the organization for a certain purpose */
export type OrganizationContactmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Contact for the organization for a certain purpose */
export type OrganizationContacttelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** An entry of a page. */
export type OrganizationEdge = {
  /** Cursor of the entry: a page after it begins behind it. */
  readonly cursor: Scalars['String']['output'];
  /** How the entry came into the answer; always `match`. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** The organization. */
  readonly node: Organization;
  /** The organization, under FHIR's name. */
  readonly resource: Organization;
  /** How well the entry matches; null, since no search here is ranked. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** A contained resource of a type that this schema does not spell out. */
export type OtherResource = Resource & {
  /** The whole resource as JSON. */
  readonly content: Scalars['JSON']['output'];
  /** Logical id of this artifact */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
};

/** Where a page of a list stands. */
export type PageInfo = {
  /** Cursor of the last entry; null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follow: ask for them with `after: endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the page begins behind another entry. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first entry; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Definition of a parameter to a module */
export type ParameterDefinition = {
  /** Extensions and id of `documentation`. */
  readonly _documentation?: Maybe<ElementBase>;
  /** Extensions and id of `max`. */
  readonly _max?: Maybe<ElementBase>;
  /** Extensions and id of `min`. */
  readonly _min?: Maybe<ElementBase>;
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Extensions and id of `profile`. */
  readonly _profile?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Extensions and id of `use`. */
  readonly _use?: Maybe<ElementBase>;
  /** A brief description of the parameter */
  readonly documentation?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Maximum cardinality (a number of *) */
  readonly max?: Maybe<Scalars['String']['output']>;
  /** Minimum cardinality */
  readonly min?: Maybe<Scalars['Int']['output']>;
  /** Name used to access the parameter value */
  readonly name?: Maybe<Scalars['code']['output']>;
  /** What profile the value is expected to be */
  readonly profile?: Maybe<Scalars['canonical']['output']>;
  /** What type of value */
  readonly type: Scalars['code']['output'];
  /** in | out */
  readonly use: Scalars['code']['output'];
};


/** Definition of a parameter to a module */
export type ParameterDefinitionextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Information about an individual or animal receiving health care services */
export type Patient = Resource & Reviewable & {
  /** The encounters that refer to this patient: the first page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that refer to this patient, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** The patients that refer to this patient: the first page. */
  readonly PatientConnection?: Maybe<PatientConnection>;
  /** The patients that refer to this patient, all at once. */
  readonly PatientList?: Maybe<ReadonlyArray<Patient>>;
  /** Extensions and id of `active`. */
  readonly _active?: Maybe<ElementBase>;
  /** Extensions and id of `birthDate`. */
  readonly _birthDate?: Maybe<ElementBase>;
  /** Extensions and id of `deceasedBoolean`. */
  readonly _deceasedBoolean?: Maybe<ElementBase>;
  /** Extensions and id of `deceasedDateTime`. */
  readonly _deceasedDateTime?: Maybe<ElementBase>;
  /** Extensions and id of `gender`. */
  readonly _gender?: Maybe<ElementBase>;
  /** Extensions and id of `implicitRules`. */
  readonly _implicitRules?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Extensions and id of `multipleBirthBoolean`. */
  readonly _multipleBirthBoolean?: Maybe<ElementBase>;
  /** Extensions and id of `multipleBirthInteger`. */
  readonly _multipleBirthInteger?: Maybe<ElementBase>;
  /** Whether this patient's record is in active use */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** An address for the individual */
  readonly address?: Maybe<ReadonlyArray<Address>>;
  /** The date of birth for the individual */
  readonly birthDate?: Maybe<Scalars['date']['output']>;
  /** A language which may be used to communicate with the patient about his or her health */
  readonly communication?: Maybe<ReadonlyArray<PatientCommunication>>;
  /** A contact party (e.g. guardian, partner, friend) for the patient */
  readonly contact?: Maybe<ReadonlyArray<PatientContact>>;
  /** Contained, inline Resources */
  readonly contained?: Maybe<ReadonlyArray<Resource>>;
  /** Indicates if the individual is deceased or not */
  readonly deceasedBoolean?: Maybe<Scalars['Boolean']['output']>;
  /** Indicates if the individual is deceased or not */
  readonly deceasedDateTime?: Maybe<Scalars['dateTime']['output']>;
  /** The encounters of this patient. Without `orderBy`: the latest first. */
  readonly encounters: EncounterConnection;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** male | female | other | unknown */
  readonly gender?: Maybe<Scalars['code']['output']>;
  /** Patient's nominated primary care provider */
  readonly generalPractitioner?: Maybe<ReadonlyArray<Reference>>;
  /** Logical id of this artifact */
  readonly id: Scalars['ID']['output'];
  /** An identifier for this patient */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Link to another patient resource that concerns the same actual person */
  readonly link?: Maybe<ReadonlyArray<PatientLink>>;
  /** Organization that is the custodian of the patient record */
  readonly managingOrganization?: Maybe<Reference>;
  /** Marital (civil) status of a patient */
  readonly maritalStatus?: Maybe<CodeableConcept>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** Extensions that cannot be ignored */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Whether patient is part of a multiple birth */
  readonly multipleBirthBoolean?: Maybe<Scalars['Boolean']['output']>;
  /** Whether patient is part of a multiple birth */
  readonly multipleBirthInteger?: Maybe<Scalars['Int']['output']>;
  /** A name associated with the patient */
  readonly name?: Maybe<ReadonlyArray<HumanName>>;
  /** Image of the patient */
  readonly photo?: Maybe<ReadonlyArray<Attachment>>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
  /** When it was first reviewed; null when it is not. */
  readonly reviewTime?: Maybe<Scalars['DateTime']['output']>;
  /** Whether this tenant has reviewed the resource. */
  readonly reviewed: Scalars['Boolean']['output'];
  /** Who reviewed it; null when it is not, or when requests are not authenticated. */
  readonly reviewedBy?: Maybe<Scalars['String']['output']>;
  /** A contact detail for the individual */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
  /** Text summary of the resource, for human interpretation */
  readonly text?: Maybe<Narrative>;
};


/** Information about an individual or animal receiving health care services */
export type PatientEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Information about an individual or animal receiving health care services */
export type PatientEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Information about an individual or animal receiving health care services */
export type PatientPatientConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Information about an individual or animal receiving health care services */
export type PatientPatientListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** Information about an individual or animal receiving health care services */
export type PatientaddressArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  city?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  district?: InputMaybe<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientcommunicationArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  preferred?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientcontactArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  gender?: InputMaybe<Scalars['code']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientencountersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EncounterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EncounterOrder>;
};


/** Information about an individual or animal receiving health care services */
export type PatientextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientgeneralPractitionerArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['uri']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientidentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientlinkArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientnameArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  family?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatientphotoArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  contentType?: InputMaybe<Scalars['code']['input']>;
  creation?: InputMaybe<Scalars['dateTime']['input']>;
  data?: InputMaybe<Scalars['base64Binary']['input']>;
  hash?: InputMaybe<Scalars['base64Binary']['input']>;
  language?: InputMaybe<Scalars['code']['input']>;
  size?: InputMaybe<Scalars['Int']['input']>;
  title?: InputMaybe<Scalars['String']['input']>;
  url?: InputMaybe<Scalars['url']['input']>;
};


/** Information about an individual or animal receiving health care services */
export type PatienttelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** A language which may be used to communicate with the patient about his or her health */
export type PatientCommunication = {
  /** Extensions and id of `preferred`. */
  readonly _preferred?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The language which can be used to communicate with the patient about his or her health */
  readonly language: CodeableConcept;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Language preference indicator */
  readonly preferred?: Maybe<Scalars['Boolean']['output']>;
};


/** A language which may be used to communicate with the patient about his or her health */
export type PatientCommunicationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A language which may be used to communicate with the patient about his or her health */
export type PatientCommunicationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A page of patients. One type serves this schema's vocabulary (`edges.node`, `pageInfo`) and FHIR's (`edges.resource`, `next`). */
export type PatientConnection = {
  /** How many match in all. Counted only when asked for; its cost grows with the matches. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** The entries of the page, in order. */
  readonly edges: ReadonlyArray<PatientEdge>;
  /** Cursor to get the first page with. */
  readonly first?: Maybe<Scalars['String']['output']>;
  /** Cursor to get a full page with that ends the list. */
  readonly last?: Maybe<Scalars['String']['output']>;
  /** Cursor to get the next page with; null on the last page. */
  readonly next?: Maybe<Scalars['String']['output']>;
  /** How many entries come before the page; known for the first page only. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** The page size that was asked for. */
  readonly pagesize?: Maybe<Scalars['Int']['output']>;
  /** Cursor to get the page before with; null on the first page. */
  readonly previous?: Maybe<Scalars['String']['output']>;
};

/** A contact party (e.g. guardian, partner, friend) for the patient */
export type PatientContact = {
  /** Extensions and id of `gender`. */
  readonly _gender?: Maybe<ElementBase>;
  /** Address for the contact person */
  readonly address?: Maybe<Address>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** male | female | other | unknown */
  readonly gender?: Maybe<Scalars['code']['output']>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** A name associated with the contact person */
  readonly name?: Maybe<HumanName>;
  /** Organization that is associated with the contact */
  readonly organization?: Maybe<Reference>;
  /** The period during which this contact person or organization is valid to be contacted relating to this patient */
  readonly period?: Maybe<Period>;
  /** The kind of relationship */
  readonly relationship?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** A contact detail for the person */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
};


/** A contact party (e.g. guardian, partner, friend) for the patient */
export type PatientContactextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A contact party (e.g. guardian, partner, friend) for the patient */
export type PatientContactmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A contact party (e.g. guardian, partner, friend) for the patient */
export type PatientContactrelationshipArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** A contact party (e.g. guardian, partner, friend) for the patient */
export type PatientContacttelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** An entry of a page. */
export type PatientEdge = {
  /** Cursor of the entry: a page after it begins behind it. */
  readonly cursor: Scalars['String']['output'];
  /** How the entry came into the answer; always `match`. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** The patient. */
  readonly node: Patient;
  /** The patient, under FHIR's name. */
  readonly resource: Patient;
  /** How well the entry matches; null, since no search here is ranked. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Conditions on patients, joined by AND. In a list any entry is enough. Text is compared without case and accents. */
export type PatientFilter = {
  /** Whether the record is in active use. */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Born within that span. */
  readonly birthDate?: InputMaybe<DateRange>;
  /** Beginning of a family name. */
  readonly family?: InputMaybe<Scalars['String']['input']>;
  /** Administrative gender: `male`, `female`, `other`, `unknown`. */
  readonly gender?: InputMaybe<ReadonlyArray<Scalars['code']['input']>>;
  /** Beginning of a given name. */
  readonly given?: InputMaybe<Scalars['String']['input']>;
  /** Identifiers: `value`, `system|value`, or `|value` for one without a system. */
  readonly identifier?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Beginning of any part of any name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Whether this tenant has reviewed it. */
  readonly reviewed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Reviewed at that time or later. */
  readonly reviewedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Link to another patient resource that concerns the same actual person */
export type PatientLink = {
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** The other patient or related person resource that the link refers to */
  readonly other: Reference;
  /** replaced-by | replaces | refer | seealso */
  readonly type: Scalars['code']['output'];
};


/** Link to another patient resource that concerns the same actual person */
export type PatientLinkextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Link to another patient resource that concerns the same actual person */
export type PatientLinkmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What patients are ordered by. */
export type PatientOrder = {
  /** Which way. */
  readonly direction?: SortDirection;
  /** The value that is compared. */
  readonly field: PatientOrderField;
};

/** Values that patients can be ordered by. */
export type PatientOrderField =
  /** Date of birth. */
  | 'BIRTH_DATE'
  /** `meta.lastUpdated`. */
  | 'LAST_UPDATED'
  /** Family name, then given names. */
  | 'NAME'
  /** When this tenant reviewed it. */
  | 'REVIEW_TIME';

/** Time range defined by start and end date/time */
export type Period = {
  /** Extensions and id of `end`. */
  readonly _end?: Maybe<ElementBase>;
  /** Extensions and id of `start`. */
  readonly _start?: Maybe<ElementBase>;
  /** End time with inclusive boundary, if not ongoing */
  readonly end?: Maybe<Scalars['dateTime']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Starting time with inclusive boundary */
  readonly start?: Maybe<Scalars['dateTime']['output']>;
};


/** Time range defined by start and end date/time */
export type PeriodextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type Practitioner = Resource & Reviewable & {
  /** The encounters that refer to this practitioner: the first page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that refer to this practitioner, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** The patients that refer to this practitioner: the first page. */
  readonly PatientConnection?: Maybe<PatientConnection>;
  /** The patients that refer to this practitioner, all at once. */
  readonly PatientList?: Maybe<ReadonlyArray<Patient>>;
  /** Extensions and id of `active`. */
  readonly _active?: Maybe<ElementBase>;
  /** Extensions and id of `birthDate`. */
  readonly _birthDate?: Maybe<ElementBase>;
  /** Extensions and id of `gender`. */
  readonly _gender?: Maybe<ElementBase>;
  /** Extensions and id of `implicitRules`. */
  readonly _implicitRules?: Maybe<ElementBase>;
  /** Extensions and id of `language`. */
  readonly _language?: Maybe<ElementBase>;
  /** Whether this practitioner's record is in active use */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** Address(es) of the practitioner that are not role specific (typically home address) */
  readonly address?: Maybe<ReadonlyArray<Address>>;
  /** The date  on which the practitioner was born */
  readonly birthDate?: Maybe<Scalars['date']['output']>;
  /** A language the practitioner can use in patient communication */
  readonly communication?: Maybe<ReadonlyArray<CodeableConcept>>;
  /** Contained, inline Resources */
  readonly contained?: Maybe<ReadonlyArray<Resource>>;
  /** The encounters that this practitioner took part in. Without `orderBy`: the latest first. */
  readonly encounters: EncounterConnection;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** male | female | other | unknown */
  readonly gender?: Maybe<Scalars['code']['output']>;
  /** Logical id of this artifact */
  readonly id: Scalars['ID']['output'];
  /** An identifier for the person as this agent */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** Extensions that cannot be ignored */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** The name(s) associated with the practitioner */
  readonly name?: Maybe<ReadonlyArray<HumanName>>;
  /** Image of the person */
  readonly photo?: Maybe<ReadonlyArray<Attachment>>;
  /** Certification, licenses, or training pertaining to the provision of care */
  readonly qualification?: Maybe<ReadonlyArray<PractitionerQualification>>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
  /** When it was first reviewed; null when it is not. */
  readonly reviewTime?: Maybe<Scalars['DateTime']['output']>;
  /** Whether this tenant has reviewed the resource. */
  readonly reviewed: Scalars['Boolean']['output'];
  /** Who reviewed it; null when it is not, or when requests are not authenticated. */
  readonly reviewedBy?: Maybe<Scalars['String']['output']>;
  /** A contact detail for the practitioner (that apply to all roles) */
  readonly telecom?: Maybe<ReadonlyArray<ContactPoint>>;
  /** Text summary of the resource, for human interpretation */
  readonly text?: Maybe<Narrative>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerPatientConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerPatientListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _reference: Scalars['code']['input'];
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitioneraddressArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  city?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  district?: InputMaybe<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionercommunicationArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerencountersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EncounterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EncounterOrder>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitioneridentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionermodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionernameArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  family?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerphotoArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  contentType?: InputMaybe<Scalars['code']['input']>;
  creation?: InputMaybe<Scalars['dateTime']['input']>;
  data?: InputMaybe<Scalars['base64Binary']['input']>;
  hash?: InputMaybe<Scalars['base64Binary']['input']>;
  language?: InputMaybe<Scalars['code']['input']>;
  size?: InputMaybe<Scalars['Int']['input']>;
  title?: InputMaybe<Scalars['String']['input']>;
  url?: InputMaybe<Scalars['url']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionerqualificationArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
};


/** A person with a  formal responsibility in the provisioning of healthcare or related services */
export type PractitionertelecomArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  rank?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['code']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** A page of practitioners. One type serves this schema's vocabulary (`edges.node`, `pageInfo`) and FHIR's (`edges.resource`, `next`). */
export type PractitionerConnection = {
  /** How many match in all. Counted only when asked for; its cost grows with the matches. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** The entries of the page, in order. */
  readonly edges: ReadonlyArray<PractitionerEdge>;
  /** Cursor to get the first page with. */
  readonly first?: Maybe<Scalars['String']['output']>;
  /** Cursor to get a full page with that ends the list. */
  readonly last?: Maybe<Scalars['String']['output']>;
  /** Cursor to get the next page with; null on the last page. */
  readonly next?: Maybe<Scalars['String']['output']>;
  /** How many entries come before the page; known for the first page only. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** The page size that was asked for. */
  readonly pagesize?: Maybe<Scalars['Int']['output']>;
  /** Cursor to get the page before with; null on the first page. */
  readonly previous?: Maybe<Scalars['String']['output']>;
};

/** An entry of a page. */
export type PractitionerEdge = {
  /** Cursor of the entry: a page after it begins behind it. */
  readonly cursor: Scalars['String']['output'];
  /** How the entry came into the answer; always `match`. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** The practitioner. */
  readonly node: Practitioner;
  /** The practitioner, under FHIR's name. */
  readonly resource: Practitioner;
  /** How well the entry matches; null, since no search here is ranked. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Conditions on practitioners, joined by AND. In a list any entry is enough. Text is compared without case and accents. */
export type PractitionerFilter = {
  /** Whether the record is in active use. */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Born within that span. */
  readonly birthDate?: InputMaybe<DateRange>;
  /** Beginning of a family name. */
  readonly family?: InputMaybe<Scalars['String']['input']>;
  /** Administrative gender: `male`, `female`, `other`, `unknown`. */
  readonly gender?: InputMaybe<ReadonlyArray<Scalars['code']['input']>>;
  /** Beginning of a given name. */
  readonly given?: InputMaybe<Scalars['String']['input']>;
  /** Identifiers: `value`, `system|value`, or `|value` for one without a system. */
  readonly identifier?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Beginning of any part of any name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Whether this tenant has reviewed it. */
  readonly reviewed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Reviewed at that time or later. */
  readonly reviewedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What practitioners are ordered by. */
export type PractitionerOrder = {
  /** Which way. */
  readonly direction?: SortDirection;
  /** The value that is compared. */
  readonly field: PractitionerOrderField;
};

/** Values that practitioners can be ordered by. */
export type PractitionerOrderField =
  /** Date of birth. */
  | 'BIRTH_DATE'
  /** `meta.lastUpdated`. */
  | 'LAST_UPDATED'
  /** Family name, then given names. */
  | 'NAME'
  /** When this tenant reviewed it. */
  | 'REVIEW_TIME';

/** Certification, licenses, or training pertaining to the provision of care */
export type PractitionerQualification = {
  /** Coded representation of the qualification */
  readonly code: CodeableConcept;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** An identifier for this qualification for the practitioner */
  readonly identifier?: Maybe<ReadonlyArray<Identifier>>;
  /** Organization that regulates and issues the qualification */
  readonly issuer?: Maybe<Reference>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** Period during which the qualification is valid */
  readonly period?: Maybe<Period>;
};


/** Certification, licenses, or training pertaining to the provision of care */
export type PractitionerQualificationextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** Certification, licenses, or training pertaining to the provision of care */
export type PractitionerQualificationidentifierArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  use?: InputMaybe<Scalars['code']['input']>;
  value?: InputMaybe<Scalars['String']['input']>;
};


/** Certification, licenses, or training pertaining to the provision of care */
export type PractitionerQualificationmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A measured or measurable amount */
export type Quantity = {
  /** Extensions and id of `code`. */
  readonly _code?: Maybe<ElementBase>;
  /** Extensions and id of `comparator`. */
  readonly _comparator?: Maybe<ElementBase>;
  /** Extensions and id of `system`. */
  readonly _system?: Maybe<ElementBase>;
  /** Extensions and id of `unit`. */
  readonly _unit?: Maybe<ElementBase>;
  /** Extensions and id of `value`. */
  readonly _value?: Maybe<ElementBase>;
  /** Coded form of the unit */
  readonly code?: Maybe<Scalars['code']['output']>;
  /** < | <= | >= | > - how to understand the value */
  readonly comparator?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** System that defines coded unit form */
  readonly system?: Maybe<Scalars['uri']['output']>;
  /** Unit representation */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Numerical value (with implicit precision) */
  readonly value?: Maybe<Scalars['decimal']['output']>;
};


/** A measured or measurable amount */
export type QuantityextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What can be read of the tenant's copy of the master data. */
export type Query = {
  /** The encounter of that id; null when there is none. */
  readonly Encounter?: Maybe<Encounter>;
  /** The encounters that match, page by page. */
  readonly EncounterConnection?: Maybe<EncounterConnection>;
  /** The encounters that match, all at once. */
  readonly EncounterList?: Maybe<ReadonlyArray<Encounter>>;
  /** The location of that id; null when there is none. */
  readonly Location?: Maybe<Location>;
  /** The locations that match, page by page. */
  readonly LocationConnection?: Maybe<LocationConnection>;
  /** The locations that match, all at once. */
  readonly LocationList?: Maybe<ReadonlyArray<Location>>;
  /** The organization of that id; null when there is none. */
  readonly Organization?: Maybe<Organization>;
  /** The organizations that match, page by page. */
  readonly OrganizationConnection?: Maybe<OrganizationConnection>;
  /** The organizations that match, all at once. */
  readonly OrganizationList?: Maybe<ReadonlyArray<Organization>>;
  /** The patient of that id; null when there is none. */
  readonly Patient?: Maybe<Patient>;
  /** The patients that match, page by page. */
  readonly PatientConnection?: Maybe<PatientConnection>;
  /** The patients that match, all at once. */
  readonly PatientList?: Maybe<ReadonlyArray<Patient>>;
  /** The practitioner of that id; null when there is none. */
  readonly Practitioner?: Maybe<Practitioner>;
  /** The practitioners that match, page by page. */
  readonly PractitionerConnection?: Maybe<PractitionerConnection>;
  /** The practitioners that match, all at once. */
  readonly PractitionerList?: Maybe<ReadonlyArray<Practitioner>>;
  /** The encounter of that id; null when there is none. */
  readonly encounter?: Maybe<Encounter>;
  /** Encounters, page by page. Without `orderBy`: the latest first. */
  readonly encounters?: Maybe<EncounterConnection>;
  /** The patient of that id; null when there is none. */
  readonly patient?: Maybe<Patient>;
  /** Patients, page by page. Without `orderBy`: by name. */
  readonly patients?: Maybe<PatientConnection>;
  /** The practitioner of that id; null when there is none. */
  readonly practitioner?: Maybe<Practitioner>;
  /** Practitioners, page by page. Without `orderBy`: by name. */
  readonly practitioners?: Maybe<PractitionerConnection>;
  /** How far the tenant's reviewing is, for each type that is reviewed and that the caller may search. */
  readonly reviewProgress?: Maybe<ReadonlyArray<ReviewProgress>>;
  /** The tenant that the request speaks for. Never fails for being cold, and is no activity. */
  readonly tenant: Tenant;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryEncounterArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryEncounterConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _cursor?: InputMaybe<Scalars['String']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryEncounterListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  account?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  appointment?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  based_on?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  class?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  diagnosis?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  episode_of_care?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  length?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['quantity']['input']>>>;
  location?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  location_period?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  part_of?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  participant_type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  patient?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reason_code?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reason_reference?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  service_provider?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  special_arrangement?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  subject?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryLocationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryLocationConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _cursor?: InputMaybe<Scalars['String']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryLocationListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  operational_status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  status?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryOrganizationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryOrganizationConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _cursor?: InputMaybe<Scalars['String']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryOrganizationListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  endpoint?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  partof?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  type?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPatientArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPatientConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _cursor?: InputMaybe<Scalars['String']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPatientListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  birthdate?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  death_date?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  deceased?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  general_practitioner?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  language?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  link?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  organization?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['reference']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPractitionerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPractitionerConnectionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _cursor?: InputMaybe<Scalars['String']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  communication?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryPractitionerListArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _id?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _lastUpdated?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  _profile?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _search?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  _security?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  _sort?: InputMaybe<Scalars['String']['input']>;
  _source?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['uri']['input']>>>;
  _tag?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  active?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  address?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_city?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_country?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_postalcode?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_state?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  address_use?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  communication?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  email?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  family?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  gender?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  given?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  identifier?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  name?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  phone?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  phonetic?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  reviewTime?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['date']['input']>>>;
  reviewed?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
  reviewedBy?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  telecom?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['token']['input']>>>;
};


/** What can be read of the tenant's copy of the master data. */
export type QueryencounterArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QueryencountersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EncounterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EncounterOrder>;
};


/** What can be read of the tenant's copy of the master data. */
export type QuerypatientArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QuerypatientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PatientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PatientOrder>;
};


/** What can be read of the tenant's copy of the master data. */
export type QuerypractitionerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read of the tenant's copy of the master data. */
export type QuerypractitionersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PractitionerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PractitionerOrder>;
};

/** Set of values bounded by low and high */
export type Range = {
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** High limit */
  readonly high?: Maybe<Quantity>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Low limit */
  readonly low?: Maybe<Quantity>;
};


/** Set of values bounded by low and high */
export type RangeextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A ratio of two Quantity values - a numerator and a denominator */
export type Ratio = {
  /** Denominator value */
  readonly denominator?: Maybe<Quantity>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Numerator value */
  readonly numerator?: Maybe<Quantity>;
};


/** A ratio of two Quantity values - a numerator and a denominator */
export type RatioextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** A reference from one resource to another */
export type Reference = {
  /** Extensions and id of `display`. */
  readonly _display?: Maybe<ElementBase>;
  /** Extensions and id of `reference`. */
  readonly _reference?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Text alternative for the resource */
  readonly display?: Maybe<Scalars['String']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Logical reference, when literal reference is not known */
  readonly identifier?: Maybe<Identifier>;
  /** Literal reference, Relative, internal or absolute URL */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** What the reference leads to. Where it leads nowhere the field fails with `UNRESOLVED_REFERENCE`. */
  readonly resource?: Maybe<Resource>;
  /** Type the reference refers to (e.g. "Patient") */
  readonly type?: Maybe<Scalars['uri']['output']>;
};


/** A reference from one resource to another */
export type ReferenceextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A reference from one resource to another */
export type ReferenceresourceArgs = {
  optional?: InputMaybe<Scalars['Boolean']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
};

/** Related artifacts for a knowledge resource */
export type RelatedArtifact = {
  /** Extensions and id of `citation`. */
  readonly _citation?: Maybe<ElementBase>;
  /** Extensions and id of `display`. */
  readonly _display?: Maybe<ElementBase>;
  /** Extensions and id of `label`. */
  readonly _label?: Maybe<ElementBase>;
  /** Extensions and id of `resource`. */
  readonly _resource?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Extensions and id of `url`. */
  readonly _url?: Maybe<ElementBase>;
  /** Bibliographic citation for the artifact */
  readonly citation?: Maybe<Scalars['markdown']['output']>;
  /** Brief description of the related artifact */
  readonly display?: Maybe<Scalars['String']['output']>;
  /** What document is being referenced */
  readonly document?: Maybe<Attachment>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Short label */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** What resource is being referenced */
  readonly resource?: Maybe<Scalars['canonical']['output']>;
  /** documentation | justification | citation | predecessor | successor | derived-from | depends-on | composed-of */
  readonly type: Scalars['code']['output'];
  /** Where the artifact can be accessed */
  readonly url?: Maybe<Scalars['url']['output']>;
};


/** Related artifacts for a knowledge resource */
export type RelatedArtifactextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Base Resource */
export type Resource = {
  /** Logical id of this artifact */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** A set of rules under which this content was created */
  readonly implicitRules?: Maybe<Scalars['uri']['output']>;
  /** Language of the resource content */
  readonly language?: Maybe<Scalars['code']['output']>;
  /** Metadata about the resource */
  readonly meta?: Maybe<Meta>;
  /** The type of the resource, such as `Patient`. */
  readonly resourceType: Scalars['code']['output'];
};

/** How many resources of a type the tenant's copy holds. */
export type ResourceCount = {
  /** The FHIR resource type, such as `Patient`. */
  readonly resourceType: Scalars['String']['output'];
  /** How many there are. */
  readonly total: Scalars['Int']['output'];
};

/** Why a review was not done. */
export type ReviewError = {
  /** As in `extensions.code` of an error: `NOT_FOUND`, `CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** In words. */
  readonly message: Scalars['String']['output'];
};

/** One review. */
export type ReviewInput = {
  /** The `meta.versionId` that was read. If another one is stored the review fails with `CONFLICT`. */
  readonly expectedVersion?: InputMaybe<Scalars['String']['input']>;
  /** The logical id of the resource. */
  readonly id: Scalars['ID']['input'];
  /** The type of the resource. */
  readonly resourceType: ReviewableType;
  /** Whether it is reviewed; false takes the review back. */
  readonly reviewed?: Scalars['Boolean']['input'];
};

/** How far the reviewing of one type is. */
export type ReviewProgress = {
  /** The type. */
  readonly resourceType: ReviewableType;
  /** How many of them are reviewed. */
  readonly reviewed: Scalars['Int']['output'];
  /** How many resources there are. */
  readonly total: Scalars['Int']['output'];
};

/** What became of one review: either `resource` or `error` is set. */
export type ReviewResult = {
  /** Why the review was not done. */
  readonly error?: Maybe<ReviewError>;
  /** The id that was asked for. */
  readonly id: Scalars['ID']['output'];
  /** The resource, as it is after all reviews of this call. */
  readonly resource?: Maybe<Reviewable>;
  /** The type that was asked for. */
  readonly resourceType: ReviewableType;
};

/** What a tenant reviews. */
export type Reviewable = {
  /** The resource's logical id. */
  readonly id: Scalars['ID']['output'];
  /** When it was first reviewed; null when it is not. */
  readonly reviewTime?: Maybe<Scalars['DateTime']['output']>;
  /** Whether this tenant has reviewed the resource. */
  readonly reviewed: Scalars['Boolean']['output'];
  /** Who reviewed it; null when it is not, or when requests are not authenticated. */
  readonly reviewedBy?: Maybe<Scalars['String']['output']>;
};

/** The resource types that are reviewed. */
export type ReviewableType =
  /** Encounter */
  | 'ENCOUNTER'
  /** Patient */
  | 'PATIENT'
  /** Practitioner */
  | 'PRACTITIONER';

/** A series of measurements taken by a device */
export type SampledData = {
  /** Extensions and id of `data`. */
  readonly _data?: Maybe<ElementBase>;
  /** Extensions and id of `dimensions`. */
  readonly _dimensions?: Maybe<ElementBase>;
  /** Extensions and id of `factor`. */
  readonly _factor?: Maybe<ElementBase>;
  /** Extensions and id of `lowerLimit`. */
  readonly _lowerLimit?: Maybe<ElementBase>;
  /** Extensions and id of `period`. */
  readonly _period?: Maybe<ElementBase>;
  /** Extensions and id of `upperLimit`. */
  readonly _upperLimit?: Maybe<ElementBase>;
  /** Decimal values with spaces, or "E" | "U" | "L" */
  readonly data?: Maybe<Scalars['String']['output']>;
  /** Number of sample points at each time point */
  readonly dimensions: Scalars['Int']['output'];
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Multiply data by this before adding to origin */
  readonly factor?: Maybe<Scalars['decimal']['output']>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Lower limit of detection */
  readonly lowerLimit?: Maybe<Scalars['decimal']['output']>;
  /** Zero value and units */
  readonly origin: Quantity;
  /** Number of milliseconds between samples */
  readonly period: Scalars['decimal']['output'];
  /** Upper limit of detection */
  readonly upperLimit?: Maybe<Scalars['decimal']['output']>;
};


/** A series of measurements taken by a device */
export type SampledDataextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** What a scope allows. */
export type ScopeAction =
  /** Cool the tenant down: the scope `gateway/cool-down`. */
  | 'COOL_DOWN'
  /** Read a resource whose id is known: `r`, or version 1's `read`. */
  | 'READ'
  /** Find and count resources: `s`, or version 1's `read`. */
  | 'SEARCH'
  /** Change resources, as reviewing does: `u`, or version 1's `write`. */
  | 'UPDATE'
  /** Warm the tenant up and refresh it: the scope `gateway/warm-up`. */
  | 'WARM_UP';

/** A Signature - XML DigSig, JWS, Graphical image of signature, etc. */
export type Signature = {
  /** Extensions and id of `data`. */
  readonly _data?: Maybe<ElementBase>;
  /** Extensions and id of `sigFormat`. */
  readonly _sigFormat?: Maybe<ElementBase>;
  /** Extensions and id of `targetFormat`. */
  readonly _targetFormat?: Maybe<ElementBase>;
  /** Extensions and id of `when`. */
  readonly _when?: Maybe<ElementBase>;
  /** The actual signature content (XML DigSig. JWS, picture, etc.) */
  readonly data?: Maybe<Scalars['base64Binary']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The party represented */
  readonly onBehalfOf?: Maybe<Reference>;
  /** The technical format of the signature */
  readonly sigFormat?: Maybe<Scalars['code']['output']>;
  /** The technical format of the signed resources */
  readonly targetFormat?: Maybe<Scalars['code']['output']>;
  /** Indication of the reason the entity signed the object(s) */
  readonly type: ReadonlyArray<Coding>;
  /** When the signature was created */
  readonly when: Scalars['instant']['output'];
  /** Who signed */
  readonly who: Reference;
};


/** A Signature - XML DigSig, JWS, Graphical image of signature, etc. */
export type SignatureextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A Signature - XML DigSig, JWS, Graphical image of signature, etc. */
export type SignaturetypeArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  code?: InputMaybe<Scalars['code']['input']>;
  display?: InputMaybe<Scalars['String']['input']>;
  system?: InputMaybe<Scalars['uri']['input']>;
  userSelected?: InputMaybe<Scalars['Boolean']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};

/** Which way a list is ordered. */
export type SortDirection =
  /** From the smallest, earliest or first in the alphabet. What has no value comes first. */
  | 'ASC'
  /** From the largest, latest or last in the alphabet. What has no value comes last. */
  | 'DESC';

/** A client of the gateway, working on its own isolated copy of the master data. */
export type Tenant = {
  /** When the tenant cools down unless it is used before; null when it is not warm. */
  readonly coolsAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the tenant's copy holds, of the types that the caller may search; null when the tenant is not warm. */
  readonly counts?: Maybe<ReadonlyArray<ResourceCount>>;
  /**
   * What `warmUpTenant(refresh: true)` would do now; null when the tenant is not warm. Costs a comparison with the master
   * where that has changed.
   */
  readonly drift?: Maybe<Drift>;
  /** The tenant's id. */
  readonly id: Scalars['ID']['output'];
  /** How much of a warm-up is done, from 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** Where the tenant is in its life cycle. */
  readonly state: TenantState;
  /** Since when the tenant is warm; null when it is not. */
  readonly warmSince?: Maybe<Scalars['DateTime']['output']>;
};

/** The life cycle: COLD → WARMING → WARM → COOLING → COLD. */
export type TenantState =
  /** Not usable: call `warmUpTenant`. */
  | 'COLD'
  /** Running operations are being finished. */
  | 'COOLING'
  /** Usable. */
  | 'WARM'
  /** A warm-up is under way. */
  | 'WARMING';

/** A timing schedule that specifies an event that may occur multiple times */
export type Timing = {
  /** Extensions and id of `event`. */
  readonly _event?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** BID | TID | QID | AM | PM | QD | QOD | + */
  readonly code?: Maybe<CodeableConcept>;
  /** When the event occurs */
  readonly event?: Maybe<ReadonlyArray<Maybe<Scalars['dateTime']['output']>>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Extensions that cannot be ignored even if unrecognized */
  readonly modifierExtension?: Maybe<ReadonlyArray<Extension>>;
  /** When the event is to occur */
  readonly repeat?: Maybe<TimingRepeat>;
};


/** A timing schedule that specifies an event that may occur multiple times */
export type TimingextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};


/** A timing schedule that specifies an event that may occur multiple times */
export type TimingmodifierExtensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** When the event is to occur */
export type TimingRepeat = {
  /** Extensions and id of `count`. */
  readonly _count?: Maybe<ElementBase>;
  /** Extensions and id of `countMax`. */
  readonly _countMax?: Maybe<ElementBase>;
  /** Extensions and id of `dayOfWeek`. */
  readonly _dayOfWeek?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `duration`. */
  readonly _duration?: Maybe<ElementBase>;
  /** Extensions and id of `durationMax`. */
  readonly _durationMax?: Maybe<ElementBase>;
  /** Extensions and id of `durationUnit`. */
  readonly _durationUnit?: Maybe<ElementBase>;
  /** Extensions and id of `frequency`. */
  readonly _frequency?: Maybe<ElementBase>;
  /** Extensions and id of `frequencyMax`. */
  readonly _frequencyMax?: Maybe<ElementBase>;
  /** Extensions and id of `offset`. */
  readonly _offset?: Maybe<ElementBase>;
  /** Extensions and id of `period`. */
  readonly _period?: Maybe<ElementBase>;
  /** Extensions and id of `periodMax`. */
  readonly _periodMax?: Maybe<ElementBase>;
  /** Extensions and id of `periodUnit`. */
  readonly _periodUnit?: Maybe<ElementBase>;
  /** Extensions and id of `timeOfDay`. */
  readonly _timeOfDay?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Extensions and id of `when`. */
  readonly _when?: Maybe<ReadonlyArray<Maybe<ElementBase>>>;
  /** Length/Range of lengths, or (Start and/or end) limits */
  readonly boundsDuration?: Maybe<Duration>;
  /** Length/Range of lengths, or (Start and/or end) limits */
  readonly boundsPeriod?: Maybe<Period>;
  /** Length/Range of lengths, or (Start and/or end) limits */
  readonly boundsRange?: Maybe<Range>;
  /** Number of times to repeat */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** Maximum number of times to repeat */
  readonly countMax?: Maybe<Scalars['Int']['output']>;
  /** mon | tue | wed | thu | fri | sat | sun */
  readonly dayOfWeek?: Maybe<ReadonlyArray<Maybe<Scalars['code']['output']>>>;
  /** How long when it happens */
  readonly duration?: Maybe<Scalars['decimal']['output']>;
  /** How long when it happens (Max) */
  readonly durationMax?: Maybe<Scalars['decimal']['output']>;
  /** s | min | h | d | wk | mo | a - unit of time (UCUM) */
  readonly durationUnit?: Maybe<Scalars['code']['output']>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Event occurs frequency times per period */
  readonly frequency?: Maybe<Scalars['Int']['output']>;
  /** Event occurs up to frequencyMax times per period */
  readonly frequencyMax?: Maybe<Scalars['Int']['output']>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Minutes from event (before or after) */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Event occurs frequency times per period */
  readonly period?: Maybe<Scalars['decimal']['output']>;
  /** Upper limit of period (3-4 hours) */
  readonly periodMax?: Maybe<Scalars['decimal']['output']>;
  /** s | min | h | d | wk | mo | a - unit of time (UCUM) */
  readonly periodUnit?: Maybe<Scalars['code']['output']>;
  /** Time of day for action */
  readonly timeOfDay?: Maybe<ReadonlyArray<Maybe<Scalars['time']['output']>>>;
  /** Code for time period of occurrence */
  readonly when?: Maybe<ReadonlyArray<Maybe<Scalars['code']['output']>>>;
};


/** When the event is to occur */
export type TimingRepeatextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Defines an expected trigger for a module */
export type TriggerDefinition = {
  /** Extensions and id of `name`. */
  readonly _name?: Maybe<ElementBase>;
  /** Extensions and id of `timingDate`. */
  readonly _timingDate?: Maybe<ElementBase>;
  /** Extensions and id of `timingDateTime`. */
  readonly _timingDateTime?: Maybe<ElementBase>;
  /** Extensions and id of `type`. */
  readonly _type?: Maybe<ElementBase>;
  /** Whether the event triggers (boolean expression) */
  readonly condition?: Maybe<Expression>;
  /** Triggering data of the event (multiple = 'and') */
  readonly data?: Maybe<ReadonlyArray<DataRequirement>>;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Name or URI that identifies the event */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Timing of the event */
  readonly timingDate?: Maybe<Scalars['date']['output']>;
  /** Timing of the event */
  readonly timingDateTime?: Maybe<Scalars['dateTime']['output']>;
  /** Timing of the event */
  readonly timingReference?: Maybe<Reference>;
  /** Timing of the event */
  readonly timingTiming?: Maybe<Timing>;
  /** named-event | periodic | data-changed | data-added | data-modified | data-removed | data-accessed | data-access-ended */
  readonly type: Scalars['code']['output'];
};


/** Defines an expected trigger for a module */
export type TriggerDefinitiondataArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  type?: InputMaybe<Scalars['code']['input']>;
};


/** Defines an expected trigger for a module */
export type TriggerDefinitionextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};

/** Describes the context of use for a conformance or knowledge resource */
export type UsageContext = {
  /** Type of context being specified */
  readonly code: Coding;
  /** Additional content defined by implementations */
  readonly extension?: Maybe<ReadonlyArray<Extension>>;
  /** Unique id for inter-element referencing */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Value that defines the context */
  readonly valueCodeableConcept?: Maybe<CodeableConcept>;
  /** Value that defines the context */
  readonly valueQuantity?: Maybe<Quantity>;
  /** Value that defines the context */
  readonly valueRange?: Maybe<Range>;
  /** Value that defines the context */
  readonly valueReference?: Maybe<Reference>;
};


/** Describes the context of use for a conformance or knowledge resource */
export type UsageContextextensionArgs = {
  _count?: InputMaybe<Scalars['Int']['input']>;
  _offset?: InputMaybe<Scalars['Int']['input']>;
  url?: InputMaybe<Scalars['uri']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<Omit<Address, '_city' | '_country' | '_district' | '_line' | '_postalCode' | '_state' | '_text' | '_type' | '_use' | 'extension' | 'period'> & { _city?: Maybe<ResolversTypes['ElementBase']>, _country?: Maybe<ResolversTypes['ElementBase']>, _district?: Maybe<ResolversTypes['ElementBase']>, _line?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _postalCode?: Maybe<ResolversTypes['ElementBase']>, _state?: Maybe<ResolversTypes['ElementBase']>, _text?: Maybe<ResolversTypes['ElementBase']>, _type?: Maybe<ResolversTypes['ElementBase']>, _use?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']> }>;
  Age: ResolverTypeWrapper<Omit<Age, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _comparator?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _unit?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Annotation: ResolverTypeWrapper<Omit<Annotation, '_authorString' | '_text' | '_time' | 'authorReference' | 'extension'> & { _authorString?: Maybe<ResolversTypes['ElementBase']>, _text?: Maybe<ResolversTypes['ElementBase']>, _time?: Maybe<ResolversTypes['ElementBase']>, authorReference?: Maybe<ResolversTypes['Reference']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Attachment: ResolverTypeWrapper<Omit<Attachment, '_contentType' | '_creation' | '_data' | '_hash' | '_language' | '_size' | '_title' | '_url' | 'extension'> & { _contentType?: Maybe<ResolversTypes['ElementBase']>, _creation?: Maybe<ResolversTypes['ElementBase']>, _data?: Maybe<ResolversTypes['ElementBase']>, _hash?: Maybe<ResolversTypes['ElementBase']>, _language?: Maybe<ResolversTypes['ElementBase']>, _size?: Maybe<ResolversTypes['ElementBase']>, _title?: Maybe<ResolversTypes['ElementBase']>, _url?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CodeableConcept: ResolverTypeWrapper<Omit<CodeableConcept, '_text' | 'coding' | 'extension'> & { _text?: Maybe<ResolversTypes['ElementBase']>, coding?: Maybe<ReadonlyArray<ResolversTypes['Coding']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Coding: ResolverTypeWrapper<Omit<Coding, '_code' | '_display' | '_system' | '_userSelected' | '_version' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _display?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _userSelected?: Maybe<ResolversTypes['ElementBase']>, _version?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  ContactDetail: ResolverTypeWrapper<Omit<ContactDetail, '_name' | 'extension' | 'telecom'> & { _name?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, telecom?: Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>> }>;
  ContactPoint: ResolverTypeWrapper<Omit<ContactPoint, '_rank' | '_system' | '_use' | '_value' | 'extension' | 'period'> & { _rank?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _use?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']> }>;
  Contributor: ResolverTypeWrapper<Omit<Contributor, '_name' | '_type' | 'contact' | 'extension'> & { _name?: Maybe<ResolversTypes['ElementBase']>, _type?: Maybe<ResolversTypes['ElementBase']>, contact?: Maybe<ReadonlyArray<ResolversTypes['ContactDetail']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Count: ResolverTypeWrapper<Omit<Count, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _comparator?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _unit?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  DataRequirement: ResolverTypeWrapper<Omit<DataRequirement, '_limit' | '_mustSupport' | '_profile' | '_type' | 'codeFilter' | 'dateFilter' | 'extension' | 'sort' | 'subjectCodeableConcept' | 'subjectReference'> & { _limit?: Maybe<ResolversTypes['ElementBase']>, _mustSupport?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _profile?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _type?: Maybe<ResolversTypes['ElementBase']>, codeFilter?: Maybe<ReadonlyArray<ResolversTypes['DataRequirementCodeFilter']>>, dateFilter?: Maybe<ReadonlyArray<ResolversTypes['DataRequirementDateFilter']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, sort?: Maybe<ReadonlyArray<ResolversTypes['DataRequirementSort']>>, subjectCodeableConcept?: Maybe<ResolversTypes['CodeableConcept']>, subjectReference?: Maybe<ResolversTypes['Reference']> }>;
  DataRequirementCodeFilter: ResolverTypeWrapper<Omit<DataRequirementCodeFilter, '_path' | '_searchParam' | '_valueSet' | 'code' | 'extension'> & { _path?: Maybe<ResolversTypes['ElementBase']>, _searchParam?: Maybe<ResolversTypes['ElementBase']>, _valueSet?: Maybe<ResolversTypes['ElementBase']>, code?: Maybe<ReadonlyArray<ResolversTypes['Coding']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  DataRequirementDateFilter: ResolverTypeWrapper<Omit<DataRequirementDateFilter, '_path' | '_searchParam' | '_valueDateTime' | 'extension' | 'valueDuration' | 'valuePeriod'> & { _path?: Maybe<ResolversTypes['ElementBase']>, _searchParam?: Maybe<ResolversTypes['ElementBase']>, _valueDateTime?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, valueDuration?: Maybe<ResolversTypes['Duration']>, valuePeriod?: Maybe<ResolversTypes['Period']> }>;
  DataRequirementSort: ResolverTypeWrapper<Omit<DataRequirementSort, '_direction' | '_path' | 'extension'> & { _direction?: Maybe<ResolversTypes['ElementBase']>, _path?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Distance: ResolverTypeWrapper<Omit<Distance, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _comparator?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _unit?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Dosage: ResolverTypeWrapper<Omit<Dosage, '_asNeededBoolean' | '_patientInstruction' | '_sequence' | '_text' | 'additionalInstruction' | 'asNeededCodeableConcept' | 'doseAndRate' | 'extension' | 'maxDosePerAdministration' | 'maxDosePerLifetime' | 'maxDosePerPeriod' | 'method' | 'modifierExtension' | 'route' | 'site' | 'timing'> & { _asNeededBoolean?: Maybe<ResolversTypes['ElementBase']>, _patientInstruction?: Maybe<ResolversTypes['ElementBase']>, _sequence?: Maybe<ResolversTypes['ElementBase']>, _text?: Maybe<ResolversTypes['ElementBase']>, additionalInstruction?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, asNeededCodeableConcept?: Maybe<ResolversTypes['CodeableConcept']>, doseAndRate?: Maybe<ReadonlyArray<ResolversTypes['DosageDoseAndRate']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, maxDosePerAdministration?: Maybe<ResolversTypes['Quantity']>, maxDosePerLifetime?: Maybe<ResolversTypes['Quantity']>, maxDosePerPeriod?: Maybe<ResolversTypes['Ratio']>, method?: Maybe<ResolversTypes['CodeableConcept']>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, route?: Maybe<ResolversTypes['CodeableConcept']>, site?: Maybe<ResolversTypes['CodeableConcept']>, timing?: Maybe<ResolversTypes['Timing']> }>;
  DosageDoseAndRate: ResolverTypeWrapper<Omit<DosageDoseAndRate, 'doseQuantity' | 'doseRange' | 'extension' | 'rateQuantity' | 'rateRange' | 'rateRatio' | 'type'> & { doseQuantity?: Maybe<ResolversTypes['Quantity']>, doseRange?: Maybe<ResolversTypes['Range']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, rateQuantity?: Maybe<ResolversTypes['Quantity']>, rateRange?: Maybe<ResolversTypes['Range']>, rateRatio?: Maybe<ResolversTypes['Ratio']>, type?: Maybe<ResolversTypes['CodeableConcept']> }>;
  Drift: ResolverTypeWrapper<Drift>;
  Duration: ResolverTypeWrapper<Omit<Duration, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _comparator?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _unit?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  ElementBase: ResolverTypeWrapper<Omit<ElementBase, 'extension'> & { extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Encounter: ResolverTypeWrapper<FhirResource>;
  EncounterClassHistory: ResolverTypeWrapper<Omit<EncounterClassHistory, 'class' | 'extension' | 'modifierExtension' | 'period'> & { class: ResolversTypes['Coding'], extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period: ResolversTypes['Period'] }>;
  EncounterConnection: ResolverTypeWrapper<Page>;
  EncounterDiagnosis: ResolverTypeWrapper<Omit<EncounterDiagnosis, '_rank' | 'condition' | 'extension' | 'modifierExtension' | 'use'> & { _rank?: Maybe<ResolversTypes['ElementBase']>, condition: ResolversTypes['Reference'], extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, use?: Maybe<ResolversTypes['CodeableConcept']> }>;
  EncounterEdge: ResolverTypeWrapper<EdgeModel>;
  EncounterFilter: EncounterFilter;
  EncounterHospitalization: ResolverTypeWrapper<Omit<EncounterHospitalization, 'admitSource' | 'destination' | 'dietPreference' | 'dischargeDisposition' | 'extension' | 'modifierExtension' | 'origin' | 'preAdmissionIdentifier' | 'reAdmission' | 'specialArrangement' | 'specialCourtesy'> & { admitSource?: Maybe<ResolversTypes['CodeableConcept']>, destination?: Maybe<ResolversTypes['Reference']>, dietPreference?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, dischargeDisposition?: Maybe<ResolversTypes['CodeableConcept']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, origin?: Maybe<ResolversTypes['Reference']>, preAdmissionIdentifier?: Maybe<ResolversTypes['Identifier']>, reAdmission?: Maybe<ResolversTypes['CodeableConcept']>, specialArrangement?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, specialCourtesy?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>> }>;
  EncounterLocation: ResolverTypeWrapper<Omit<EncounterLocation, '_status' | 'extension' | 'location' | 'modifierExtension' | 'period' | 'physicalType'> & { _status?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, location: ResolversTypes['Reference'], modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']>, physicalType?: Maybe<ResolversTypes['CodeableConcept']> }>;
  EncounterOrder: EncounterOrder;
  EncounterOrderField: EncounterOrderField;
  EncounterParticipant: ResolverTypeWrapper<Omit<EncounterParticipant, 'extension' | 'individual' | 'modifierExtension' | 'period' | 'type'> & { extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, individual?: Maybe<ResolversTypes['Reference']>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']>, type?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>> }>;
  EncounterStatusHistory: ResolverTypeWrapper<Omit<EncounterStatusHistory, '_status' | 'extension' | 'modifierExtension' | 'period'> & { _status?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period: ResolversTypes['Period'] }>;
  Expression: ResolverTypeWrapper<Omit<Expression, '_description' | '_expression' | '_language' | '_name' | '_reference' | 'extension'> & { _description?: Maybe<ResolversTypes['ElementBase']>, _expression?: Maybe<ResolversTypes['ElementBase']>, _language?: Maybe<ResolversTypes['ElementBase']>, _name?: Maybe<ResolversTypes['ElementBase']>, _reference?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Extension: ResolverTypeWrapper<Omit<Extension, '_valueBase64Binary' | '_valueBoolean' | '_valueCanonical' | '_valueCode' | '_valueDate' | '_valueDateTime' | '_valueDecimal' | '_valueId' | '_valueInstant' | '_valueInteger' | '_valueMarkdown' | '_valueOid' | '_valuePositiveInt' | '_valueString' | '_valueTime' | '_valueUnsignedInt' | '_valueUri' | '_valueUrl' | '_valueUuid' | 'extension' | 'valueAddress' | 'valueAge' | 'valueAnnotation' | 'valueAttachment' | 'valueCodeableConcept' | 'valueCoding' | 'valueContactDetail' | 'valueContactPoint' | 'valueContributor' | 'valueCount' | 'valueDataRequirement' | 'valueDistance' | 'valueDosage' | 'valueDuration' | 'valueExpression' | 'valueHumanName' | 'valueIdentifier' | 'valueMeta' | 'valueMoney' | 'valueParameterDefinition' | 'valuePeriod' | 'valueQuantity' | 'valueRange' | 'valueRatio' | 'valueReference' | 'valueRelatedArtifact' | 'valueSampledData' | 'valueSignature' | 'valueTiming' | 'valueTriggerDefinition' | 'valueUsageContext'> & { _valueBase64Binary?: Maybe<ResolversTypes['ElementBase']>, _valueBoolean?: Maybe<ResolversTypes['ElementBase']>, _valueCanonical?: Maybe<ResolversTypes['ElementBase']>, _valueCode?: Maybe<ResolversTypes['ElementBase']>, _valueDate?: Maybe<ResolversTypes['ElementBase']>, _valueDateTime?: Maybe<ResolversTypes['ElementBase']>, _valueDecimal?: Maybe<ResolversTypes['ElementBase']>, _valueId?: Maybe<ResolversTypes['ElementBase']>, _valueInstant?: Maybe<ResolversTypes['ElementBase']>, _valueInteger?: Maybe<ResolversTypes['ElementBase']>, _valueMarkdown?: Maybe<ResolversTypes['ElementBase']>, _valueOid?: Maybe<ResolversTypes['ElementBase']>, _valuePositiveInt?: Maybe<ResolversTypes['ElementBase']>, _valueString?: Maybe<ResolversTypes['ElementBase']>, _valueTime?: Maybe<ResolversTypes['ElementBase']>, _valueUnsignedInt?: Maybe<ResolversTypes['ElementBase']>, _valueUri?: Maybe<ResolversTypes['ElementBase']>, _valueUrl?: Maybe<ResolversTypes['ElementBase']>, _valueUuid?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, valueAddress?: Maybe<ResolversTypes['Address']>, valueAge?: Maybe<ResolversTypes['Age']>, valueAnnotation?: Maybe<ResolversTypes['Annotation']>, valueAttachment?: Maybe<ResolversTypes['Attachment']>, valueCodeableConcept?: Maybe<ResolversTypes['CodeableConcept']>, valueCoding?: Maybe<ResolversTypes['Coding']>, valueContactDetail?: Maybe<ResolversTypes['ContactDetail']>, valueContactPoint?: Maybe<ResolversTypes['ContactPoint']>, valueContributor?: Maybe<ResolversTypes['Contributor']>, valueCount?: Maybe<ResolversTypes['Count']>, valueDataRequirement?: Maybe<ResolversTypes['DataRequirement']>, valueDistance?: Maybe<ResolversTypes['Distance']>, valueDosage?: Maybe<ResolversTypes['Dosage']>, valueDuration?: Maybe<ResolversTypes['Duration']>, valueExpression?: Maybe<ResolversTypes['Expression']>, valueHumanName?: Maybe<ResolversTypes['HumanName']>, valueIdentifier?: Maybe<ResolversTypes['Identifier']>, valueMeta?: Maybe<ResolversTypes['Meta']>, valueMoney?: Maybe<ResolversTypes['Money']>, valueParameterDefinition?: Maybe<ResolversTypes['ParameterDefinition']>, valuePeriod?: Maybe<ResolversTypes['Period']>, valueQuantity?: Maybe<ResolversTypes['Quantity']>, valueRange?: Maybe<ResolversTypes['Range']>, valueRatio?: Maybe<ResolversTypes['Ratio']>, valueReference?: Maybe<ResolversTypes['Reference']>, valueRelatedArtifact?: Maybe<ResolversTypes['RelatedArtifact']>, valueSampledData?: Maybe<ResolversTypes['SampledData']>, valueSignature?: Maybe<ResolversTypes['Signature']>, valueTiming?: Maybe<ResolversTypes['Timing']>, valueTriggerDefinition?: Maybe<ResolversTypes['TriggerDefinition']>, valueUsageContext?: Maybe<ResolversTypes['UsageContext']> }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HumanName: ResolverTypeWrapper<Omit<HumanName, '_family' | '_given' | '_prefix' | '_suffix' | '_text' | '_use' | 'extension' | 'period'> & { _family?: Maybe<ResolversTypes['ElementBase']>, _given?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _prefix?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _suffix?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _text?: Maybe<ResolversTypes['ElementBase']>, _use?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Identifier: ResolverTypeWrapper<Omit<Identifier, '_system' | '_use' | '_value' | 'assigner' | 'extension' | 'period' | 'type'> & { _system?: Maybe<ResolversTypes['ElementBase']>, _use?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, assigner?: Maybe<ResolversTypes['Reference']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']>, type?: Maybe<ResolversTypes['CodeableConcept']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Location: ResolverTypeWrapper<FhirResource>;
  LocationConnection: ResolverTypeWrapper<Page>;
  LocationEdge: ResolverTypeWrapper<EdgeModel>;
  LocationHoursOfOperation: ResolverTypeWrapper<Omit<LocationHoursOfOperation, '_allDay' | '_closingTime' | '_daysOfWeek' | '_openingTime' | 'extension' | 'modifierExtension'> & { _allDay?: Maybe<ResolversTypes['ElementBase']>, _closingTime?: Maybe<ResolversTypes['ElementBase']>, _daysOfWeek?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _openingTime?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  LocationPosition: ResolverTypeWrapper<Omit<LocationPosition, '_altitude' | '_latitude' | '_longitude' | 'extension' | 'modifierExtension'> & { _altitude?: Maybe<ResolversTypes['ElementBase']>, _latitude?: Maybe<ResolversTypes['ElementBase']>, _longitude?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Meta: ResolverTypeWrapper<Omit<Meta, '_deleted' | '_lastUpdated' | '_profile' | '_project' | '_source' | '_versionId' | 'account' | 'accounts' | 'author' | 'compartment' | 'extension' | 'onBehalfOf' | 'security' | 'tag'> & { _deleted?: Maybe<ResolversTypes['ElementBase']>, _lastUpdated?: Maybe<ResolversTypes['ElementBase']>, _profile?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _project?: Maybe<ResolversTypes['ElementBase']>, _source?: Maybe<ResolversTypes['ElementBase']>, _versionId?: Maybe<ResolversTypes['ElementBase']>, account?: Maybe<ResolversTypes['Reference']>, accounts?: Maybe<ReadonlyArray<ResolversTypes['Reference']>>, author?: Maybe<ResolversTypes['Reference']>, compartment?: Maybe<ReadonlyArray<ResolversTypes['Reference']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, onBehalfOf?: Maybe<ResolversTypes['Reference']>, security?: Maybe<ReadonlyArray<ResolversTypes['Coding']>>, tag?: Maybe<ReadonlyArray<ResolversTypes['Coding']>> }>;
  Money: ResolverTypeWrapper<Omit<Money, '_currency' | '_value' | 'extension'> & { _currency?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Narrative: ResolverTypeWrapper<Omit<Narrative, '_status' | 'extension'> & { _status?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Organization: ResolverTypeWrapper<FhirResource>;
  OrganizationConnection: ResolverTypeWrapper<Page>;
  OrganizationContact: ResolverTypeWrapper<Omit<OrganizationContact, 'address' | 'extension' | 'modifierExtension' | 'name' | 'purpose' | 'telecom'> & { address?: Maybe<ResolversTypes['Address']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, name?: Maybe<ResolversTypes['HumanName']>, purpose?: Maybe<ResolversTypes['CodeableConcept']>, telecom?: Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>> }>;
  OrganizationEdge: ResolverTypeWrapper<EdgeModel>;
  OtherResource: ResolverTypeWrapper<FhirResource>;
  PageInfo: ResolverTypeWrapper<Page>;
  ParameterDefinition: ResolverTypeWrapper<Omit<ParameterDefinition, '_documentation' | '_max' | '_min' | '_name' | '_profile' | '_type' | '_use' | 'extension'> & { _documentation?: Maybe<ResolversTypes['ElementBase']>, _max?: Maybe<ResolversTypes['ElementBase']>, _min?: Maybe<ResolversTypes['ElementBase']>, _name?: Maybe<ResolversTypes['ElementBase']>, _profile?: Maybe<ResolversTypes['ElementBase']>, _type?: Maybe<ResolversTypes['ElementBase']>, _use?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Patient: ResolverTypeWrapper<FhirResource>;
  PatientCommunication: ResolverTypeWrapper<Omit<PatientCommunication, '_preferred' | 'extension' | 'language' | 'modifierExtension'> & { _preferred?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, language: ResolversTypes['CodeableConcept'], modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  PatientConnection: ResolverTypeWrapper<Page>;
  PatientContact: ResolverTypeWrapper<Omit<PatientContact, '_gender' | 'address' | 'extension' | 'modifierExtension' | 'name' | 'organization' | 'period' | 'relationship' | 'telecom'> & { _gender?: Maybe<ResolversTypes['ElementBase']>, address?: Maybe<ResolversTypes['Address']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, name?: Maybe<ResolversTypes['HumanName']>, organization?: Maybe<ResolversTypes['Reference']>, period?: Maybe<ResolversTypes['Period']>, relationship?: Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, telecom?: Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>> }>;
  PatientEdge: ResolverTypeWrapper<EdgeModel>;
  PatientFilter: PatientFilter;
  PatientLink: ResolverTypeWrapper<Omit<PatientLink, '_type' | 'extension' | 'modifierExtension' | 'other'> & { _type?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, other: ResolversTypes['Reference'] }>;
  PatientOrder: PatientOrder;
  PatientOrderField: PatientOrderField;
  Period: ResolverTypeWrapper<Omit<Period, '_end' | '_start' | 'extension'> & { _end?: Maybe<ResolversTypes['ElementBase']>, _start?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Practitioner: ResolverTypeWrapper<FhirResource>;
  PractitionerConnection: ResolverTypeWrapper<Page>;
  PractitionerEdge: ResolverTypeWrapper<EdgeModel>;
  PractitionerFilter: PractitionerFilter;
  PractitionerOrder: PractitionerOrder;
  PractitionerOrderField: PractitionerOrderField;
  PractitionerQualification: ResolverTypeWrapper<Omit<PractitionerQualification, 'code' | 'extension' | 'identifier' | 'issuer' | 'modifierExtension' | 'period'> & { code: ResolversTypes['CodeableConcept'], extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, identifier?: Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, issuer?: Maybe<ResolversTypes['Reference']>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, period?: Maybe<ResolversTypes['Period']> }>;
  Quantity: ResolverTypeWrapper<Omit<Quantity, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversTypes['ElementBase']>, _comparator?: Maybe<ResolversTypes['ElementBase']>, _system?: Maybe<ResolversTypes['ElementBase']>, _unit?: Maybe<ResolversTypes['ElementBase']>, _value?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Range: ResolverTypeWrapper<Omit<Range, 'extension' | 'high' | 'low'> & { extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, high?: Maybe<ResolversTypes['Quantity']>, low?: Maybe<ResolversTypes['Quantity']> }>;
  Ratio: ResolverTypeWrapper<Omit<Ratio, 'denominator' | 'extension' | 'numerator'> & { denominator?: Maybe<ResolversTypes['Quantity']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, numerator?: Maybe<ResolversTypes['Quantity']> }>;
  Reference: ResolverTypeWrapper<FhirReference>;
  RelatedArtifact: ResolverTypeWrapper<Omit<RelatedArtifact, '_citation' | '_display' | '_label' | '_resource' | '_type' | '_url' | 'document' | 'extension'> & { _citation?: Maybe<ResolversTypes['ElementBase']>, _display?: Maybe<ResolversTypes['ElementBase']>, _label?: Maybe<ResolversTypes['ElementBase']>, _resource?: Maybe<ResolversTypes['ElementBase']>, _type?: Maybe<ResolversTypes['ElementBase']>, _url?: Maybe<ResolversTypes['ElementBase']>, document?: Maybe<ResolversTypes['Attachment']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  Resource: ResolverTypeWrapper<FhirResource>;
  ResourceCount: ResolverTypeWrapper<ResourceCount>;
  ReviewError: ResolverTypeWrapper<ReviewError>;
  ReviewInput: ReviewInput;
  ReviewProgress: ResolverTypeWrapper<ReviewProgress>;
  ReviewResult: ResolverTypeWrapper<ReviewOutcome>;
  Reviewable: ResolverTypeWrapper<FhirResource>;
  ReviewableType: ReviewableType;
  SampledData: ResolverTypeWrapper<Omit<SampledData, '_data' | '_dimensions' | '_factor' | '_lowerLimit' | '_period' | '_upperLimit' | 'extension' | 'origin'> & { _data?: Maybe<ResolversTypes['ElementBase']>, _dimensions?: Maybe<ResolversTypes['ElementBase']>, _factor?: Maybe<ResolversTypes['ElementBase']>, _lowerLimit?: Maybe<ResolversTypes['ElementBase']>, _period?: Maybe<ResolversTypes['ElementBase']>, _upperLimit?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, origin: ResolversTypes['Quantity'] }>;
  ScopeAction: ScopeAction;
  Signature: ResolverTypeWrapper<Omit<Signature, '_data' | '_sigFormat' | '_targetFormat' | '_when' | 'extension' | 'onBehalfOf' | 'type' | 'who'> & { _data?: Maybe<ResolversTypes['ElementBase']>, _sigFormat?: Maybe<ResolversTypes['ElementBase']>, _targetFormat?: Maybe<ResolversTypes['ElementBase']>, _when?: Maybe<ResolversTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, onBehalfOf?: Maybe<ResolversTypes['Reference']>, type: ReadonlyArray<ResolversTypes['Coding']>, who: ResolversTypes['Reference'] }>;
  SortDirection: SortDirection;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Tenant: ResolverTypeWrapper<TenantStatus>;
  TenantState: TenantState;
  Timing: ResolverTypeWrapper<Omit<Timing, '_event' | 'code' | 'extension' | 'modifierExtension' | 'repeat'> & { _event?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, code?: Maybe<ResolversTypes['CodeableConcept']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, repeat?: Maybe<ResolversTypes['TimingRepeat']> }>;
  TimingRepeat: ResolverTypeWrapper<Omit<TimingRepeat, '_count' | '_countMax' | '_dayOfWeek' | '_duration' | '_durationMax' | '_durationUnit' | '_frequency' | '_frequencyMax' | '_offset' | '_period' | '_periodMax' | '_periodUnit' | '_timeOfDay' | '_when' | 'boundsDuration' | 'boundsPeriod' | 'boundsRange' | 'extension'> & { _count?: Maybe<ResolversTypes['ElementBase']>, _countMax?: Maybe<ResolversTypes['ElementBase']>, _dayOfWeek?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _duration?: Maybe<ResolversTypes['ElementBase']>, _durationMax?: Maybe<ResolversTypes['ElementBase']>, _durationUnit?: Maybe<ResolversTypes['ElementBase']>, _frequency?: Maybe<ResolversTypes['ElementBase']>, _frequencyMax?: Maybe<ResolversTypes['ElementBase']>, _offset?: Maybe<ResolversTypes['ElementBase']>, _period?: Maybe<ResolversTypes['ElementBase']>, _periodMax?: Maybe<ResolversTypes['ElementBase']>, _periodUnit?: Maybe<ResolversTypes['ElementBase']>, _timeOfDay?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, _when?: Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, boundsDuration?: Maybe<ResolversTypes['Duration']>, boundsPeriod?: Maybe<ResolversTypes['Period']>, boundsRange?: Maybe<ResolversTypes['Range']>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>> }>;
  TriggerDefinition: ResolverTypeWrapper<Omit<TriggerDefinition, '_name' | '_timingDate' | '_timingDateTime' | '_type' | 'condition' | 'data' | 'extension' | 'timingReference' | 'timingTiming'> & { _name?: Maybe<ResolversTypes['ElementBase']>, _timingDate?: Maybe<ResolversTypes['ElementBase']>, _timingDateTime?: Maybe<ResolversTypes['ElementBase']>, _type?: Maybe<ResolversTypes['ElementBase']>, condition?: Maybe<ResolversTypes['Expression']>, data?: Maybe<ReadonlyArray<ResolversTypes['DataRequirement']>>, extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, timingReference?: Maybe<ResolversTypes['Reference']>, timingTiming?: Maybe<ResolversTypes['Timing']> }>;
  UsageContext: ResolverTypeWrapper<Omit<UsageContext, 'code' | 'extension' | 'valueCodeableConcept' | 'valueQuantity' | 'valueRange' | 'valueReference'> & { code: ResolversTypes['Coding'], extension?: Maybe<ReadonlyArray<ResolversTypes['Extension']>>, valueCodeableConcept?: Maybe<ResolversTypes['CodeableConcept']>, valueQuantity?: Maybe<ResolversTypes['Quantity']>, valueRange?: Maybe<ResolversTypes['Range']>, valueReference?: Maybe<ResolversTypes['Reference']> }>;
  base64Binary: ResolverTypeWrapper<Scalars['base64Binary']['output']>;
  canonical: ResolverTypeWrapper<Scalars['canonical']['output']>;
  code: ResolverTypeWrapper<Scalars['code']['output']>;
  date: ResolverTypeWrapper<Scalars['date']['output']>;
  dateTime: ResolverTypeWrapper<Scalars['dateTime']['output']>;
  decimal: ResolverTypeWrapper<Scalars['decimal']['output']>;
  instant: ResolverTypeWrapper<Scalars['instant']['output']>;
  markdown: ResolverTypeWrapper<Scalars['markdown']['output']>;
  oid: ResolverTypeWrapper<Scalars['oid']['output']>;
  quantity: ResolverTypeWrapper<Scalars['quantity']['output']>;
  reference: ResolverTypeWrapper<Scalars['reference']['output']>;
  time: ResolverTypeWrapper<Scalars['time']['output']>;
  token: ResolverTypeWrapper<Scalars['token']['output']>;
  uri: ResolverTypeWrapper<Scalars['uri']['output']>;
  url: ResolverTypeWrapper<Scalars['url']['output']>;
  uuid: ResolverTypeWrapper<Scalars['uuid']['output']>;
  xhtml: ResolverTypeWrapper<Scalars['xhtml']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Address: Omit<Address, '_city' | '_country' | '_district' | '_line' | '_postalCode' | '_state' | '_text' | '_type' | '_use' | 'extension' | 'period'> & { _city?: Maybe<ResolversParentTypes['ElementBase']>, _country?: Maybe<ResolversParentTypes['ElementBase']>, _district?: Maybe<ResolversParentTypes['ElementBase']>, _line?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _postalCode?: Maybe<ResolversParentTypes['ElementBase']>, _state?: Maybe<ResolversParentTypes['ElementBase']>, _text?: Maybe<ResolversParentTypes['ElementBase']>, _type?: Maybe<ResolversParentTypes['ElementBase']>, _use?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']> };
  Age: Omit<Age, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _comparator?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _unit?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Annotation: Omit<Annotation, '_authorString' | '_text' | '_time' | 'authorReference' | 'extension'> & { _authorString?: Maybe<ResolversParentTypes['ElementBase']>, _text?: Maybe<ResolversParentTypes['ElementBase']>, _time?: Maybe<ResolversParentTypes['ElementBase']>, authorReference?: Maybe<ResolversParentTypes['Reference']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Attachment: Omit<Attachment, '_contentType' | '_creation' | '_data' | '_hash' | '_language' | '_size' | '_title' | '_url' | 'extension'> & { _contentType?: Maybe<ResolversParentTypes['ElementBase']>, _creation?: Maybe<ResolversParentTypes['ElementBase']>, _data?: Maybe<ResolversParentTypes['ElementBase']>, _hash?: Maybe<ResolversParentTypes['ElementBase']>, _language?: Maybe<ResolversParentTypes['ElementBase']>, _size?: Maybe<ResolversParentTypes['ElementBase']>, _title?: Maybe<ResolversParentTypes['ElementBase']>, _url?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Boolean: Scalars['Boolean']['output'];
  CodeableConcept: Omit<CodeableConcept, '_text' | 'coding' | 'extension'> & { _text?: Maybe<ResolversParentTypes['ElementBase']>, coding?: Maybe<ReadonlyArray<ResolversParentTypes['Coding']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Coding: Omit<Coding, '_code' | '_display' | '_system' | '_userSelected' | '_version' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _display?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _userSelected?: Maybe<ResolversParentTypes['ElementBase']>, _version?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  ContactDetail: Omit<ContactDetail, '_name' | 'extension' | 'telecom'> & { _name?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, telecom?: Maybe<ReadonlyArray<ResolversParentTypes['ContactPoint']>> };
  ContactPoint: Omit<ContactPoint, '_rank' | '_system' | '_use' | '_value' | 'extension' | 'period'> & { _rank?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _use?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']> };
  Contributor: Omit<Contributor, '_name' | '_type' | 'contact' | 'extension'> & { _name?: Maybe<ResolversParentTypes['ElementBase']>, _type?: Maybe<ResolversParentTypes['ElementBase']>, contact?: Maybe<ReadonlyArray<ResolversParentTypes['ContactDetail']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Count: Omit<Count, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _comparator?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _unit?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  DataRequirement: Omit<DataRequirement, '_limit' | '_mustSupport' | '_profile' | '_type' | 'codeFilter' | 'dateFilter' | 'extension' | 'sort' | 'subjectCodeableConcept' | 'subjectReference'> & { _limit?: Maybe<ResolversParentTypes['ElementBase']>, _mustSupport?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _profile?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _type?: Maybe<ResolversParentTypes['ElementBase']>, codeFilter?: Maybe<ReadonlyArray<ResolversParentTypes['DataRequirementCodeFilter']>>, dateFilter?: Maybe<ReadonlyArray<ResolversParentTypes['DataRequirementDateFilter']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, sort?: Maybe<ReadonlyArray<ResolversParentTypes['DataRequirementSort']>>, subjectCodeableConcept?: Maybe<ResolversParentTypes['CodeableConcept']>, subjectReference?: Maybe<ResolversParentTypes['Reference']> };
  DataRequirementCodeFilter: Omit<DataRequirementCodeFilter, '_path' | '_searchParam' | '_valueSet' | 'code' | 'extension'> & { _path?: Maybe<ResolversParentTypes['ElementBase']>, _searchParam?: Maybe<ResolversParentTypes['ElementBase']>, _valueSet?: Maybe<ResolversParentTypes['ElementBase']>, code?: Maybe<ReadonlyArray<ResolversParentTypes['Coding']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  DataRequirementDateFilter: Omit<DataRequirementDateFilter, '_path' | '_searchParam' | '_valueDateTime' | 'extension' | 'valueDuration' | 'valuePeriod'> & { _path?: Maybe<ResolversParentTypes['ElementBase']>, _searchParam?: Maybe<ResolversParentTypes['ElementBase']>, _valueDateTime?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, valueDuration?: Maybe<ResolversParentTypes['Duration']>, valuePeriod?: Maybe<ResolversParentTypes['Period']> };
  DataRequirementSort: Omit<DataRequirementSort, '_direction' | '_path' | 'extension'> & { _direction?: Maybe<ResolversParentTypes['ElementBase']>, _path?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Distance: Omit<Distance, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _comparator?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _unit?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Dosage: Omit<Dosage, '_asNeededBoolean' | '_patientInstruction' | '_sequence' | '_text' | 'additionalInstruction' | 'asNeededCodeableConcept' | 'doseAndRate' | 'extension' | 'maxDosePerAdministration' | 'maxDosePerLifetime' | 'maxDosePerPeriod' | 'method' | 'modifierExtension' | 'route' | 'site' | 'timing'> & { _asNeededBoolean?: Maybe<ResolversParentTypes['ElementBase']>, _patientInstruction?: Maybe<ResolversParentTypes['ElementBase']>, _sequence?: Maybe<ResolversParentTypes['ElementBase']>, _text?: Maybe<ResolversParentTypes['ElementBase']>, additionalInstruction?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>>, asNeededCodeableConcept?: Maybe<ResolversParentTypes['CodeableConcept']>, doseAndRate?: Maybe<ReadonlyArray<ResolversParentTypes['DosageDoseAndRate']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, maxDosePerAdministration?: Maybe<ResolversParentTypes['Quantity']>, maxDosePerLifetime?: Maybe<ResolversParentTypes['Quantity']>, maxDosePerPeriod?: Maybe<ResolversParentTypes['Ratio']>, method?: Maybe<ResolversParentTypes['CodeableConcept']>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, route?: Maybe<ResolversParentTypes['CodeableConcept']>, site?: Maybe<ResolversParentTypes['CodeableConcept']>, timing?: Maybe<ResolversParentTypes['Timing']> };
  DosageDoseAndRate: Omit<DosageDoseAndRate, 'doseQuantity' | 'doseRange' | 'extension' | 'rateQuantity' | 'rateRange' | 'rateRatio' | 'type'> & { doseQuantity?: Maybe<ResolversParentTypes['Quantity']>, doseRange?: Maybe<ResolversParentTypes['Range']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, rateQuantity?: Maybe<ResolversParentTypes['Quantity']>, rateRange?: Maybe<ResolversParentTypes['Range']>, rateRatio?: Maybe<ResolversParentTypes['Ratio']>, type?: Maybe<ResolversParentTypes['CodeableConcept']> };
  Drift: Drift;
  Duration: Omit<Duration, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _comparator?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _unit?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  ElementBase: Omit<ElementBase, 'extension'> & { extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Encounter: FhirResource;
  EncounterClassHistory: Omit<EncounterClassHistory, 'class' | 'extension' | 'modifierExtension' | 'period'> & { class: ResolversParentTypes['Coding'], extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period: ResolversParentTypes['Period'] };
  EncounterConnection: Page;
  EncounterDiagnosis: Omit<EncounterDiagnosis, '_rank' | 'condition' | 'extension' | 'modifierExtension' | 'use'> & { _rank?: Maybe<ResolversParentTypes['ElementBase']>, condition: ResolversParentTypes['Reference'], extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, use?: Maybe<ResolversParentTypes['CodeableConcept']> };
  EncounterEdge: EdgeModel;
  EncounterFilter: EncounterFilter;
  EncounterHospitalization: Omit<EncounterHospitalization, 'admitSource' | 'destination' | 'dietPreference' | 'dischargeDisposition' | 'extension' | 'modifierExtension' | 'origin' | 'preAdmissionIdentifier' | 'reAdmission' | 'specialArrangement' | 'specialCourtesy'> & { admitSource?: Maybe<ResolversParentTypes['CodeableConcept']>, destination?: Maybe<ResolversParentTypes['Reference']>, dietPreference?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>>, dischargeDisposition?: Maybe<ResolversParentTypes['CodeableConcept']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, origin?: Maybe<ResolversParentTypes['Reference']>, preAdmissionIdentifier?: Maybe<ResolversParentTypes['Identifier']>, reAdmission?: Maybe<ResolversParentTypes['CodeableConcept']>, specialArrangement?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>>, specialCourtesy?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>> };
  EncounterLocation: Omit<EncounterLocation, '_status' | 'extension' | 'location' | 'modifierExtension' | 'period' | 'physicalType'> & { _status?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, location: ResolversParentTypes['Reference'], modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']>, physicalType?: Maybe<ResolversParentTypes['CodeableConcept']> };
  EncounterOrder: EncounterOrder;
  EncounterParticipant: Omit<EncounterParticipant, 'extension' | 'individual' | 'modifierExtension' | 'period' | 'type'> & { extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, individual?: Maybe<ResolversParentTypes['Reference']>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']>, type?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>> };
  EncounterStatusHistory: Omit<EncounterStatusHistory, '_status' | 'extension' | 'modifierExtension' | 'period'> & { _status?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period: ResolversParentTypes['Period'] };
  Expression: Omit<Expression, '_description' | '_expression' | '_language' | '_name' | '_reference' | 'extension'> & { _description?: Maybe<ResolversParentTypes['ElementBase']>, _expression?: Maybe<ResolversParentTypes['ElementBase']>, _language?: Maybe<ResolversParentTypes['ElementBase']>, _name?: Maybe<ResolversParentTypes['ElementBase']>, _reference?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Extension: Omit<Extension, '_valueBase64Binary' | '_valueBoolean' | '_valueCanonical' | '_valueCode' | '_valueDate' | '_valueDateTime' | '_valueDecimal' | '_valueId' | '_valueInstant' | '_valueInteger' | '_valueMarkdown' | '_valueOid' | '_valuePositiveInt' | '_valueString' | '_valueTime' | '_valueUnsignedInt' | '_valueUri' | '_valueUrl' | '_valueUuid' | 'extension' | 'valueAddress' | 'valueAge' | 'valueAnnotation' | 'valueAttachment' | 'valueCodeableConcept' | 'valueCoding' | 'valueContactDetail' | 'valueContactPoint' | 'valueContributor' | 'valueCount' | 'valueDataRequirement' | 'valueDistance' | 'valueDosage' | 'valueDuration' | 'valueExpression' | 'valueHumanName' | 'valueIdentifier' | 'valueMeta' | 'valueMoney' | 'valueParameterDefinition' | 'valuePeriod' | 'valueQuantity' | 'valueRange' | 'valueRatio' | 'valueReference' | 'valueRelatedArtifact' | 'valueSampledData' | 'valueSignature' | 'valueTiming' | 'valueTriggerDefinition' | 'valueUsageContext'> & { _valueBase64Binary?: Maybe<ResolversParentTypes['ElementBase']>, _valueBoolean?: Maybe<ResolversParentTypes['ElementBase']>, _valueCanonical?: Maybe<ResolversParentTypes['ElementBase']>, _valueCode?: Maybe<ResolversParentTypes['ElementBase']>, _valueDate?: Maybe<ResolversParentTypes['ElementBase']>, _valueDateTime?: Maybe<ResolversParentTypes['ElementBase']>, _valueDecimal?: Maybe<ResolversParentTypes['ElementBase']>, _valueId?: Maybe<ResolversParentTypes['ElementBase']>, _valueInstant?: Maybe<ResolversParentTypes['ElementBase']>, _valueInteger?: Maybe<ResolversParentTypes['ElementBase']>, _valueMarkdown?: Maybe<ResolversParentTypes['ElementBase']>, _valueOid?: Maybe<ResolversParentTypes['ElementBase']>, _valuePositiveInt?: Maybe<ResolversParentTypes['ElementBase']>, _valueString?: Maybe<ResolversParentTypes['ElementBase']>, _valueTime?: Maybe<ResolversParentTypes['ElementBase']>, _valueUnsignedInt?: Maybe<ResolversParentTypes['ElementBase']>, _valueUri?: Maybe<ResolversParentTypes['ElementBase']>, _valueUrl?: Maybe<ResolversParentTypes['ElementBase']>, _valueUuid?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, valueAddress?: Maybe<ResolversParentTypes['Address']>, valueAge?: Maybe<ResolversParentTypes['Age']>, valueAnnotation?: Maybe<ResolversParentTypes['Annotation']>, valueAttachment?: Maybe<ResolversParentTypes['Attachment']>, valueCodeableConcept?: Maybe<ResolversParentTypes['CodeableConcept']>, valueCoding?: Maybe<ResolversParentTypes['Coding']>, valueContactDetail?: Maybe<ResolversParentTypes['ContactDetail']>, valueContactPoint?: Maybe<ResolversParentTypes['ContactPoint']>, valueContributor?: Maybe<ResolversParentTypes['Contributor']>, valueCount?: Maybe<ResolversParentTypes['Count']>, valueDataRequirement?: Maybe<ResolversParentTypes['DataRequirement']>, valueDistance?: Maybe<ResolversParentTypes['Distance']>, valueDosage?: Maybe<ResolversParentTypes['Dosage']>, valueDuration?: Maybe<ResolversParentTypes['Duration']>, valueExpression?: Maybe<ResolversParentTypes['Expression']>, valueHumanName?: Maybe<ResolversParentTypes['HumanName']>, valueIdentifier?: Maybe<ResolversParentTypes['Identifier']>, valueMeta?: Maybe<ResolversParentTypes['Meta']>, valueMoney?: Maybe<ResolversParentTypes['Money']>, valueParameterDefinition?: Maybe<ResolversParentTypes['ParameterDefinition']>, valuePeriod?: Maybe<ResolversParentTypes['Period']>, valueQuantity?: Maybe<ResolversParentTypes['Quantity']>, valueRange?: Maybe<ResolversParentTypes['Range']>, valueRatio?: Maybe<ResolversParentTypes['Ratio']>, valueReference?: Maybe<ResolversParentTypes['Reference']>, valueRelatedArtifact?: Maybe<ResolversParentTypes['RelatedArtifact']>, valueSampledData?: Maybe<ResolversParentTypes['SampledData']>, valueSignature?: Maybe<ResolversParentTypes['Signature']>, valueTiming?: Maybe<ResolversParentTypes['Timing']>, valueTriggerDefinition?: Maybe<ResolversParentTypes['TriggerDefinition']>, valueUsageContext?: Maybe<ResolversParentTypes['UsageContext']> };
  Float: Scalars['Float']['output'];
  HumanName: Omit<HumanName, '_family' | '_given' | '_prefix' | '_suffix' | '_text' | '_use' | 'extension' | 'period'> & { _family?: Maybe<ResolversParentTypes['ElementBase']>, _given?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _prefix?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _suffix?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _text?: Maybe<ResolversParentTypes['ElementBase']>, _use?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']> };
  ID: Scalars['ID']['output'];
  Identifier: Omit<Identifier, '_system' | '_use' | '_value' | 'assigner' | 'extension' | 'period' | 'type'> & { _system?: Maybe<ResolversParentTypes['ElementBase']>, _use?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, assigner?: Maybe<ResolversParentTypes['Reference']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']>, type?: Maybe<ResolversParentTypes['CodeableConcept']> };
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Location: FhirResource;
  LocationConnection: Page;
  LocationEdge: EdgeModel;
  LocationHoursOfOperation: Omit<LocationHoursOfOperation, '_allDay' | '_closingTime' | '_daysOfWeek' | '_openingTime' | 'extension' | 'modifierExtension'> & { _allDay?: Maybe<ResolversParentTypes['ElementBase']>, _closingTime?: Maybe<ResolversParentTypes['ElementBase']>, _daysOfWeek?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _openingTime?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  LocationPosition: Omit<LocationPosition, '_altitude' | '_latitude' | '_longitude' | 'extension' | 'modifierExtension'> & { _altitude?: Maybe<ResolversParentTypes['ElementBase']>, _latitude?: Maybe<ResolversParentTypes['ElementBase']>, _longitude?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Meta: Omit<Meta, '_deleted' | '_lastUpdated' | '_profile' | '_project' | '_source' | '_versionId' | 'account' | 'accounts' | 'author' | 'compartment' | 'extension' | 'onBehalfOf' | 'security' | 'tag'> & { _deleted?: Maybe<ResolversParentTypes['ElementBase']>, _lastUpdated?: Maybe<ResolversParentTypes['ElementBase']>, _profile?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _project?: Maybe<ResolversParentTypes['ElementBase']>, _source?: Maybe<ResolversParentTypes['ElementBase']>, _versionId?: Maybe<ResolversParentTypes['ElementBase']>, account?: Maybe<ResolversParentTypes['Reference']>, accounts?: Maybe<ReadonlyArray<ResolversParentTypes['Reference']>>, author?: Maybe<ResolversParentTypes['Reference']>, compartment?: Maybe<ReadonlyArray<ResolversParentTypes['Reference']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, onBehalfOf?: Maybe<ResolversParentTypes['Reference']>, security?: Maybe<ReadonlyArray<ResolversParentTypes['Coding']>>, tag?: Maybe<ReadonlyArray<ResolversParentTypes['Coding']>> };
  Money: Omit<Money, '_currency' | '_value' | 'extension'> & { _currency?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Mutation: Record<PropertyKey, never>;
  Narrative: Omit<Narrative, '_status' | 'extension'> & { _status?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Organization: FhirResource;
  OrganizationConnection: Page;
  OrganizationContact: Omit<OrganizationContact, 'address' | 'extension' | 'modifierExtension' | 'name' | 'purpose' | 'telecom'> & { address?: Maybe<ResolversParentTypes['Address']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, name?: Maybe<ResolversParentTypes['HumanName']>, purpose?: Maybe<ResolversParentTypes['CodeableConcept']>, telecom?: Maybe<ReadonlyArray<ResolversParentTypes['ContactPoint']>> };
  OrganizationEdge: EdgeModel;
  OtherResource: FhirResource;
  PageInfo: Page;
  ParameterDefinition: Omit<ParameterDefinition, '_documentation' | '_max' | '_min' | '_name' | '_profile' | '_type' | '_use' | 'extension'> & { _documentation?: Maybe<ResolversParentTypes['ElementBase']>, _max?: Maybe<ResolversParentTypes['ElementBase']>, _min?: Maybe<ResolversParentTypes['ElementBase']>, _name?: Maybe<ResolversParentTypes['ElementBase']>, _profile?: Maybe<ResolversParentTypes['ElementBase']>, _type?: Maybe<ResolversParentTypes['ElementBase']>, _use?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Patient: FhirResource;
  PatientCommunication: Omit<PatientCommunication, '_preferred' | 'extension' | 'language' | 'modifierExtension'> & { _preferred?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, language: ResolversParentTypes['CodeableConcept'], modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  PatientConnection: Page;
  PatientContact: Omit<PatientContact, '_gender' | 'address' | 'extension' | 'modifierExtension' | 'name' | 'organization' | 'period' | 'relationship' | 'telecom'> & { _gender?: Maybe<ResolversParentTypes['ElementBase']>, address?: Maybe<ResolversParentTypes['Address']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, name?: Maybe<ResolversParentTypes['HumanName']>, organization?: Maybe<ResolversParentTypes['Reference']>, period?: Maybe<ResolversParentTypes['Period']>, relationship?: Maybe<ReadonlyArray<ResolversParentTypes['CodeableConcept']>>, telecom?: Maybe<ReadonlyArray<ResolversParentTypes['ContactPoint']>> };
  PatientEdge: EdgeModel;
  PatientFilter: PatientFilter;
  PatientLink: Omit<PatientLink, '_type' | 'extension' | 'modifierExtension' | 'other'> & { _type?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, other: ResolversParentTypes['Reference'] };
  PatientOrder: PatientOrder;
  Period: Omit<Period, '_end' | '_start' | 'extension'> & { _end?: Maybe<ResolversParentTypes['ElementBase']>, _start?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Practitioner: FhirResource;
  PractitionerConnection: Page;
  PractitionerEdge: EdgeModel;
  PractitionerFilter: PractitionerFilter;
  PractitionerOrder: PractitionerOrder;
  PractitionerQualification: Omit<PractitionerQualification, 'code' | 'extension' | 'identifier' | 'issuer' | 'modifierExtension' | 'period'> & { code: ResolversParentTypes['CodeableConcept'], extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, identifier?: Maybe<ReadonlyArray<ResolversParentTypes['Identifier']>>, issuer?: Maybe<ResolversParentTypes['Reference']>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, period?: Maybe<ResolversParentTypes['Period']> };
  Quantity: Omit<Quantity, '_code' | '_comparator' | '_system' | '_unit' | '_value' | 'extension'> & { _code?: Maybe<ResolversParentTypes['ElementBase']>, _comparator?: Maybe<ResolversParentTypes['ElementBase']>, _system?: Maybe<ResolversParentTypes['ElementBase']>, _unit?: Maybe<ResolversParentTypes['ElementBase']>, _value?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Query: Record<PropertyKey, never>;
  Range: Omit<Range, 'extension' | 'high' | 'low'> & { extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, high?: Maybe<ResolversParentTypes['Quantity']>, low?: Maybe<ResolversParentTypes['Quantity']> };
  Ratio: Omit<Ratio, 'denominator' | 'extension' | 'numerator'> & { denominator?: Maybe<ResolversParentTypes['Quantity']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, numerator?: Maybe<ResolversParentTypes['Quantity']> };
  Reference: FhirReference;
  RelatedArtifact: Omit<RelatedArtifact, '_citation' | '_display' | '_label' | '_resource' | '_type' | '_url' | 'document' | 'extension'> & { _citation?: Maybe<ResolversParentTypes['ElementBase']>, _display?: Maybe<ResolversParentTypes['ElementBase']>, _label?: Maybe<ResolversParentTypes['ElementBase']>, _resource?: Maybe<ResolversParentTypes['ElementBase']>, _type?: Maybe<ResolversParentTypes['ElementBase']>, _url?: Maybe<ResolversParentTypes['ElementBase']>, document?: Maybe<ResolversParentTypes['Attachment']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  Resource: FhirResource;
  ResourceCount: ResourceCount;
  ReviewError: ReviewError;
  ReviewInput: ReviewInput;
  ReviewProgress: ReviewProgress;
  ReviewResult: ReviewOutcome;
  Reviewable: FhirResource;
  SampledData: Omit<SampledData, '_data' | '_dimensions' | '_factor' | '_lowerLimit' | '_period' | '_upperLimit' | 'extension' | 'origin'> & { _data?: Maybe<ResolversParentTypes['ElementBase']>, _dimensions?: Maybe<ResolversParentTypes['ElementBase']>, _factor?: Maybe<ResolversParentTypes['ElementBase']>, _lowerLimit?: Maybe<ResolversParentTypes['ElementBase']>, _period?: Maybe<ResolversParentTypes['ElementBase']>, _upperLimit?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, origin: ResolversParentTypes['Quantity'] };
  Signature: Omit<Signature, '_data' | '_sigFormat' | '_targetFormat' | '_when' | 'extension' | 'onBehalfOf' | 'type' | 'who'> & { _data?: Maybe<ResolversParentTypes['ElementBase']>, _sigFormat?: Maybe<ResolversParentTypes['ElementBase']>, _targetFormat?: Maybe<ResolversParentTypes['ElementBase']>, _when?: Maybe<ResolversParentTypes['ElementBase']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, onBehalfOf?: Maybe<ResolversParentTypes['Reference']>, type: ReadonlyArray<ResolversParentTypes['Coding']>, who: ResolversParentTypes['Reference'] };
  String: Scalars['String']['output'];
  Tenant: TenantStatus;
  Timing: Omit<Timing, '_event' | 'code' | 'extension' | 'modifierExtension' | 'repeat'> & { _event?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, code?: Maybe<ResolversParentTypes['CodeableConcept']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, modifierExtension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, repeat?: Maybe<ResolversParentTypes['TimingRepeat']> };
  TimingRepeat: Omit<TimingRepeat, '_count' | '_countMax' | '_dayOfWeek' | '_duration' | '_durationMax' | '_durationUnit' | '_frequency' | '_frequencyMax' | '_offset' | '_period' | '_periodMax' | '_periodUnit' | '_timeOfDay' | '_when' | 'boundsDuration' | 'boundsPeriod' | 'boundsRange' | 'extension'> & { _count?: Maybe<ResolversParentTypes['ElementBase']>, _countMax?: Maybe<ResolversParentTypes['ElementBase']>, _dayOfWeek?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _duration?: Maybe<ResolversParentTypes['ElementBase']>, _durationMax?: Maybe<ResolversParentTypes['ElementBase']>, _durationUnit?: Maybe<ResolversParentTypes['ElementBase']>, _frequency?: Maybe<ResolversParentTypes['ElementBase']>, _frequencyMax?: Maybe<ResolversParentTypes['ElementBase']>, _offset?: Maybe<ResolversParentTypes['ElementBase']>, _period?: Maybe<ResolversParentTypes['ElementBase']>, _periodMax?: Maybe<ResolversParentTypes['ElementBase']>, _periodUnit?: Maybe<ResolversParentTypes['ElementBase']>, _timeOfDay?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, _when?: Maybe<ReadonlyArray<Maybe<ResolversParentTypes['ElementBase']>>>, boundsDuration?: Maybe<ResolversParentTypes['Duration']>, boundsPeriod?: Maybe<ResolversParentTypes['Period']>, boundsRange?: Maybe<ResolversParentTypes['Range']>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>> };
  TriggerDefinition: Omit<TriggerDefinition, '_name' | '_timingDate' | '_timingDateTime' | '_type' | 'condition' | 'data' | 'extension' | 'timingReference' | 'timingTiming'> & { _name?: Maybe<ResolversParentTypes['ElementBase']>, _timingDate?: Maybe<ResolversParentTypes['ElementBase']>, _timingDateTime?: Maybe<ResolversParentTypes['ElementBase']>, _type?: Maybe<ResolversParentTypes['ElementBase']>, condition?: Maybe<ResolversParentTypes['Expression']>, data?: Maybe<ReadonlyArray<ResolversParentTypes['DataRequirement']>>, extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, timingReference?: Maybe<ResolversParentTypes['Reference']>, timingTiming?: Maybe<ResolversParentTypes['Timing']> };
  UsageContext: Omit<UsageContext, 'code' | 'extension' | 'valueCodeableConcept' | 'valueQuantity' | 'valueRange' | 'valueReference'> & { code: ResolversParentTypes['Coding'], extension?: Maybe<ReadonlyArray<ResolversParentTypes['Extension']>>, valueCodeableConcept?: Maybe<ResolversParentTypes['CodeableConcept']>, valueQuantity?: Maybe<ResolversParentTypes['Quantity']>, valueRange?: Maybe<ResolversParentTypes['Range']>, valueReference?: Maybe<ResolversParentTypes['Reference']> };
  base64Binary: Scalars['base64Binary']['output'];
  canonical: Scalars['canonical']['output'];
  code: Scalars['code']['output'];
  date: Scalars['date']['output'];
  dateTime: Scalars['dateTime']['output'];
  decimal: Scalars['decimal']['output'];
  instant: Scalars['instant']['output'];
  markdown: Scalars['markdown']['output'];
  oid: Scalars['oid']['output'];
  quantity: Scalars['quantity']['output'];
  reference: Scalars['reference']['output'];
  time: Scalars['time']['output'];
  token: Scalars['token']['output'];
  uri: Scalars['uri']['output'];
  url: Scalars['url']['output'];
  uuid: Scalars['uuid']['output'];
  xhtml: Scalars['xhtml']['output'];
};

export type costDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type costDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = costDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type firstDirectiveArgs = { };

export type firstDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = firstDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type flattenDirectiveArgs = { };

export type flattenDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = flattenDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type listSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  sizedFields?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  slicingArguments?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type listSizeDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = listSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type requiresScopeDirectiveArgs = {
  action: ScopeAction;
  type?: Maybe<Scalars['String']['input']>;
};

export type requiresScopeDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = requiresScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type requiresWarmTenantDirectiveArgs = { };

export type requiresWarmTenantDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = requiresWarmTenantDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type sensitiveDirectiveArgs = { };

export type sensitiveDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = sensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type singletonDirectiveArgs = { };

export type singletonDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = singletonDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type sliceDirectiveArgs = {
  path: Scalars['String']['input'];
};

export type sliceDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = sliceDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AddressResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  _city?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _country?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _district?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _line?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _postalCode?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _state?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _text?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _use?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  district?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<AddressextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
};

export type AgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Age'] = ResolversParentTypes['Age']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _comparator?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _unit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  comparator?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<AgeextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type AnnotationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Annotation'] = ResolversParentTypes['Annotation']> = {
  _authorString?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _text?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _time?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  authorReference?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  authorString?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<AnnotationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['markdown'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  _contentType?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _creation?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _data?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _hash?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _size?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _title?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _url?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  contentType?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  creation?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['base64Binary']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<AttachmentextensionArgs>>;
  hash?: Resolver<Maybe<ResolversTypes['base64Binary']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['url']>, ParentType, ContextType>;
};

export type CodeableConceptResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeableConcept'] = ResolversParentTypes['CodeableConcept']> = {
  _text?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  coding?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Coding']>>, ParentType, ContextType, Partial<CodeableConceptcodingArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<CodeableConceptextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Coding'] = ResolversParentTypes['Coding']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _display?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _userSelected?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _version?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  display?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<CodingextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  userSelected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContactDetailResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ContactDetail'] = ResolversParentTypes['ContactDetail']> = {
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ContactDetailextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<ContactDetailtelecomArgs>>;
};

export type ContactPointResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ContactPoint'] = ResolversParentTypes['ContactPoint']> = {
  _rank?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _use?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ContactPointextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  rank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContributorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Contributor'] = ResolversParentTypes['Contributor']> = {
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactDetail']>>, ParentType, ContextType, Partial<ContributorcontactArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ContributorextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type CountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Count'] = ResolversParentTypes['Count']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _comparator?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _unit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  comparator?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<CountextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type DataRequirementResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DataRequirement'] = ResolversParentTypes['DataRequirement']> = {
  _limit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _mustSupport?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _profile?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  codeFilter?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRequirementCodeFilter']>>, ParentType, ContextType, Partial<DataRequirementcodeFilterArgs>>;
  dateFilter?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRequirementDateFilter']>>, ParentType, ContextType, Partial<DataRequirementdateFilterArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DataRequirementextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mustSupport?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['canonical']>>>, ParentType, ContextType>;
  sort?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRequirementSort']>>, ParentType, ContextType, Partial<DataRequirementsortArgs>>;
  subjectCodeableConcept?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  subjectReference?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type DataRequirementCodeFilterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DataRequirementCodeFilter'] = ResolversParentTypes['DataRequirementCodeFilter']> = {
  _path?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _searchParam?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueSet?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Coding']>>, ParentType, ContextType, Partial<DataRequirementCodeFiltercodeArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DataRequirementCodeFilterextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  searchParam?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueSet?: Resolver<Maybe<ResolversTypes['canonical']>, ParentType, ContextType>;
};

export type DataRequirementDateFilterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DataRequirementDateFilter'] = ResolversParentTypes['DataRequirementDateFilter']> = {
  _path?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _searchParam?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueDateTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DataRequirementDateFilterextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  searchParam?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueDateTime?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  valueDuration?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  valuePeriod?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
};

export type DataRequirementSortResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DataRequirementSort'] = ResolversParentTypes['DataRequirementSort']> = {
  _direction?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _path?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DataRequirementSortextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DistanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Distance'] = ResolversParentTypes['Distance']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _comparator?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _unit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  comparator?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DistanceextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type DosageResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Dosage'] = ResolversParentTypes['Dosage']> = {
  _asNeededBoolean?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _patientInstruction?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _sequence?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _text?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  additionalInstruction?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<DosageadditionalInstructionArgs>>;
  asNeededBoolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  asNeededCodeableConcept?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  doseAndRate?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DosageDoseAndRate']>>, ParentType, ContextType, Partial<DosagedoseAndRateArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DosageextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxDosePerAdministration?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  maxDosePerLifetime?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  maxDosePerPeriod?: Resolver<Maybe<ResolversTypes['Ratio']>, ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DosagemodifierExtensionArgs>>;
  patientInstruction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  sequence?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  site?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timing?: Resolver<Maybe<ResolversTypes['Timing']>, ParentType, ContextType>;
};

export type DosageDoseAndRateResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DosageDoseAndRate'] = ResolversParentTypes['DosageDoseAndRate']> = {
  doseQuantity?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  doseRange?: Resolver<Maybe<ResolversTypes['Range']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DosageDoseAndRateextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rateQuantity?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  rateRange?: Resolver<Maybe<ResolversTypes['Range']>, ParentType, ContextType>;
  rateRatio?: Resolver<Maybe<ResolversTypes['Ratio']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
};

export type DriftResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Drift'] = ResolversParentTypes['Drift']> = {
  added?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Duration'] = ResolversParentTypes['Duration']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _comparator?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _unit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  comparator?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<DurationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type ElementBaseResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ElementBase'] = ResolversParentTypes['ElementBase']> = {
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ElementBaseextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EncounterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter']> = {
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<EncounterEncounterConnectionArgs, '_reference'>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, RequireFields<EncounterEncounterListArgs, '_reference'>>;
  _implicitRules?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _status?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<EncounteraccountArgs>>;
  appointment?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<EncounterappointmentArgs>>;
  basedOn?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<EncounterbasedOnArgs>>;
  class?: Resolver<ResolversTypes['Coding'], ParentType, ContextType>;
  classHistory?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EncounterClassHistory']>>, ParentType, ContextType, Partial<EncounterclassHistoryArgs>>;
  contained?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Resource']>>, ParentType, ContextType>;
  diagnosis?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EncounterDiagnosis']>>, ParentType, ContextType, Partial<EncounterdiagnosisArgs>>;
  episodeOfCare?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<EncounterepisodeOfCareArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterextensionArgs>>;
  hospitalization?: Resolver<Maybe<ResolversTypes['EncounterHospitalization']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<EncounteridentifierArgs>>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  length?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EncounterLocation']>>, ParentType, ContextType, Partial<EncounterlocationArgs>>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncountermodifierExtensionArgs>>;
  partOf?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  participant?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EncounterParticipant']>>, ParentType, ContextType, Partial<EncounterparticipantArgs>>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  practitioners?: Resolver<ReadonlyArray<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  reasonCode?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncounterreasonCodeArgs>>;
  reasonReference?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<EncounterreasonReferenceArgs>>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  reviewTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reviewed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reviewedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serviceProvider?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  serviceType?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  statusHistory?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EncounterStatusHistory']>>, ParentType, ContextType, Partial<EncounterstatusHistoryArgs>>;
  subject?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['Narrative']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncountertypeArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EncounterClassHistoryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterClassHistory'] = ResolversParentTypes['EncounterClassHistory']> = {
  class?: Resolver<ResolversTypes['Coding'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterClassHistoryextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterClassHistorymodifierExtensionArgs>>;
  period?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
};

export type EncounterConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterConnection'] = ResolversParentTypes['EncounterConnection']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['EncounterEdge']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  pagesize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EncounterDiagnosisResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterDiagnosis'] = ResolversParentTypes['EncounterDiagnosis']> = {
  _rank?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  condition?: Resolver<ResolversTypes['Reference'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterDiagnosisextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterDiagnosismodifierExtensionArgs>>;
  rank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
};

export type EncounterEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterEdge'] = ResolversParentTypes['EncounterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EncounterHospitalizationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterHospitalization'] = ResolversParentTypes['EncounterHospitalization']> = {
  admitSource?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  destination?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  dietPreference?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncounterHospitalizationdietPreferenceArgs>>;
  dischargeDisposition?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterHospitalizationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterHospitalizationmodifierExtensionArgs>>;
  origin?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  preAdmissionIdentifier?: Resolver<Maybe<ResolversTypes['Identifier']>, ParentType, ContextType>;
  reAdmission?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  specialArrangement?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncounterHospitalizationspecialArrangementArgs>>;
  specialCourtesy?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncounterHospitalizationspecialCourtesyArgs>>;
};

export type EncounterLocationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterLocation'] = ResolversParentTypes['EncounterLocation']> = {
  _status?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterLocationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<ResolversTypes['Reference'], ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterLocationmodifierExtensionArgs>>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  physicalType?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
};

export type EncounterParticipantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterParticipant'] = ResolversParentTypes['EncounterParticipant']> = {
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterParticipantextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  individual?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterParticipantmodifierExtensionArgs>>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<EncounterParticipanttypeArgs>>;
};

export type EncounterStatusHistoryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EncounterStatusHistory'] = ResolversParentTypes['EncounterStatusHistory']> = {
  _status?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterStatusHistoryextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<EncounterStatusHistorymodifierExtensionArgs>>;
  period?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type ExpressionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Expression'] = ResolversParentTypes['Expression']> = {
  _description?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _expression?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _reference?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expression?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ExpressionextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
};

export type ExtensionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Extension'] = ResolversParentTypes['Extension']> = {
  _valueBase64Binary?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueBoolean?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueCanonical?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueCode?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueDate?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueDateTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueDecimal?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueId?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueInstant?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueInteger?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueMarkdown?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueOid?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valuePositiveInt?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueString?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueUnsignedInt?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueUri?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueUrl?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _valueUuid?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ExtensionextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['uri'], ParentType, ContextType>;
  valueAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  valueAge?: Resolver<Maybe<ResolversTypes['Age']>, ParentType, ContextType>;
  valueAnnotation?: Resolver<Maybe<ResolversTypes['Annotation']>, ParentType, ContextType>;
  valueAttachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  valueBase64Binary?: Resolver<Maybe<ResolversTypes['base64Binary']>, ParentType, ContextType>;
  valueBoolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  valueCanonical?: Resolver<Maybe<ResolversTypes['canonical']>, ParentType, ContextType>;
  valueCode?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  valueCodeableConcept?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  valueCoding?: Resolver<Maybe<ResolversTypes['Coding']>, ParentType, ContextType>;
  valueContactDetail?: Resolver<Maybe<ResolversTypes['ContactDetail']>, ParentType, ContextType>;
  valueContactPoint?: Resolver<Maybe<ResolversTypes['ContactPoint']>, ParentType, ContextType>;
  valueContributor?: Resolver<Maybe<ResolversTypes['Contributor']>, ParentType, ContextType>;
  valueCount?: Resolver<Maybe<ResolversTypes['Count']>, ParentType, ContextType>;
  valueDataRequirement?: Resolver<Maybe<ResolversTypes['DataRequirement']>, ParentType, ContextType>;
  valueDate?: Resolver<Maybe<ResolversTypes['date']>, ParentType, ContextType>;
  valueDateTime?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  valueDecimal?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  valueDistance?: Resolver<Maybe<ResolversTypes['Distance']>, ParentType, ContextType>;
  valueDosage?: Resolver<Maybe<ResolversTypes['Dosage']>, ParentType, ContextType>;
  valueDuration?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  valueExpression?: Resolver<Maybe<ResolversTypes['Expression']>, ParentType, ContextType>;
  valueHumanName?: Resolver<Maybe<ResolversTypes['HumanName']>, ParentType, ContextType>;
  valueId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueIdentifier?: Resolver<Maybe<ResolversTypes['Identifier']>, ParentType, ContextType>;
  valueInstant?: Resolver<Maybe<ResolversTypes['instant']>, ParentType, ContextType>;
  valueInteger?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  valueMarkdown?: Resolver<Maybe<ResolversTypes['markdown']>, ParentType, ContextType>;
  valueMeta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  valueMoney?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  valueOid?: Resolver<Maybe<ResolversTypes['oid']>, ParentType, ContextType>;
  valueParameterDefinition?: Resolver<Maybe<ResolversTypes['ParameterDefinition']>, ParentType, ContextType>;
  valuePeriod?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  valuePositiveInt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  valueQuantity?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  valueRange?: Resolver<Maybe<ResolversTypes['Range']>, ParentType, ContextType>;
  valueRatio?: Resolver<Maybe<ResolversTypes['Ratio']>, ParentType, ContextType>;
  valueReference?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  valueRelatedArtifact?: Resolver<Maybe<ResolversTypes['RelatedArtifact']>, ParentType, ContextType>;
  valueSampledData?: Resolver<Maybe<ResolversTypes['SampledData']>, ParentType, ContextType>;
  valueSignature?: Resolver<Maybe<ResolversTypes['Signature']>, ParentType, ContextType>;
  valueString?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueTime?: Resolver<Maybe<ResolversTypes['time']>, ParentType, ContextType>;
  valueTiming?: Resolver<Maybe<ResolversTypes['Timing']>, ParentType, ContextType>;
  valueTriggerDefinition?: Resolver<Maybe<ResolversTypes['TriggerDefinition']>, ParentType, ContextType>;
  valueUnsignedInt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  valueUri?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  valueUrl?: Resolver<Maybe<ResolversTypes['url']>, ParentType, ContextType>;
  valueUsageContext?: Resolver<Maybe<ResolversTypes['UsageContext']>, ParentType, ContextType>;
  valueUuid?: Resolver<Maybe<ResolversTypes['uuid']>, ParentType, ContextType>;
};

export type HumanNameResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HumanName'] = ResolversParentTypes['HumanName']> = {
  _family?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _given?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _prefix?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _suffix?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _text?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _use?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<HumanNameextensionArgs>>;
  family?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  given?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  prefix?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  suffix?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
};

export type IdentifierResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _use?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  assigner?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<IdentifierextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JSONScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LocationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Location'] = ResolversParentTypes['Location']> = {
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<LocationEncounterConnectionArgs, '_reference'>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, RequireFields<LocationEncounterListArgs, '_reference'>>;
  LocationConnection?: Resolver<Maybe<ResolversTypes['LocationConnection']>, ParentType, ContextType, RequireFields<LocationLocationConnectionArgs, '_reference'>>;
  LocationList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Location']>>, ParentType, ContextType, RequireFields<LocationLocationListArgs, '_reference'>>;
  _alias?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _availabilityExceptions?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _description?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _implicitRules?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _mode?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _status?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  alias?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  availabilityExceptions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contained?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Resource']>>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<LocationendpointArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationextensionArgs>>;
  hoursOfOperation?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LocationHoursOfOperation']>>, ParentType, ContextType, Partial<LocationhoursOfOperationArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<LocationidentifierArgs>>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  managingOrganization?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationmodifierExtensionArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operationalStatus?: Resolver<Maybe<ResolversTypes['Coding']>, ParentType, ContextType>;
  partOf?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  physicalType?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['LocationPosition']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<LocationtelecomArgs>>;
  text?: Resolver<Maybe<ResolversTypes['Narrative']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<LocationtypeArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LocationConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LocationConnection'] = ResolversParentTypes['LocationConnection']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['LocationEdge']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  pagesize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LocationEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LocationEdge'] = ResolversParentTypes['LocationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Location'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Location'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type LocationHoursOfOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LocationHoursOfOperation'] = ResolversParentTypes['LocationHoursOfOperation']> = {
  _allDay?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _closingTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _daysOfWeek?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _openingTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  allDay?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  closingTime?: Resolver<Maybe<ResolversTypes['time']>, ParentType, ContextType>;
  daysOfWeek?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['code']>>>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationHoursOfOperationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationHoursOfOperationmodifierExtensionArgs>>;
  openingTime?: Resolver<Maybe<ResolversTypes['time']>, ParentType, ContextType>;
};

export type LocationPositionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LocationPosition'] = ResolversParentTypes['LocationPosition']> = {
  _altitude?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _latitude?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _longitude?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  altitude?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationPositionextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['decimal'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['decimal'], ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<LocationPositionmodifierExtensionArgs>>;
};

export type MetaResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  _deleted?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _lastUpdated?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _profile?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _project?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _source?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _versionId?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  accounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<MetaaccountsArgs>>;
  author?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  compartment?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<MetacompartmentArgs>>;
  deleted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<MetaextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastUpdated?: Resolver<Maybe<ResolversTypes['instant']>, ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['canonical']>>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  security?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Coding']>>, ParentType, ContextType, Partial<MetasecurityArgs>>;
  source?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  tag?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Coding']>>, ParentType, ContextType, Partial<MetatagArgs>>;
  versionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  _currency?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<MoneyextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  coolDownTenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  review?: Resolver<Maybe<ResolversTypes['Reviewable']>, ParentType, ContextType, RequireFields<MutationreviewArgs, 'input'>>;
  reviewMany?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ReviewResult']>>, ParentType, ContextType, RequireFields<MutationreviewManyArgs, 'inputs'>>;
  warmUpTenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType, RequireFields<MutationwarmUpTenantArgs, 'refresh' | 'wait'>>;
};

export type NarrativeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Narrative'] = ResolversParentTypes['Narrative']> = {
  _status?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  div?: Resolver<ResolversTypes['xhtml'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<NarrativeextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization']> = {
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<OrganizationEncounterConnectionArgs, '_reference'>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, RequireFields<OrganizationEncounterListArgs, '_reference'>>;
  LocationConnection?: Resolver<Maybe<ResolversTypes['LocationConnection']>, ParentType, ContextType, RequireFields<OrganizationLocationConnectionArgs, '_reference'>>;
  LocationList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Location']>>, ParentType, ContextType, RequireFields<OrganizationLocationListArgs, '_reference'>>;
  OrganizationConnection?: Resolver<Maybe<ResolversTypes['OrganizationConnection']>, ParentType, ContextType, RequireFields<OrganizationOrganizationConnectionArgs, '_reference'>>;
  OrganizationList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Organization']>>, ParentType, ContextType, RequireFields<OrganizationOrganizationListArgs, '_reference'>>;
  PatientConnection?: Resolver<Maybe<ResolversTypes['PatientConnection']>, ParentType, ContextType, RequireFields<OrganizationPatientConnectionArgs, '_reference'>>;
  PatientList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patient']>>, ParentType, ContextType, RequireFields<OrganizationPatientListArgs, '_reference'>>;
  _active?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _alias?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _implicitRules?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType, Partial<OrganizationaddressArgs>>;
  alias?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OrganizationContact']>>, ParentType, ContextType, Partial<OrganizationcontactArgs>>;
  contained?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Resource']>>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<OrganizationendpointArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<OrganizationextensionArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<OrganizationidentifierArgs>>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<OrganizationmodifierExtensionArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partOf?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<OrganizationtelecomArgs>>;
  text?: Resolver<Maybe<ResolversTypes['Narrative']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<OrganizationtypeArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrganizationConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OrganizationConnection'] = ResolversParentTypes['OrganizationConnection']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrganizationEdge']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  pagesize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrganizationContactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OrganizationContact'] = ResolversParentTypes['OrganizationContact']> = {
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<OrganizationContactextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<OrganizationContactmodifierExtensionArgs>>;
  name?: Resolver<Maybe<ResolversTypes['HumanName']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<OrganizationContacttelecomArgs>>;
};

export type OrganizationEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OrganizationEdge'] = ResolversParentTypes['OrganizationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type OtherResourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OtherResource'] = ResolversParentTypes['OtherResource']> = {
  content?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParameterDefinitionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ParameterDefinition'] = ResolversParentTypes['ParameterDefinition']> = {
  _documentation?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _max?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _min?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _profile?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _use?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  documentation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ParameterDefinitionextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['canonical']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  use?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type PatientResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient']> = {
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<PatientEncounterConnectionArgs, '_reference'>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, RequireFields<PatientEncounterListArgs, '_reference'>>;
  PatientConnection?: Resolver<Maybe<ResolversTypes['PatientConnection']>, ParentType, ContextType, RequireFields<PatientPatientConnectionArgs, '_reference'>>;
  PatientList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patient']>>, ParentType, ContextType, RequireFields<PatientPatientListArgs, '_reference'>>;
  _active?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _birthDate?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _deceasedBoolean?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _deceasedDateTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _gender?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _implicitRules?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _multipleBirthBoolean?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _multipleBirthInteger?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType, Partial<PatientaddressArgs>>;
  birthDate?: Resolver<Maybe<ResolversTypes['date']>, ParentType, ContextType>;
  communication?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PatientCommunication']>>, ParentType, ContextType, Partial<PatientcommunicationArgs>>;
  contact?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PatientContact']>>, ParentType, ContextType, Partial<PatientcontactArgs>>;
  contained?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Resource']>>, ParentType, ContextType>;
  deceasedBoolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  deceasedDateTime?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  encounters?: Resolver<ResolversTypes['EncounterConnection'], ParentType, ContextType, RequireFields<PatientencountersArgs, 'first'>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientextensionArgs>>;
  gender?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  generalPractitioner?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Reference']>>, ParentType, ContextType, Partial<PatientgeneralPractitionerArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<PatientidentifierArgs>>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  link?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PatientLink']>>, ParentType, ContextType, Partial<PatientlinkArgs>>;
  managingOrganization?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  maritalStatus?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientmodifierExtensionArgs>>;
  multipleBirthBoolean?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  multipleBirthInteger?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HumanName']>>, ParentType, ContextType, Partial<PatientnameArgs>>;
  photo?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Attachment']>>, ParentType, ContextType, Partial<PatientphotoArgs>>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  reviewTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reviewed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reviewedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<PatienttelecomArgs>>;
  text?: Resolver<Maybe<ResolversTypes['Narrative']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatientCommunicationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PatientCommunication'] = ResolversParentTypes['PatientCommunication']> = {
  _preferred?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientCommunicationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientCommunicationmodifierExtensionArgs>>;
  preferred?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type PatientConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PatientConnection'] = ResolversParentTypes['PatientConnection']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['PatientEdge']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  pagesize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientContactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PatientContact'] = ResolversParentTypes['PatientContact']> = {
  _gender?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientContactextensionArgs>>;
  gender?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientContactmodifierExtensionArgs>>;
  name?: Resolver<Maybe<ResolversTypes['HumanName']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  relationship?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<PatientContactrelationshipArgs>>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<PatientContacttelecomArgs>>;
};

export type PatientEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PatientEdge'] = ResolversParentTypes['PatientEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PatientLinkResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PatientLink'] = ResolversParentTypes['PatientLink']> = {
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientLinkextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PatientLinkmodifierExtensionArgs>>;
  other?: Resolver<ResolversTypes['Reference'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  _end?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _start?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PeriodextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
};

export type PractitionerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Practitioner'] = ResolversParentTypes['Practitioner']> = {
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<PractitionerEncounterConnectionArgs, '_reference'>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, RequireFields<PractitionerEncounterListArgs, '_reference'>>;
  PatientConnection?: Resolver<Maybe<ResolversTypes['PatientConnection']>, ParentType, ContextType, RequireFields<PractitionerPatientConnectionArgs, '_reference'>>;
  PatientList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patient']>>, ParentType, ContextType, RequireFields<PractitionerPatientListArgs, '_reference'>>;
  _active?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _birthDate?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _gender?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _implicitRules?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _language?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType, Partial<PractitioneraddressArgs>>;
  birthDate?: Resolver<Maybe<ResolversTypes['date']>, ParentType, ContextType>;
  communication?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeableConcept']>>, ParentType, ContextType, Partial<PractitionercommunicationArgs>>;
  contained?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Resource']>>, ParentType, ContextType>;
  encounters?: Resolver<ResolversTypes['EncounterConnection'], ParentType, ContextType, RequireFields<PractitionerencountersArgs, 'first'>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PractitionerextensionArgs>>;
  gender?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<PractitioneridentifierArgs>>;
  implicitRules?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PractitionermodifierExtensionArgs>>;
  name?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HumanName']>>, ParentType, ContextType, Partial<PractitionernameArgs>>;
  photo?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Attachment']>>, ParentType, ContextType, Partial<PractitionerphotoArgs>>;
  qualification?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PractitionerQualification']>>, ParentType, ContextType, Partial<PractitionerqualificationArgs>>;
  resourceType?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  reviewTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reviewed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reviewedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  telecom?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContactPoint']>>, ParentType, ContextType, Partial<PractitionertelecomArgs>>;
  text?: Resolver<Maybe<ResolversTypes['Narrative']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PractitionerConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PractitionerConnection'] = ResolversParentTypes['PractitionerConnection']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['PractitionerEdge']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  pagesize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PractitionerEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PractitionerEdge'] = ResolversParentTypes['PractitionerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Practitioner'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Practitioner'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PractitionerQualificationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PractitionerQualification'] = ResolversParentTypes['PractitionerQualification']> = {
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PractitionerQualificationextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  identifier?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType, Partial<PractitionerQualificationidentifierArgs>>;
  issuer?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<PractitionerQualificationmodifierExtensionArgs>>;
  period?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
};

export type QuantityResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Quantity'] = ResolversParentTypes['Quantity']> = {
  _code?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _comparator?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _system?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _unit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _value?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  comparator?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<QuantityextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  Encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType, RequireFields<QueryEncounterArgs, 'id'>>;
  EncounterConnection?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, Partial<QueryEncounterConnectionArgs>>;
  EncounterList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encounter']>>, ParentType, ContextType, Partial<QueryEncounterListArgs>>;
  Location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType, RequireFields<QueryLocationArgs, 'id'>>;
  LocationConnection?: Resolver<Maybe<ResolversTypes['LocationConnection']>, ParentType, ContextType, Partial<QueryLocationConnectionArgs>>;
  LocationList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Location']>>, ParentType, ContextType, Partial<QueryLocationListArgs>>;
  Organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType, RequireFields<QueryOrganizationArgs, 'id'>>;
  OrganizationConnection?: Resolver<Maybe<ResolversTypes['OrganizationConnection']>, ParentType, ContextType, Partial<QueryOrganizationConnectionArgs>>;
  OrganizationList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Organization']>>, ParentType, ContextType, Partial<QueryOrganizationListArgs>>;
  Patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType, RequireFields<QueryPatientArgs, 'id'>>;
  PatientConnection?: Resolver<Maybe<ResolversTypes['PatientConnection']>, ParentType, ContextType, Partial<QueryPatientConnectionArgs>>;
  PatientList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patient']>>, ParentType, ContextType, Partial<QueryPatientListArgs>>;
  Practitioner?: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType, RequireFields<QueryPractitionerArgs, 'id'>>;
  PractitionerConnection?: Resolver<Maybe<ResolversTypes['PractitionerConnection']>, ParentType, ContextType, Partial<QueryPractitionerConnectionArgs>>;
  PractitionerList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Practitioner']>>, ParentType, ContextType, Partial<QueryPractitionerListArgs>>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType, RequireFields<QueryencounterArgs, 'id'>>;
  encounters?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<QueryencountersArgs, 'first'>>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType, RequireFields<QuerypatientArgs, 'id'>>;
  patients?: Resolver<Maybe<ResolversTypes['PatientConnection']>, ParentType, ContextType, RequireFields<QuerypatientsArgs, 'first'>>;
  practitioner?: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType, RequireFields<QuerypractitionerArgs, 'id'>>;
  practitioners?: Resolver<Maybe<ResolversTypes['PractitionerConnection']>, ParentType, ContextType, RequireFields<QuerypractitionersArgs, 'first'>>;
  reviewProgress?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ReviewProgress']>>, ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
};

export type RangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Range'] = ResolversParentTypes['Range']> = {
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<RangeextensionArgs>>;
  high?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  low?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
};

export type RatioResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Ratio'] = ResolversParentTypes['Ratio']> = {
  denominator?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<RatioextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  numerator?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
};

export type ReferenceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Reference'] = ResolversParentTypes['Reference']> = {
  _display?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _reference?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  display?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<ReferenceextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  identifier?: Resolver<Maybe<ResolversTypes['Identifier']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType, RequireFields<ReferenceresourceArgs, 'optional'>>;
  type?: Resolver<Maybe<ResolversTypes['uri']>, ParentType, ContextType>;
};

export type RelatedArtifactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RelatedArtifact'] = ResolversParentTypes['RelatedArtifact']> = {
  _citation?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _display?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _label?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _resource?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _url?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  citation?: Resolver<Maybe<ResolversTypes['markdown']>, ParentType, ContextType>;
  display?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<RelatedArtifactextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['canonical']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['url']>, ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource']> = {
  __resolveType: TypeResolveFn<'Encounter' | 'Location' | 'Organization' | 'OtherResource' | 'Patient' | 'Practitioner', ParentType, ContextType>;
};

export type ResourceCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ResourceCount'] = ResolversParentTypes['ResourceCount']> = {
  resourceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewErrorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReviewError'] = ResolversParentTypes['ReviewError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewProgressResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReviewProgress'] = ResolversParentTypes['ReviewProgress']> = {
  resourceType?: Resolver<ResolversTypes['ReviewableType'], ParentType, ContextType>;
  reviewed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewResultResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReviewResult'] = ResolversParentTypes['ReviewResult']> = {
  error?: Resolver<Maybe<ResolversTypes['ReviewError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Reviewable']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['ReviewableType'], ParentType, ContextType>;
};

export type ReviewableResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Reviewable'] = ResolversParentTypes['Reviewable']> = {
  __resolveType: TypeResolveFn<'Encounter' | 'Patient' | 'Practitioner', ParentType, ContextType>;
};

export type SampledDataResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SampledData'] = ResolversParentTypes['SampledData']> = {
  _data?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _dimensions?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _factor?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _lowerLimit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _period?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _upperLimit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dimensions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<SampledDataextensionArgs>>;
  factor?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lowerLimit?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['decimal'], ParentType, ContextType>;
  upperLimit?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
};

export type SignatureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Signature'] = ResolversParentTypes['Signature']> = {
  _data?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _sigFormat?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _targetFormat?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _when?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['base64Binary']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<SignatureextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  sigFormat?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  targetFormat?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  type?: Resolver<ReadonlyArray<ResolversTypes['Coding']>, ParentType, ContextType, Partial<SignaturetypeArgs>>;
  when?: Resolver<ResolversTypes['instant'], ParentType, ContextType>;
  who?: Resolver<ResolversTypes['Reference'], ParentType, ContextType>;
};

export type TenantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  coolsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  counts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ResourceCount']>>, ParentType, ContextType>;
  drift?: Resolver<Maybe<ResolversTypes['Drift']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TenantState'], ParentType, ContextType>;
  warmSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TimingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Timing'] = ResolversParentTypes['Timing']> = {
  _event?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  event?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['dateTime']>>>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<TimingextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifierExtension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<TimingmodifierExtensionArgs>>;
  repeat?: Resolver<Maybe<ResolversTypes['TimingRepeat']>, ParentType, ContextType>;
};

export type TimingRepeatResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TimingRepeat'] = ResolversParentTypes['TimingRepeat']> = {
  _count?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _countMax?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _dayOfWeek?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _duration?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _durationMax?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _durationUnit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _frequency?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _frequencyMax?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _offset?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _period?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _periodMax?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _periodUnit?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _timeOfDay?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  _when?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['ElementBase']>>>, ParentType, ContextType>;
  boundsDuration?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  boundsPeriod?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  boundsRange?: Resolver<Maybe<ResolversTypes['Range']>, ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  countMax?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dayOfWeek?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['code']>>>, ParentType, ContextType>;
  duration?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  durationMax?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  durationUnit?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<TimingRepeatextensionArgs>>;
  frequency?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  frequencyMax?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  periodMax?: Resolver<Maybe<ResolversTypes['decimal']>, ParentType, ContextType>;
  periodUnit?: Resolver<Maybe<ResolversTypes['code']>, ParentType, ContextType>;
  timeOfDay?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['time']>>>, ParentType, ContextType>;
  when?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['code']>>>, ParentType, ContextType>;
};

export type TriggerDefinitionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TriggerDefinition'] = ResolversParentTypes['TriggerDefinition']> = {
  _name?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _timingDate?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _timingDateTime?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  _type?: Resolver<Maybe<ResolversTypes['ElementBase']>, ParentType, ContextType>;
  condition?: Resolver<Maybe<ResolversTypes['Expression']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRequirement']>>, ParentType, ContextType, Partial<TriggerDefinitiondataArgs>>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<TriggerDefinitionextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timingDate?: Resolver<Maybe<ResolversTypes['date']>, ParentType, ContextType>;
  timingDateTime?: Resolver<Maybe<ResolversTypes['dateTime']>, ParentType, ContextType>;
  timingReference?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
  timingTiming?: Resolver<Maybe<ResolversTypes['Timing']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['code'], ParentType, ContextType>;
};

export type UsageContextResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UsageContext'] = ResolversParentTypes['UsageContext']> = {
  code?: Resolver<ResolversTypes['Coding'], ParentType, ContextType>;
  extension?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Extension']>>, ParentType, ContextType, Partial<UsageContextextensionArgs>>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueCodeableConcept?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  valueQuantity?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  valueRange?: Resolver<Maybe<ResolversTypes['Range']>, ParentType, ContextType>;
  valueReference?: Resolver<Maybe<ResolversTypes['Reference']>, ParentType, ContextType>;
};

export interface base64BinaryScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['base64Binary'], any> {
  name: 'base64Binary';
}

export interface canonicalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['canonical'], any> {
  name: 'canonical';
}

export interface codeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['code'], any> {
  name: 'code';
}

export interface dateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['date'], any> {
  name: 'date';
}

export interface dateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['dateTime'], any> {
  name: 'dateTime';
}

export interface decimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['decimal'], any> {
  name: 'decimal';
}

export interface instantScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['instant'], any> {
  name: 'instant';
}

export interface markdownScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['markdown'], any> {
  name: 'markdown';
}

export interface oidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['oid'], any> {
  name: 'oid';
}

export interface quantityScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['quantity'], any> {
  name: 'quantity';
}

export interface referenceScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['reference'], any> {
  name: 'reference';
}

export interface timeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['time'], any> {
  name: 'time';
}

export interface tokenScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['token'], any> {
  name: 'token';
}

export interface uriScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['uri'], any> {
  name: 'uri';
}

export interface urlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['url'], any> {
  name: 'url';
}

export interface uuidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['uuid'], any> {
  name: 'uuid';
}

export interface xhtmlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['xhtml'], any> {
  name: 'xhtml';
}

export type Resolvers<ContextType = GatewayContext> = {
  Address?: AddressResolvers<ContextType>;
  Age?: AgeResolvers<ContextType>;
  Annotation?: AnnotationResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  CodeableConcept?: CodeableConceptResolvers<ContextType>;
  Coding?: CodingResolvers<ContextType>;
  ContactDetail?: ContactDetailResolvers<ContextType>;
  ContactPoint?: ContactPointResolvers<ContextType>;
  Contributor?: ContributorResolvers<ContextType>;
  Count?: CountResolvers<ContextType>;
  DataRequirement?: DataRequirementResolvers<ContextType>;
  DataRequirementCodeFilter?: DataRequirementCodeFilterResolvers<ContextType>;
  DataRequirementDateFilter?: DataRequirementDateFilterResolvers<ContextType>;
  DataRequirementSort?: DataRequirementSortResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Distance?: DistanceResolvers<ContextType>;
  Dosage?: DosageResolvers<ContextType>;
  DosageDoseAndRate?: DosageDoseAndRateResolvers<ContextType>;
  Drift?: DriftResolvers<ContextType>;
  Duration?: DurationResolvers<ContextType>;
  ElementBase?: ElementBaseResolvers<ContextType>;
  Encounter?: EncounterResolvers<ContextType>;
  EncounterClassHistory?: EncounterClassHistoryResolvers<ContextType>;
  EncounterConnection?: EncounterConnectionResolvers<ContextType>;
  EncounterDiagnosis?: EncounterDiagnosisResolvers<ContextType>;
  EncounterEdge?: EncounterEdgeResolvers<ContextType>;
  EncounterHospitalization?: EncounterHospitalizationResolvers<ContextType>;
  EncounterLocation?: EncounterLocationResolvers<ContextType>;
  EncounterParticipant?: EncounterParticipantResolvers<ContextType>;
  EncounterStatusHistory?: EncounterStatusHistoryResolvers<ContextType>;
  Expression?: ExpressionResolvers<ContextType>;
  Extension?: ExtensionResolvers<ContextType>;
  HumanName?: HumanNameResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Location?: LocationResolvers<ContextType>;
  LocationConnection?: LocationConnectionResolvers<ContextType>;
  LocationEdge?: LocationEdgeResolvers<ContextType>;
  LocationHoursOfOperation?: LocationHoursOfOperationResolvers<ContextType>;
  LocationPosition?: LocationPositionResolvers<ContextType>;
  Meta?: MetaResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Narrative?: NarrativeResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationConnection?: OrganizationConnectionResolvers<ContextType>;
  OrganizationContact?: OrganizationContactResolvers<ContextType>;
  OrganizationEdge?: OrganizationEdgeResolvers<ContextType>;
  OtherResource?: OtherResourceResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  ParameterDefinition?: ParameterDefinitionResolvers<ContextType>;
  Patient?: PatientResolvers<ContextType>;
  PatientCommunication?: PatientCommunicationResolvers<ContextType>;
  PatientConnection?: PatientConnectionResolvers<ContextType>;
  PatientContact?: PatientContactResolvers<ContextType>;
  PatientEdge?: PatientEdgeResolvers<ContextType>;
  PatientLink?: PatientLinkResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Practitioner?: PractitionerResolvers<ContextType>;
  PractitionerConnection?: PractitionerConnectionResolvers<ContextType>;
  PractitionerEdge?: PractitionerEdgeResolvers<ContextType>;
  PractitionerQualification?: PractitionerQualificationResolvers<ContextType>;
  Quantity?: QuantityResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Range?: RangeResolvers<ContextType>;
  Ratio?: RatioResolvers<ContextType>;
  Reference?: ReferenceResolvers<ContextType>;
  RelatedArtifact?: RelatedArtifactResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  ResourceCount?: ResourceCountResolvers<ContextType>;
  ReviewError?: ReviewErrorResolvers<ContextType>;
  ReviewProgress?: ReviewProgressResolvers<ContextType>;
  ReviewResult?: ReviewResultResolvers<ContextType>;
  Reviewable?: ReviewableResolvers<ContextType>;
  SampledData?: SampledDataResolvers<ContextType>;
  Signature?: SignatureResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  Timing?: TimingResolvers<ContextType>;
  TimingRepeat?: TimingRepeatResolvers<ContextType>;
  TriggerDefinition?: TriggerDefinitionResolvers<ContextType>;
  UsageContext?: UsageContextResolvers<ContextType>;
  base64Binary?: GraphQLScalarType;
  canonical?: GraphQLScalarType;
  code?: GraphQLScalarType;
  date?: GraphQLScalarType;
  dateTime?: GraphQLScalarType;
  decimal?: GraphQLScalarType;
  instant?: GraphQLScalarType;
  markdown?: GraphQLScalarType;
  oid?: GraphQLScalarType;
  quantity?: GraphQLScalarType;
  reference?: GraphQLScalarType;
  time?: GraphQLScalarType;
  token?: GraphQLScalarType;
  uri?: GraphQLScalarType;
  url?: GraphQLScalarType;
  uuid?: GraphQLScalarType;
  xhtml?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = GatewayContext> = {
  cost?: costDirectiveResolver<any, any, ContextType>;
  first?: firstDirectiveResolver<any, any, ContextType>;
  flatten?: flattenDirectiveResolver<any, any, ContextType>;
  listSize?: listSizeDirectiveResolver<any, any, ContextType>;
  requiresScope?: requiresScopeDirectiveResolver<any, any, ContextType>;
  requiresWarmTenant?: requiresWarmTenantDirectiveResolver<any, any, ContextType>;
  sensitive?: sensitiveDirectiveResolver<any, any, ContextType>;
  singleton?: singletonDirectiveResolver<any, any, ContextType>;
  slice?: sliceDirectiveResolver<any, any, ContextType>;
};
