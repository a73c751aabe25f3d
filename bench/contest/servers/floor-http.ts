import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** The floor of Node itself: reads the request, and sends an answer that lies ready. */
const { PORT, ANSWERS } = process.env;
const texts: Record<string, string> = JSON.parse(readFileSync(ANSWERS!, 'utf8'));
const ready = new Map(Object.entries(texts).map(([name, text]) => [`/${name}`, Buffer.from(text)]));

createServer((request, response) => {
  const answer = ready.get(request.url!.split('?', 1)[0]!) ?? Buffer.alloc(0);
  const send = () =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer);
  if (request.method === 'GET') return send();
  request.on('data', () => undefined).on('end', send);
}).listen(Number(PORT), '127.0.0.1');
