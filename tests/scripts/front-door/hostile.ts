import { valid } from './inputs.js';

/** An input that was made to hurt, and how the run must end: 0 or 1 where it can be judged all the same, 2 where it is refused. */
export interface Hostile {
  readonly name: string;
  readonly content: () => string | Buffer;
  readonly ends: 0 | 1 | 2;
}

const levels = 100_000;
const deepList = `${'['.repeat(levels)}${']'.repeat(levels)}`;
const deepObject = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const hugeString = 'x'.repeat(8 * 1024 * 1024);
const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';

/** A valid input as text. */
function text(of: string, indent = 0): string {
  return JSON.stringify(valid[of], null, indent);
}

/** An exchange of ours as a line, with JSON as text in some of its places. */
function line(parts: { readonly sent?: string; readonly got?: string; readonly headers?: string; readonly url?: string }): string {
  const { sent = '{}', got = '{}', headers = '{}', url: to = JSON.stringify(url) } = parts;
  return `{"request":{"method":"PATCH","url":${to},"headers":${headers},"body":${sent}},"response":{"status":200,"headers":${headers},"body":${got}}}`;
}

function pact(request: string, response: string): string {
  const path = JSON.stringify(new URL(url).pathname);
  return `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"description":"d","request":{"method":"PATCH","path":${path},${request}},"response":{"status":200,${response}}}],"metadata":{"pactSpecification":{"version":"3.0.0"}}}`;
}

const json = JSON.stringify;

export const hostile: readonly Hostile[] = [
  { name: 'a deep list, alone', content: () => deepList, ends: 2 },
  { name: 'a deep object, alone', content: () => deepObject, ends: 2 },
  { name: 'only opening brackets', content: () => '['.repeat(levels), ends: 2 },
  { name: 'a deep body that was sent', content: () => line({ sent: deepObject }), ends: 1 },
  { name: 'a deep body that was sent, as text', content: () => line({ sent: json(deepObject) }), ends: 1 },
  { name: 'a deep answer', content: () => line({ got: deepObject }), ends: 1 },
  { name: 'a deep list as an answer', content: () => line({ got: deepList }), ends: 1 },
  { name: 'a deep answer, as text', content: () => line({ got: json(deepList) }), ends: 1 },
  { name: 'a deep target', content: () => line({ sent: `{"target":${deepObject}}`, got: `{"id":"b","target":${deepObject}}` }), ends: 1 },
  { name: 'deep headers', content: () => line({ headers: `{"content-type":${deepList}}` }), ends: 1 },
  { name: 'a deep body of a pact', content: () => pact(`"body":${deepObject}`, `"body":${deepList}`), ends: 1 },
  { name: 'a deep target of a pact', content: () => pact(`"body":{"target":${deepObject}}`, `"body":{"target":${deepList}}`), ends: 1 },
  {
    name: 'deep rules of a pact',
    content: () => pact(`"matchingRules":${deepObject}`, `"matchingRules":{"body":{"$":${deepList}}}`),
    ends: 1,
  },
  { name: 'deep metadata of a pact', content: () => `{"consumer":{},"provider":{},"interactions":[],"metadata":${deepObject}}`, ends: 0 },
  {
    name: 'deep headers of a pact',
    content: () => pact(`"headers":{"Content-Type":${deepList}}`, `"headers":{"Content-Type":${deepList}}`),
    ends: 1,
  },
  {
    name: 'a path of rules with as many steps',
    content: () => pact(`"matchingRules":{"body":{"$${'.a'.repeat(levels)}":{"matchers":[{"match":"type"}]}}}`, `"body":{}`),
    ends: 1,
  },
  { name: 'a deep entry of a HAR', content: () => `{"log":{"entries":[${deepObject}]}}`, ends: 2 },
  { name: 'a deep member beside the entries of a HAR', content: () => `{"log":{"x":${deepObject},"entries":[]}}`, ends: 0 },
  {
    name: 'a deep definition of nock',
    content: () => `[{"scope":"https://graph.microsoft.com","method":"GET","path":"/x","response":${deepList},"status":200}]`,
    ends: 0,
  },
  { name: 'a huge string as a body', content: () => line({ sent: json(hugeString), got: json(hugeString) }), ends: 1 },
  { name: 'a huge value', content: () => line({ sent: `{"target":{"@odata.type":"${hugeString}"}}` }), ends: 1 },
  { name: 'a huge name', content: () => line({ sent: `{"${hugeString}":1}`, got: `{"${hugeString}":1}` }), ends: 1 },
  { name: 'a huge url', content: () => line({ url: json(`${url}/${hugeString}`) }), ends: 0 },
  { name: 'a huge id in the url', content: () => line({ url: json(`${url}${hugeString}`) }), ends: 1 },
  { name: 'a url of slashes', content: () => line({ url: json('/'.repeat(1024 * 1024)) }), ends: 0 },
  { name: 'a huge header', content: () => line({ headers: `{"content-type":"${hugeString}","authorization":"${hugeString}"}` }), ends: 1 },
  { name: 'a huge string, alone', content: () => json(hugeString), ends: 2 },
  {
    name: 'ten thousand members',
    content: () => line({ sent: `{${Array.from({ length: 1e4 }, (_, i) => `"p${i}":1`).join()}}` }),
    ends: 1,
  },
  {
    name: 'a member called __proto__ in every place',
    content: () =>
      line({ sent: '{"__proto__":{"target":1},"target":{"__proto__":{}}}', got: '{"__proto__":{"id":"b"}}', headers: '{"__proto__":"x"}' }),
    ends: 1,
  },
  { name: 'a format that is inherited', content: () => '{"__proto__":{"log":{"entries":[]}}}', ends: 2 },
  {
    name: 'rules called __proto__',
    content: () =>
      pact(
        '"matchingRules":{"__proto__":{"matchers":[]},"body":{"__proto__":{"matchers":[{"match":"type"}]}}}',
        '"generators":{"__proto__":1}',
      ),
    ends: 1,
  },
  {
    name: 'halves of surrogate pairs',
    content: () => line({ sent: '{"\\ud800":"\\udc00","target":{"\\udfff":1}}', got: '{"id":"\\ud800","x\\ud800":1}' }),
    ends: 1,
  },
  { name: 'halves of surrogate pairs in a url', content: () => line({ url: json(url).replace('/b"', '/\\ud800"') }), ends: 1 },
  {
    name: 'bytes that are no UTF-8',
    content: () =>
      Buffer.concat([Buffer.from(text('har').slice(0, 300)), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(text('har').slice(300))]),
    ends: 2,
  },
  {
    name: 'a line that is no UTF-8',
    content: () => Buffer.concat([Buffer.from(line({})), Buffer.from('\n{"request":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}\n')]),
    ends: 2,
  },
  { name: 'UTF-16', content: () => Buffer.from(`\ufeff${text('har')}`, 'utf16le'), ends: 2 },
  { name: 'a byte order mark before a HAR', content: () => `\ufeff${text('har')}`, ends: 0 },
  { name: 'a byte order mark before a pact', content: () => `\ufeff${text('pact')}`, ends: 0 },
  { name: 'a byte order mark before lines', content: () => `\ufeff${text('line')}\n${text('line')}\n`, ends: 0 },
  { name: 'only a byte order mark', content: () => '\ufeff', ends: 2 },
  { name: 'a HAR with the line ends of Windows', content: () => text('har', 2).replaceAll('\n', '\r\n'), ends: 0 },
  { name: 'a pact with the line ends of Windows', content: () => text('pact', 2).replaceAll('\n', '\r\n'), ends: 0 },
  { name: 'a recording with the line ends of Windows', content: () => text('nock', 2).replaceAll('\n', '\r\n'), ends: 0 },
  { name: 'lines that end as on Windows', content: () => `${text('line')}\r\n\r\n${text('line')}\r\n`, ends: 0 },
  { name: 'nothing', content: () => '', ends: 2 },
  { name: 'zero bytes', content: () => Buffer.alloc(100_000), ends: 2 },
  { name: 'blanks', content: () => ' \r\n\t'.repeat(100_000), ends: 2 },
  {
    name: 'a regex that takes for ever',
    content: () =>
      pact(
        '"headers":{"Content-Type":"application/json"},"matchingRules":{"header":{"Content-Type":{"matchers":[{"match":"regex","regex":"^(([a-z/])+.)+[A-Z]([a-z])+$"}]}}}',
        `"headers":{"Content-Type":"${'a'.repeat(60)}"},"matchingRules":{"body":{"$.id":{"matchers":[{"match":"regex","regex":"^(a+)+$"}]}}},"body":{"id":"${'a'.repeat(60)}!"}`,
      ),
    ends: 1,
  },
];
