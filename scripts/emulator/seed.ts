import { readFileSync } from 'node:fs';
import type { Contract } from '../../contracts/contract.js';
import { judge } from '../../contracts/judge/judge.js';
import { Operations } from '../../contracts/judge/match-operation.js';
import { nearestName } from '../../contracts/judge/nearest-name.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { placeOfJsonError } from '../../recordings/files/json-error-place.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { isSameId, objectPath, updateBody } from '../client/assignment.js';
import { CannotRun } from '../verdict/exit-code.js';
import { shownText } from '../verdict/shown-text.js';
import { composedId, isUpdate, mainMember, objectNamed, type EmulatedObject, type ObjectAddress } from './emulated-object.js';

/** The initial policies of each collection, in place of samples. `seed.schema.json` describes the file. */
export interface Seed {
  readonly $schema?: string;
  readonly deviceConfigurations?: readonly SeedPolicy[];
  readonly deviceCompliancePolicies?: readonly SeedPolicy[];
  /** Collections of operations that are added to ours. */
  readonly [collection: string]: string | readonly SeedPolicy[] | undefined;
}

export interface SeedPolicy {
  readonly id: string;
  /** Default: none. */
  readonly assignments?: readonly SeedAssignment[];
}

export interface SeedAssignment {
  /** Default: as Graph makes it, from the policy and the target. */
  readonly id?: string;
  /** As an update sends it. */
  readonly target: Readonly<Record<string, unknown>>;
}

/** A valid seed. */
export interface SeedContent {
  readonly objects: readonly EmulatedObject[];
  /** An address in the collection of each policy, which may be empty. */
  readonly collections: readonly ObjectAddress[];
}

/** A collection of objects of policies, by the words of its path: `/deviceManagement/{parent}/{id}/{name}/{id}`. */
interface SeededCollection {
  readonly contract: Contract;
  readonly path: string;
  readonly parent: string;
  readonly name: string;
}

/** @throws CannotRun with the file, and the place in it if it is not JSON; else as `readSeed` does. */
export function readSeedFile(file: string, contracts: readonly Contract[]): SeedContent {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = systemErrorCode(error);
    throw new CannotRun(`Cannot read the seed ${file}: ${code === 'ENOENT' ? 'no such file. Check the path.' : `${code}.`}`);
  }
  let seed: unknown;
  try {
    seed = JSON.parse(text);
  } catch {
    throw new CannotRun(`Cannot read the seed ${file}: not valid JSON${placeOfJsonError(text)}.`);
  }
  return readSeed(seed, contracts, `seed ${file}`);
}

/** @param name what a message calls it. @throws CannotRun with a line for each mistake, with its place. It quotes no value. */
export function readSeed(seed: unknown, contracts: readonly Contract[], name = 'seed'): SeedContent {
  const known = contracts.filter(isUpdate).flatMap(collectionsOf);
  const names = [...new Set(known.map(({ parent }) => parent))];
  const problems: string[] = [];
  const problem: AddProblem = (place, message) => {
    problems.push(place === '' ? message : `${place}: ${message}`);
  };
  const objects: EmulatedObject[] = [];
  const collections: ObjectAddress[] = [];
  if (!isObject(seed)) problem('', `not a seed, which is an object with lists of policies: ${names.join(', ')}.`);
  for (const [parent, policies] of isObject(seed) ? Object.entries(seed) : []) {
    if (parent === '$schema') continue;
    const ofParent = known.filter((one) => one.parent === parent);
    if (ofParent.length === 0) problem(shownText(parent, 60), unknownMember(parent, names, 'a collection of the emulator'));
    else if (!Array.isArray(policies)) problem(parent, 'not a list of policies.');
    else readPolicies(policies, parent, ofParent);
  }
  if (problems.length > 0) throw new CannotRun([`The ${name} cannot be used.`, ...problems.map((line) => `  ${line}`)]);
  return { objects, collections };

  function readPolicies(policies: readonly unknown[], parent: string, ofParent: readonly SeededCollection[]): void {
    const ids = new Ids(problem);
    for (const [index, policy] of policies.entries()) {
      const place = `${parent}[${index}]`;
      if (!isObject(policy)) {
        problem(place, 'not an object with an id.');
        continue;
      }
      checkMembers(policy, place, ['id', ...ofParent.map(({ name }) => name)]);
      const id = ids.take(policy['id'], place);
      if (id !== undefined)
        for (const collection of ofParent) readObjects(policy[collection.name] ?? [], `${place}.${collection.name}`, id, collection);
    }
  }

  function readObjects(items: unknown, place: string, parentId: string, { contract, path }: SeededCollection): void {
    collections.push({ path, ids: [parentId, ''] });
    if (!Array.isArray(items)) {
      problem(place, 'not a list.');
      return;
    }
    const ids = new Ids(problem);
    for (const [index, item] of (items as unknown[]).entries()) {
      const at = `${place}[${index}]`;
      if (!isObject(item)) {
        problem(at, `not an object with a ${mainMember(contract)}.`);
        continue;
      }
      checkMembers(item, at, ['id', ...contract.settable]);
      const { id: written, ...members } = item;
      const id = ids.take(written ?? composedId(contract, [parentId], members, index), at);
      const mistake = mistakeIn(members, contract);
      if (mistake !== undefined) problem(at, `Graph would refuse an update to this. ${mistake}`);
      if (id !== undefined) objects.push({ ...objectNamed(contract, { path, ids: [parentId, id] }), members });
    }
  }

  function checkMembers(value: JsonObject, place: string, members: readonly string[]): void {
    const unknown = Object.keys(value).filter((name) => !members.includes(name));
    for (const name of unknown) problem(`${place}.${shownText(name, 60)}`, unknownMember(name, members, 'known here'));
  }
}

type AddProblem = (place: string, message: string) => void;

/** The ids of a list. Graph ignores their case. */
class Ids {
  private readonly taken: { readonly id: string; readonly place: string }[] = [];

  constructor(private readonly problem: AddProblem) {}

  /** Undefined if it is not an id, or the id of another one. */
  take(id: unknown, place: string): string | undefined {
    const mistake = this.mistakeIn(id);
    if (mistake !== undefined) this.problem(`${place}.id`, mistake);
    if (typeof id !== 'string' || mistake !== undefined) return undefined;
    this.taken.push({ id, place });
    return id;
  }

  private mistakeIn(id: unknown): string | undefined {
    if (id === undefined) return 'missing.';
    if (typeof id !== 'string' || id.trim() === '' || id === '.' || id === '..')
      return 'not an id. An id is not blank, and not only one or two dots.';
    const same = this.taken.find((one) => isSameId(one.id, id));
    return same && `the same as that of ${same.place}; ids ignore case.`;
  }
}

function collectionsOf(contract: Contract): SeededCollection[] {
  return contract.paths.flatMap((path) => {
    const [, parent, name] = /\/([^/{}]+)\/\{[^/]+\}\/([^/{}]+)\/\{[^/]+\}$/.exec(path) ?? [];
    return parent === undefined || name === undefined || path.split('{').length > 3 ? [] : [{ contract, path, parent, name }];
  });
}

function unknownMember(name: string, known: readonly string[], what: string): string {
  const nearest = nearestName(name, known);
  return `not ${what}. ${nearest === undefined ? `It can be ${known.join(', ')}.` : `Did you mean ${nearest}?`}`;
}

/** Why an update to these members breaks the contract in each API version. */
function mistakeIn(members: JsonObject, contract: Contract): string | undefined {
  const operations = new Operations([contract]);
  const breaking = contract.apiVersions.map((version) => {
    const url = objectPath(contract.paths[0] ?? '', version, ['a-policy', 'an-assignment']);
    const headers = { authorization: 'Bearer made-up', 'content-type': 'application/json' };
    const judgement = judge({ request: { method: contract.method, url, headers, body: updateBody(contract, members) } }, {}, operations);
    return judgement.kind === 'outside' ? [] : judgement.findings.filter(({ severity }) => severity === 'breaking');
  });
  return breaking.some((findings) => findings.length === 0) ? undefined : breaking[0]?.[0]?.message;
}
