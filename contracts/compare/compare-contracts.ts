/** Two contracts of one operation, ours and that of another page: rule by rule, with both lines. Pure, as `judge` is. */
import type { ApiVersion, Contract, Permission, Place, Remark, Rule } from '../contract.js';
import { first, groupBy } from '../group-by.js';
import { codes } from '../judge/codes.js';
import { documentedPlace, fingerprintOf, ruleOf, type Finding } from '../judge/finding.js';
import { nearestName } from '../judge/nearest-name.js';
import { KnownTypes } from './changed-facts.js';
import { compareRules, inParentheses, neighboursOf, withoutNames, type PageDifference } from './compare-rules.js';

export interface ComparedPage {
  /** The API version that the other page is about, if it says so. */
  readonly version?: ApiVersion;
  /** True if both were compiled with the same types: then a difference in types follows from one in the page. */
  readonly sameTypes: boolean;
  /** Words of the other page that resemble the name of a type. */
  readonly misspelt?: readonly Remark[];
}

/** The differences of the other page from ours, as findings. Equal hashes mean equal promises, but a row may be gone whose member the example still shows. */
export function compareContracts(ours: Contract, theirs: Contract, page: ComparedPage): Finding[] {
  const isEqual = ours.hash === theirs.hash;
  const rules = [...compareRulesOf(ours, theirs, page), ...(isEqual ? [] : compareReadings(ours, theirs))];
  const odd = groupBy([...(isEqual ? [] : newOddities(ours, theirs)), ...(page.misspelt ?? [])], ({ what }) => what);
  const differences = [
    ...rules,
    ...compareOpenTypes(ours, theirs),
    ...comparePermissions(ours, theirs),
    ...[...odd.values()].map((equal) => oddity(first(equal))),
  ];
  return differences.map((difference) => findingOf(difference, ours, theirs, page));
}

/** A finding about an operation of which the other side has no page. Its fingerprint depends on the operation alone. */
export function missingPage(ours: Contract, code: 'docs.gone' | 'docs.not-comparable', message: string): Finding {
  const { at } = ruleOf(ours, 'request.method');
  return {
    ...{ code, severity: codes[code].severity, layer: at.layer, message },
    ...{ pointer: 'request.method', expected: 'a page of the operation', actual: 'no page' },
    documentedAt: documentedPlace(ours, at),
    fingerprint: fingerprintOf([code, operationOf(ours), 'page']),
  };
}

function operationOf({ method, paths }: Contract): string {
  return [method, ...paths.slice(0, 1).map(withoutNames)].join(' ');
}

function compareRulesOf(ours: Contract, theirs: Contract, { version, sameTypes }: ComparedPage): PageDifference[] {
  const types = new KnownTypes(ours, theirs);
  // A page of one API version is compared in that version only.
  const isCompared = ({ at, says }: Rule): boolean =>
    (!sameTypes || at.layer === 'documented') && (version === undefined || says.what !== 'api-version');
  const [before, after] = [ours, theirs].map(({ rules }) => rules.filter(isCompared));
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
  const known = [...ours.openTypes, ...ours.types].map(({ name }) => name);
  return theirs.openTypes
    .filter(({ name }) => !known.includes(name))
    .map(({ name, baseType, at }) => ({ name, baseType, at, near: nearestName(name, known) }))
    .map(({ name, baseType, at, near }) => ({
      code: 'docs.added',
      key: `type.${name}`,
      pointer: `type.${name}`,
      expected: `a ${baseType} of a known type`,
      actual: name,
      message: `type ${name} is new: a ${baseType}${inParentheses(at)}${near === undefined ? '' : `. Did you mean ${near}?`}`,
      theirs: at,
    }));
}

function comparePermissions(ours: Contract, theirs: Contract): PageDifference[] {
  const [before, after] = [rowsByKind(ours.permissions), rowsByKind(theirs.permissions)];
  const included = theirs.open.find(({ what }) => what.startsWith('permissions: they stand in a file'));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): PageDifference[] => {
    const [one, other] = [before.get(key), after.get(key)];
    const pointer = `permission.${key}`;
    const name = `permission for ${one?.kind ?? other?.kind ?? key}`;
    const common = { pointer, expected: listed(one?.names), actual: listed(other?.names) };
    if (other === undefined && included !== undefined) {
      if (one?.names.length === 0) return [];
      const message = `${name} is not compared: it stands in a file that the page includes${inParentheses(included.at)}`;
      const code = 'docs.not-comparable' as const;
      return [{ ...common, code, key: pointer, message, actual: 'an included file', ours: one?.at, theirs: included.at }];
    }
    const leftOpen = ours.open.find(({ what }) => what.toLowerCase() === `permission: ${key}`);
    const lines = { ours: one?.at ?? leftOpen?.at, theirs: other?.at };
    const difference = (code: 'docs.gone' | 'docs.added', permission: string, words: string): PageDifference => {
      return { ...common, ...lines, code, key: `${pointer} ${permission}`, message: `${name} ${words}: ${permission}` };
    };
    return [
      ...without(one?.names, other?.names).map((permission) => difference('docs.gone', permission, 'is gone')),
      ...without(other?.names, one?.names).map((permission) => difference('docs.added', permission, 'is new')),
    ].map((found) => ({ ...found, message: `${found.message}${found.code === 'docs.added' ? inParentheses(other?.at) : ''}` }));
  });
}

/** Rows of one kind count together. `Delegated (work or school account)` is one kind, however it is written. */
function rowsByKind(permissions: readonly Permission[]): Map<string, Permission> {
  const kinds = new Map<string, Permission>();
  for (const row of permissions) {
    const key = row.kind.toLowerCase().replaceAll(/\s+/g, ' ');
    const known = kinds.get(key) ?? row;
    kinds.set(key, known === row ? row : { ...known, names: [...known.names, ...row.names] });
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

/** What is irregular on the other page alone. A length of an example is never compared. */
function newOddities({ odd: known }: Contract, { odd }: Contract): Remark[] {
  return odd.filter(({ what }) => !what.startsWith('the length ') && known.every((other) => other.what !== what));
}

function oddity({ what, at }: Remark): PageDifference {
  const message = `${what}${inParentheses(at)}`;
  return { code: 'docs.odd', key: `odd ${what}`, pointer: '', expected: 'nothing irregular', actual: what, message, theirs: at };
}

function findingOf(difference: PageDifference, ours: Contract, theirs: Contract, { version }: ComparedPage): Finding {
  const { code, key, pointer, expected, actual, message } = difference;
  const [promised, seen] = [difference.ours ?? placeFor(ours, key), difference.theirs ?? placeFor(theirs, key)];
  return {
    code,
    severity: codes[code].severity,
    layer: difference.ours === undefined ? seen.layer : promised.layer,
    message,
    pointer,
    expected,
    actual,
    documentedAt: documentedPlace(ours, promised),
    seenAt: { file: seen.page, line: seen.line, text: seen.text },
    fingerprint: fingerprintOf([code, operationOf(ours), version ?? '', key, code === 'docs.gone' ? '' : actual]),
  };
}

/** The line beside which a promise that a page lacks would stand. */
function placeFor(contract: Contract, key: string): Place {
  const ids = neighboursOf(key);
  const known = ids.find((id) => contract.rules.some((rule) => rule.id === id));
  return ruleOf(contract, known ?? key).at;
}
