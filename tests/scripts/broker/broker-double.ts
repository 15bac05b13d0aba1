/**
 * A double of the Pact Broker on loopback, made from the HAL forms that the broker publishes: the index, the decorators of pacts, provider pacts and branch
 * versions, and the contract of verification results in github.com/pact-foundation/pact_broker (August 2026). No broker has run against these tests.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

interface Pact {
  readonly consumer: string;
  readonly provider: string;
  readonly version: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface Verification {
  readonly consumer: string;
  readonly version: string;
  readonly success: boolean;
  readonly providerApplicationVersion: string;
  readonly buildUrl?: string;
  readonly [name: string]: unknown;
}

export class BrokerDouble {
  readonly verifications: Verification[] = [];
  /** The branch versions of providers, as paths. */
  readonly branches: string[] = [];
  readonly requests: string[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** The value of `Authorization` that it demands. */
  authorization: string | undefined;
  /** Statuses to answer with, by `METHOD /path`. */
  readonly faults = new Map<string, number>();
  /** Where its links lead; its own origin, unless set. */
  linksTo: string | undefined;
  /** The answer to the index in place of its own. */
  index: string | undefined;
  origin = '';
  private readonly pacts: Pact[] = [];
  private readonly server: Server;

  constructor(private readonly prefix = '') {
    this.server = createServer(this.listener);
  }

  get address(): string {
    return `${this.origin}${this.prefix}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    await new Promise<unknown>((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  /** Takes a pact as the broker stores it: with an id for each interaction. */
  publish(content: Readonly<Record<string, unknown>>, version: string): void {
    const { consumer, provider, interactions } = content as {
      consumer: { name: string };
      provider: { name: string };
      interactions: object[];
    };
    const withIds = interactions.map((one) => ({ _id: createHash('sha1').update(JSON.stringify(one)).digest('hex'), ...one }));
    this.pacts.unshift({ consumer: consumer.name, provider: provider.name, version, content: { ...content, interactions: withIds } });
  }

  /** Whether the broker's answer to can-i-deploy is yes: the last result for the pact of that version is a success. */
  canDeploy(consumer: string, version: string): boolean {
    return this.verifications.findLast((one) => one.consumer === consumer && one.version === version)?.success === true;
  }

  readonly listener: RequestListener = (request, response) => {
    void this.answer(request, response);
  };

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const path = url.slice(this.prefix.length);
    this.requests.push(`${method} ${path}`);
    this.authorizations.add(request.headers.authorization);
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    const isKnown = this.authorization === undefined || request.headers.authorization === this.authorization;
    const fault = isKnown ? this.faults.get(`${method} ${path}`) : 401;
    const found = fault === undefined ? this.resource(method, path, text) : undefined;
    const status = fault ?? (found === undefined ? 404 : method === 'GET' ? 200 : 201);
    const location = status >= 300 && status < 400 ? { location: `${this.origin}/elsewhere` } : {};
    response.writeHead(status, { 'content-type': 'application/hal+json;charset=utf-8', ...location });
    response.end(typeof found === 'string' ? found : JSON.stringify(found ?? { error: 'made up' }));
  }

  private resource(method: string, path: string, text: string): object | string | undefined {
    const base = `${this.linksTo ?? this.origin}${this.prefix}`;
    if (path === '' || path === '/') return this.index ?? indexOf(base);
    const parts = path.split('/').slice(1).map(decodeURIComponent);
    const named = (name: string): string | undefined => (parts.includes(name) ? parts[parts.indexOf(name) + 1] : undefined);
    const pacts = this.pacts.filter(({ provider }) => provider === named('provider'));
    if (method === 'PUT' && parts[0] === 'pacticipants') {
      this.branches.push(path);
      return { _links: { self: { title: 'Branch version', href: base + path } } };
    }
    if (method === 'GET' && /^\/pacts\/provider\/[^/]+\/latest$/.test(path)) {
      const latest = pacts.filter((one, at) => pacts.findIndex(({ consumer }) => consumer === one.consumer) === at);
      return latest.length === 0 ? undefined : providerPacts(base + path, latest, base);
    }
    const pact = pacts.find(
      (one) => one.consumer === named('consumer') && [named('version'), named('pact-version')].includes(shaOrVersion(one, named)),
    );
    if (pact === undefined) return undefined;
    if (method === 'GET') return { ...pact.content, ...pactLinks(base, pact) };
    const body = JSON.parse(text) as Verification;
    const isValid =
      typeof body.success === 'boolean' && /\S/.test(body.providerApplicationVersion) && /^https?:/.test(body.buildUrl ?? 'http:');
    if (method !== 'POST' || parts.at(-1) !== 'verification-results' || !isValid) return undefined;
    this.verifications.push({ ...body, consumer: pact.consumer, version: pact.version });
    return { ...body, _links: { self: { title: 'Verification result', href: `${base}${path}/1` } } };
  }
}

function shaOrVersion(pact: Pact, named: (name: string) => string | undefined): string {
  return named('pact-version') === undefined ? pact.version : shaOf(pact);
}

function shaOf({ content }: Pact): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex');
}

function indexOf(base: string): object {
  const template = (path: string, title: string): object => ({ href: base + path, title, templated: true });
  return {
    _links: {
      self: { href: base, title: 'Index', templated: false },
      'pb:publish-pact': template('/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}', 'Publish a pact'),
      'pb:latest-provider-pacts': template('/pacts/provider/{provider}/latest', 'Latest pacts by provider'),
      'pb:pacticipant-branch-version': template(
        '/pacticipants/{pacticipant}/branches/{branch}/versions/{version}',
        'Get or add/create a pacticipant version for a branch',
      ),
      curies: [{ name: 'pb', href: `${base}/doc/{rel}?context=index`, templated: true }],
    },
  };
}

const pactBase = (base: string, { provider, consumer }: Pact): string =>
  `${base}/pacts/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}`;

function providerPacts(self: string, pacts: readonly Pact[], base: string): object {
  const links = pacts.map((pact) => ({
    href: `${pactBase(base, pact)}/version/${encodeURIComponent(pact.version)}`,
    title: `Pact between ${pact.consumer} (${pact.version}) and ${pact.provider}`,
    name: pact.consumer,
  }));
  return { _links: { self: { href: self, title: 'Latest pacts by provider' }, 'pb:pacts': links } };
}

function pactLinks(base: string, pact: Pact): object {
  const name = `Pact between ${pact.consumer} (${pact.version}) and ${pact.provider}`;
  return {
    createdAt: '2026-01-01T00:00:00+00:00',
    _links: {
      self: { title: 'Pact', name, href: `${pactBase(base, pact)}/version/${encodeURIComponent(pact.version)}` },
      'pb:publish-verification-results': {
        title: 'Publish verification results',
        href: `${pactBase(base, pact)}/pact-version/${shaOf(pact)}/verification-results`,
      },
    },
  };
}
