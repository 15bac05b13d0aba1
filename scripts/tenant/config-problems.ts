import { evaluate, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import { isObject, nameOfPart } from '../../contracts/json-value.js';
import { jsonErrorPlace } from '../../recordings/files/json-error-place.js';
import type { ConfiguredAssignment } from '../client/assignment.js';
import validate from './config-validator.generated.js';

/** Names of members and indices of lists, from the root. */
type ConfigPath = readonly (string | number)[];

/** A mistake in a configuration. The message quotes no value: it may be an id, or a misplaced secret. */
export interface ConfigProblem {
  readonly path: ConfigPath;
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** The parsed text of a configuration. */
export interface ConfigText {
  readonly value: unknown;
  /** Every member, outer ones first; duplicates included. */
  readonly members: readonly { readonly path: ConfigPath; readonly line: number }[];
  /** The line of a path; if it does not exist, of its nearest existing ancestor. */
  readonly lineOf: (path: ConfigPath) => number;
}

/** Deeper than any configuration. */
const deepest = 20;

/** Reads JSON with comments and trailing commas. */
export function readConfigText(text: string): ConfigText | ConfigProblem {
  const json = text.replace(/^\uFEFF/, '');
  try {
    const { body } = parse(json, { mode: 'jsonc', allowTrailingCommas: true });
    const members: { path: ConfigPath; line: number }[] = [];
    const lines = new Map([['[]', body.loc.start.line]]);
    visit(body, [], (path, line, isMember) => {
      lines.set(JSON.stringify(path), line);
      if (isMember) members.push({ path, line });
    });
    const lineOf = (path: ConfigPath): number => lines.get(JSON.stringify(path)) ?? lineOf(path.slice(0, -1));
    return { value: evaluate(body), members, lineOf };
  } catch (error) {
    if (error instanceof RangeError) return { path: [], line: 1, message: 'it nests too deeply for a configuration.' };
    const { line } = jsonErrorPlace(json, 'jsonc') ?? { line: 1 };
    return { path: [], line, message: 'this is not valid JSON. Look for a missing quote, comma or brace here, or just above.' };
  }
}

function visit(node: ValueNode, path: ConfigPath, onPart: (path: ConfigPath, line: number, isMember: boolean) => void): void {
  if (path.length > deepest) throw new RangeError('too deep');
  if (node.type === 'Object') {
    for (const { name, value } of node.members) {
      const inner = [...path, name.type === 'String' ? name.value : name.name];
      onPart(inner, name.loc.start.line, true);
      visit(value, inner, onPart);
    }
  }
  if (node.type === 'Array') {
    node.elements.forEach(({ value }, index) => {
      onPart([...path, index], value.loc.start.line, false);
      visit(value, [...path, index], onPart);
    });
  }
}

/** Common names of secrets. None is a name of the configuration. */
const secretName = /secret|password|passwd|passphrase|certificate|private.?key|api.?key|token|credential|assertion|thumbprint|^key$|^pem$/i;

const secretAdvice =
  'this looks like a secret, and secrets do not belong in this file. Remove it, renew it if it was ever committed, and set it in the ' +
  'environment: AZURE_CLIENT_SECRET, or AZURE_CLIENT_CERTIFICATE_PATH for a certificate.';

/** All mistakes, by line; only the first one of each path. Without any, the configuration fits its schema. */
export function configProblems(text: ConfigText): ConfigProblem[] {
  const secrets = text.members.filter(({ path }) => secretName.test(String(path.at(-1))));
  const problems = [
    ...secrets.map(({ path, line }) => ({ path, line, message: secretAdvice })),
    ...duplicateNames(text),
    ...(validate(text.value) ? [...duplicateAssignments(text), ...furtherMarks(text)] : schemaProblems(validate.errors ?? [], text)),
  ];
  const keys = problems.map(({ path }) => JSON.stringify(path));
  return problems.filter((_, index) => keys.indexOf(keys[index] ?? '') === index).sort((one, other) => one.line - other.line);
}

function schemaProblems(errors: readonly ErrorObject[], text: ConfigText): ConfigProblem[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => {
      const path = pathOf(error, text.value);
      return { path, line: text.lineOf(path), message: messageOf(error) };
    });
}

function pathOf({ instancePath, keyword, params }: ErrorObject, root: unknown): ConfigPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of instancePath.split('/').slice(1)) {
    const name = nameOfPart(part);
    path.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Record<string, unknown>)[name];
  }
  const given = params as Record<string, unknown>;
  if (keyword === 'required') path.push(String(given['missingProperty']));
  if (keyword === 'additionalProperties') path.push(String(given['additionalProperty']));
  return path;
}

function messageOf({ keyword, params, parentSchema = {}, data }: ErrorObject): string {
  const given = params as Record<string, unknown>;
  const properties = 'properties' in parentSchema && isObject(parentSchema.properties) ? parentSchema.properties : {};
  switch (keyword) {
    case 'required':
      return `it is missing. ${adviceIn(properties[String(given['missingProperty'])])}`.trim();
    case 'additionalProperties':
      return unknownName(String(given['additionalProperty']), Object.keys(properties));
    default: {
      // `drift init` writes placeholders.
      const isPlaceholder = typeof data === 'string' && /^<.*>$/.test(data);
      return `${isPlaceholder ? 'this is still the placeholder' : 'this is not a valid value'}. ${adviceIn(parentSchema)}`.trim();
    }
  }
}

/** The description that an editor shows too. */
function adviceIn(schema: unknown): string {
  return isObject(schema) && typeof schema['description'] === 'string' ? schema['description'] : '';
}

function unknownName(name: string, known: readonly string[]): string {
  const close = known.filter((one) => distance(one.toLowerCase(), name.toLowerCase()) <= Math.max(2, one.length / 4));
  const [nearest] = close.sort((one, other) => distance(one, name) - distance(other, name));
  const hint = nearest === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
  return `this name is not known here. ${hint}`;
}

/** Parsing silently drops the first of two members with one name. */
function duplicateNames({ members }: ConfigText): ConfigProblem[] {
  const seen = new Set<string>();
  const duplicates = members.filter(({ path }) => {
    const key = JSON.stringify(path);
    const isDuplicate = seen.has(key);
    seen.add(key);
    return isDuplicate;
  });
  return duplicates.map(({ path, line }) => ({ path, line, message: 'this name occurs twice. Remove one of them.' }));
}

/** Graph ignores the case of an id. */
function duplicateAssignments(text: ConfigText): ConfigProblem[] {
  const { assignments } = text.value as { assignments: readonly ConfiguredAssignment[] };
  const keys = assignments.map((one) => [one.operation, one.policyId.toLowerCase(), one.assignmentId.toLowerCase()].join('\n'));
  return keys.flatMap((key, index) => {
    const first = keys.indexOf(key);
    if (first === index) return [];
    const path = ['assignments', index];
    return [{ path, line: text.lineOf(path), message: `this is the same assignment as assignments[${first}]. Remove one of them.` }];
  });
}

/** A probe updates one assignment only. */
function furtherMarks(text: ConfigText): ConfigProblem[] {
  const { assignments } = text.value as { assignments: readonly ConfiguredAssignment[] };
  const [first, ...others] = assignments.flatMap(({ probe }, index) => (probe === true ? [index] : []));
  return others.map((index) => {
    const path = ['assignments', index, 'probe'];
    const message = `assignments[${first}] is marked for the probe already. Keep "probe": true for one assignment, and remove it here.`;
    return { path, line: text.lineOf(path), message };
  });
}
