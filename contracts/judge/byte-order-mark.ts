import type { Side } from '../contract.js';
import { findingAbout, type Finding, type Subject } from './finding.js';

/** Of JSON that begins with a byte order mark. */
export function byteOrderMark(subject: Subject, side: Side): Finding {
  return findingAbout(subject, `${side}.body.byte-order-mark`, `${side}.body`, {
    pointer: '',
    expected: 'JSON',
    actual: 'JSON after a byte order mark',
    message: `The JSON of the ${side === 'request' ? 'request' : 'answer'} begins with a byte order mark.`,
  });
}
