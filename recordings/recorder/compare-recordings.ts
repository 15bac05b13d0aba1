import { groupBy } from '../../contracts/group-by.js';
import { headerOf } from '../../contracts/judge/exchange.js';
import { isObject, jsonTypeOf } from '../../contracts/json-value.js';
import { answerText } from '../traffic/nock/recorded-body.js';
import type { RecordedDefinition, Recording } from '../traffic/recording.js';
import { outcomeOf, stepOf } from './step-and-outcome.js';

/** In what a recording differs from another, by what it means: a sentence, and the file that it is about. */
export interface Difference {
  readonly file: string;
  readonly what: string;
}

/** Values that mean the same in every tenant; all others differ from night to night. */
const compared = /(?:^|\/)(?:@odata\.type|code)$/;

/** Compares what happened, exchange by exchange: which came and went, statuses, properties, types. Not: ids, times, order of names, bytes. */
export function compareRecordings(old: ReadonlyMap<string, Recording>, now: ReadonlyMap<string, Recording>): Difference[] {
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((file) => {
    const before = old.get(file);
    const after = now.get(file);
    if (before === undefined) return [{ file, what: `came: ${list(after ?? [])}` }];
    if (after === undefined) return [{ file, what: `went: ${list(before)}` }];
    return [...new Set(compareExchanges(before, after))].map((what) => ({ file, what }));
  });
}

/** A step that was done more often than before, as one is to be sure of what it saw, is compared with the last of its kind. */
function* compareExchanges(before: Recording, after: Recording): Iterable<string> {
  const [were, are] = [groupBy(before, stepOf), groupBy(after, stepOf)];
  for (const [step, definitions] of are) {
    const others = were.get(step);
    for (const [index, definition] of definitions.entries()) {
      const other = others?.[Math.min(index, others.length - 1)];
      if (other === undefined) yield `${step} came: ${outcomeOf(definition)}`;
      else yield* compareDefinitions(step, other, definition);
    }
  }
  for (const [step, definitions] of were) if (!are.has(step)) for (const one of definitions) yield `${step} went: it was ${outcomeOf(one)}`;
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
    if (was === 'nothing') yield `${where}: ${place} came (${is})`;
    else if (is === 'nothing') yield `${where}: ${place} went (it was ${was})`;
    else yield `${where}: ${place} was ${was}, is ${is}`;
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      // Control information comes and goes as the client asks for it; the type of a thing is what it is.
      if (name.includes('@') && name !== '@odata.type') continue;
      const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      yield* compareValues(where, inner, own(before, name), own(after, name));
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of after.entries())
      if (index < before.length) yield* compareValues(where, `${pointer}/*`, before[index], item);
  } else if (compared.test(pointer) && before !== after)
    yield `${where}: ${place} was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`;
}

function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === '') return 'nothing';
  const type = jsonTypeOf(value);
  return type === 'integer' ? 'number' : type;
}

/** JSON that is kept as a text is compared by its value too. */
function valueOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function mediaTypeOf({ rawHeaders = {} }: RecordedDefinition): string {
  return headerOf(rawHeaders, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'nothing';
}

function list(recording: Recording): string {
  return [...new Set(recording.map((one) => `${stepOf(one)} ${outcomeOf(one)}`))].join(', ');
}
