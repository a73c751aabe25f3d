/** A FHIR R4 resource as JSON. Only what every resource has is typed; the rest is reached by element name. */
export interface Resource {
  resourceType: string;
  id: string;
  meta?: Meta;
  [element: string]: unknown;
}

export interface Meta {
  versionId?: string;
  lastUpdated?: string;
  [element: string]: unknown;
}

/** https://hl7.org/fhir/R4/datatypes.html#Coding, the parts that are read. */
export interface Coding {
  system?: string;
  code?: string;
  display?: string;
}

/** https://hl7.org/fhir/R4/datatypes.html#CodeableConcept */
export interface CodeableConcept {
  coding?: readonly Coding[];
  text?: string;
}

/** https://hl7.org/fhir/R4/datatypes.html#HumanName */
export interface HumanName {
  use?: string;
  text?: string;
  family?: string;
  given?: readonly (string | null)[];
  prefix?: readonly (string | null)[];
  suffix?: readonly (string | null)[];
}

/** https://hl7.org/fhir/R4/datatypes.html#Identifier */
export interface Identifier {
  use?: string;
  type?: CodeableConcept;
  system?: string;
  value?: string;
}

/** https://hl7.org/fhir/R4/datatypes.html#Period: both ends FHIR dateTimes. */
export interface Period {
  start?: string;
  end?: string;
}

/** https://hl7.org/fhir/R4/references.html */
export interface Reference {
  reference?: string;
  type?: string;
  identifier?: Identifier;
  display?: string;
}
