/**
 * An issuer of tokens for trying AUTH_MODE=jwt on one machine (see docs/identity.md): publishes its key until it is
 * interrupted, and says how a gateway is pointed at it, with a token of 8 hours. Its key is made anew at each start.
 *
 *   node scripts/issuer.ts [tenant] [scopes]
 */
import { Issuer } from '../test/support/issuer.ts';

const [tenant, scope] = process.argv.slice(2);
const issuer = await Issuer.start();
const exp = Math.floor(Date.now() / 1_000) + 8 * 3_600;
const token = await issuer.token({
  exp,
  ...(tenant !== undefined && { tenant }),
  ...(scope !== undefined && { scope }),
});
for (const [name, value] of Object.entries({ ...issuer.env, TOKEN: token })) {
  process.stdout.write(`export ${name}='${value}'\n`);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void issuer.goDown().then(() => process.exit(0)));
}
