/**
 * What properties and hunts draw from: the same in every run of `npm test`, so that none fails by chance; other numbers
 * with each run of `npm run test:long`. HUNT_SEED repeats one that found something.
 */
const { HUNT_SEED, LONG } = process.env;
export const seed =
  HUNT_SEED !== undefined ? Number(HUNT_SEED) : LONG ? Math.floor(Math.random() * 2 ** 31) : 1;
