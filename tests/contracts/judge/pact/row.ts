import type { ApiVersion } from '../../../../contracts/contract.js';
import { interactionOf, type Collection, type Json } from '../../../recordings/traffic/pact/judged-pact.js';

type Rules = Json | readonly Json[];

/**
 * The meaning of a matcher, by example: a message, and the codes and pointers of its findings. Each code lacks `expectation.` or `request.`.
 */
export type Row = readonly [name: string, given?: Given, ...findings: string[]];

/** A message with rules, which are written as version 3 writes them. */
interface Given {
  /** Rules by place: a path into the body, `header Name`, `status` or `path`. */
  readonly rules?: Readonly<Record<string, Rules>>;
  readonly ofId?: Rules;
  readonly ofTarget?: Rules;
  /** Rules of `/target/@odata.type`. */
  readonly ofType?: Rules;
  /** Rules of the header Content-Type. */
  readonly ofMediaType?: Rules;
  readonly ofStatus?: Rules;
  readonly ofPath?: Rules;
  /** True where one of several rules suffices. */
  readonly or?: true;
  /** `ROOT` stands for the type of the collection. */
  readonly body?: unknown;
  /** The target, if the body has nothing else. */
  readonly target?: unknown;
  readonly headers?: Json;
  /** The header Content-Type, if it is the only one. */
  readonly mediaType?: string | readonly string[];
  readonly status?: number;
  readonly generators?: Json;
  readonly version?: ApiVersion;
}

export const targetType = "$.target['@odata.type']";
export const group = '#microsoft.graph.groupAssignmentTarget';

export const type = { match: 'type' };
export const equality = { match: 'equality' };
export const integer = { match: 'integer' };
export const anyMembers = { match: 'values' };

export function regex(expression: string): Json {
  return { match: 'regex', regex: expression };
}

export function include(value: string): Json {
  return { match: 'include', value };
}

export function eachKey(...rules: readonly Json[]): Json {
  return { match: 'eachKey', rules };
}

export function eachValue(...rules: readonly Json[]): Json {
  return { match: 'eachValue', rules };
}

/** An expression for some types of targets. */
export function oneOf(...types: readonly string[]): Json {
  return regex(`^#microsoft\\.graph\\.(${types.join('|')})AssignmentTarget$`);
}

/** A row about an expression for the target's type. @param code of the finding about that type, if there is one. */
export function ofTypeBy(name: string, expression: string, code?: string): Row {
  return [name, { ofType: regex(expression) }, ...(code === undefined ? [] : [`${code} /target/@odata.type`])];
}

/** A body whose target has a type and nothing else. */
export function typed(name: unknown): Json {
  return { target: { '@odata.type': name } };
}

const resourceOf = { deviceConfigurations: 'deviceConfigurationAssignment', deviceCompliancePolicies: 'deviceCompliancePolicyAssignment' };

const placesOfRules = {
  ofId: '$.id',
  ofTarget: '$.target',
  ofType: targetType,
  ofMediaType: 'header Content-Type',
  ofStatus: 'status',
  ofPath: 'path',
} as const;

function messageOf(given: Given, collection: Collection): Json {
  const { rules = {}, generators, status, mediaType } = given;
  const headers = mediaType === undefined ? given.headers : { 'Content-Type': mediaType };
  const matchingRules: Record<string, Json> = {};
  const byName = Object.entries(placesOfRules).map(([name, place]) => [place, given[name as keyof typeof placesOfRules]] as const);
  for (const [place, matchers] of [...Object.entries(rules), ...byName]) {
    if (matchers === undefined) continue;
    const list = { combine: given.or ? 'OR' : 'AND', matchers: [matchers].flat() };
    if (place === 'status' || place === 'path') matchingRules[place] = list;
    else if (place.startsWith('header ')) (matchingRules['header'] ??= {})[place.slice('header '.length)] = list;
    else (matchingRules['body'] ??= {})[place] = list;
  }
  const written = JSON.stringify({ body: 'target' in given ? { target: given.target } : given.body });
  const body = JSON.parse(written.replaceAll('ROOT', `#microsoft.graph.${resourceOf[collection]}`)) as Json;
  return {
    ...('body' in given || 'target' in given ? { body: undefined, ...body } : {}),
    ...(headers === undefined ? {} : { headers }),
    ...(status === undefined ? {} : { status }),
    ...(generators === undefined ? {} : { generators }),
    matchingRules,
  };
}

/** The row as the response that a consumer relies on. */
export function reliedOnInteraction([, given = {}]: Row, collection: Collection): Json {
  return interactionOf(collection, {}, messageOf(given, collection), given.version);
}

/** The row as the request that a consumer sends. */
export function sentInteraction([, given = {}]: Row, collection: Collection): Json {
  return interactionOf(collection, messageOf(given, collection), {}, given.version);
}
