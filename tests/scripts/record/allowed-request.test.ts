import { allowedRequest } from '../../../scripts/record/allowed-request.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b_c';

function why(method: string, target: string, headers: Record<string, string> = {}): string | undefined {
  const answer = allowedRequest(method, target, headers);
  return 'why' in answer ? answer.why : undefined;
}

test.each([
  ['GET', path],
  ['PATCH', path],
  ['PATCH', path.replace('v1.0', 'beta')],
  ['PATCH', '/beta/deviceManagement/deviceCompliancePolicies/a/assignments/b'],
  ['GET', `${path}?$select=id`],
  ['GET', `${path}?x=/../../me`],
  ['GET', `${path}?%24select=id&$filter=path%20eq%20'method'&api-version=1&verbose=1`],
  ['GET', path.replace('/a/', '/%61/')],
])('passes: %s %s', (method, target) => {
  expect(why(method, target)).toBeUndefined();
});

test.each<[string, string]>([
  ['GET', '/v1.0/me'],
  ['GET', '/'],
  ['OPTIONS', '*'],
  ['CONNECT', 'graph.microsoft.com:443'],
  ['GET', `https://graph.microsoft.com${path}`],
  ['GET', `//graph.microsoft.com${path}`],
  ['DELETE', path],
  ['POST', path],
  ['HEAD', path],
  ['patch', path],
  ['PUT', path],
  ['GET', path.replace('/b_c', '')],
  ['GET', path.replace('/b_c', '/')],
  ['GET', `${path}/`],
  ['GET', `${path}/target`],
  ['GET', path.replace('v1.0', 'v2.0')],
  ['GET', path.replace('/v1.0', '')],
  ['GET', `/x${path}`],
  ['GET', `/v1.0${path}`],
  ['GET', path.replace('/v1.0', '/v1.0/users/x/../..')],
  ['GET', path.replace('/a/', '/../')],
  ['GET', path.replace('/a/', '/./')],
  ['GET', path.replace('/a/', '/%2e%2E/')],
  ['GET', path.replace('/b_c', '/..')],
  ['GET', path.replace('/a/', '/a%2Fb/')],
  ['GET', path.replace('/a/', '/a%5cb/')],
  ['GET', path.replace('/a/', '/a%252Fb/')],
  ['GET', path.replace('/a/', '/a\\b/')],
  ['GET', path.replace('/a/', '/a%00/')],
  ['GET', path.replace('/a/', '//')],
  ['GET', path.replace('/a/', '/{id}/')],
  ...[
    '%7Ba%7D-1',
    '$ref',
    '$count',
    '%24ref',
    '..;',
    'a;x=1',
    '%2e%2e%3b',
    'a%2561',
    '%25%36%31',
    'a.b',
    '%C3%A4',
    '%E2%80%8B',
    '%',
    'x'.repeat(201),
  ].flatMap((id): [string, string][] => [['GET', path.replace('/a/', `/${id}/`)], ['GET', path.replace('/b_c', `/${id}`)] as const]),
  ['GET', `${path}/$ref`],
  ['GET', `${path}/$count`],
  ['GET', `${path};/..;/me`],
  ...[
    '_method',
    '$method',
    '%24method',
    'method',
    '%6dethod',
    '%256dethod',
    '_METHOD',
    'x[_method]',
    'httpMethod',
    'odata-method',
    'X-HTTP-Method-Override',
    '$select=id&$method',
    '$select=id;$method',
    '$select=id?_method',
    '$select=id%26_method',
    '_verb',
    'PATH_INFO',
    'url',
    'originalUrl',
    'X-Rewrite-URL',
    '_route',
  ].map((name): [string, string] => ['PATCH', `${path}?${name}=DELETE`]),
  ['GET', path.replace('deviceManagement', 'devicemanagement')],
  ['GET', path.replace('deviceConfigurations', 'deviceConfiguration')],
  ['GET', `${path}#x`],
])('stays here: %s %s', (method, target) => {
  expect(why(method, target)).toMatch(/\.$/);
});

test.each([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x_http_method_override',
  'x-method',
  'http-method-override',
  'method-override',
  'X-Original-Method',
  'X-Forwarded-Method',
  'X-Request-Method',
  'odata-method',
  '$method',
  'X-HTTP-Verb',
  'X-Original-URL',
  'X-Original-URI',
  'X-Rewrite-URL',
  'X-HTTP-DestinationURL',
  'X-Forwarded-URI',
  'X-Forwarded-Path',
  'X-Forwarded-Prefix',
  'X-Envoy-Original-Path',
  'X-Script-Name',
  'X-MS-Original-URL',
  'Request-URI',
  'Destination',
])('stays here: a PATCH of which %s makes another request', (name) => {
  expect(why('PATCH', path, { [name]: 'DELETE' })).toBe('The name of a header asks for another method or path.');
});

test.each([
  'authorization',
  'prefer',
  'client-request-id',
  'consistencylevel',
  'content-security-policy',
  'sec-fetch-dest',
  'sdkversion',
  'traceparent',
  'x-forwarded-for',
])('passes: a PATCH with %s', (name) => {
  expect(why('PATCH', path, { [name]: 'x' })).toBeUndefined();
});
