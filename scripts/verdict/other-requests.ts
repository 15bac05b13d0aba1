import { countOf, numeral } from '../../contracts/count-of.js';
import { allOperations } from '../../contracts/judge/match-operation.js';
import { describeMethod } from '../../contracts/judge/describe.js';
import type { ExchangeRequest } from '../../contracts/judge/exchange.js';

/** The operations that are judged, as part of a sentence. */
export function ourOperations(): string {
  const { length } = allOperations().contracts;
  return length === 2 ? 'the two operations' : `the ${numeral(length)} operations`;
}

function operationList(): string {
  const all = allOperations().contracts.map(({ method, paths: [path = ''] }) => `${method} ${path}`);
  if (all.length === 2) return `The two are ${all.join(' and ')}.`;
  const more = all.length > mostNamed ? ` and ${countOf(all.length - mostNamed, 'other')}` : '';
  return `They are ${all.slice(0, mostNamed).join(', ')}${more}.`;
}

/** The most operations that are named. */
const mostNamed = 12;

/** More different requests are only counted. */
const mostKept = 1_000;
const mostShown = 5;

/** Longer paths are cut: they show the same. */
const longestPath = 2_000;

/** Requests of other operations, for a run that finds none of ours: they show the user the mistake. */
export class OtherRequests {
  private readonly counts = new Map<string, number>();
  private further = 0;

  add({ method, url }: Pick<ExchangeRequest, 'method' | 'url'>): void {
    const [, path = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?\/?([^?#]*)/i.exec(url.slice(0, longestPath)) ?? [];
    const request = `${describeMethod(method)} /${path}`;
    const known = this.counts.get(request);
    if (known === undefined && this.counts.size >= mostKept) this.further += 1;
    else this.counts.set(request, (known ?? 0) + 1);
  }

  /** Which operations are ours, and the most frequent of the others: no ids, no hosts. */
  async inWords(): Promise<string> {
    const known = operationList();
    const shapes = await this.shapes();
    if (shapes.length === 0) return known;
    const rest = shapes.slice(mostShown).reduce((sum, [, count]) => sum + count, this.further);
    const seen = [
      ...shapes.slice(0, mostShown).map(([shape, count]) => `${shape} (${count === 1 ? 'once' : countOf(count, 'time')})`),
      ...(rest === 0 ? [] : [`and ${countOf(rest, 'other request')}`]),
    ];
    return `${known} Seen instead: ${seen.join(', ')}.`;
  }

  /** The most frequent first. */
  private async shapes(): Promise<[shape: string, count: number][]> {
    if (this.counts.size === 0) return [];
    // Few runs need it, and it takes long to load.
    const { isPublicText } = await import('../../recordings/redaction/public-vocabulary.js');
    const shapes = new Map<string, number>();
    for (const [request, count] of this.counts) {
      const start = request.indexOf('/');
      const path = request
        .slice(start)
        .split('/')
        .map((segment) => shapeOf(segment, isPublicText));
      const shape = request.slice(0, start) + path.join('/');
      shapes.set(shape, (shapes.get(shape) ?? 0) + count);
    }
    return [...shapes].sort(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1));
  }
}

/** A segment of a path, fit to be shown: private values, also keys in parentheses, are replaced by {…}. */
function shapeOf(segment: string, isPublic: (text: string) => boolean): string {
  if (isPublic(segment)) return segment;
  const [, name = ''] = /^([\w.$]+)\(.*\)$/s.exec(segment) ?? [];
  return name !== '' && isPublic(name) ? `${name}({…})` : '{…}';
}
