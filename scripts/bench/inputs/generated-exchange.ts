import type { ApiVersion } from '../../../contracts/contract.js';
import { createHash } from 'node:crypto';

/** A PATCH of an assignment and its response, before a fault is planted in it and before it is written in a format. */
export interface GeneratedExchange {
  readonly when: Date;
  readonly path: string;
  readonly request: { headers: Record<string, string>; body: JsonObject };
  readonly response: { status: number; headers: Record<string, string>; body: JsonObject | undefined };
}

export type JsonObject = Record<string, unknown>;

export const graphHost = 'graph.microsoft.com';

const operations = [
  { collection: 'deviceConfigurations', type: 'deviceConfigurationAssignment', hasIntent: true },
  { collection: 'deviceCompliancePolicies', type: 'deviceCompliancePolicyAssignment', hasIntent: false },
] as const;

/** An exchange without a fault. It depends only on its index, so a larger input begins with the smaller one. */
export function healthyExchange(index: number): GeneratedExchange {
  const random = new Random(index);
  const { collection, type, hasIntent } = random.pick(operations);
  const version = random.pick<ApiVersion>(['v1.0', 'beta']);
  const policyId = random.guid();
  const { targetId, target } = targetOf(random, version);
  const id = `${policyId}_${targetId}`;
  const when = new Date(Date.UTC(2026, 7, 1) + index * 40);
  const context = `https://${graphHost}/${version}/$metadata#deviceManagement/${collection}('${policyId}')/assignments/$entity`;
  const beta = { source: 'direct', sourceId: policyId, ...(hasIntent ? { intent: 'apply' } : {}) };
  return {
    when,
    path: `/${version}/deviceManagement/${collection}/${policyId}/assignments/${id}`,
    request: { headers: requestHeaders(random), body: { '@odata.type': `#microsoft.graph.${type}`, target } },
    response: {
      status: 200,
      headers: responseHeaders(random, when),
      body: { '@odata.context': context, id, ...(version === 'beta' ? beta : {}), target: { ...target } },
    },
  };
}

/** Assignments to groups are the most common. */
function targetOf(random: Random, version: ApiVersion): { targetId: string; target: JsonObject } {
  const groupId = random.guid();
  const collectionId = `SMS${random.hex(5).toUpperCase()}`;
  const group = { type: 'group', targetId: groupId, own: { groupId } };
  const { type, targetId, own } = random.pick([
    group,
    group,
    group,
    { ...group, type: 'exclusionGroup' },
    { type: 'allDevices', targetId: 'adadadad-808e-44e2-905a-0b7873a8a531', own: {} },
    { type: 'allLicensedUsers', targetId: 'acacacac-9df4-4c7d-9d50-4ef0226f57a9', own: {} },
    { type: 'configurationManagerCollection', targetId: collectionId, own: { collectionId } },
  ]);
  const filter = {
    deviceAndAppManagementAssignmentFilterId: random.pick([random.guid(), null, null, null]),
    deviceAndAppManagementAssignmentFilterType: random.pick(['include', 'exclude', 'none']),
  };
  return { targetId, target: { '@odata.type': `#microsoft.graph.${type}AssignmentTarget`, ...(version === 'beta' ? filter : {}), ...own } };
}

/** The headers of a browser. The token is random text. */
function requestHeaders(random: Random): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br, zstd',
    authorization: `Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${random.hex(240)}.${random.hex(86)}`,
    'client-request-id': random.guid(),
    'content-type': 'application/json',
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
    'x-ms-ags-diagnostic': `{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"001","RoleInstance":"AM4PEPF000${random.hex(5).toUpperCase()}"}}`,
  };
}

/** Values that look random and are the same for the same seed. */
class Random {
  private digits: string;

  constructor(seed: number) {
    this.digits = createHash('shake256', { outputLength: 512 }).update(String(seed)).digest('hex');
  }

  /** Hexadecimal digits, of which a seed yields 1,024 in all. */
  hex(count: number): string {
    const taken = this.digits.slice(0, count);
    this.digits = this.digits.slice(count);
    return taken;
  }

  pick<const T>(choices: readonly T[]): T {
    return choices[Number.parseInt(this.hex(8), 16) % choices.length] as T;
  }

  guid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}
