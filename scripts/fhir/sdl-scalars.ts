import type { Model } from './definitions.ts';
import { describe } from './sdl-text.ts';

/** The FHIR primitives that GraphQL has a scalar for; any other becomes a scalar of its official name. */
const builtIn = new Map([
  ['string', 'String'],
  ['id', 'String'],
  ['boolean', 'Boolean'],
  ['integer', 'Int'],
  ['positiveInt', 'Int'],
  ['unsignedInt', 'Int'],
]);

/** What is said of an official primitive besides its definition. */
const remarks: Readonly<Record<string, string>> = {
  date: 'In a search a time may follow, and a comparison stand before it: `ge2024-02-29`. A year needs no quotes.',
};

/** How values are written in a search, where it is not how they stand in a resource. */
const searchScalars: readonly [name: string, description: string][] = [
  [
    'token',
    'A code in a search: `code` under any system, `system|code`, `|code` without a system, `system|` for all of a system. Plain words, whole numbers and booleans need no quotes.',
  ],
  [
    'reference',
    'A reference in a search: `id`, `Type/id`, or the URL of a resource elsewhere. Plain words and whole numbers need no quotes.',
  ],
  [
    'quantity',
    'An amount in a search: `5.4`, `5.4||mg`, or `5.4|system|code`; before it a comparison may stand, such as `gt`, `le` or `ap`. A number needs no quotes and is as exact as it is written.',
  ],
];

/** The GraphQL scalar of a FHIR primitive. */
export function scalarOf(primitive: string): string {
  return builtIn.get(primitive) ?? primitive;
}

export function renderScalars(model: Model): string[] {
  const official = [...model.primitives]
    .filter(([name]) => !builtIn.has(name))
    .map(([name, description]) => {
      const text = name in remarks ? `${description} ${remarks[name]}` : description;
      const page = name === 'xhtml' ? 'narrative' : 'datatypes';
      return renderScalar(name, text, `https://hl7.org/fhir/R4/${page}.html#${name}`);
    });
  const searched = searchScalars.map(([name, description]) =>
    renderScalar(name, description, `https://hl7.org/fhir/R4/search.html#${name}`),
  );
  const json = renderScalar('JSON', 'Any JSON value.', 'https://www.rfc-editor.org/rfc/rfc8259');
  return [...official, ...searched, json];
}

function renderScalar(name: string, description: string, url: string): string {
  return `${describe(description)}scalar ${name} @specifiedBy(url: "${url}")\n`;
}
