import { isOwnId } from '../own-id.js';
import type { JsonType } from '../../../../contracts/contract.js';
import { familyOf } from '../../../../contracts/judge/compiled-contracts.js';
import { assignmentId, holderOf, objectAt, policyId, targetIn, targetTypesOf, type DraftExchange } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';

/** Accepted otherwise than documented. */
const otherAcceptances = [200, 201, 202, 203, 204, 205, 206, 207, 226];
const redirects = [300, 301, 302, 303, 304, 307, 308];
/** Refusals of a documented request that are no matter of permission, of place or of time. */
const refusals = [400, 402, 406, 410, 411, 413, 414, 415, 418, 422, 428, 431, 451];

export const status: BreaksOf<'status'> = (says, setting) => [
  ...otherAcceptances
    .filter((other) => other !== says.status)
    .flatMap((other) => [
      breakIt(setting, `is ${other}, with the object`, 'response.status', ({ response }) => void (response.status = other)),
      breakIt(setting, `is ${other}, with nothing`, 'response.status', empty(other)),
    ]),
  ...redirects.map((other) => breakIt(setting, `is ${other}`, 'response.status', empty(other))),
  ...refusals.flatMap((other) => [
    breakIt(setting, `is ${other}, with nothing`, 'request.rejected', empty(other)),
    breakIt(setting, `is ${other}, with an error`, 'request.rejected', ({ response }) => {
      response.status = other;
      response.body = { error: { code: 'BadRequest', message: 'No.', innerError: { date: '2024-01-01T00:00:00' } } };
    }),
  ]),
];

function empty(status: number): (exchange: DraftExchange) => void {
  return ({ response }) => {
    response.status = status;
    response.headers = {};
    response.body = undefined;
  };
}

const otherIds = [
  policyId,
  assignmentId.slice(0, -1),
  `${assignmentId}0`,
  `${assignmentId.slice(-36)}_${assignmentId.slice(0, 36)}`,
  ' ',
  '0',
];

export const sameObject: BreaksOf<'same-object'> = (_says, setting) =>
  otherIds.map((id) =>
    breakIt(setting, `has the id ${JSON.stringify(id)}`, 'response.body.other-object', (exchange) => {
      objectAt(exchange, 'response', '')['id'] = id;
    }),
  );

export const updated: BreaksOf<'updated'> = (_says, setting) => {
  const types = targetTypesOf(setting.contract);
  return types.flatMap((sent) => [
    ...types.filter((answered) => answered !== sent && !isAbstract(setting, sent)).map((answered) => otherTarget(setting, sent, answered)),
    ...partlyUpdated(setting, sent),
  ]);
};

/** Any target fulfils the abstract type of the examples. */
function isAbstract({ contract }: Setting, typeName: string): boolean {
  return contract.types.some(({ name, abstract }) => name === typeName && abstract);
}

function otherTarget(setting: Setting, sent: string, answered: string): Break {
  const change = (exchange: DraftExchange): void => {
    const { holder, name } = holderOf(exchange, 'response', targetIn(setting.contract));
    holder[name] = { '@odata.type': `#microsoft.graph.${answered}` };
  };
  return breakIt(setting, `answers ${answered} to ${sent}`, 'response.body.not-updated', change, { targetType: sent });
}

/** Values of the same type as the sample, and other than that. */
const otherSamples: Readonly<Record<JsonType, readonly unknown[]>> = {
  string: ['another', ''],
  number: [2.5, 0],
  integer: [8, 0],
  boolean: [false],
  object: [{ another: 'text' }],
  array: [['another']],
  null: [],
};

function partlyUpdated(setting: Setting, targetType: string): readonly Break[] {
  const target = targetIn(setting.contract);
  const properties = familyOf(setting.contract).allProperties(targetType, setting.version);
  return properties.flatMap(({ says: { typeName, property, type, values, nullable } }) => {
    const answering = (how: string, change: (request: Record<string, unknown>, response: Record<string, unknown>) => void): Break =>
      breakIt(
        setting,
        `answers ${how} for ${property} of ${targetType}`,
        'response.body.not-updated',
        (exchange) => {
          change(objectAt(exchange, 'request', target), objectAt(exchange, 'response', target));
        },
        { targetType },
      );
    const others: readonly unknown[] = values?.slice(0, -1) ?? (type === undefined ? [] : otherSamples[type]);
    return [
      answering('nothing', (_request, response) => Reflect.deleteProperty(response, property)),
      ...others.map((other) => answering(JSON.stringify(other), (_request, response) => void (response[property] = other))),
      ...(nullable ? [answering('null', (_request, response) => void (response[property] = null))] : []),
      // A target without its own id is a finding by itself.
      ...(nullable && !isOwnId(setting.contract, typeName, property)
        ? [answering('a value instead of the null', (request) => void (request[property] = null))]
        : []),
    ];
  });
}
