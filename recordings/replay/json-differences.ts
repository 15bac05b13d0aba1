import { describeName, describeProperty, describeValue } from '../../contracts/judge/describe.js';
import { isObject } from '../../contracts/json-value.js';
import { sameJson } from './same-request.js';

/** The pointer to what nests deeper than any message of Graph would tell nobody anything. */
const deepest = 100;

/** How the JSON that was sent differs from that which was recorded: a sentence for each property. Values are described, never quoted. */
export function jsonDifferences(recorded: unknown, sent: unknown, pointer = '', depth = 0): string[] {
  const place = pointer === '' ? 'the body' : pointer;
  if (depth < deepest && isObject(recorded) && isObject(sent)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(sent)])];
    return names.flatMap((name) => {
      const member = `${pointer}/${name.startsWith('@odata.') ? name : describeProperty(name)}`;
      if (!Object.hasOwn(sent, name)) return [`${member} was recorded, and is not sent`];
      if (!Object.hasOwn(recorded, name)) return [`${member} is sent, and was not recorded`];
      return jsonDifferences(recorded[name], sent[name], member, depth + 1);
    });
  }
  if (depth < deepest && Array.isArray(recorded) && Array.isArray(sent) && recorded.length === sent.length) {
    return recorded.flatMap((item: unknown, index) => jsonDifferences(item, sent[index], `${pointer}/${String(index)}`, depth + 1));
  }
  if (sameJson(recorded, sent)) return [];
  const describe = pointer.endsWith('/@odata.type') ? describeName : describeValue;
  const [was, is] = [describe(recorded), describe(sent)];
  return [was === is ? `${place} has another value (both are ${was})` : `${place} was recorded as ${was}, and is sent as ${is}`];
}
