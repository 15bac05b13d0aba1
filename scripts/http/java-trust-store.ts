import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The options of each Java that a process starts. */
export const javaVariable = 'JAVA_TOOL_OPTIONS';

/**
 * Imports certificates into a copy of the trust store of Java, or of that of the user, with Java's own tool.
 * @param folder for the copy.
 * @param problems gets a sentence if that is not possible.
 * @returns options to append to those of the user, or undefined if there is no Java.
 */
export async function javaTrustOptions(
  folder: string,
  certificates: readonly string[],
  environment: NodeJS.ProcessEnv,
  problems: string[],
): Promise<string | undefined> {
  const given = environment[javaVariable] ?? '';
  const givenPassword = systemProperty(given, 'trustStorePassword');
  const password = givenPassword ?? 'changeit';
  const variables = { ...environment, [javaVariable]: '', STORE_PASSWORD: password };
  const run: Run = (program, args) => promisify(execFile)(program, args, { env: variables, timeout: 30_000 });
  const home = await javaHome(run, environment['JAVA_HOME'] ?? '');
  if (home === undefined) return undefined;
  const store = join(folder, 'truststore');
  try {
    copyFileSync(systemProperty(given, 'trustStore') ?? join(home, 'lib', 'security', 'cacerts'), store);
    chmodSync(store, 0o600);
    for (const [index, certificate] of certificates.entries()) {
      const file = join(folder, `authority-${index + 1}.pem`);
      writeFileSync(file, certificate);
      const named = [
        '-importcert',
        '-noprompt',
        '-alias',
        `graph-contracts-${index + 1}`,
        '-file',
        file,
        '-keystore',
        store,
        '-storepass:env',
        'STORE_PASSWORD',
      ];
      await run(join(home, 'bin', 'keytool'), named);
    }
  } catch {
    problems.push('Clients in Java will not trust the certificate: keytool could not add it to a copy of the trust store of Java.');
    return undefined;
  }
  const quoted = /\s/.test(store) ? `"${store}"` : store;
  return `-Djavax.net.ssl.trustStore=${quoted}${givenPassword === undefined ? ` -Djavax.net.ssl.trustStorePassword=${password}` : ''}`;
}

type Run = (program: string, args: readonly string[]) => Promise<{ readonly stderr: string }>;

/** As Java itself says: on many machines, the `java` in the path is a link or a script. */
async function javaHome(run: Run, given: string): Promise<string | undefined> {
  try {
    const { stderr } = await run(given === '' ? 'java' : join(given, 'bin', 'java'), ['-XshowSettings:properties', '-version']);
    return /^\s*java\.home = (.+?)\s*$/m.exec(stderr)?.[1];
  } catch {
    return undefined;
  }
}

/** The last of several counts. */
function systemProperty(options: string, name: string): string | undefined {
  const pattern = new RegExp(`-Djavax\\.net\\.ssl\\.${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`, 'g');
  const [, double, single, bare] = [...options.matchAll(pattern)].at(-1) ?? [];
  return double ?? single ?? bare;
}
