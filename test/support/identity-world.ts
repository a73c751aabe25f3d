import { ManualClock } from './clock.ts';
import { smallSample, startTestGateway } from './gateway.ts';
import { Issuer } from './issuer.ts';

/** What a client is told. */
interface Told {
  readonly status: number;
  readonly data: unknown;
  readonly code: unknown;
  readonly message: string | undefined;
  readonly challenge: string | null;
}

export const question = '{ tenant { id } patient(id: "patient-1") { id } }';

/** A gateway that believes an issuer, whose tenant `demo` is warm, and time that stands still. */
export async function startIdentityWorld() {
  const clock = new ManualClock();
  const issuer = await Issuer.start(clock);
  /** The lines of the log. */
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const logger = { debug: log, info: log, warn: log, error: log };
  const gateway = await startTestGateway({ source: smallSample, clock, logger, env: issuer.env });

  const ask = async (headers: Record<string, string>, query = question): Promise<Told> => {
    const { status, headers: told, data, errors } = await gateway.query(query, { headers });
    const [error] = errors;
    return {
      ...{ status, data, code: error?.extensions.code, message: error?.message },
      challenge: told.get('www-authenticate'),
    };
  };
  await ask(await issuer.headers(), 'mutation { warmUpTenant { state } }');
  return {
    ...{ clock, issuer, gateway, logged, ask },
    bearer: (token: string) => ask({ authorization: `Bearer ${token}` }),
    seconds: () => Math.floor(clock.now() / 1_000),
    async stop() {
      await gateway.stop();
      await issuer.goDown();
    },
  };
}
