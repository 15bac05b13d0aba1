import { PageError } from './page-error.js';
import { isObject } from '../../json-value.js';
import { parsePositionedJson } from './positioned-json.js';

/** An API Doctor annotation: one JSON object in a comment, about the code block that follows it. */
export interface Annotation {
  readonly kind: 'annotation';
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The line on which each field stands. */
  readonly fieldLines: Readonly<Record<string, number>>;
}

/** @param line the page line on which `text` begins. @throws PageError when it is not one JSON object. */
export function parseAnnotation(file: string, line: number, text: string): Annotation {
  const json = parsePositionedJson(file, line, text, 'the annotation');
  if (!isObject(json.value)) {
    throw new PageError(file, line, 'the annotation is not a JSON object');
  }
  const fieldLines = Object.fromEntries(
    json.members.filter((member) => member.path.length === 1).map((member) => [member.path[0] ?? '', member.line]),
  );
  return { kind: 'annotation', line, fields: json.value, fieldLines };
}
