import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { peerSchema } from './peer-schema.ts';
import { readRecords } from './records.ts';

// Its types would change those of `graphql` and of the whole web for every file that is checked together with this one.
const { createYoga } = await import('graphql-yoga' as string);

/** GraphQL Yoga with compiled execution, over maps in memory. */
const { PORT, DATA } = process.env;
const yoga = createYoga({
  ...{ schema: peerSchema(await readRecords(DATA!)), plugins: [useGraphQlJit()] },
  ...{ logging: false, graphiql: false, landingPage: false },
});
createServer(yoga).listen(Number(PORT), '127.0.0.1');
