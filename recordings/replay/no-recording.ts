import { basename } from 'node:path';
import { describeMethod, isPlainMethod } from '../../contracts/judge/describe.js';
import type { Asked } from './recorded-answers.js';
import { nearestTo } from './nearest.js';
import type { RecordedExchange } from './recorded-exchange.js';
import type { RecordedLines } from './recorded-lines.js';

/** More differences than these tell a reader nothing. */
const mostDifferences = 6;

/**
 * Says, in a sentence or two, that no recording answers a request, which one comes nearest, and how the request differs from it.
 * @param asked the request, as it is compared with an exchange.
 */
export function noRecordingFor(asked: (exchange?: RecordedExchange) => Asked, lines: RecordedLines): string {
  const sent = asked().method;
  const request = isPlainMethod(sent) ? `this ${sent.toUpperCase()} request` : `this request with ${describeMethod(sent)}`;
  const nearest = nearestTo(asked, lines);
  if (nearest === undefined) return `No recording answers ${request}: there are no recordings.`;
  const { exchange, differences } = nearest;
  const { file, index, description } = exchange.source;
  const where = `${basename(file)}, number ${String(index + 1)} (${exchange.method}, ${description})`;
  if (differences.length === 0) return `No recording is left for ${request}: ${where} has answered it already.`;
  const more = differences.length - mostDifferences;
  const shown = differences.slice(0, mostDifferences).map(({ sentence }) => sentence);
  const listed = [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('; ');
  return `No recording answers ${request}. The nearest is ${where}. It differs: ${listed}.`;
}
