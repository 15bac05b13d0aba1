import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import { isObject, nameOfPart } from '../../contracts/json-value.js';
import type { ConfigText, Path, Problem } from './config-text.js';
import validate from './config-validator.generated.js';

/** Names under which people keep secrets. None of them is a name of the configuration. */
const secretName = /secret|password|passwd|passphrase|certificate|private.?key|api.?key|token|credential|assertion|thumbprint|^key$|^pem$/i;

const secretAdvice =
  'this looks like a secret, and secrets never stand in this file. Take it out, renew it if it was ever committed, and give it in the ' +
  'environment: AZURE_CLIENT_SECRET, or AZURE_CLIENT_CERTIFICATE_PATH for a certificate.';

/** All that is wrong with a configuration, in the order of its lines. A configuration without problems fits its schema. */
export function configProblems(text: ConfigText): Problem[] {
  const secrets = text.members.filter(({ path }) => secretName.test(lastName(path)));
  const problems = [
    ...secrets.map(({ path, line }) => ({ path, line, message: secretAdvice })),
    ...namedTwice(text),
    ...(validate(text.value) ? duplicates(text) : problemsOfSchema(validate.errors ?? [], text)),
  ];
  // One sentence for one place: the first says what to do.
  return problems
    .filter((problem, index) => problems.findIndex(({ path }) => samePath(path, problem.path)) === index)
    .sort((one, other) => one.line - other.line);
}

function problemsOfSchema(errors: readonly ErrorObject[], text: ConfigText): Problem[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => {
      const path = pathOf(error, text.value);
      return { path, line: text.lineOf(path), message: messageOf(error) };
    });
}

function messageOf({ keyword, params, parentSchema = {}, data }: ErrorObject): string {
  const given = params as Record<string, unknown>;
  const properties = propertiesOf(parentSchema);
  switch (keyword) {
    case 'required':
      return `it is missing. ${adviceOf(properties[String(given['missingProperty'])])}`.trim();
    case 'additionalProperties':
      return unknownName(String(given['additionalProperty']), Object.keys(properties));
    default:
      return `${isPlaceholder(data) ? 'this is still the placeholder' : 'this is not what it should be'}. ${adviceOf(parentSchema)}`.trim();
  }
}

/** What to do, as an editor shows it too. */
function adviceOf(schema: unknown): string {
  return isObject(schema) && typeof schema['description'] === 'string' ? schema['description'] : '';
}

/** A name is quoted only if it looks like one: what stands there may be a value, or anything. */
function unknownName(name: string, known: readonly string[]): string {
  const close = known.filter((one) => distance(one.toLowerCase(), name.toLowerCase()) <= Math.max(2, one.length / 4));
  const [nearest] = close.sort((one, other) => distance(one, name) - distance(other, name));
  const hint = nearest === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
  return `this name is not known here. ${hint}`;
}

function propertiesOf(schema: object): Record<string, unknown> {
  return 'properties' in schema && isObject(schema.properties) ? schema.properties : {};
}

/** What `drift init` wrote, and nobody has filled in. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /^<.*>$/.test(value);
}

/** An object keeps the last of two members of one name: the other one would be lost in silence. */
function namedTwice({ members }: ConfigText): Problem[] {
  const seen = new Set<string>();
  return members.flatMap(({ path, line }) => {
    const key = JSON.stringify(path);
    if (seen.has(key)) return [{ path, line, message: 'this name stands here twice. Take one of them out.' }];
    seen.add(key);
    return [];
  });
}

/** Graph takes ids that differ in case only for the same one. */
function duplicates(text: ConfigText): Problem[] {
  const { assignments } = text.value as { assignments: readonly { operation: string; policyId: string; assignmentId: string }[] };
  const first = new Map<string, number>();
  return assignments.flatMap(({ operation, policyId, assignmentId }, index) => {
    const key = [operation, policyId.toLowerCase(), assignmentId.toLowerCase()].join('\n');
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return [];
    }
    const path = ['assignments', index];
    return [{ path, line: text.lineOf(path), message: `this is the same assignment as assignments[${before}]. Take one of them out.` }];
  });
}

function pathOf({ instancePath, keyword, params }: ErrorObject, root: unknown): Path {
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

function lastName(path: Path): string {
  return String(path.at(-1));
}

function samePath(one: Path, other: Path): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
