import { constants, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificate } from './certificate.js';
import { httpsServer } from './https-server.js';
import { madeUpToken, type Claims } from './made-up-token.js';

export const localTenantId = '00000000-0000-4000-8000-0000000000aa';
export const localClientId = '00000000-0000-4000-8000-0000000000cc';
export const localSecret = 'made-up-secret-of-a-test';

/** A request for a token. */
export interface AskedToken {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** The refusal of a token. `code` is the number of Entra's error. Its description holds ids, as Entra's does; a 429 asks for an hour. */
export interface TokenRefusal {
  readonly status: number;
  readonly code: number;
  readonly error: string;
}

/** Stands in for Entra: serves its discovery document, and tokens for a client with a secret, a certificate or a federated token. */
export class LocalAuthority {
  origin = '';
  /** The claims of the next tokens. */
  claims: Claims = { tid: localTenantId, roles: ['DeviceManagementConfiguration.ReadWrite.All'] };
  /** The lifetime of the next tokens in seconds. */
  lifetime = 3600;
  /** The answer in place of a token: `dropped` is a lost connection, `html` a page in place of JSON. */
  refusal: TokenRefusal | 'dropped' | 'html' | undefined;
  /** Another origin, to which every request is redirected. */
  redirectTo: string | undefined;
  /** Accepted tokens of another issuer (GitHub, Azure DevOps, Kubernetes). */
  readonly federated = new Set<string>();
  /** The token that Azure DevOps, for which this stands in too, gives to a pipeline. */
  pipelineToken = '';
  /** The certificate of the client, as PEM. */
  clientCertificate: string | undefined;
  readonly asked: AskedToken[] = [];
  private readonly issued = new Set<string>();
  private stop: () => Promise<void> = () => Promise.resolve();

  static async start(certificate: Certificate): Promise<LocalAuthority> {
    const authority = new LocalAuthority();
    const { origin, close } = await httpsServer(certificate, (request, response) => void authority.answer(request, response));
    authority.origin = origin;
    authority.stop = close;
    return authority;
  }

  close(): Promise<void> {
    return this.stop();
  }

  /** Issues a token, as the token endpoint does. */
  issue(): string {
    const now = Math.floor(Date.now() / 1000);
    const token = madeUpToken({ iat: now, exp: now + this.lifetime, ...this.claims });
    this.issued.add(token);
    return token;
  }

  /** True if Graph would accept this token. */
  accepts(token: string): boolean {
    return this.issued.has(token);
  }

  /** Graph no longer accepts the tokens that were issued before. */
  revoke(): void {
    this.issued.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? '', this.origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (this.redirectTo !== undefined) {
      response.writeHead(307, { location: `${this.redirectTo}${path}` }).end();
      return;
    }
    if (path.includes('/.well-known/openid-configuration')) {
      send(response, 200, this.discovery(path.split('/')[1] ?? ''));
      return;
    }
    if (path.startsWith('/pipelines/')) {
      send(response, 200, { oidcToken: this.pipelineToken });
      return;
    }
    if (!path.endsWith('/oauth2/v2.0/token')) {
      send(response, 404, { error: 'not_found' });
      return;
    }
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
    this.asked.push({ path, form });
    if (this.refusal === 'dropped') response.destroy();
    else if (this.refusal === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>busy</html>');
    else this.answerTokenRequest(response, path, form);
  }

  private answerTokenRequest(response: ServerResponse, path: string, form: AskedToken['form']): void {
    const refusal = typeof this.refusal === 'object' ? this.refusal : this.checked(path, form);
    if (refusal !== undefined) {
      const error_description = `AADSTS${refusal.code}: refused for application '${localClientId}' in tenant '${localTenantId}'.`;
      if (refusal.status === 429) response.setHeader('retry-after', '3600');
      send(response, refusal.status, { error: refusal.error, error_description, error_codes: [refusal.code] });
      return;
    }
    send(response, 200, { token_type: 'Bearer', expires_in: this.lifetime, access_token: this.issue() });
  }

  private checked(path: string, form: AskedToken['form']): TokenRefusal | undefined {
    if (!path.startsWith(`/${localTenantId}/`)) return { status: 400, code: 90002, error: 'invalid_request' };
    if (form['client_id'] !== localClientId) return { status: 400, code: 700016, error: 'unauthorized_client' };
    if (form['grant_type'] !== 'client_credentials') return { status: 400, code: 70003, error: 'unsupported_grant_type' };
    const assertion = form['client_assertion'];
    if (assertion === undefined)
      return form['client_secret'] === localSecret ? undefined : { status: 401, code: 7000215, error: 'invalid_client' };
    if (this.federated.has(assertion) || this.isSigned(assertion)) return undefined;
    return { status: 401, code: 700027, error: 'invalid_client' };
  }

  /** True if the client signed the assertion with the key of its certificate, for this endpoint. */
  private isSigned(assertion: string): boolean {
    if (this.clientCertificate === undefined) return false;
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg?: string };
    const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { aud?: string };
    const padding = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
    const key = { key: createPublicKey(this.clientCertificate), ...padding };
    const signed = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
    return signed && String(aud).startsWith(`${this.origin}/${localTenantId}/`);
  }

  private discovery(tenant: string): Record<string, unknown> {
    const base = `${this.origin}/${tenant}`;
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    };
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
