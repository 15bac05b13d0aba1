import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { Emulator } from '../../scripts/emulator/emulator.js';
import { clientCertificate, serverCertificate, type ServerCertificate } from './certificate.js';
import { httpsServer } from './https-server.js';
import { LocalAuthority, localClientId, localSecret, localTenantId } from './local-authority.js';
import { assignmentsIn } from './emulated-assignments.js';

/** Gets each request to Graph before the emulator: answers it, or calls `pass`. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

/**
 * A cloud on loopback: an authority that issues tokens, and the emulator as its Graph, both over HTTPS. The command trusts their certificate and
 * signs in with `environment`:
 *
 *     const cloud = await LocalCloud.start();
 *     const { code } = await runCli(['drift', '--config', cloud.writeConfig()], { environment: cloud.environment });
 *     await cloud.close();
 */
export class LocalCloud {
  readonly emulator: Emulator;
  readonly authority: LocalAuthority;
  /** `close` removes it. */
  readonly folder: string;
  /** Variables that let a child trust the certificate, and sign in with a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** The requests that reached Graph, as `PATCH /v1.0/…`. */
  readonly asked: string[] = [];
  /** Scheme, host and port of Graph. */
  graphOrigin = '';
  intercept: Interceptor | undefined;
  private stop: () => Promise<void> = () => Promise.resolve();

  private constructor(emulator: Emulator, authority: LocalAuthority, folder: string, certificateFile: string) {
    this.emulator = emulator;
    this.authority = authority;
    this.folder = folder;
    this.environment = {
      NODE_EXTRA_CA_CERTS: certificateFile,
      AZURE_CLIENT_ID: localClientId,
      AZURE_CLIENT_SECRET: localSecret,
    };
  }

  /** @param given the certificate of its servers; by default one for loopback. */
  static async start(emulator: Emulator = new Emulator(), given?: ServerCertificate): Promise<LocalCloud> {
    const certificate = given ?? (await serverCertificate());
    const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    const cloud = new LocalCloud(emulator, await LocalAuthority.start(certificate), folder, certificate.file);
    const { origin, close } = await httpsServer(certificate, (request, response) => {
      cloud.answer(request, response);
    });
    cloud.graphOrigin = origin;
    cloud.stop = close;
    return cloud;
  }

  /** A configuration with the first assignment of each operation. */
  config(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const assignments = contracts.flatMap(
      ({ name }) => assignmentsIn(this.emulator.tenant).find(({ operation }) => operation === name) ?? [],
    );
    return {
      tenantId: localTenantId,
      cloud: { graph: this.graphOrigin, authority: this.authority.origin },
      assignments: assignments.map(({ operation, policyId, assignmentId }) => ({ operation, policyId, assignmentId })),
      ...changes,
    };
  }

  /** Writes that configuration. Returns the path. */
  writeConfig(changes: Readonly<Record<string, unknown>> = {}): string {
    const file = join(this.folder, 'drift.config.json');
    writeFileSync(file, JSON.stringify(this.config(changes), null, 2));
    return file;
  }

  /** As `writeConfig`, for one assignment in beta: a run sends three requests. */
  writeOneCheck(changes: Readonly<Record<string, unknown>> = {}): string {
    const { assignments } = this.config() as { assignments: unknown[] };
    return this.writeConfig({ assignments: assignments.slice(0, 1), apiVersions: ['beta'], ...changes });
  }

  /** Lets the client sign in with a certificate. Returns a PEM file with its key. */
  async writeClientCertificate(): Promise<string> {
    const { key, cert } = await clientCertificate();
    this.authority.clientCertificate = cert;
    const file = join(this.folder, 'client.pem');
    writeFileSync(file, `${key}\n${cert}`);
    return file;
  }

  async close(): Promise<void> {
    await Promise.all([this.stop(), this.authority.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const pass = (): void => {
      const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      if (this.authority.accepts(token)) this.emulator.listener(request, response);
      else refuse(response);
    };
    if (this.intercept === undefined) pass();
    else this.intercept(request, response, pass);
  }
}

/** The members of a cloud. */
export type CurrentCloud = Pick<LocalCloud, keyof LocalCloud>;

/** A new cloud for each test of a file: what is returned stands for the one of the test that runs. */
export function useLocalCloud(): CurrentCloud {
  let cloud: LocalCloud;
  beforeEach(async () => {
    cloud = await LocalCloud.start();
  });
  afterEach(() => cloud.close());
  const current: ProxyHandler<object> = {
    get: (_, name) => Reflect.get(cloud, name) as unknown,
    set: (_, name, value) => Reflect.set(cloud, name, value),
  };
  return new Proxy({}, current) as CurrentCloud;
}

/** The answer of Graph to an expired or unknown token. */
function refuse(response: ServerResponse): void {
  const body = { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.' } };
  response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
