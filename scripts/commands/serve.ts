import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { isLoopback } from '../client/base-url.js';
import { Emulator } from '../emulator/emulator.js';
import { isSimulation } from '../emulator/simulations.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../client/assignment-path.js';
import { CannotRun, exitCodes, type ExitCode } from '../exit-code.js';
import { noSuchSimulation } from './no-such-simulation.js';
import { systemErrorCode } from '../../recordings/system-error.js';

export interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly simulate?: string;
}

/** Serves the emulator until a signal stops it. @param stopped settles when it should stop. */
export async function serve(options: ServeOptions, stopped: Promise<unknown>): Promise<ExitCode> {
  const { host, simulate } = options;
  const port = Number(options.port);
  if (!/^\d+$/.test(options.port) || port > 65_535) {
    throw new CannotRun(`The port ${JSON.stringify(options.port)} is none. Give a number from 0 (any free one) to 65535.`);
  }
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));

  let requests = 0;
  let broken = 0;
  const onExchange = (exchange: Exchange, judgement: Judgement): void => {
    requests += 1;
    const findings = judgement.kind === 'outside' ? [] : judgement.findings.filter(({ code }) => code.startsWith('request.'));
    if (findings.some(({ severity }) => severity === 'breaking')) broken += 1;
    const operation =
      judgement.kind === 'outside' ? 'not one of the two operations' : `${judgement.operation} ${judgement.version ?? ''}`.trimEnd();
    process.stdout.write(`${exchange.request.method} ${String(exchange.response?.status ?? 'connection dropped')}  ${operation}\n`);
    for (const { severity, code, message, documentedAt } of findings) {
      process.stdout.write(`  ${severity}  ${code}  ${message}  ${documentedAt.file}:${String(documentedAt.line)}\n`);
    }
  };
  const emulator = new Emulator({ onExchange, ...(simulate === undefined ? {} : { simulate }) });
  const origin = await listen(emulator, port, host);
  if (!isLoopback(host)) console.error(`Warning: ${host} is not loopback; others on the network can reach the emulator.`);
  process.stdout.write(welcome(emulator, origin, simulate));
  await stopped;
  await emulator.close();
  process.stdout.write(`Stopped after ${String(requests)} requests, ${String(broken)} of which broke the contract.\n`);
  return exitCodes.agrees;
}

async function listen(emulator: Emulator, port: number, host: string): Promise<string> {
  try {
    return await emulator.listen(port, host);
  } catch (error) {
    const code = systemErrorCode(error);
    const advice = code === 'EADDRINUSE' ? 'Another program listens there; give another --port.' : 'Give another --host or --port.';
    throw new CannotRun(`The emulator cannot listen on ${host}, port ${String(port)} (${code}). ${advice}`);
  }
}

function welcome(emulator: Emulator, origin: string, simulate: string | undefined): string {
  const urls = contracts.flatMap((contract) =>
    emulator.tenant.all
      .filter(({ operation }) => operation === contract.name)
      .map((assignment) => `  ${origin}${assignmentPath(contract, 'v1.0', assignment)}\n`),
  );
  return [
    `Graph emulator, not Microsoft Graph, on ${origin} (v1.0 and beta).${simulate === undefined ? '' : ` It simulates "${simulate}".`}\n`,
    'It takes any bearer token, and has these assignments, for GET and PATCH:\n',
    ...urls,
    'Ctrl-C stops it.\n',
  ].join('');
}
