/** FHIR's search syntax (https://hl7.org/fhir/R4/search.html), as far as the gateway understands it. */
export { modifiersOf } from './modifiers.ts';
export type { BuiltIn, Parameter } from './parameters.ts';
export { argumentName, parametersOf, referenceParameter } from './parameters.ts';
export { prefixedKinds, prefixes } from './prefixes.ts';
export type { SearchArguments, SearchContext } from './search.ts';
export { maxConditions, parseArguments, parseSearch } from './search.ts';
export { maxSortKeys, parseSort } from './sort.ts';
export { maxAlternatives, maxValueLength } from './text.ts';
