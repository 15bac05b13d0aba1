import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { RecordedDefinition } from '../traffic/recording.js';

/** What was asked, such as `PATCH v1.0`. */
export function stepOf({ method, path, recorded }: RecordedDefinition): string {
  return `${method} ${matchOperation(path)?.version ?? recorded.apiVersion}`;
}

/** What came of it, such as `200` or `no answer (ECONNRESET)`. */
export function outcomeOf({ status, recorded }: RecordedDefinition): string {
  return recorded.failure === undefined ? String(status) : `no answer (${recorded.failure})`;
}
