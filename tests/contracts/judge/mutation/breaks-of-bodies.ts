import { apiVersions, type Contract, type Says, type Side, type TypePropertyPromise } from '../../../../contracts/contract.js';
import { valueAt } from '../../../../contracts/json-value.js';
import type { Code } from '../../../../contracts/judge/codes.js';
import { familyOf } from '../../../../contracts/judge/compiled-contracts.js';
import { holderOf, isClosed, namesOf, objectAt, splitPointer, targetTypesOf, typedObjects, type JsonObject } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';
import { caseChanges, misspellings, otherTypes } from './slips.js';

export const body: BreaksOf<'body'> = ({ side, optional }, setting) => {
  const replaced = (how: string, code: Code, value: (intact: string) => unknown): Break =>
    breakIt(setting, how, code, (exchange) => {
      exchange[side].body = value(JSON.stringify(exchange[side].body));
    });
  const html = '<!DOCTYPE html><html><body>Sign in</body></html>';
  // A page of HTML as an answer comes from something on the way: that is weather, not drift.
  const notJson = ['{', 'id=1&target=2', '{"target":}', "{'target': 1}", 'null null', ...(side === 'request' ? [html] : [])];
  return [
    ...(optional ? [] : [undefined, null, '', ' \r\n', '\uFEFF']).map((nothing) =>
      replaced(`is ${nothing === undefined ? 'absent' : JSON.stringify(nothing)}`, `${side}.body.missing`, () => nothing),
    ),
    ...notJson.map((text) => replaced(`is ${text}`, `${side}.body.not-json`, () => text)),
    replaced('stops in the middle', `${side}.body.not-json`, (intact) => intact.slice(0, intact.length / 2)),
    replaced('has a second value behind it', `${side}.body.not-json`, (intact) => intact + intact),
    replaced('is a list of one', `${side}.body.type`, (intact) => `[${intact}]`),
    ...otherTypes('object').map((value) => replaced(`is ${JSON.stringify(value)}`, `${side}.body.type`, () => JSON.stringify(value))),
  ];
};

export const noBody: BreaksOf<'no-body'> = ({ side }, setting) =>
  [...(side === 'request' ? [] : [{}]), { id: 'text' }, 'text'].map((value) =>
    breakIt(
      setting,
      `has ${JSON.stringify(value)}`,
      side === 'request' ? 'request.body.unexpected' : 'response.body.undocumented-property',
      (exchange) => void (exchange[side].body = value),
    ),
  );

/** Names that nobody gives a meaning, unless a contract does: then it gets others. */
const unusual = ['displayName', 'x', '', 'odata.type', 'constructor', 'toString', 'hasOwnProperty', '__proto__'];

export const closed: BreaksOf<'closed'> = ({ side }, setting) => {
  const { contract } = setting;
  const added = (pointer: string, name: string, targetType: string): Break =>
    breakIt(
      setting,
      `adds ${JSON.stringify(name)} to ${pointer === '' ? 'the root' : pointer} with ${targetType}`,
      `${side as 'request'}.body.undocumented-property`,
      (exchange) => {
        // Not an assignment: that would set the prototype when the name is __proto__.
        const property = { value: 'text', enumerable: true, configurable: true, writable: true };
        Object.defineProperty(objectAt(exchange, side, pointer), name, property);
      },
      { targetType },
    );
  const known = namesOf(contract);
  const longest = Math.max(...[...known].map((name) => name.length));
  const unheardOf = unusual.map((name) => (known.has(name) ? name.padEnd(longest + 5, 'x') : name));
  // An object whose type is not known may hold anything.
  const objects = [...typedObjects(contract, side).keys()];
  const targetTypes = targetTypesOf(contract);
  return (targetTypes.length === 0 ? [''] : targetTypes).flatMap((targetType) => [
    ...['', ...objects].flatMap((pointer) => unheardOf.map((name) => added(pointer, name, targetType))),
    ...objects.flatMap((pointer) => foreignProperties(setting, pointer, targetType).map((name) => added(pointer, name, targetType))),
  ]);
};

/** Properties of types that cannot stand there. Those of another type that can are traced to the line that names them. */
function foreignProperties({ contract }: Setting, pointer: string, targetType: string): readonly string[] {
  const family = familyOf(contract);
  const here = new Set(contract.rules.flatMap(({ says }) => (isOfFamilyAt(contract, pointer, says) ? says.property : [])));
  const known = namesAt(contract, 'request', pointer, targetType);
  const foreign = contract.rules.flatMap(({ says }) =>
    says.what === 'type-property' && !family.isA(targetType, says.typeName) && !known.has(says.property) ? says.property : [],
  );
  return [...new Set(foreign)].filter((name) => !here.has(name));
}

/** True for a property of a type that may stand at a place, or of one that such a type derives from. */
export function isOfFamilyAt(contract: Contract, pointer: string, says: Says): says is TypePropertyPromise {
  const base = typedObjects(contract, 'request').get(pointer);
  if (base === undefined || says.what !== 'type-property') return false;
  return familyOf(contract)
    .family(base)
    .some((type) => familyOf(contract).isA(type, says.typeName));
}

export const member: BreaksOf<'member'> = ({ side, pointer, type, items, values, required, nullable, nonEmpty }, setting) => {
  const { contract } = setting;
  const changed = (how: string, code: Code, change: (holder: JsonObject, name: string) => void): Break =>
    breakIt(setting, how, code, (exchange) => {
      const { holder, name } = holderOf(exchange, side, pointer);
      change(holder, name);
    });
  const { parent, name } = splitPointer(pointer);
  const mayBeNull = nullable === true && type !== 'object';
  // An update may want to clear what it could leave out.
  const mayClear = side === 'request' && !required && !nonEmpty && nullable === undefined && type !== 'array';
  const renamed = (other: string): Break =>
    changed(
      `is called ${other}`,
      required ? `${side}.body.missing-property` : `${side as 'request'}.body.undocumented-property`,
      (holder) => {
        holder[other] = holder[name];
        Reflect.deleteProperty(holder, name);
      },
    );
  // A short name with two letters more is no slip of the hand: where nothing else may be sent, that is a second finding.
  const longer = isClosed(contract, side) && name.length < 6 ? [] : [`${name}V2`];
  // What may be left out may be renamed too, unless nothing else than what is documented may be sent.
  const others = required ? [...longer, ...misspellings(name)] : isClosed(contract, side) ? caseChanges(name) : [];
  const taken = namesAt(contract, side, parent);

  return [
    ...(required ? [changed('is left out', `${side}.body.missing-property`, (holder) => Reflect.deleteProperty(holder, name))] : []),
    ...others.filter((other) => !taken.has(other)).map(renamed),
    ...(nonEmpty ? [changed('is empty', `${side}.body.value`, (holder) => void (holder[name] = ''))] : []),
    ...otherTypes(type)
      .filter((value) => value !== null || !mayBeNull)
      .map((value) =>
        changed(
          `is ${JSON.stringify(value)}`,
          value === null && mayClear ? 'request.body.null' : codeOfOtherType(side, value, nullable),
          (holder) => void (holder[name] = value),
        ),
      ),
    ...otherTypes(items)
      .filter((value) => value !== null)
      .map((value) => changed(`holds ${JSON.stringify(value)}`, `${side}.body.type`, (holder) => void (holder[name] = [value]))),
    ...slipsOf(values).map((value) =>
      changed(`has the value ${value}`, `${side}.body.value`, (holder) => void (holder[name] = type === 'array' ? [value] : value)),
    ),
  ];
};

/** Values that an enumeration lacks: slips in writing its own. */
export function slipsOf(values: readonly string[] = []): readonly string[] {
  const slips = values.length === 0 ? [] : ['', values.join(''), ...values.flatMap(caseChanges), ...values.flatMap(misspellings)];
  return [...new Set(slips)].filter((value) => !values.includes(value));
}

/** Whatever else the request holds, it has none of the members. */
export const sets: BreaksOf<'sets'> = ({ pointers }, setting) => {
  const leaving = (how: string, isKept: (name: string) => boolean): Break =>
    breakIt(setting, how, 'request.body.missing-property', ({ request }) => {
      const left = Object.entries(request.body as JsonObject).filter(([name]) => isKept(name));
      request.body = Object.fromEntries(left);
    });
  const names = new Set(pointers.map((pointer) => splitPointer(pointer).name));
  return [
    leaving('sets nothing', (name) => !names.has(name)),
    leaving('is empty', () => false),
    leaving('has control information only', (name) => name.includes('@')),
  ];
};

/** Without one of the items that an earlier answer shows. */
export const replaces: BreaksOf<'replaces'> = ({ list }, setting) =>
  [[]].map((items) => {
    const way = breakIt(setting, `holds ${JSON.stringify(items)}`, 'request.body.drops-assignments', (exchange) => {
      const { holder, name } = holderOf(exchange, 'request', list);
      holder[name] = items;
    });
    return { ...way, known: { replaced: valueAt(way.intact.request.body, list) as unknown[] } };
  });

/** What an object at a place may hold, in any API version: what the page shows there, and what its type has. */
export function namesAt(contract: Contract, side: Side, pointer: string, targetType?: string): ReadonlySet<string> {
  const documented = contract.rules.flatMap(({ says }) => {
    if (!('pointer' in says) || says.side !== side) return [];
    const { parent, name } = splitPointer(says.pointer);
    return parent === pointer ? [name] : [];
  });
  const type = pointer === '' ? contract.resourceType : targetType;
  const ofType = apiVersions.flatMap((version) => familyOf(contract).allProperties(type ?? '', version));
  return new Set([...documented, ...ofType.map(({ says }) => says.property)]);
}

/** A null in an answer is a question where no layer forbids it; everywhere else it is a value of another type. */
export function codeOfOtherType(side: Side, value: unknown, nullable: boolean | undefined): Code {
  return value === null && side === 'response' && nullable !== false ? 'response.body.null' : `${side}.body.type`;
}
