import { readFileSync } from 'node:fs';
import Fastify from 'fastify';

/** The floor of Fastify: parses the request, and sends an answer that lies ready. */
const { PORT, ANSWERS } = process.env;
const texts: Record<string, string> = JSON.parse(readFileSync(ANSWERS!, 'utf8'));
const app = Fastify();
for (const [name, text] of Object.entries(texts)) {
  const answer = Buffer.from(text);
  app.route({
    method: ['GET', 'POST'],
    url: `/${name}`,
    handler: (_, reply) => reply.type('application/json').send(answer),
  });
}
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
