import { isRecord } from '../../core/record.ts';

/** https://hl7.org/fhir/R4/valueset-issue-type.html */
const issueTypes = new Set(
  `invalid structure required value invariant security login unknown expired forbidden suppressed processing
  not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule
  conflict transient lock-error no-store exception timeout incomplete throttled informational`.split(/\s+/),
);

/** For an issue whose type is none of these, or missing. */
const unnamed = 'of no known type';
const harmless: readonly unknown[] = ['warning', 'information'];

/**
 * What an OperationOutcome complains of: the types of its issues and nothing else, since its texts may quote a search
 * value, a resource or a token.
 */
export function issuesOf(json: unknown): readonly string[] {
  return typesOf(issuesIn(json)).filter(type => type !== unnamed);
}

/** Words behind what was expected, where an OperationOutcome stands in its place. */
export function butOutcome(json: unknown): string {
  const issues = issuesOf(json);
  return issues.length > 0 ? ` but an OperationOutcome (${issues.join(', ')})` : '';
}

/** The same of its errors alone: some are there unless it is empty. */
export function errorsOf(json: unknown): readonly string[] {
  return typesOf(issuesIn(json).filter(({ severity }) => !harmless.includes(severity)));
}

function issuesIn(json: unknown): readonly Record<string, unknown>[] {
  if (!isRecord(json) || json.resourceType !== 'OperationOutcome' || !Array.isArray(json.issue)) return [];
  return json.issue.filter(isRecord);
}

function typesOf(issues: readonly Record<string, unknown>[]): readonly string[] {
  const types = issues.map(({ code }) => (typeof code === 'string' && issueTypes.has(code) ? code : unnamed));
  return [...new Set(types)].slice(0, 5);
}
