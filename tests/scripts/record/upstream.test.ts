import { toClient, toUpstream } from '../../../scripts/record/upstream.js';

test.each<[string, readonly string[], readonly string[]]>([
  [
    'what is meant for Graph goes there as it came',
    ['Authorization', 'Bearer x', 'X-Own', '1', 'X-Own', '2'],
    ['Authorization', 'Bearer x', 'X-Own', '1', 'X-Own', '2'],
  ],
  ['the name of this machine and the length do not', ['Host', '127.0.0.1:4011', 'Content-Length', '7', 'Expect', '100-continue'], []],
  [
    'what is about the connection does not',
    [
      'Connection',
      'keep-alive',
      'Keep-Alive',
      'timeout=5',
      'TE',
      'trailers',
      'Transfer-Encoding',
      'chunked',
      'Upgrade',
      'h2c',
      'Proxy-Authorization',
      'Basic x',
    ],
    [],
  ],
  ['nor what the connection names', ['Connection', 'close, X-Hop', 'x-hop', '1', 'X-Own', '1'], ['X-Own', '1']],
])('%s', (_what, before, after) => {
  expect(toUpstream(before)).toEqual(after);
});

test('an answer has the length of what was received, and how it is encoded', () => {
  const raw = ['Content-Type', 'application/json', 'Transfer-Encoding', 'chunked', 'Content-Encoding', 'gzip', 'Connection', 'close'];
  expect(toClient(raw, 7)).toEqual(['Content-Type', 'application/json', 'Content-Encoding', 'gzip', 'content-length', '7']);
  expect(toClient(['Content-Length', '9'], undefined)).toEqual([]);
});
