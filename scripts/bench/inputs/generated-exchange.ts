import type { ApiVersion } from '../../../contracts/contract.js';
import { Random } from './random.js';

/** One exchange before it is written in a format, open to the faults that are planted in it. */
export interface GeneratedExchange {
  readonly index: number;
  readonly version: ApiVersion;
  readonly when: Date;
  readonly milliseconds: number;
  method: string;
  path: string;
  request: { headers: Record<string, string>; body: JsonObject };
  response: { status: number; statusText: string; headers: Record<string, string>; body: JsonObject | undefined };
}

export type JsonObject = Record<string, unknown>;

export const graphHost = 'graph.microsoft.com';

/** Exchanges depend on their place alone, so that a larger input begins with the smaller one. */
const seed = 20_260_801;

const operations = [
  { collection: 'deviceConfigurations', type: 'deviceConfigurationAssignment', hasIntent: true },
  { collection: 'deviceCompliancePolicies', type: 'deviceCompliancePolicyAssignment', hasIntent: false },
] as const;

/** Whom policies are assigned to, the commonest first, and as often as it is commoner. */
const targetTypes = [
  'groupAssignmentTarget',
  'groupAssignmentTarget',
  'groupAssignmentTarget',
  'exclusionGroupAssignmentTarget',
  'allDevicesAssignmentTarget',
  'allLicensedUsersAssignmentTarget',
  'configurationManagerCollectionAssignmentTarget',
] as const;

const allDevicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';
const allUsersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';

/** The healthy exchange at a place: an update of an assignment, and the answer that Graph is seen to give. */
export function healthyExchange(index: number): GeneratedExchange {
  const random = new Random(seed ^ Math.imul(index + 1, 0x9e3779b1));
  const operation = random.pick(operations);
  const version = random.pick<ApiVersion>(['v1.0', 'beta']);
  const policyId = random.guid();
  const { targetId, target } = targetOf(random, version);
  const assignmentId = `${policyId}_${targetId}`;
  const when = new Date(Date.UTC(2026, 7, 1) + index * 40 + random.below(40));
  return {
    index,
    version,
    when,
    milliseconds: 90 + random.below(400),
    method: 'PATCH',
    path: `/${version}/deviceManagement/${operation.collection}/${policyId}/assignments/${assignmentId}`,
    request: {
      headers: requestHeaders(random),
      body: { '@odata.type': `#microsoft.graph.${operation.type}`, target },
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: responseHeaders(random, when),
      body: {
        '@odata.context': `https://${graphHost}/${version}/$metadata#deviceManagement/${operation.collection}('${policyId}')/assignments/$entity`,
        id: assignmentId,
        ...(version === 'beta' ? { source: 'direct', sourceId: policyId } : {}),
        ...(version === 'beta' && operation.hasIntent ? { intent: 'apply' } : {}),
        target: { ...target },
      },
    },
  };
}

function targetOf(random: Random, version: ApiVersion): { targetId: string; target: JsonObject } {
  const type = random.pick(targetTypes);
  const filtered = random.below(4) === 0;
  const filter =
    version === 'v1.0'
      ? {}
      : {
          deviceAndAppManagementAssignmentFilterId: filtered ? random.guid() : null,
          deviceAndAppManagementAssignmentFilterType: filtered ? random.pick(['include', 'exclude']) : 'none',
        };
  const base = { '@odata.type': `#microsoft.graph.${type}`, ...filter };
  switch (type) {
    case 'allDevicesAssignmentTarget':
      return { targetId: allDevicesId, target: base };
    case 'allLicensedUsersAssignmentTarget':
      return { targetId: allUsersId, target: base };
    case 'configurationManagerCollectionAssignmentTarget': {
      const collectionId = `SMS${random.hex(5).toUpperCase()}`;
      return { targetId: collectionId, target: { ...base, collectionId } };
    }
    default: {
      const groupId = random.guid();
      return { targetId: groupId, target: { ...base, groupId } };
    }
  }
}

/** What a browser sends from the portal of a service. Its token only looks like one. */
function requestHeaders(random: Random): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'accept-language': 'en-GB,en;q=0.9,de;q=0.8',
    authorization: `Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${random.hex(240)}.${random.hex(86)}`,
    'client-request-id': random.guid(),
    'content-type': 'application/json',
    origin: 'https://assignments.example',
    referer: 'https://assignments.example/',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  };
}

function responseHeaders(random: Random, when: Date): Record<string, string> {
  const requestId = random.guid();
  return {
    'cache-control': 'no-cache',
    'client-request-id': requestId,
    'content-encoding': 'gzip',
    'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    date: when.toUTCString(),
    'odata-version': '4.0',
    'request-id': requestId,
    'strict-transport-security': 'max-age=31536000',
    vary: 'Accept-Encoding',
    'x-ms-ags-diagnostic': `{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"00${String(random.below(9))}","RoleInstance":"AM4PEPF000${random.hex(5).toUpperCase()}"}}`,
  };
}
