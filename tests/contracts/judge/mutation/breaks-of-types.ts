import { distance } from 'fastest-levenshtein';
import type { Contract, Side, TypePropertyPromise } from '../../../../contracts/contract.js';
import type { Code } from '../../../../contracts/judge/codes.js';
import { familyOf } from '../../../../contracts/judge/compiled-contracts.js';
import { writtenForms } from '../../../../contracts/type-family.js';
import { holderOf, isClosed, objectAt, sampleOf, splitPointer, typedObjects, type JsonObject } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';
import { codeOfOtherType, isOfFamilyAt, namesAt, slipsOf } from './breaks-of-bodies.js';
import { misspellings, otherTypes } from './slips.js';

const sides: readonly Side[] = ['request', 'response'];

/** Not the root type: it follows from the request, and may be left out by both sides. */
export const rootType: BreaksOf<'root-type'> = ({ side, pointer, typeName }, setting) => {
  const others = [
    ...misspelledTypes(typeName),
    '#microsoft.graph.entity',
    '#microsoft.graph.groupAssignmentTarget',
    ...setting.contract.rules.flatMap(({ says }) => (says.what === 'nested-type' ? `#microsoft.graph.${says.typeName}` : [])),
  ];
  return [
    ...['', ...new Set(others)].map((other) => typed(setting, side, pointer, other, `${side}.body.value`)),
    ...otherTypes('string').map((other) => typed(setting, side, pointer, other, codeOfOtherType(side, other, undefined))),
  ];
};

/** No type that a contract knows, nor a slip in writing one. */
function unheardOfTypes({ types }: Contract): readonly string[] {
  const made = ['somethingElse', 'windows10XAssignmentTarget', 'entirelyUnheardOfForm'];
  return made.filter((other) => types.every(({ name }) => distance(name.toLowerCase(), other.toLowerCase()) > 2));
}

/** A request that may hold more than is documented may also hold types that nobody knows. */
function mayNameAnyType({ contract }: Setting, side: Side): boolean {
  return side === 'request' && !isClosed(contract, side);
}

export const nestedType: BreaksOf<'nested-type'> = ({ side, pointer, typeName }, setting) => {
  const code = side === 'request' ? 'request.body.value' : 'response.body.unknown-target-type';
  const known = setting.contract.types.find(({ name }) => name === typeName);
  const unheardOf = ['', '#', 'text', '#microsoft.graph.', ...unheardOfTypes(setting.contract).map((name) => `#microsoft.graph.${name}`)];
  const notOfTheFamily = setting.contract.types.map(({ name }) => name).filter((name) => !familyOf(setting.contract).isA(name, typeName));
  const family = familyOf(setting.contract).family(typeName);
  return family.flatMap((targetType) => [
    // Without a name, an object is of its declared type.
    ...(known?.abstract
      ? [
          breakIt(
            setting,
            `is left out of ${targetType}`,
            `${side}.body.missing-property`,
            (exchange) => {
              const { holder, name } = holderOf(exchange, side, pointer);
              Reflect.deleteProperty(holder, name);
            },
            { targetType },
          ),
        ]
      : []),
    ...(mayNameAnyType(setting, side)
      ? []
      : [...unheardOf, ...(known ? notOfTheFamily.map((name) => `#microsoft.graph.${name}`) : [])]
    ).map((other) => typed(setting, side, pointer, other, code, targetType)),
    ...otherTypes('string').map((other) => typed(setting, side, pointer, other, codeOfOtherType(side, other, undefined), targetType)),
  ]);
};

export const knownType: BreaksOf<'known-type'> = ({ typeName }, setting) => {
  const known = new Set(setting.contract.types.flatMap(({ name }) => writtenForms(name)));
  const slips = misspelledTypes(typeName).filter((slip) => !known.has(slip));
  const places = sides
    .filter((side) => !mayNameAnyType(setting, side))
    .flatMap((side) =>
      [...typedObjects(setting.contract, side)].flatMap(([parent, base]) =>
        familyOf(setting.contract).isA(typeName, base) ? { side, pointer: `${parent}/@odata.type` } : [],
      ),
    );
  return places.flatMap(({ side, pointer }) =>
    slips.map((other) =>
      typed(setting, side, pointer, other, side === 'request' ? 'request.body.value' : 'response.body.unknown-target-type', typeName),
    ),
  );
};

function typed(setting: Setting, side: Side, pointer: string, value: unknown, code: Code, targetType?: string): Break {
  return breakIt(
    setting,
    `${side} says ${JSON.stringify(value)}${targetType === undefined ? '' : ` for ${targetType}`}`,
    code,
    (exchange) => {
      const { holder, name } = holderOf(exchange, side, pointer);
      holder[name] = value;
    },
    { targetType },
  );
}

function misspelledTypes(typeName: string): readonly string[] {
  return [
    ...misspellings(typeName).flatMap((slip) => [`#microsoft.graph.${slip}`, `microsoft.graph.${slip}`]),
    typeName,
    `#${typeName}`,
    `##microsoft.graph.${typeName}`,
    `#Microsoft.Graph.${typeName}`,
    `#microsoft.management.${typeName}`,
    `#microsoft.graph.beta.${typeName}`,
    ` #microsoft.graph.${typeName}`,
    `#microsoft.graph.${typeName} `,
  ];
}

/** An object of a body, and the type of target with which it is of a given type. */
interface TypedPlace {
  readonly side: Side;
  readonly pointer: string;
  readonly targetType?: string;
}

/** Wherever a body of either side can hold an object of a type, or of one that derives from it. */
export function placesOf(contract: Contract, typeName: string): readonly TypedPlace[] {
  const family = familyOf(contract);
  const withBody = sides.filter((side) => contract.rules.some(({ says }) => says.what === 'body' && says.side === side));
  if (family.isA(contract.resourceType ?? '', typeName)) return withBody.map((side) => ({ side, pointer: '' }));
  return sides.flatMap((side) =>
    [...typedObjects(contract, side)].flatMap(([pointer, base]) =>
      family.family(base).flatMap((targetType) => (family.isA(targetType, typeName) ? { side, pointer, targetType } : [])),
    ),
  );
}

/** A property of a type is broken wherever a body can hold it, also in the types that inherit it, but not where the page has a rule of its own. */
export const typeProperty: BreaksOf<'type-property'> = (says, setting) => {
  const { contract } = setting;
  const { property } = says;
  const own = placesOf(contract, says.typeName)
    .filter(({ side, pointer }) => !isDocumented(contract, side, pointer, property))
    .flatMap((place) => {
      if (says.versions.includes(setting.version))
        return [...wrongProperty(says, setting, place), ...misspeltProperty(says, setting, place)];
      if (!isClosed(contract, place.side)) return [];
      return changed(
        setting,
        place,
        'has it in a version that lacks it',
        `${place.side as 'request'}.body.undocumented-property`,
        (holder) => {
          holder[property] = sampleOf(says);
        },
      );
    });
  return [...own, ...foreignPlaces(says, setting).map((place) => foreignProperty(says, setting, place))];
};

/** Where a request may hold an object of a type that lacks the property, and one that has it as well: the first rule that names it is cited. */
function foreignPlaces(says: TypePropertyPromise, { contract, version }: Setting): readonly TypedPlace[] {
  if (!isClosed(contract, 'request')) return [];
  return [...typedObjects(contract, 'request')].flatMap(([pointer, base]) => {
    const named = contract.rules.flatMap(({ says: other }) =>
      isOfFamilyAt(contract, pointer, other) && other.property === says.property ? [other] : [],
    );
    const cited = named.find(({ versions }) => versions.includes(version)) ?? named[0];
    if (cited !== says) return [];
    const lacking = familyOf(contract)
      .family(base)
      .filter((targetType) => !namesAt(contract, 'request', pointer, targetType).has(says.property));
    return lacking.map((targetType) => ({ side: 'request' as const, pointer, targetType }));
  });
}

function foreignProperty(says: TypePropertyPromise, setting: Setting, place: TypedPlace): Break {
  return changed(setting, place, 'has it, though its type lacks it', 'request.body.undocumented-property', (holder) => {
    holder[says.property] = sampleOf(says);
  });
}

function isDocumented({ rules }: Contract, side: Side, pointer: string, property: string): boolean {
  return rules.some(({ says }) => {
    if (says.what !== 'member' || says.side !== side) return false;
    const { parent, name } = splitPointer(says.pointer);
    return parent === pointer && name === property;
  });
}

function changed(setting: Setting, place: TypedPlace, how: string, code: Code, change: (holder: JsonObject) => void): Break {
  const { side, pointer, targetType } = place;
  return breakIt(
    setting,
    `${side} ${how} in ${targetType ?? 'the root'}`,
    code,
    (exchange) => {
      change(objectAt(exchange, side, pointer));
    },
    { targetType },
  );
}

function wrongProperty({ property, type, values, nullable }: TypePropertyPromise, setting: Setting, place: TypedPlace): readonly Break[] {
  const { side } = place;
  const wrongTypes = otherTypes(type).filter((value) => value !== null || !nullable);
  const having = (value: unknown, code: Code): Break =>
    changed(setting, place, `has ${JSON.stringify(value)}`, code, (holder) => void (holder[property] = value));
  return [
    ...wrongTypes.map((value) => having(value, codeOfOtherType(side, value, nullable))),
    ...slipsOf(values).map((value) => having(value, `${side}.body.value`)),
  ];
}

/** An answer may leave a property out, and add what it likes. */
function misspeltProperty({ property }: TypePropertyPromise, setting: Setting, place: TypedPlace): readonly Break[] {
  const { side, pointer, targetType } = place;
  if (!isClosed(setting.contract, side)) return [];
  const taken = namesAt(setting.contract, side, pointer, targetType);
  return misspellings(property)
    .filter((slip) => !taken.has(slip))
    .map((slip) =>
      changed(setting, place, `calls it ${slip}`, `${side as 'request'}.body.undocumented-property`, (holder) => {
        holder[slip] = holder[property];
        Reflect.deleteProperty(holder, property);
      }),
    );
}
