import { isObject } from '../../../contracts/json-value.js';
import { stepsToExample } from '../pact/ruby-terms.js';
import type { JsonPath } from './lines-of-paths.js';

/** Where names lead, as far as they do. */
interface Trail {
  /** To the value, or to the last one around it that is there. */
  readonly path: JsonPath;
  /** To the example of the value, which is the value itself if that is no term; undefined where the value is not there. */
  readonly example?: JsonPath;
  /** To the innermost term on the way, the value included. */
  readonly term?: JsonPath;
}

/** Goes into a value by names, and where terms stand among the values, into their examples. @param names those that lead through the examples. */
export function follow(value: unknown, names: JsonPath, hasTerms: boolean): Trail {
  let path: JsonPath = [];
  let example: JsonPath = [];
  let term: JsonPath | undefined;
  let inner = value;
  let depth = 0;
  const open = (): void => {
    for (let steps = stepsToExample(inner); steps !== undefined; steps = stepsToExample(inner)) {
      term = path;
      for (const step of steps) inner = isObject(inner) ? inner[step] : undefined;
      example = [...example, ...steps];
    }
  };
  if (hasTerms) open();
  for (const name of names) {
    if (!isObject(inner) || !Object.hasOwn(inner, name)) break;
    depth += 1;
    inner = inner[name];
    example = path = [...example, name];
    if (hasTerms) open();
  }
  return { path, ...(names.length === depth ? { example } : {}), ...(term === undefined ? {} : { term }) };
}
