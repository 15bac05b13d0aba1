import { countOf, numeral } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import { parseBody } from '../../contracts/judge/body.js';
import { headerOf, type Body } from '../../contracts/judge/exchange.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { isObject, jsonTypeOf, partOfPointer } from '../../contracts/json-value.js';
import { answerText } from '../traffic/recorded-body.js';
import type { RecordedDefinition, Recording } from '../traffic/recording.js';

/** One way in which a recording differs in meaning from an older one: a sentence, and its file. */
export interface Difference {
  readonly file: string;
  readonly what: string;
}

type Recordings = ReadonlyMap<string, Recording>;

/** Values that are equal in every tenant; all others differ from run to run. */
const compared = /(?:^|\/)(?:@odata\.type|code)$/;

/** Compares exchange by exchange: steps, statuses, properties and types, but not ids, times, order of names or bytes. */
export function compareRecordings(old: Recordings, now: Recordings): Difference[] {
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((file) => {
    const before = old.get(file);
    const after = now.get(file);
    if (before === undefined) return [{ file, what: `added: ${list(after ?? [])}` }];
    if (after === undefined) return [{ file, what: `removed: ${list(before)}` }];
    return [...new Set(compareExchanges(before, after))].map((what) => ({ file, what }));
  });
}

/** Compares the numbers of exchanges of each kind, in files that exist in both. Leaves out what `compareRecordings` reports. */
export function compareAmounts(old: Recordings, now: Recordings): Difference[] {
  return [...now].flatMap(([file, after]) => [...amountsOfSteps(old.get(file) ?? [], after)].map((what) => ({ file, what })));
}

/** Repeated steps, such as a second look to be sure, are compared with the last of their kind. */
function* compareExchanges(before: Recording, after: Recording): Iterable<string> {
  const [were, are] = [groupBy(before, stepOf), groupBy(after, stepOf)];
  for (const [step, definitions] of are) {
    const others = were.get(step);
    for (const [index, definition] of definitions.entries()) {
      const other = others?.[Math.min(index, others.length - 1)];
      if (other === undefined) yield `${step} added: ${outcomeOf(definition)}`;
      else yield* compareDefinitions(step, other, definition);
    }
  }
  for (const [step, definitions] of were)
    if (!are.has(step)) for (const one of definitions) yield `${step} removed: it was ${outcomeOf(one)}`;
}

function* compareDefinitions(step: string, before: RecordedDefinition, after: RecordedDefinition): Iterable<string> {
  if (outcomeOf(before) !== outcomeOf(after)) yield `${step}: was ${outcomeOf(before)}, is ${outcomeOf(after)}`;
  const [was, is] = [mediaTypeOf(before), mediaTypeOf(after)];
  if (was !== is) yield `${step}, answer: was of type ${was}, is of type ${is}`;
  yield* compareValues(`${step}, request`, '', valueOf(before.body), valueOf(after.body));
  yield* compareValues(`${step}, answer`, '', valueOf(answerText(before.response)), valueOf(answerText(after.response)));
}

function* compareValues(where: string, pointer: string, before: unknown, after: unknown): Iterable<string> {
  const [was, is] = [kindOf(before), kindOf(after)];
  const place = pointer === '' ? 'the body' : pointer;
  if (was !== is) {
    if (was === 'nothing') yield `${where}: ${place} was added (${is})`;
    else if (is === 'nothing') yield `${where}: ${place} was removed (it was ${was})`;
    else yield `${where}: ${place} was ${was}, is ${is}`;
  } else if (isObject(before) && isObject(after)) {
    const [old, now] = [before, after].map((object) => new Map(Object.entries(object)));
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      // Other control information depends on what the client asks for.
      if (name.includes('@') && name !== '@odata.type') continue;
      yield* compareValues(where, `${pointer}/${partOfPointer(name)}`, old?.get(name), now?.get(name));
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of after.slice(0, before.length).entries()) yield* compareValues(where, `${pointer}/*`, before[index], item);
  } else if (compared.test(pointer) && before !== after)
    yield `${where}: ${place} was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`;
}

function* amountsOfSteps(before: Recording, after: Recording): Iterable<string> {
  const are = groupBy(after, stepOf);
  for (const [step, ofBefore] of groupBy(before, stepOf)) {
    const ofNow = are.get(step) ?? [];
    if (ofNow.length === 0 || (ofBefore.length === 1 && ofNow.length === 1)) continue;
    const [old, now] = [groupBy(ofBefore, outcomeOf), groupBy(ofNow, outcomeOf)];
    for (const outcome of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(outcome)?.length ?? 0, now.get(outcome)?.length ?? 0];
      // Only the first number has the noun.
      const after = was === 0 ? countOf(is, 'exchange') : is === 0 ? 'none' : numeral(is);
      if (was !== is) yield `${step} ${outcome}: ${was === 0 ? 'none' : countOf(was, 'exchange')} before, ${after} now`;
    }
  }
}

/** Such as `PATCH v1.0`. */
function stepOf({ method, path, recorded }: RecordedDefinition): string {
  return `${method} ${matchOperation(path)?.version ?? recorded.apiVersion}`;
}

/** Such as `200` or `no answer (ECONNRESET)`. */
function outcomeOf({ status, recorded }: RecordedDefinition): string {
  return recorded.failure === undefined ? String(status) : `no answer (${recorded.failure})`;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === '') return 'nothing';
  const type = jsonTypeOf(value);
  return type === 'integer' ? 'number' : type;
}

/** The JSON value of a body, or its text if it is not JSON. */
function valueOf(body: Body): unknown {
  const parsed = parseBody(body);
  return parsed.kind === 'json' ? parsed.value : body;
}

function mediaTypeOf({ rawHeaders = {} }: RecordedDefinition): string {
  return headerOf(rawHeaders, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'nothing';
}

function list(recording: Recording): string {
  return [...new Set(recording.map((one) => `${stepOf(one)} ${outcomeOf(one)}`))].join(', ');
}
