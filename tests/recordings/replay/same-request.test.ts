import { contentTypeKey, pathOf } from '../../../recordings/replay/same-request.js';

test.each([
  ['a path', '/v1.0/x?y', '/v1.0/x?y'],
  ['a URL', 'https://graph.example/v1.0/x?y', '/v1.0/x?y'],
  ['a URL in capitals', 'HTTPS://GRAPH.EXAMPLE/X', '/X'],
  ['a URL with a port', 'http://127.0.0.1:4010/x', '/x'],
  ['a scheme of odd characters', 'a1+b.c-d://graph.example/x', '/x'],
  ['a URL without a path', 'https://graph.example', ''],
  ['a query behind the host', 'https://graph.example?x=/y', '?x=/y'],
  ['a fragment behind the host', 'https://graph.example#x/y', '#x/y'],
  ['a URL within a query', '/x?to=https://graph.example/y', '/x?to=https://graph.example/y'],
  ['a URL within a query, without a slash at the front', 'x?to=https://graph.example/y', 'x?to=https://graph.example/y'],
  ['a scheme that begins with a digit', '1http://graph.example/x', '1http://graph.example/x'],
  ['text', 'x', 'x'],
])('the path of %s', (_what, url, expected) => {
  expect(pathOf(url)).toBe(expected);
});

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON ; Charset="UTF-8"', 'application/json'],
  ['application/json;odata=minimal;ieee=true;', 'application/json;ieee=true;odata=minimal'],
  ['application/json; charset=latin1', 'application/json;charset=latin1'],
  ['text/plain; charset=utf-8', 'text/plain;charset=utf-8'],
  [' text/plain ;', 'text/plain'],
  ['', ''],
])('the content type %s', (contentType, expected) => {
  expect(contentTypeKey(contentType)).toBe(expected);
});
