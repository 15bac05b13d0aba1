import { isLoopback } from '../../recordings/traffic/hosts.js';
import { CannotRun } from '../verdict/exit-code.js';

/** A proxy that opens tunnels with CONNECT. */
export interface HttpProxy {
  /** The variable that names it, such as `HTTPS_PROXY`. */
  readonly variable: string;
  /** Scheme, host and port, without credentials. */
  readonly origin: string;
  /** The value of `Proxy-Authorization`: a secret. */
  readonly authorization?: string;
}

export interface ProxySettings {
  /** @throws CannotRun for a value that cannot be used. The message does not quote it. */
  readonly proxy: HttpProxy;
  /** Whether requests to this URL go to its host directly. */
  readonly isDirect: (url: URL) => boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in lower case first. Undefined if they name no proxy. */
export function proxySettings(environment: Variables): ProxySettings | undefined {
  const [variable, value] = firstSet(environment, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']);
  if (value === '') return undefined;
  const [, list] = firstSet(environment, ['no_proxy', 'NO_PROXY']);
  const exceptions = list.toLowerCase().split(/[\s,]+/);
  return {
    get proxy() {
      return proxyIn(variable, value);
    },
    // A plain HTTP request would show a token to the proxy. Only loopback and the token service of a virtual machine are addressed so.
    isDirect: (url) => url.protocol !== 'https:' || isLoopback(url.hostname) || exceptions.some((entry) => isException(entry, url)),
  };
}

/** An empty variable counts as unset. */
function firstSet(environment: Variables, names: readonly string[]): readonly [name: string, value: string] {
  const variable = names.find((name) => (environment[name] ?? '').trim() !== '') ?? '';
  return [variable, (environment[variable] ?? '').trim()];
}

function proxyIn(variable: string, value: string): HttpProxy {
  const unusable = (problem: string): CannotRun =>
    new CannotRun(`The proxy in ${variable} cannot be used: ${problem}. Give scheme, host and port, such as http://proxy.example:3128.`);
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw unusable('it is not a URL; in a password, write special characters as percent codes, such as %23 for #');
  if (!/^https?:$/.test(url.protocol)) throw unusable('it is neither an HTTP nor an HTTPS proxy');
  // An unencoded # or ? in a password would make the user name the host.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw unusable('it has more than that; in a password, write special characters as percent codes, such as %23 for #');
  try {
    const credentials = [url.username, url.password].map(decodeURIComponent).join(':');
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    return { variable, origin: url.origin, ...(credentials !== ':' && { authorization }) };
  } catch {
    throw unusable('its credentials have a percent sign that begins no percent code; write %25');
  }
}

/** @param entry of NO_PROXY: `*`, a host, a domain with or without a leading dot or `*.`, each with or without a port. */
function isException(entry: string, { hostname, port }: URL): boolean {
  if (entry === '*') return true;
  const [, domain = '', entryPort] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (domain === '' || (entryPort !== undefined && entryPort !== (port === '' ? '443' : port))) return false;
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
