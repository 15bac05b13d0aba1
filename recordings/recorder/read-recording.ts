import { isObject } from '../../contracts/json-value.js';
import { recordedOf, type RecordedDefinition, type Recording } from '../traffic/recording.js';

/**
 * The recording that a text holds. Undefined when it is JSON of another kind, such as a recording that nock made, or one of ours of which a member that
 * every one has is gone.
 * @throws SyntaxError when it is no JSON.
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
