import { test } from 'vitest';

/** Whether there is time for everything, which there is in `npm run test:long`. */
export const isLong = Boolean(process.env.LONG);

/** `test`, where there is time; elsewhere it is skipped, and says so. */
export const longTest = (name: string, run: () => unknown, timeout?: number): void =>
  test.skipIf(!isLong)(
    `${name}${isLong ? '' : ' (skipped: LONG is not set)'}`,
    async () => void (await run()),
    timeout,
  );

/** Rows of a table for which there is time: all, or one of `count`. */
export const oneOf = <Row>(count: number, rows: readonly Row[]): Row[] =>
  rows.filter((_, place) => isLong || place % count === 0);

/** More rows of a table, where there is time. */
export const further = <Row>(...rows: readonly Row[]): readonly Row[] => (isLong ? rows : []);
