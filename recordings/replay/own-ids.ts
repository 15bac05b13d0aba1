import { isPublicText } from '../redaction/public-vocabulary.js';
import type { Asked } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { bodyKey, routeKey } from './same-request.js';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A recorded request, with its ids apart from the rest. */
interface Shape {
  /** The ids that are not the same in every tenant, in lower case, in the order in which they stand in it. */
  readonly ids: readonly string[];
  /** What is left when each id is replaced by its number: requests of one shape differ in their ids only. */
  readonly key: string;
}

/**
 * Ids of a client, and the placeholders that stand for them in recordings. Nothing in a recording leads back to the ids that were asked with, but how they
 * recur does: the client's ids stand for the recorded ones of the first request that is the same but for its ids, each for one, and for good.
 */
export class OwnIds {
  private readonly recordedOf = new Map<string, string>();
  private readonly ownOf = new Map<string, string>();
  private shapes: ReadonlyMap<string, readonly Shape[]> | undefined;

  /** @param exchanges in the order of their recording; looked at with the first request. */
  constructor(private readonly exchanges: () => readonly RecordedExchange[]) {}

  /** The request as it was recorded, with ids that are now known to be the client's. Undefined when no recording is the same but for its ids. */
  toRecorded(asked: Asked): Asked | undefined {
    this.shapes ??= shapesOf(this.exchanges());
    const { method, url, body } = asked;
    for (const shape of [shapeOf(method, url, bodyKey(body)), shapeOf(method, url, anyBody)]) {
      const recorded = this.shapes.get(shape.key)?.find(({ ids }) => this.agree(shape.ids, ids));
      if (recorded === undefined) continue;
      for (const [place, own] of shape.ids.entries()) this.learn(own, recorded.ids[place] ?? own);
      return { ...asked, url: replaced(url, this.recordedOf), body: replacedIn(body, this.recordedOf) };
    }
    return undefined;
  }

  /** A text of a recording, with the ids of the client in the place of those that stand for them. */
  toOwn(text: string): string {
    return replaced(text, this.ownOf);
  }

  private agree(own: readonly string[], recorded: readonly string[]): boolean {
    return own.every((id, place) => {
      const other = recorded[place] ?? '';
      return (this.recordedOf.get(id) ?? other) === other && (this.ownOf.get(other) ?? id) === id;
    });
  }

  private learn(own: string, recorded: string): void {
    this.recordedOf.set(own, recorded);
    this.ownOf.set(recorded, own);
  }
}

/** True when a request is one of those that were recorded, but for its ids. */
export function differsInIdsOnly(asked: Asked, exchanges: readonly RecordedExchange[]): boolean {
  const recorded = new OwnIds(() => exchanges).toRecorded(asked);
  return recorded !== undefined && JSON.stringify(recorded) !== JSON.stringify(asked);
}

/** Stands for the body of a recording that any body will do for. */
const anyBody = 'any body';

function shapesOf(exchanges: readonly RecordedExchange[]): Map<string, Shape[]> {
  const shapes = new Map<string, Shape[]>();
  for (const { method, path, body, anyBody: isAny } of exchanges) {
    const shape = shapeOf(method, path, isAny ? anyBody : bodyKey(body));
    const alike = shapes.get(shape.key);
    if (alike === undefined) shapes.set(shape.key, [shape]);
    else alike.push(shape);
  }
  return shapes;
}

function shapeOf(method: string, url: string, body: string): Shape {
  const ids: string[] = [];
  const key = `${routeKey(method, url)}\n${body}`.replaceAll(guid, (written) => {
    const id = written.toLowerCase();
    if (isPublicText(id)) return id;
    const known = ids.indexOf(id);
    if (known >= 0) return `{${String(known)}}`;
    return `{${String(ids.push(id) - 1)}}`;
  });
  return { ids, key };
}

/** An id in capitals becomes one in capitals. */
function replaced(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replaceAll(guid, (written) => {
    const id = ids.get(written.toLowerCase());
    if (id === undefined) return written;
    return /[A-F]/.test(written) ? id.toUpperCase() : id;
  });
}

function replacedIn(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (body === undefined || typeof body === 'string') return body === undefined ? body : replaced(body, ids);
  return JSON.parse(replaced(JSON.stringify(body), ids)) as unknown;
}
