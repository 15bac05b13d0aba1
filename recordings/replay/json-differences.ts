import { describeName, describeProperty, describeValue } from '../../contracts/judge/describe.js';
import { isObject } from '../../contracts/json-value.js';
import { isPlaceholder } from '../redaction/placeholders.js';
import { sameJson } from './same-request.js';

/** One way in which a request differs from a recorded one. */
export interface RequestDifference {
  /** Describes values and never quotes them. Without a full stop, since others may follow. */
  readonly sentence: string;
  /** Whether only a value differs; false if something is missing or new. */
  readonly inValue: boolean;
}

/** Ends a sentence on a value that redaction has replaced. */
export const asPlaceholder = 'a placeholder that took the place of a value, as of all that may be secret';

/** Deeper differences are reported at this depth: nobody could read a longer pointer. */
const deepest = 100;

/** The differences between the recorded JSON and the JSON that was sent, one for each property. */
export function jsonDifferences(recorded: unknown, sent: unknown, pointer = '', depth = 0): RequestDifference[] {
  if (depth < deepest && isObject(recorded) && isObject(sent)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(sent)])];
    return names.flatMap((name) => {
      const member = `${pointer}/${name.startsWith('@odata.') ? name : describeProperty(name)}`;
      if (!Object.hasOwn(sent, name)) return [{ sentence: `${member} was recorded, and is not sent`, inValue: false }];
      if (!Object.hasOwn(recorded, name)) return [{ sentence: `${member} is sent, and was not recorded`, inValue: false }];
      return jsonDifferences(recorded[name], sent[name], member, depth + 1);
    });
  }
  if (depth < deepest && Array.isArray(recorded) && Array.isArray(sent) && recorded.length === sent.length) {
    return recorded.flatMap((item: unknown, index) => jsonDifferences(item, sent[index], `${pointer}/${index}`, depth + 1));
  }
  if (sameJson(recorded, sent)) return [];
  const describe = pointer.endsWith('/@odata.type') ? describeName : describeValue;
  const sentence = `${pointer === '' ? 'the body' : pointer} ${otherValue(recorded, sent, describe)}`;
  return [{ sentence, inValue: typeof recorded !== 'object' && typeof sent !== 'object' }];
}

function otherValue(recorded: unknown, sent: unknown, describe: (value: unknown) => string): string {
  const is = describe(sent);
  if (isPlaceholder(recorded)) return `was recorded as ${asPlaceholder}, and is sent as ${is}`;
  const was = describe(recorded);
  return was === is ? `has another value (both are ${was})` : `was recorded as ${was}, and is sent as ${is}`;
}
