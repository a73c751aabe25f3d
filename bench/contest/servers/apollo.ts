import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { peerSchema } from './peer-schema.ts';
import { readRecords } from './records.ts';

/** Apollo Server as it comes, over maps in memory. */
const { PORT, DATA } = process.env;
const server = new ApolloServer({ schema: peerSchema(await readRecords(DATA!)), introspection: true });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: Number(PORT) } });
