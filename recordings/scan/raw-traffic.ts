import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { Finder } from './finder.js';
import { guidsIn } from './guids.js';
import { RecentCache } from './recent-cache.js';
import type { SuspicionKind } from './suspicion.js';
import { viewsOf } from './views.js';
import { isWellKnown, isWellKnownHost } from './well-known.js';

/** What no name of a host or address ends in, and OData's `assignments@odata.context`, which is no address. */
const nobodys = /\.invalid$|@(?:odata|microsoft\.graph)\./;

/** Headers that let somebody in, whatever their value looks like. */
const credentials = /^(?:proxy-)?authorization$|cookie|token|secret|api-?key/i;

const schemeAndToken = /^\s*[A-Za-z]{2,20} +(\S+)\s*$/;

/** Shorter parts of a token would be found everywhere, in characters. */
const shortestPart = 16;

/** A token that is cut off is still recognised by this much of it, in characters. */
const piece = 24;

/** A shorter name of a host is a part of many a word, such as t.co of microsoft.com, in characters. */
const shortestInOthers = 12;

/** A shorter stretch between two quotes holds nothing of what is looked for, in characters. */
const shortestStretch = 6;

/** What the raw traffic of a session held that must not come out: its tokens, ids, hosts and mail addresses. It is kept in memory only. */
export class RawTraffic {
  private readonly guids = new Set<string>();
  private readonly tokens = new Set<string>();
  private readonly finder = new Finder<SuspicionKind>();
  private readonly seen = new RecentCache<true>(() => 0);

  /** @param tokens those that the session itself used. */
  constructor(tokens: readonly string[] = []) {
    for (const token of tokens) this.rememberToken(token);
  }

  /** Takes note of what must not come out. */
  remember(exchange: Exchange): void {
    for (const headers of [exchange.request.headers, exchange.response?.headers]) this.rememberCredentials(headers ?? {});
    // No id, host, address or token has a quote in it, in whatever encoding. Between two of them, nearly all stood in the exchange before.
    for (const stretch of JSON.stringify([exchange.request, exchange.response, exchange.failure]).split('"')) {
      if (stretch.length >= shortestStretch) this.seen.recall(stretch, () => this.rememberAllIn(stretch));
    }
  }

  /** What of it stands in a text. @param views the text in lower case, and all that it may be an encoding of. @param guids those in it. */
  kindsIn(views: readonly string[], guids: Iterable<string>): ReadonlySet<SuspicionKind> {
    const kinds = new Set<SuspicionKind>();
    for (const guid of guids) if (this.guids.has(guid)) kinds.add('guid');
    for (const view of views) this.finder.addKindsIn(view, kinds);
    return kinds;
  }

  private rememberAllIn(stretch: string): true {
    for (const text of viewsOf(stretch)) {
      for (const guid of guidsIn(text)) this.guids.add(guid);
      for (const [, host = ''] of text.matchAll(/https?:\/\/(?:[^/@\s"']*@)?([a-z\d.-]+\.[a-z]{2,})/gi)) {
        const lower = host.toLowerCase();
        if (!isWellKnownHost(lower) && !nobodys.test(lower))
          this.finder.add(lower, 'host-name', lower.length < shortestInOthers || isWellKnown(lower));
      }
      if (text.includes('@')) this.rememberMailIn(text);
      for (const [, token = ''] of text.matchAll(/\bbearer +([^\s"'\\,]+)/gi)) if (!ordinaryWords.test(token)) this.rememberToken(token);
    }
    return true;
  }

  private rememberMailIn(text: string): void {
    for (const [domain, name = ''] of text.matchAll(/(?<=([\p{L}\p{N}_.+'-]{1,64}))@(?:[a-z\d-]+\.)+[a-z]{2,24}/giu))
      if (!nobodys.test(domain.toLowerCase())) this.finder.add(`${name}${domain}`, 'mail-address');
  }

  private rememberCredentials(headers: Headers): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!credentials.test(name)) continue;
      for (const one of [value].flat().map(String)) {
        if (/token/i.test(name) && isPublic(one)) continue;
        const [, sent] = schemeAndToken.exec(one) ?? [];
        if (sent !== undefined) this.rememberToken(sent);
        // What follows in a cookie that is set says for whom it is, and for how long.
        const secret = /^set-cookie2?$/i.test(name) ? one.split(';', 1).join('') : one;
        for (const [word] of secret.matchAll(/[^\s;,"]{16,}/g)) this.rememberSecretsIn(word.replace(/^[\w.-]{1,40}=(?=.{16})/, ''));
      }
    }
  }

  /** What stands in the path or query of an address may be secret, though the address itself be one of Graph, to which a client will return. */
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

/** Headers with `token` in their names may tell for whom one is, and of what kind. */
function isPublic(value: string): boolean {
  const [, host = ''] = /^https:\/\/([^/]*)\/?$/.exec(value) ?? [];
  return isWellKnownHost(host) || pathOfNames.test(value);
}

/** Ways to write a text that need no decoding to be found. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  // What stands before it moves its beginning within a group of four; the edges depend on the neighbours.
  const aligned = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.replaceAll('=', '').slice(before === 0 ? 0 : before + 1, -1);
  });
  const urlSafe = aligned.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [text, ...aligned, ...urlSafe, bytes.toString('hex'), Array.from(text).reverse().join('')].filter((form) => form.length >= 8);
}

const ordinaryWord = '(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,15}|[A-Z]?[a-z]{2,14}(?:[A-Z][a-z]{2,14})+|\\d{1,3})';
const signs = '[^A-Za-z\\d]';

/**
 * Words as they stand in a sentence, such as `authorization` after "Bearer", or in a code, with signs between them. What was sent as a credential may
 * be made of words all the same.
 */
const ordinaryWords = new RegExp(`^${signs}*${ordinaryWord}(?:${signs}+${ordinaryWord})*${signs}*$`);

/** What somebody who cleaned a capture, or a client that had none, writes in the place of a credential. */
const cleaned =
  /^(?:\{token\}|[\W_]{0,3}(?:redacted|removed|masked|undefined|x{3,})(?:[\W_][a-z]{1,14}){0,2}(?:[\W_]\d{0,3})?[\W_]{0,3})$/i;

/** The least share of zeros in a placeholder. */
const zerosOfPlaceholders = 0.75;

/** True for what stands in the place of a credential. What is nearly all zeros, as the ids in recordings are, is none either. */
function isStandIn(credential: string): boolean {
  return cleaned.test(credential) || (/^[\dA-F-]{7,36}[TZ]?$/i.test(credential) && zerosIn(credential) >= zerosOfPlaceholders);
}

/** The share of zeros among the letters and digits, from 0 to 1. */
function zerosIn(text: string): number {
  const digits = text.replaceAll('-', '');
  return digits.replaceAll(/[^0]/g, '').length / digits.length;
}

/** A name of Graph in camelCase, or a path of such: no key has this form. */
const pathOfNames = /^\/?[a-z]{4,14}(?:[A-Z][a-z]{3,14})+(?:\/[a-z]{4,14}(?:[A-Z][a-z]{3,14})+)*$/;
