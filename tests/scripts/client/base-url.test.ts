import { GraphClient } from '../../../scripts/client/graph-client.js';

function clientOf(baseUrl: string): GraphClient {
  return new GraphClient({ baseUrl, token: () => Promise.resolve('made-up') });
}

test.each([
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
  'HTTPS://GRAPH.MICROSOFT.COM',
  'http://127.0.0.1:3000',
  'http://127.255.0.1',
  'http://localhost:3000',
  'http://[::1]:3000',
])('%s is accepted', (baseUrl) => {
  expect(() => clientOf(baseUrl)).not.toThrow();
});

test.each([
  ['http://graph.microsoft.com', 'not HTTPS'],
  ['http://127.0.0.1.example', 'not HTTPS'],
  ['http://localhost.example', 'not HTTPS'],
  ['http://10.0.0.1', 'not HTTPS'],
  ['http://0.0.0.0', 'not HTTPS'],
  ['ftp://127.0.0.1', 'is not an HTTP URL'],
  ['file:///etc/passwd', 'is not an HTTP URL'],
  ['localhost:3000', 'is not an HTTP URL'],
  ['https://user@graph.microsoft.com', 'credentials'],
  ['https://user:s3cret@graph.microsoft.com', 'credentials'],
  ['http://:s3cret@127.0.0.1', 'credentials'],
  ['https://graph.microsoft.com/v1.0', 'more than scheme, host and port'],
  ['https://graph.microsoft.com/?sig=s3cret', 'more than scheme, host and port'],
  ['https://graph.microsoft.com/#s3cret', 'more than scheme, host and port'],
  ['https://graph.microsoft.com/s3cret/..%2f', 'more than scheme, host and port'],
  ['graph.microsoft.com', 'is not an HTTP URL'],
  ['//user:s3cret@graph.microsoft.com', 'is not an HTTP URL'],
  ['', 'is not an HTTP URL'],
  ['https://', 'is not an HTTP URL'],
])('%s is refused', (baseUrl, expected) => {
  const error = { name: 'CannotRun', message: expect.stringContaining(expected) as string };
  expect(() => clientOf(baseUrl)).toThrow(expect.objectContaining(error) as Error);
  expect(() => clientOf(baseUrl)).not.toThrow('s3cret');
});

test.each([
  'https://graph.example',
  'https://graph.microsoft.com.example',
  'https://graph.microsoft.com:8443',
  'https://login.microsoftonline.com',
  'https://127.0.0.1.example',
])('no token is sent to %s, which is not Graph', (baseUrl) => {
  const refusal = { name: 'Refused', message: expect.stringContaining('is not Microsoft Graph') as string };
  expect(() => clientOf(baseUrl)).toThrow(expect.objectContaining(refusal) as Error);
});
