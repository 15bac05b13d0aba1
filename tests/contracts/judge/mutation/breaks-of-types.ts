import type { Side } from '../../../../contracts/contract.js';
import type { Code } from '../../../../contracts/judge/codes.js';
import { familyOf } from '../../../../contracts/judge/compiled-contracts.js';
import { holderOf, objectAt, sampleOf, targetTypesOf, type JsonObject } from '../healthy-exchange.js';
import { breakIt, type Break, type BreaksOf, type Setting } from './break.js';
import { codeOfOtherType } from './breaks-of-bodies.js';
import { caseChanges, misspellings, otherTypes } from './slips.js';

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

export const nestedType: BreaksOf<'nested-type'> = ({ side, pointer, typeName }, setting) => {
  const code = side === 'request' ? 'request.body.value' : 'response.body.unknown-target-type';
  const known = setting.contract.types.some(({ name }) => name === typeName);
  const unheardOf = ['', '#', 'text', '#microsoft.graph.', '#microsoft.graph.somethingElse', '#microsoft.graph.windows10XAssignmentTarget'];
  const notOfTheFamily = setting.contract.types.map(({ name }) => name).filter((name) => !familyOf(setting.contract).isA(name, typeName));
  return targetTypesOf(setting.contract).flatMap((targetType) => [
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
    ...[...unheardOf, ...(known ? notOfTheFamily.map((name) => `#microsoft.graph.${name}`) : [])].map((other) =>
      typed(setting, side, pointer, other, code, targetType),
    ),
    ...otherTypes('string').map((other) => typed(setting, side, pointer, other, codeOfOtherType(side, other, undefined), targetType)),
  ]);
};

export const knownType: BreaksOf<'known-type'> = ({ typeName }, setting) => {
  const places = setting.contract.rules.flatMap(({ says }) =>
    says.what === 'nested-type' && familyOf(setting.contract).isA(typeName, says.typeName) ? [says] : [],
  );
  return places.flatMap(({ side, pointer }) =>
    misspelledTypes(typeName).map((other) =>
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
    targetType === undefined ? {} : { targetType },
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

/** A property of a type is broken wherever a body of either side can hold it, also in the types that inherit it. */
export const typeProperty: BreaksOf<'type-property'> = (says, setting) => {
  const family = familyOf(setting.contract);
  const { property, type, values, nullable, typeName } = says;
  const ofResource = family.isA(setting.contract.resourceType ?? '', typeName);
  const places = ofResource
    ? [{ pointer: '', targetType: 'groupAssignmentTarget' }]
    : targetTypesOf(setting.contract).flatMap((targetType) =>
        family.isA(targetType, typeName) ? [{ pointer: '/target', targetType }] : [],
      );

  return places.flatMap(({ pointer, targetType }) => {
    const changed = (side: Side, how: string, code: Code, change: (holder: JsonObject) => void): Break =>
      breakIt(
        setting,
        `${side} ${how} in ${pointer === '' ? 'the root' : targetType}`,
        code,
        (exchange) => {
          change(objectAt(exchange, side, pointer));
        },
        { targetType },
      );
    if (!says.versions.includes(setting.version)) {
      return [
        changed('request', 'has it in a version that lacks it', 'request.body.undocumented-property', (holder) => {
          holder[property] = sampleOf(says);
        }),
      ];
    }
    const wrongTypes = otherTypes(type).filter((value) => value !== null || !nullable);
    const wrongValues = values === undefined ? [] : ['', 'unheardOf', ...values.flatMap(caseChanges), ...values.flatMap(misspellings)];
    return [
      ...sides.flatMap((side) => [
        ...wrongTypes.map((value) =>
          changed(
            side,
            `has ${JSON.stringify(value)}`,
            codeOfOtherType(side, value, nullable),
            (holder) => void (holder[property] = value),
          ),
        ),
        ...[...new Set(wrongValues)].map((value) =>
          changed(side, `has ${JSON.stringify(value)}`, `${side}.body.value`, (holder) => void (holder[property] = value)),
        ),
      ]),
      // An answer may leave it out, and add what it likes.
      ...misspellings(property).map((slip) =>
        changed('request', `calls it ${slip}`, 'request.body.undocumented-property', (holder) => {
          holder[slip] = holder[property];
          Reflect.deleteProperty(holder, property);
        }),
      ),
    ];
  });
};
