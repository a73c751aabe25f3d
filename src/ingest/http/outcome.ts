import { isRecord } from '../../core/record.ts';

/** https://hl7.org/fhir/R4/valueset-issue-type.html */
const issueTypes = new Set(
  `invalid structure required value invariant security login unknown expired forbidden suppressed processing
  not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule
  conflict transient lock-error no-store exception timeout incomplete throttled informational`.split(/\s+/),
);

/**
 * What an OperationOutcome complains of: the types of its issues and nothing else, since its texts may quote a search
 * value, a resource or a token.
 */
export function issuesOf(json: unknown, severities?: readonly string[]): readonly string[] {
  if (!isRecord(json) || json.resourceType !== 'OperationOutcome' || !Array.isArray(json.issue)) return [];
  const codes = json.issue
    .filter(isRecord)
    .filter(({ severity }) => severities === undefined || severities.includes(String(severity)))
    .map(({ code }) => code)
    .filter(code => typeof code === 'string' && issueTypes.has(code));
  return [...new Set(codes as string[])].slice(0, 5);
}
