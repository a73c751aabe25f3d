import { once } from 'node:events';
import { systemClock, wait } from '../../src/core/clock.ts';
import { numberedLine, writerTo } from './audit-writer.ts';

// A process of its own that writes lines to a file: how many are given as arguments, orders come from its parent.
const [path, name, count, length] = process.argv.slice(2) as [string, string, string, string];
const writer = await writerTo(path);
process.on('SIGHUP', () => void writer.reopen());
process.on('message', () => undefined);
process.send?.('ready');
await once(process, 'message');
for (let number = 0; number < Number(count); number++) {
  // Lines of all lengths, from some bytes to many pages.
  writer.write(numberedLine(name, number, (number * 7919) % Number(length)));
  if (number % 10 === 0) {
    await writer.handed();
    process.send?.({ handed: number, figures: writer.figures, trouble: writer.trouble });
    await wait(systemClock, 1);
  }
}
await writer.handed();
await writer.close();
process.disconnect?.();
