import { isObject } from '../../contracts/json-value.js';
import { recordedOf, type RecordedDefinition, type Recording } from '../traffic/recording.js';

/** The text of a recording's file. */
export function recordingText(recording: Recording): string {
  return fileText(recording.map(definitionText));
}

/** The text of one exchange within its file. */
export function definitionText(definition: RecordedDefinition): string {
  return JSON.stringify([definition], null, 2).slice('[\n'.length, -'\n]'.length);
}

/** @param definitions as `definitionText` gives them. */
export function fileText(definitions: readonly string[]): string {
  return definitions.length === 0 ? '[]\n' : `[\n${definitions.join(',\n')}\n]\n`;
}

/**
 * The recording in a text. Undefined for other JSON, such as a recording by nock, or one of ours without a member that all have.
 * @throws SyntaxError if it is not JSON.
 */
export function readRecording(text: string): Recording | undefined {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  return Array.isArray(value) && value.length > 0 && value.every(isOurs) ? value : undefined;
}

function isOurs(value: unknown): value is RecordedDefinition {
  if (!isObject(value)) return false;
  const { scope, method, path, rawHeaders, recorded } = value;
  return (
    [scope, method, path].every((one) => typeof one === 'string') &&
    (rawHeaders === undefined || isObject(rawHeaders)) &&
    recordedOf(recorded) !== undefined
  );
}
