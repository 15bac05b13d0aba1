import { addToGroup } from '../../contracts/group-by.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import type { Asked } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { routeKey } from './same-request.js';

/** Recorded exchanges of one method, operation and API version. */
interface Kind {
  readonly method: string;
  readonly match: OperationMatch | undefined;
  /** By each of the keys of their request lines (see `keysOf`). */
  readonly byKey: Map<string, RecordedExchange[]>;
}

/** Recorded exchanges by their request lines, to find those that come nearest to one, among however many. */
export class RecordedLines {
  private readonly kinds = new Map<string, Kind>();

  constructor(exchanges: readonly RecordedExchange[]) {
    for (const exchange of exchanges) this.add(exchange);
  }

  /**
   * Those whose request line comes nearest: another operation is farther than another method, that than another API version, than an id, than the way in
   * which the path is written.
   * @param most of them at most.
   */
  nearestTo({ method, url }: Pick<Asked, 'method' | 'url'>, most: number): readonly RecordedExchange[] {
    const match = matchOperation(url);
    const distances = new Map([...this.kinds.values()].map((kind) => [kind, distanceTo(kind, method.toUpperCase(), match)]));
    const least = [...distances.values()].reduce((nearest, distance) => Math.min(nearest, distance), Infinity);
    const nearest = [...distances].filter(([, distance]) => distance === least);
    for (const keys of keysOf(url, match)) {
      const found = nearest.flatMap(([{ byKey }]) => keys.flatMap((key) => byKey.get(key)?.slice(0, most) ?? []));
      if (found.length > 0) return found.slice(0, most);
    }
    return [];
  }

  private add(exchange: RecordedExchange): void {
    const { method, path } = exchange;
    const match = matchOperation(path);
    const name = `${method} ${match?.contract.name ?? ''} ${match?.versionSegment ?? ''}`;
    let kind = this.kinds.get(name);
    if (kind === undefined) this.kinds.set(name, (kind = { method, match, byKey: new Map() }));
    for (const key of keysOf(path, match).flat()) addToGroup(kind.byKey, key, exchange);
  }
}

function distanceTo(kind: Kind, method: string, match: OperationMatch | undefined): number {
  return (
    (kind.match?.contract === match?.contract ? 0 : 4) +
    (kind.method === method ? 0 : 2) +
    (kind.match?.versionSegment === match?.versionSegment ? 0 : 1)
  );
}

/** What two request lines of one kind can have in common, what tells most first: all, both ids, one of them, nothing. */
function keysOf(url: string, match: OperationMatch | undefined): readonly (readonly string[])[] {
  const ids = (match?.parameters ?? []).map(({ value }, place) => `${place} ${value}`);
  return [[routeKey('', url)], [ids.join('\n')], ids, ['any']];
}
