import { constants } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Contract } from '../../contracts/contract.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { canonicalJson } from '../../recordings/replay/canonical-json.js';
import { CannotRun } from '../verdict/exit-code.js';
import { tool, type FailOn } from '../verdict/report.js';
import { shownFile, shownText } from '../verdict/shown-text.js';
import { Tally, type Judged } from '../verdict/tally.js';
import { jsonObjectIn, PactBroker, type HalResource, type Variables } from './pact-broker.js';

export interface PublishOptions {
  readonly publishTo: string;
  readonly failOn: FailOn;
  /** Default: the version of the tool, and the hash over all contracts. */
  readonly providerVersion?: string;
  /** Default: the latest pact of the consumer. */
  readonly consumerVersion?: string;
  readonly providerBranch?: string;
  readonly buildUrl?: string;
}

interface LocalPact {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly content: string;
}

/** The verification results of a run, one for each pact, for a Pact Broker. */
export class VerificationResults {
  private readonly tallies = new Map<string, Tally>();
  private readonly broker: PactBroker;
  private readonly version: string;

  /** @param contracts all that the run judges by. @throws CannotRun or Refused if the broker cannot be used. */
  constructor(
    private readonly options: PublishOptions,
    contracts: readonly Contract[],
    environment: Variables,
  ) {
    this.broker = new PactBroker(options.publishTo, environment);
    const hashes = contracts.map(({ hash }) => hash).sort();
    const hash = createHash('sha256').update(hashes.join('\n')).digest('hex');
    this.version = options.providerVersion ?? `${tool.version}+${hash.slice(0, 16)}`;
  }

  add(judged: Judged): void {
    const { file } = judged.source;
    const tally = this.tallies.get(file) ?? new Tally(this.options.failOn);
    this.tallies.set(file, tally);
    tally.add(judged);
  }

  /** Publishes the results of the pacts among these files, which were read to their ends. @returns sentences for stderr, and for the report. */
  async publish(files: readonly string[]): Promise<{ readonly remarks: string[]; readonly problems: string[] }> {
    const remarks: string[] = [];
    const problems: string[] = [];
    const pacts = files.flatMap((file) => pactIn(file) ?? []);
    if (pacts.length === 0) problems.push('Nothing was published: no input that could be read is the file of a pact.');
    let index: HalResource | undefined;
    for (const pact of pacts) {
      const { verdict, summary } = (this.tallies.get(pact.file) ?? new Tally(this.options.failOn)).report('check');
      const [file, consumer, provider] = [shownFile(pact.file), shownText(pact.consumer), shownText(pact.provider)];
      if (verdict !== 'agrees' && verdict !== 'disagrees') {
        const reason = verdict === 'inconclusive' ? 'it is inconclusive' : 'nothing in it was judged';
        remarks.push(`The result of ${file} was not published: ${reason}.`);
        continue;
      }
      try {
        index ??= await this.broker.index();
        await this.publishOne(index, pact, verdict === 'agrees', summary);
        remarks.push(`Published that ${file} ${verdict}: consumer ${consumer}, provider ${provider} ${shownText(this.version)}.`);
      } catch (error) {
        if (!(error instanceof CannotRun)) throw error;
        problems.push(`Cannot publish the result of ${file}: ${error.message}`);
        // Without its index, the broker would fail each of them.
        if (index === undefined) break;
      }
    }
    return { remarks, problems };
  }

  private async publishOne(index: HalResource, pact: LocalPact, success: boolean, testResults: object): Promise<void> {
    const { provider, consumer } = pact;
    const { providerBranch: branch, buildUrl, consumerVersion: version } = this.options;
    // The address to which a pact is published is the one that has it.
    const values = { provider, consumer, consumerApplicationVersion: version ?? '' };
    const published =
      version === undefined
        ? await this.broker.follow(await this.broker.follow(index, 'pb:latest-provider-pacts', { values }), 'pb:pacts', { name: consumer })
        : await this.broker.follow(index, 'pb:publish-pact', { values });
    if (contentOf(published.body) !== pact.content) {
      const other = `the broker has another pact of ${shownText(consumer)} ${version === undefined ? 'as its latest' : `in version ${shownText(version)}`}`;
      throw new CannotRun(`${other}. Publish this one first, or fetch that one, and name its version with --consumer-version.`);
    }
    if (branch !== undefined) {
      const step = { method: 'PUT', json: {}, values: { pacticipant: provider, branch, version: this.version } } as const;
      await this.broker.follow(index, 'pb:pacticipant-branch-version', step);
    }
    const verifiedBy = { implementation: tool.name, version: tool.version };
    const json = { success, providerApplicationVersion: this.version, buildUrl, testResults, verifiedBy };
    await this.broker.follow(published, 'pb:publish-verification-results', { method: 'POST', json });
  }
}

/** Undefined for an input that is not the file of a pact. */
function pactIn(file: string): LocalPact | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  // Standard input and pipes cannot be read again. A larger file, which no string can hold, is a capture.
  if (!stats?.isFile() || stats.size > constants.MAX_STRING_LENGTH) return undefined;
  const pact = jsonObjectIn(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  if (!isObject(pact) || !isObject(pact['consumer']) || !isObject(pact['provider'])) return undefined;
  const [consumer, provider] = [pact['consumer']['name'], pact['provider']['name']];
  return typeof consumer === 'string' && typeof provider === 'string' ? { file, consumer, provider, content: contentOf(pact) } : undefined;
}

/** The interactions of a pact as a text that equal pacts share: in any order, without the ids that a broker adds. */
function contentOf(pact: JsonObject): string {
  const interactions = ['interactions', 'messages'].flatMap((name) => (Array.isArray(pact[name]) ? (pact[name] as unknown[]) : []));
  const texts = interactions.map((one) => canonicalJson(isObject(one) ? { ...one, _id: '' } : one));
  return texts.sort().join('\n');
}
