import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { BoundedMap } from '../../contracts/judge/remember.js';
import type { SuspicionKind } from './detectors.js';
import { Finder } from './finder.js';
import { guidsIn } from './guids.js';
import { viewsOf } from './views.js';
import { isWellKnown, isWellKnownHost } from './well-known.js';

/** Placeholders of hosts, and OData's `assignments@odata.context`, which is not an address. */
const reserved = /\.invalid$|@(?:odata|microsoft\.graph)\./;

/** Names of headers that carry credentials. */
const credentials = /^(?:proxy-)?authorization$|cookie|token|secret|api-?key/i;

const schemeAndToken = /^\s*[A-Za-z]{2,20} +(\S+)\s*$/;

/** Shorter parts of a token would be found everywhere, in characters. */
const shortestPart = 16;

/** So much of a truncated token is recognised, in characters. */
const piece = 24;

/** A shorter host is part of other words, such as t.co of microsoft.com, in characters. */
const shortestInOthers = 12;

/** Shorter texts hold no secret, and longer ones seldom repeat, in characters. */
const shortestText = 6;
const longestRepeated = 500;

/** What the raw traffic of a session held that must not come out: tokens, ids, hosts and mail addresses. It is kept in memory only. */
export class RawTraffic {
  private readonly guids = new Set<string>();
  private readonly tokens = new Set<string>();
  private readonly finder = new Finder<SuspicionKind>();
  private readonly seen = new BoundedMap<true>();

  /** @param tokens those of the session itself. */
  constructor(tokens: readonly string[] = []) {
    for (const token of tokens) this.rememberToken(token);
  }

  /** Remembers the secrets of an exchange. */
  remember(exchange: Exchange): void {
    for (const headers of [exchange.request.headers, exchange.response?.headers]) this.rememberCredentials(headers ?? {});
    // No secret contains a quote, in any encoding.
    for (const text of JSON.stringify([exchange.request, exchange.response, exchange.failure]).split('"')) {
      if (text.length < shortestText || this.seen.has(text)) continue;
      if (text.length <= longestRepeated) this.seen.set(text, true);
      this.rememberAllIn(text);
    }
  }

  /** The kinds of remembered secrets in a text. @param views the text and all that it may encode, in lower case. @param guids those in it. */
  kindsIn(views: readonly string[], guids: readonly string[]): ReadonlySet<SuspicionKind> {
    const kinds = new Set<SuspicionKind>();
    if (guids.some((guid) => this.guids.has(guid))) kinds.add('guid');
    for (const view of views) this.finder.addKindsIn(view, kinds);
    return kinds;
  }

  private rememberAllIn(written: string): void {
    for (const text of viewsOf(written)) {
      for (const guid of guidsIn(text)) this.guids.add(guid);
      for (const [, host = ''] of text.toLowerCase().matchAll(/https?:\/\/(?:[^/@\s"']*@)?([a-z\d.-]+\.[a-z]{2,})/g)) {
        if (!isWellKnownHost(host) && !reserved.test(host))
          this.finder.add(host, 'host-name', host.length < shortestInOthers || isWellKnown(host));
      }
      if (text.includes('@')) this.rememberMailIn(text);
      for (const [, token = ''] of text.matchAll(/\bbearer +([^\s"'\\,]+)/gi)) if (!ordinaryWords.test(token)) this.rememberToken(token);
    }
  }

  private rememberMailIn(text: string): void {
    for (const [domain, name = ''] of text.matchAll(/(?<=([\p{L}\p{N}_.+'-]{1,64}))@(?:[a-z\d-]+\.)+[a-z]{2,24}/giu))
      if (!reserved.test(domain.toLowerCase())) this.finder.add(`${name}${domain}`, 'mail-address');
  }

  private rememberCredentials(headers: Headers): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!credentials.test(name)) continue;
      for (const one of [value].flat().map(String)) {
        if (/token/i.test(name) && isPublic(one)) continue;
        const [, sent] = schemeAndToken.exec(one) ?? [];
        if (sent !== undefined) this.rememberToken(sent);
        // The attributes of a cookie are public.
        const secret = /^set-cookie2?$/i.test(name) ? one.split(';', 1).join('') : one;
        for (const [word] of secret.matchAll(/[^\s;,"]{16,}/g)) this.rememberSecretsIn(word.replace(/^[\w.-]{1,40}=(?=.{16})/, ''));
      }
    }
  }

  /** A URL of Graph may hold secrets in its path and query. */
  private rememberSecretsIn(word: string): void {
    const [, authority = ''] = /^https?:\/\/([^/?#]*)/i.exec(word) ?? [];
    if (!isWellKnownHost(authority.replace(/:\d{1,5}$/, ''))) this.rememberToken(word);
    else for (const part of word.split(/[/?&=#]/)) if (part.length >= shortestPart && !pathOfNames.test(part)) this.rememberToken(part);
  }

  private rememberToken(token: string): void {
    if (token.length < 8 || isStandIn(token) || this.tokens.has(token)) return;
    this.tokens.add(token);
    const parts = [token, ...token.split('.'), token.slice(0, piece), token.slice(-piece)];
    for (const part of parts) {
      if ((part !== token && part.length < shortestPart) || isWellKnown(part)) continue;
      for (const form of formsOf(part)) this.finder.add(form, 'token');
    }
  }
}

/** The value of a header such as `token-audience` or `token-type` is not always a credential. */
function isPublic(value: string): boolean {
  const [, host = ''] = /^https:\/\/([^/]*)\/?$/.exec(value) ?? [];
  return isWellKnownHost(host) || pathOfNames.test(value);
}

/** The forms in which a text occurs in others, encoded or not. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  // The text may begin at three places of a group of four characters, whose edges depend on the neighbours.
  const aligned = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.replaceAll('=', '').slice(before === 0 ? 0 : before + 1, -1);
  });
  const urlSafe = aligned.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [text, ...aligned, ...urlSafe, bytes.toString('hex'), Array.from(text).reverse().join('')].filter((form) => form.length >= 8);
}

const ordinaryWord = '(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,15}|[A-Z]?[a-z]{2,14}(?:[A-Z][a-z]{2,14})+|\\d{1,3})';
const signs = '[^A-Za-z\\d]';

/** Words and codes in a sentence, such as `authorization` after "Bearer". A credential may look like them too. */
const ordinaryWords = new RegExp(`^${signs}*${ordinaryWord}(?:${signs}+${ordinaryWord})*${signs}*$`);

/** What redactors and clients without a token write in place of a credential. */
const cleaned =
  /^(?:\{token\}|[\W_]{0,3}(?:redacted|removed|masked|undefined|x{3,})(?:[\W_][a-z]{1,14}){0,2}(?:[\W_]\d{0,3})?[\W_]{0,3})$/i;

/** The least share of zeros in the placeholder of an id. */
const zerosOfPlaceholders = 0.75;

function isStandIn(credential: string): boolean {
  if (cleaned.test(credential)) return true;
  const digits = credential.replaceAll('-', '');
  return /^[\dA-F-]{7,36}[TZ]?$/i.test(credential) && digits.replaceAll(/[^0]/g, '').length >= zerosOfPlaceholders * digits.length;
}

/** A name of Graph in camelCase, or a path of such: no key has this form. */
const pathOfNames = /^\/?[a-z]{4,14}(?:[A-Z][a-z]{3,14})+(?:\/[a-z]{4,14}(?:[A-Z][a-z]{3,14})+)*$/;
