import { failsRun, type Case, type FailOn } from './report.js';
import { byPlace } from './report-order.js';

/** More cases nobody reads, and none of the readers of CI systems takes gladly. */
const mostCases = 5_000;

interface Ranked {
  readonly one: Case;
  /** 0 for what fails the run; the more, the less there is to see. */
  readonly rank: number;
}

/** The worst cases of a run, and how many there are beside them: so the memory that a report takes has a limit. The order in which they come changes nothing. */
export class WorstCases {
  private kept: Ranked[] = [];
  private count = 0;

  constructor(
    private readonly failOn: FailOn,
    private readonly most = mostCases,
  ) {}

  add(one: Case): void {
    this.count += 1;
    this.kept.push({ one, rank: this.rankOf(one) });
    if (this.kept.length > 2 * this.most) this.drop();
  }

  get leftOut(): number {
    return Math.max(0, this.count - this.most);
  }

  /** As they stand in their files. */
  all(): Case[] {
    if (this.kept.length > this.most) this.drop();
    return this.kept.map(({ one }) => one).sort(byPlace);
  }

  private drop(): void {
    this.kept = this.kept.sort((a, b) => a.rank - b.rank || byPlace(a.one, b.one)).slice(0, this.most);
  }

  private rankOf({ findings, reason }: Case): number {
    if (findings.some((finding) => failsRun(finding, this.failOn))) return 0;
    if (reason !== undefined) return 1;
    return findings.length > 0 ? 2 : 3;
  }
}
