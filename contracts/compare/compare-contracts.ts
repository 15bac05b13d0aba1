/** Two contracts of one operation, ours and that of another page: rule by rule, with both lines. Pure, as `judge` is. */
import type { ApiVersion, Contract, Permission, Place } from '../contract.js';
import { codes } from '../judge/codes.js';
import { fingerprintOf, ruleOf, type Finding } from '../judge/finding.js';
import { KnownTypes } from './changed-facts.js';
import { compareRules, neighboursOf, withoutNames, type PageDifference } from './compare-rules.js';

export interface ComparedPage {
  /** The API version that the other page is about, if it says so. */
  readonly version?: ApiVersion;
  /** True if both were compiled with the same types: then a difference in types follows from one in the page. */
  readonly sameTypes: boolean;
}

/** The differences of the other page from ours, as findings. Equal hashes mean equal rules, whatever the words. */
export function compareContracts(ours: Contract, theirs: Contract, page: ComparedPage): Finding[] {
  const rules = ours.hash === theirs.hash ? [] : [...compareRulesOf(ours, theirs, page), ...compareReadings(ours, theirs)];
  const differences = [...rules, ...compareOpenTypes(ours, theirs), ...comparePermissions(ours, theirs)];
  return differences.map((difference) => findingOf(difference, ours, theirs, page));
}

function compareRulesOf(ours: Contract, theirs: Contract, { version, sameTypes }: ComparedPage): PageDifference[] {
  const types = new KnownTypes([ours, theirs]);
  const [before, after] = [ours, theirs].map(({ rules }) => rules.filter(({ at }) => !sameTypes || at.layer === 'documented'));
  return compareRules(before ?? [], after ?? [], types).map((difference) => {
    const confirms = difference.code === 'docs.added' && isInMetadata(ours, types, difference.pointer, version);
    return confirms ? { ...difference, code: 'docs.confirmed' } : difference;
  });
}

/** Whether our metadata gives the property to the type of its object, or to a type that derives from it. */
function isInMetadata(
  { rules, resourceType = '' }: Contract,
  types: KnownTypes,
  pointer: string,
  version: ApiVersion | undefined,
): boolean {
  const slash = pointer.lastIndexOf('/');
  if (slash === -1) return false;
  const parent = pointer.slice(0, slash);
  const holder = rules.flatMap(({ says }) => (says.what === 'member' && says.pointer === parent ? (says.typeName ?? []) : []))[0];
  return types
    .family(parent === '' ? resourceType : (holder ?? ''))
    .some((type) => types.allProperties(type, version ?? 'beta').some(({ says }) => says.property === pointer.slice(slash + 1)));
}

/** A type that only the other page shows, and no metadata knows. */
function compareOpenTypes(ours: Contract, theirs: Contract): PageDifference[] {
  const known = new Set([...ours.openTypes, ...ours.types].map(({ name }) => name));
  return theirs.openTypes
    .filter(({ name }) => !known.has(name))
    .map(({ name, baseType, at }) => ({
      code: 'docs.added',
      key: `type.${name}`,
      pointer: `type.${name}`,
      expected: `a ${baseType} of a known type`,
      actual: name,
      message: `type ${name} is new: a ${baseType} (${at.page}:${at.line})`,
      theirs: at,
    }));
}

function comparePermissions(ours: Contract, theirs: Contract): PageDifference[] {
  const [before, after] = [namesByKind(ours.permissions), namesByKind(theirs.permissions)];
  const included = theirs.open.find(({ what }) => what.startsWith('permissions: they stand in a file'));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((kind): PageDifference[] => {
    const [one, other] = [before.get(kind), after.get(kind)];
    const pointer = `permission.${kind}`;
    const common = { pointer, expected: listed(one?.names), actual: listed(other?.names), ours: one?.at, theirs: other?.at };
    if (other === undefined && included !== undefined) {
      if (one?.names.length === 0) return [];
      const message = `${pointer} stands in a file that the page includes, and is not compared (${included.at.page}:${included.at.line})`;
      return [{ ...common, code: 'docs.not-comparable', key: pointer, message, actual: 'an included file', theirs: included.at }];
    }
    const place = other === undefined ? '' : ` (${other.at.page}:${other.at.line})`;
    const [gone, added] = [without(one?.names, other?.names), without(other?.names, one?.names)];
    return [
      ...gone.map((name): PageDifference => ({
        ...common,
        code: 'docs.gone',
        key: `${pointer} ${name}`,
        message: `${pointer} is gone: ${name}`,
      })),
      ...added.map((name): PageDifference => ({
        ...common,
        code: 'docs.added',
        key: `${pointer} ${name}`,
        message: `${pointer} is new: ${name}${place}`,
      })),
    ];
  });
}

/** Rows of one kind count together. `Delegated (work or school account)` is one kind, however it is written. */
function namesByKind(permissions: readonly Permission[]): Map<string, { readonly names: readonly string[]; readonly at: Place }> {
  const kinds = new Map<string, { readonly names: readonly string[]; readonly at: Place }>();
  for (const { kind, names, at } of permissions) {
    const key = kind.toLowerCase().replaceAll(/\s+/g, ' ');
    const known = kinds.get(key);
    kinds.set(key, { names: [...(known?.names ?? []), ...names], at: known?.at ?? at });
  }
  return kinds;
}

function without(names: readonly string[] = [], others: readonly string[] = []): string[] {
  return [...new Set(names)].filter((name) => !others.includes(name));
}

function listed(names: readonly string[] = []): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** A reading answers a question that a page leaves open: it is no promise, so a change of it is a note. */
function compareReadings(ours: Contract, theirs: Contract): PageDifference[] {
  const [before, after] = [ours, theirs].map(({ readings }) => new Map(readings.map((reading) => [reading.id, reading])));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((id): PageDifference[] => {
    const [one, other] = [before?.get(id), after?.get(id)];
    if (one !== undefined && other !== undefined) return [];
    const words = { pointer: `reading.${id}`, expected: one ? 'open' : 'not open', actual: other ? 'open' : 'not open' };
    const { question = '' } = one ?? other ?? {};
    const message = `${other === undefined ? 'No longer open' : 'Left open too'}: ${question}`;
    return [{ code: 'docs.reading', key: `reading.${id}`, ...words, message, ours: one?.at[0], theirs: other?.at[0] }];
  });
}

function findingOf(difference: PageDifference, ours: Contract, theirs: Contract, { version }: ComparedPage): Finding {
  const { code, key, pointer, expected, actual, message } = difference;
  const [{ layer, page: file, line, text }, seen] = [difference.ours ?? placeFor(ours, key), difference.theirs ?? placeFor(theirs, key)];
  const operation = [ours.method, ...ours.paths.slice(0, 1).map(withoutNames)].join(' ');
  return {
    code,
    severity: codes[code].severity,
    layer: difference.ours === undefined ? seen.layer : layer,
    message,
    pointer,
    expected,
    actual,
    documentedAt: { file, line, text },
    seenAt: { file: seen.page, line: seen.line, text: seen.text },
    fingerprint: fingerprintOf([code, operation, version ?? '', key, code === 'docs.gone' ? '' : actual]),
  };
}

/** The line beside which a promise that a page lacks would stand. */
function placeFor(contract: Contract, key: string): Place {
  const ids = neighboursOf(key);
  const known = ids.find((id) => contract.rules.some((rule) => rule.id === id));
  return ruleOf(contract, known ?? key).at;
}
