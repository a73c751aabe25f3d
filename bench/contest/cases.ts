import type { ContestantName } from './contestants.ts';
import type { Load } from './load.ts';
import { byId, deepPage, introspection, list, reviews, search, type Work } from './work.ts';

export interface Case {
  readonly name: string;
  readonly title: string;
  /** The deep page's differs by server: a cursor is a server's own. */
  readonly work: Work | ((cursor: string) => Work);
  readonly connections: number;
  readonly share: Load['share'];
  /** Ratios are those to the first. */
  readonly contestants: readonly ContestantName[];
}

const usual = { connections: 32, share: 'all' } as const;
const peers = ['apollo', 'yoga', 'mercurius', 'medplum'] as const;
const gateways = ['off', 'resources', 'on'] as const;

export const cases: readonly Case[] = [
  {
    ...{ name: 'by-id', title: 'A patient by id', work: byId, ...usual },
    contestants: [...peers, 'off', 'resources', 'registered', 'on', 'fastifyPost', 'httpPost'],
  },
  {
    ...{
      name: 'list',
      title: '50 encounters with patients, practitioners and reviews',
      work: list,
      ...usual,
    },
    contestants: [...peers, 'off', 'resources', 'registered', 'on', 'fastifyPost', 'httpPost'],
  },
  {
    ...{ name: 'search', title: 'Filtered and sorted search, 20 rows', work: search, ...usual },
    contestants: [...peers, ...gateways],
  },
  {
    ...{ name: 'deep-page', title: '50 encounters behind row 5,000', work: deepPage, ...usual },
    contestants: [...peers, ...gateways],
  },
  {
    ...{ name: 'introspection', title: 'Introspection of the whole schema', work: introspection, ...usual },
    contestants: ['apollo', 'yoga', 'mercurius', 'introspecting'],
  },
  {
    ...{ name: 'hit-by-id', title: 'Hit of the response cache: a patient by id', work: byId, ...usual },
    contestants: ['fastifyGet', 'fastifyShortGet', 'httpGet', 'hit'],
  },
  {
    ...{ name: 'hit-list', title: 'Hit of the response cache: the list of 50', work: list, ...usual },
    contestants: ['fastifyGet', 'fastifyShortGet', 'httpGet', 'hit'],
  },
  {
    ...{ name: 'review', title: 'Reviews, on disk before they are answered', work: reviews(32) },
    ...{ connections: 32, share: 'own', contestants: ['bare', 'on'] },
  },
  {
    ...{ name: 'workers', title: 'Two processes on two cores: the list of 50', work: list, ...usual },
    contestants: ['oneWorker', 'twoWorkers'],
  },
];
