/** Lets the clients of an HTTPS server on this machine trust its certificate, beside what they trust already. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { javaTrustOptions, javaVariable } from './java-trust-store.js';

/** The certificates in a PEM text, which may also hold a private key. */
export function certificatesIn(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g) ?? [];
}

interface TrustVariable {
  readonly name: string;
  readonly clients: string;
  /** The variables that its clients read, in this order. */
  readonly read: readonly string[];
  /** Whether its clients trust these files in place of the system's. */
  readonly replacesRoots: boolean;
}

const variables: readonly TrustVariable[] = [
  { name: 'NODE_EXTRA_CA_CERTS', clients: 'Node.js, Bun', read: ['NODE_EXTRA_CA_CERTS'], replacesRoots: false },
  { name: 'SSL_CERT_FILE', clients: 'Python, Ruby; Go and .NET on Linux', read: ['SSL_CERT_FILE'], replacesRoots: true },
  { name: 'REQUESTS_CA_BUNDLE', clients: 'requests of Python', read: ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'], replacesRoots: true },
  { name: 'CURL_CA_BUNDLE', clients: 'curl', read: ['CURL_CA_BUNDLE', 'SSL_CERT_FILE'], replacesRoots: true },
];

/** Where systems keep the certificates that they trust: Debian, Fedora, SUSE, Alpine and macOS. */
const rootFiles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/ssl/cert.pem'];

/** Files of certificates in a private folder, and the variables that name them. */
export class ClientTrust {
  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly own: Readonly<Record<string, string>>,
    private readonly javaOptions: string | undefined,
    /** Sentences for the user about files that could not be used. */
    readonly problems: readonly string[],
  ) {}

  /**
   * @param authority PEM certificates.
   * @param environment of the clients. The certificates that it names are trusted too.
   * @throws CannotRun if there is no folder for temporary files.
   */
  static async create(authority: string, environment: NodeJS.ProcessEnv): Promise<ClientTrust> {
    const problems: string[] = [];
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(tmpdir(), 'graph-contracts-'));
      const file = join(folder, 'authority.pem');
      writeFileSync(file, authority);
      const own: Record<string, string> = {};
      for (const variable of variables) own[variable.name] = writeBundle(folder, variable, environment, authority, problems);
      const options = await javaTrustOptions(folder, certificatesIn(authority), environment, problems);
      return new ClientTrust(folder, file, own, options, problems);
    } catch (error) {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      throw new CannotRun(
        `Cannot write the certificate for clients to ${tmpdir()} (${systemErrorCode(error)}). Set TMPDIR to a folder that can be written.`,
      );
    }
  }

  /** @param environment of the client. @returns the variables that the client needs in addition. */
  variablesFor(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
    const options = [environment[javaVariable] ?? '', this.javaOptions].join(' ').trim();
    return this.javaOptions === undefined ? this.own : { ...this.own, [javaVariable]: options };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How a client comes to trust the certificate, in lines. */
  welcome(): string {
    const rows = [
      ...variables.map(({ name, clients }) => [name, this.own[name], clients]),
      ...(this.javaOptions === undefined ? [] : [[javaVariable, `'${this.javaOptions}'`, 'Java']]),
    ];
    return [
      `Clients must trust ${this.file}, which is removed at the end. Give your client the variable that it reads:\n`,
      ...rows.map(([name, value, clients]) => `  ${name}=${value}  (${clients})\n`),
    ].join('');
  }
}

function writeBundle(
  folder: string,
  { name, read, replacesRoots }: TrustVariable,
  environment: NodeJS.ProcessEnv,
  authority: string,
  problems: string[],
): string {
  const given = read.find((one) => environment[one]);
  const theirs = given === undefined ? undefined : givenCertificates(given, environment[given] ?? '', problems);
  const trusted = theirs ?? (replacesRoots ? systemRoots() : []);
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, `${[...trusted, ...certificatesIn(authority)].join('\n')}\n`);
  return file;
}

/** @returns undefined if they cannot be read. */
function givenCertificates(variable: string, path: string, problems: string[]): readonly string[] | undefined {
  try {
    const files = statSync(path).isDirectory() ? readdirSync(path).map((entry) => join(path, entry)) : [path];
    return files.filter((file) => statSync(file).isFile()).flatMap((file) => certificatesIn(readFileSync(file, 'utf8')));
  } catch (error) {
    problems.push(`Cannot read ${path}, which ${variable} names (${systemErrorCode(error)}), so its certificates are not trusted.`);
    return undefined;
  }
}

function systemRoots(): readonly string[] {
  const file = rootFiles.find((one) => existsSync(one));
  return file === undefined ? rootCertificates : certificatesIn(readFileSync(file, 'utf8'));
}
