import { assignmentId, objectAt, type DraftExchange } from '../healthy-exchange.js';
import { answered, judged, outside, renamed, sent, type Cases, type Expected } from './case.js';

function at(from: string | RegExp, to: string) {
  return ({ request }: DraftExchange): void => {
    request.url = request.url.replace(from, to);
  };
}

function by(method: string) {
  return ({ request }: DraftExchange): void => {
    request.method = method;
  };
}

const bothIds = /\/([^/]+)\/assignments\/([^/]+)$/;

const otherPath: Expected = ['request.path', 'path', 'request.path'];
const inParentheses: Expected = ['request.path-style', 'path', 'request.path'];
const otherVersion: Expected = ['request.version', 'path', 'request.version'];
const noId: Expected = ['request.path', 'path/{{lastParameter}}', 'request.path.{{lastParameter}}'];

/** Sends and answers a group target with that id. */
function groupIs(groupId: string | null | undefined) {
  return (exchange: DraftExchange): void => {
    sent('/target', { groupId })(exchange);
    answered('/target', { groupId })(exchange);
  };
}

/** The id in the path, and in the answer. */
function idIs(id: string, from = /[^/]*$/, to = id) {
  return (exchange: DraftExchange): void => {
    at(from, to)(exchange);
    answered('', { id })(exchange);
  };
}

export const requests: Cases = {
  'headers that were not recorded': judged(
    ({ request }) => {
      Reflect.deleteProperty(request, 'headers');
    },
    ['request.not-checked', 'headers', 'request.header.authorization'],
  ),
  'headers of which there are none': judged(
    ({ request }) => void (request.headers = {}),
    ['request.header.missing', 'authorization', 'request.header.authorization'],
    ['request.header.missing', 'content-type', 'request.header.content-type'],
  ),
  'a token with spaces around it': judged(({ request }) => void (request.headers['Authorization'] = '  Bearer made-up.token  ')),
  'a media type with words behind it, which may be anything': judged(
    ({ request }) => void (request.headers['Content-Type'] = 'text/plain ada'),
    ['request.header.value', 'content-type', 'request.header.content-type', 'something else'],
  ),
  ...Object.fromEntries(
    ['{token}', '{{token}}', '***', '<token>', 'REDACTED'].map((token) => [
      `${token} in the place of a token, as somebody leaves it who cleans a capture`,
      judged(({ request }) => void (request.headers['Authorization'] = `Bearer ${token}`)),
    ]),
  ),
  "ids in OData's parentheses, which is one finding": judged(at(bothIds, "('$1')/assignments('$2')"), inParentheses),
  "one id in OData's parentheses": judged(at(/\/([^/]+)$/, '($1)'), inParentheses),
  "ids in OData's parentheses, with quotes that are escaped": judged(at(bothIds, '(%27$1%27)/assignments(%27$2%27)'), inParentheses),
  "ids in OData's parentheses, with all signs escaped": judged(at(bothIds, '%28%27$1%27%29/assignments%28%27$2%27%29'), inParentheses),
  'an id that itself has brackets': judged(idIs('set(1)')),
  ...Object.fromEntries(
    ['all-null', 'null-1', '{set}1', '1{set}'].map((id) => [`the id ${id}, in which a placeholder is not all`, judged(idIs(id))]),
  ),
  'brackets in the query': judged(at(/$/, "?$filter=startswith(id,'x')")),
  'brackets of another operation': outside(
    at(/.*/, "https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations('1')/assign()"),
  ),
  "ids in OData's parentheses, with the names of their keys": judged(at(bothIds, "(id='$1')/assignments(id='$2')"), inParentheses),
  'an id with quotes, which OData doubles': judged(idIs("o'neill", /\/[^/]+$/, "('o''neill')"), inParentheses),
  'escapes of letters': judged(at(/deviceManagement(.*)assignments/, 'device%4Danagement$1%61ssignments')),
  'an escape of a letter in the version': judged(at('v1.0', 'v1%2E0')),
  'the type of the object behind its id': judged(at(/$/, '/microsoft.graph.deviceConfigurationAssignment'), otherPath),
  'the type of the policy, with ids in parentheses': judged(
    at(bothIds, "('$1')/microsoft.graph.windows10GeneralConfiguration/assignments('$2')"),
    inParentheses,
    otherPath,
  ),
  'dots that lead nowhere else': judged(at('/assignments/', '/x/../assignments/'), otherPath),
  'a method that fetch did not write in capitals': judged(by('patch'), ['request.method-case', 'method', 'request.method', 'patch']),
  'a method that fetch did not write in capitals, and that is refused': judged(
    (exchange) => {
      by('patch')(exchange);
      exchange.response = { status: 405, headers: {}, body: undefined };
    },
    ['request.method', 'method', 'request.method', 'patch'],
    ['response.not-checked', 'status', 'response.status'],
  ),
  'a method that fetch did not write in capitals, to a broken Graph': {
    ...judged(
      (exchange) => {
        by('patch')(exchange);
        exchange.response = { status: 503, headers: {}, body: undefined };
      },
      ['request.method-case', 'method', 'request.method', 'patch'],
    ),
    kind: 'inconclusive',
    reason: 'outage',
  },
  ...Object.fromEntries(
    [
      '',
      ' ',
      'undefined',
      'null',
      'NULL',
      'None',
      '${groupId}',
      '{groupId}',
      '<groupId>',
      '$(groupId)',
      '#{groupId}',
      '%GROUP_ID%',
      '$groupId',
      '[object Object]',
      'System.Object[]',
    ].map((id) => [
      `the group id ${JSON.stringify(id)}`,
      judged(groupIs(id), ['request.body.value', '/target/groupId', 'type.groupAssignmentTarget/groupId']),
    ]),
  ),
  ...Object.fromEntries(
    ['null', 'nothing'].map((what) => [
      `a group target with ${what} for its group`,
      judged(groupIs(what === 'null' ? null : undefined), [
        'request.body.incomplete-target',
        '/target/groupId',
        'type.groupAssignmentTarget/groupId',
        what,
      ]),
    ]),
  ),
  ...Object.fromEntries(
    ['***', '[REDACTED]', '<redacted>', 'xxxxxxxx', '[Filtered]'].map((id) => [
      `the group id ${id}, as somebody leaves it who cleans a capture`,
      judged(sent('/target', { groupId: id }), ['request.not-checked', '/target/groupId', 'type.groupAssignmentTarget/groupId']),
    ]),
  ),
  'a type that only a newer page shows': judged(
    sent('', { target: { '@odata.type': '#microsoft.graph.scopeTagGroupAssignmentTarget', targetType: 'user', entraObjectId: 'x' } }),
    ['request.body.open-type', '/target/@odata.type', 'request.body/target/@odata.type'],
  ),
  'a target with a slip in its type, which is one finding': judged(
    sent('/target', { '@odata.type': '#microsoft.graph.groupassignmenttarget' }),
    ['request.body.value', '/target/@odata.type', 'type.groupAssignmentTarget'],
  ),
  'a target without a type, which is one finding': judged(sent('', { target: { groupId: 'x' } }), [
    'request.body.missing-property',
    '/target/@odata.type',
    'request.body/target/@odata.type',
  ]),
  'a target type that nobody knows, which is one finding': judged(
    sent('', { target: { '@odata.type': '#microsoft.graph.teamAssignmentTarget', teamId: 'x' } }),
    ['request.body.value', '/target/@odata.type', 'request.body/target/@odata.type'],
  ),
  'a target in another case, which is one finding': judged(renamed('request', 'target', 'Target'), [
    'request.body.missing-property',
    '/target',
    'request.body/target',
  ]),
  'a group id in another case': judged(sent('', { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupID: 'x' } }), [
    'request.body.undocumented-property',
    '/target/groupID',
    'type.groupAssignmentTarget/groupId',
  ]),
  'a filter in the version that has none': judged(sent('/target', { deviceAndAppManagementAssignmentFilterType: 'none' }), [
    'request.body.undocumented-property',
    '/target/deviceAndAppManagementAssignmentFilterType',
    'type.deviceAndAppManagementAssignmentTarget/deviceAndAppManagementAssignmentFilterType',
  ]),
  'a group for all devices': judged(
    (exchange) => {
      for (const side of ['request', 'response'] as const) {
        objectAt(exchange, side, '/target')['@odata.type'] = '#microsoft.graph.allDevicesAssignmentTarget';
      }
    },
    ['request.body.undocumented-property', '/target/groupId', 'type.groupAssignmentTarget/groupId'],
    ['response.body.undocumented-property', '/target/groupId', 'response.body'],
  ),
  'a property called constructor': judged(sent('', { constructor: 'x' }), [
    'request.body.undocumented-property',
    '/constructor',
    'request.body.closed',
  ]),
  'a byte order mark': judged(
    ({ request }) => void (request.body = `\uFEFF${JSON.stringify(request.body)}`),
    ['request.body.byte-order-mark', '', 'request.body'],
  ),
  'a null target': judged(sent('', { target: null }), ['request.body.type', '/target', 'request.body/target']),
};

export const places: Cases = {
  'GET of the same URL': outside(by('GET')),
  'HEAD of the same URL': outside(by('HEAD')),
  'OPTIONS of the same URL': outside(by('OPTIONS')),
  'DELETE of the same URL': outside(by('DELETE')),
  'PUT of the same URL, which is not judged any further': judged(
    (exchange) => {
      by('PUT')(exchange);
      exchange.request.body = undefined;
      exchange.response.status = 500;
    },
    ['request.method', 'method', 'request.method'],
  ),
  'the collection of assignments': outside(at(`/${assignmentId}`, '')),
  'the object above': outside(at(/\/assignments\/.*/, '')),
  'something below': outside(at(/$/, '/target')),
  'another path of Graph': outside(at(/.*/, 'https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/1')),
  'a collection of another kind': outside(at(/(deviceManagement\/)[^/]*/, '$1groupPolicyConfigurations')),
  'two misspelt segments': outside(at(/deviceManagement(.*)assignments/, 'deviceManagment$1asignments')),
  'no URL at all': outside(at(/.*/, '')),
  'a misspelt segment': judged(at('deviceManagement', 'deviceManagment'), otherPath),
  'a segment in the singular': judged(at('/assignments/', '/assignment/'), otherPath),
  'segments in lower case': judged(at(/deviceManagement(.*)assignments/, 'devicemanagement$1ASSIGNMENTS'), otherPath, otherPath),
  'a slash at the end': judged(at(/$/, '/'), otherPath),
  'two slashes after the version': judged(at('/v1.0/', '/v1.0//'), otherPath),
  'two slashes before the version': judged(at('/v1.0/', '//v1.0/'), otherPath),
  'two slashes at the beginning of a path': judged(at('https://graph.microsoft.com/v1.0/', '//v1.0/'), otherPath),
  'two slashes between a prefix and the version': judged(at('/v1.0/', '/graph//v1.0/'), otherPath),
  'an API version twice': judged(at('/v1.0/', '/v1.0/v1.0/'), otherPath),
  'an API version behind another one': judged(at('/v1.0/', '/beta/v1.0/'), otherPath),
  'an API version twice, in another case': judged(at('/v1.0/', '/V1.0/v1.0/'), otherPath),
  'an API version twice, with two slashes between them': judged(at('/v1.0/', '/v1.0//v1.0/'), otherPath, otherPath),
  'a gateway that has a version of its own': judged(at('/v1.0/', '/v1.0/graph/v1.0/')),
  'a gateway that takes a whole URL for its path': judged(at(/^/, 'https://gateway.contoso.example/')),
  'an empty id': judged(at(assignmentId, ''), noId),
  'a placeholder for an id, which is one finding': judged(at(/[^/]*$/, '%7BassignmentId%7D'), noId),
  'no version': judged(at('/v1.0', ''), otherVersion),
  'another version': judged(at('/v1.0', '/v2.0'), otherVersion),
  'a backslash in the place of the version': judged(at('/v1.0', '/docs\\api'), otherVersion),
  'a path without a slash before it': judged(at('https://graph.microsoft.com/', '')),
};
