import { isObject } from '../../contracts/json-value.js';
import { isWrapped, wrappingIn } from './pact/read-body.js';
import { hasTerms } from './pact/ruby-terms.js';
import type { JsonPath } from './json-walk.js';
import type { Part } from './part.js';

export type MessageSide = 'request' | 'response';

type OfSides = Readonly<Record<MessageSide, JsonPath>>;

/** Where a format keeps what is judged. */
export interface Layout {
  readonly method: JsonPath;
  readonly path: JsonPath;
  readonly status: JsonPath;
  readonly headers: OfSides;
  /** What stands for the Content-Type where no header does. */
  readonly mediaType?: Partial<OfSides>;
  readonly body: OfSides;
  readonly rules?: OfSides;
  /** True where matchers may stand among the values, around their examples. */
  readonly hasTerms: boolean;
}

/** @param value the item, which may choose among several places. */
export function layoutOf(part: Part, value: unknown): Layout {
  switch (part.format) {
    case 'nock':
      return layoutOfNock(value);
    case 'pact':
      return layoutOfPact(part.version, value);
    default:
      return {
        ...messages('url'),
        mediaType: { request: ['request', 'postData', 'mimeType'], response: ['response', 'content', 'mimeType'] },
        body: { request: ['request', 'postData', 'text'], response: ['response', 'content', 'text'] },
        hasTerms: false,
      };
  }
}

function layoutOfNock(value: unknown): Layout {
  return {
    method: ['method'],
    path: ['path'],
    status: valueAt(value, ['status']) === undefined ? ['reply'] : ['status'],
    headers: {
      request: valueAt(value, ['recorded', 'requestHeaders']) === undefined ? ['reqheaders'] : ['recorded', 'requestHeaders'],
      response: ['rawHeaders'],
    },
    body: { request: ['body'], response: ['response'] },
    hasTerms: false,
  };
}

function layoutOfPact(version: string, value: unknown): Layout {
  const wrapping = wrappingIn(version);
  const wrapped = (['request', 'response'] as const).filter((side) => isWrapped(valueAt(value, [side, 'body']), wrapping));
  const bodyOf = (side: MessageSide): JsonPath => [side, 'body', ...(wrapped.includes(side) ? ['content'] : [])];
  return {
    ...messages('path'),
    mediaType: Object.fromEntries(wrapped.map((side) => [side, [side, 'body', 'contentType']])),
    body: { request: bodyOf('request'), response: bodyOf('response') },
    rules: { request: ['request', 'matchingRules'], response: ['response', 'matchingRules'] },
    hasTerms: hasTerms(version),
  };
}

function messages(path: string): Pick<Layout, 'method' | 'path' | 'status' | 'headers'> {
  return {
    method: ['request', 'method'],
    path: ['request', path],
    status: ['response', 'status'],
    headers: { request: ['request', 'headers'], response: ['response', 'headers'] },
  };
}

/** The value to which names lead; undefined where they lead nowhere. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value);
}
