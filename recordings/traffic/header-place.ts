import type { HeaderValue } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { headerFits, requestHeaders, responseHeaders, type PromisedHeader } from '../../contracts/judge/header-value.js';
import { isObject } from '../../contracts/json-value.js';
import type { MessageSide } from './layout.js';
import type { JsonPath } from './json-walk.js';

/** A header as it is written, and the path to its value. */
interface Written {
  readonly name: unknown;
  readonly value: unknown;
  readonly path: JsonPath;
}

/**
 * The path to the value of a header. Of one that was sent several times, to the first value that the page does not allow; where it allows each, to the
 * last, which is one too many. Undefined without such a header. @param name in lower case.
 */
export function placeOfHeader(headers: unknown, side: MessageSide, name: string): JsonPath | undefined {
  const meant = writtenIn(headers).filter((one) => typeof one.name === 'string' && one.name.toLowerCase() === name);
  if (meant.length < 2) return meant[0]?.path;
  const promised = promisedOf(side, name);
  const wrong = meant.find(({ value }) => !promised.every((says) => typeof value === 'string' && headerFits(says, value)));
  return (wrong ?? meant.at(-1))?.path;
}

/** Headers are an object; a list of names and values in turn, or of pairs of them; or a list of objects with both. */
function writtenIn(headers: unknown): Written[] {
  if (isObject(headers)) return Object.entries(headers).map(([name, value]) => ({ name, value, path: [name] }));
  if (!Array.isArray(headers)) return [];
  const list: readonly unknown[] = headers;
  return list.flatMap((one, index): Written[] => {
    const at = String(index);
    if (isObject(one)) return [{ name: one['name'], value: one['value'], path: [at, 'value'] }];
    if (Array.isArray(one)) return [{ name: one[0], value: one[1], path: [at, '1'] }];
    return index % 2 === 0 ? [{ name: one, value: list[index + 1], path: [String(index + 1)] }] : [];
  });
}

function promisedOf(side: MessageSide, name: string): HeaderValue[] {
  return contracts
    .flatMap((contract) => (side === 'request' ? requestHeaders(contract).map(saysOf) : responseHeaders(contract).map(saysOf)))
    .flatMap(({ header, value }) => (header === name ? value : []));
}

function saysOf({ says }: PromisedHeader<'request-header'> | PromisedHeader<'response-header'>): { header: string; value: HeaderValue } {
  return says;
}
