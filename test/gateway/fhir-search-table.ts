import { expect, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { oneOf } from '../support/long.ts';
import { edgeCases, searchIds } from './fhir-search-data.ts';
import { rows } from './fhir-search-rows.ts';

/**
 * Every row of the table over HTTP, whatever store keeps the edge cases.
 *
 * @param count one of so many rows, where there is no time for all
 */
export function searchRows(gateway: () => TestGateway, count = 1): void {
  test.each(oneOf(count, rows))('%sList(%s) finds %s', async (type, args, ids) => {
    expect(await searchIds(gateway(), type, `${args}, _sort: "_id"`)).toEqual(expectedIds(type, ids));
  });
}

export function idsOf(type: string): string[] {
  return edgeCases.filter(({ resourceType }) => resourceType === type).map(({ id }) => id);
}

/** What a row says it finds. */
export function expectedIds(type: string, ids: string): string[] {
  const others = /^all but (.*)$/.exec(ids)?.[1]?.split(' ');
  if (others !== undefined) return idsOf(type).filter(id => !others.includes(id));
  return ids.split(' ').filter(id => id !== '');
}
