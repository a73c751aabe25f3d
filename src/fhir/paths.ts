import { isFields, type Read } from './elements.ts';
import { referencedType } from './references.ts';
import type { Reference, Resource } from './types.ts';

type Test = (element: unknown) => boolean;

/** `name`, `name[element=value]`, `name[Type]`, see ParameterRow. */
const stepPattern = /(\w+)(?:\[(?:(\w+)=([^\]]*)|(\w+))\])?(?:\.|$)/y;

/** A way through a resource, made ready so that walking it parses nothing. */
interface Step {
  readonly name: string;
  readonly accepts: Test | undefined;
}

/**
 * What reads the elements at a path of ParameterRow; lists are gone through at every step, nulls in them left out.
 * @throws Error when the path is none
 */
export function readerAt<Value>(path: string, read: Read<Value>): (resource: Resource, out: Value[]) => void {
  return parse(path).reduceRight<Read<Value>>((next, step) => readStep(step, next), read);
}

/** What tells whether there is an element at one of the paths. */
export function presenceAt(paths: readonly string[]): (resource: Resource) => boolean {
  const tests = paths.map(path => parse(path).reduceRight<Test>((next, step) => testStep(step, next), any));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return resource => tests.some(test => test(resource));
}

const any: Test = () => true;

function parse(path: string): readonly Step[] {
  const steps: Step[] = [];
  stepPattern.lastIndex = 0;
  while (stepPattern.lastIndex < path.length) {
    const match = stepPattern.exec(path);
    if (match === null) throw new Error(`no path of elements: ${path}`);
    const [, name, element, value, type] = match;
    steps.push({ name: name!, accepts: condition(element, value, type) });
  }
  return steps;
}

function condition(element?: string, value?: string, type?: string): Test | undefined {
  if (element !== undefined) return entry => isFields(entry) && entry[element] === value;
  if (type !== undefined) return entry => isFields(entry) && referencedType(entry as Reference) === type;
  return undefined;
}

function readStep<Value>({ name, accepts }: Step, next: Read<Value>): Read<Value> {
  return (parent, out) => {
    const element = (parent as Record<string, unknown>)[name];
    if (element === undefined || element === null) return;
    if (!Array.isArray(element)) {
      if (accepts === undefined || accepts(element)) next(element, out);
      return;
    }
    for (const entry of element) {
      if (entry === null || entry === undefined) continue;
      if (accepts === undefined || accepts(entry)) next(entry, out);
    }
  };
}

function testStep({ name, accepts }: Step, next: Test): Test {
  const test: Test = entry =>
    entry !== null && entry !== undefined && (accepts === undefined || accepts(entry)) && next(entry);
  return parent => {
    const element = (parent as Record<string, unknown>)[name];
    return Array.isArray(element) ? element.some(test) : test(element);
  };
}
