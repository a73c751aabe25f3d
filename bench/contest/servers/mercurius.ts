import Fastify from 'fastify';
import mercurius from 'mercurius';
import { peerSchema } from './peer-schema.ts';
import { readRecords } from './records.ts';

/** Mercurius with compiled execution, over maps in memory. */
const { PORT, DATA } = process.env;
const app = Fastify();
await app.register(mercurius, { schema: peerSchema(await readRecords(DATA!)), jit: 1, graphiql: false });
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
