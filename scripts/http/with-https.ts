import { complain } from '../verdict/terminal.js';
import type { ClientTrust } from './client-trust.js';
import type { HttpsOptions, LocalCertificate } from './server-certificate.js';

/** The certificate of a server, and the files with which its clients trust it. */
export interface LocalHttps {
  readonly certificate: LocalCertificate;
  readonly trust: ClientTrust;
}

/** SIGHUP, of a terminal that closes, ends the process at once; the others do so when they come again. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a server, with HTTPS if the options ask for it. The files for its clients are removed at the end, and before a signal ends the process.
 * @param host where the server listens. @throws CannotRun if there can be no HTTPS.
 */
export async function withHttps<T>(options: HttpsOptions, host: string, run: (https?: LocalHttps) => Promise<T>): Promise<T> {
  if (!options.https) return run();
  const { serverCertificate } = await import('./server-certificate.js');
  const { ClientTrust } = await import('./client-trust.js');
  const certificate = await serverCertificate(options, host, Date.now());
  const trust = await ClientTrust.create(certificate.authority, process.env);
  for (const problem of trust.problems) complain(problem);
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals === 1 && signal !== 'SIGHUP') return;
    stopListening();
    trust.remove();
    process.kill(process.pid, signal);
  };
  const stopListening = (): void => {
    for (const one of endingSignals) process.off(one, onSignal);
  };
  for (const one of endingSignals) process.on(one, onSignal);
  try {
    return await run({ certificate, trust });
  } finally {
    stopListening();
    trust.remove();
  }
}
