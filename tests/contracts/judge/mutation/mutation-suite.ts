/** Breaks every rule of every contract in every way that its kind allows, and asks whether the judge sees it, calls it by its name, and cites its line. */
import type { Finding } from '../../../../contracts/judge/finding.js';
import { judge } from '../../../../contracts/judge/judge.js';
import type { DraftExchange } from '../healthy-exchange.js';
import { findingsOf, serious } from '../serious.js';
import { mutants, settings, type Mutant } from './mutants.js';

function nameOf({ contract, version, rule, how }: Mutant): string {
  return `${contract.name} ${version} ${rule.id}: ${how}`;
}

/** Each broken exchange is judged once, and all questions are asked of the same verdict. */
const verdicts = new Map(mutants.map((mutant) => [mutant, judge(mutant.broken, mutant.known)]));

/** The serious findings, and those that the mutant is to cause, which may be additive. */
function found(mutant: Mutant): readonly Finding[] {
  const verdict = verdicts.get(mutant) ?? { kind: 'outside' };
  return findingsOf(verdict).filter((finding) => finding.code === mutant.code || serious(verdict).includes(finding));
}

function isKilled(mutant: Mutant): boolean {
  const { at } = mutant.rule;
  return found(mutant).some(
    ({ code, documentedAt }) => code === mutant.code && documentedAt.file === at.page && documentedAt.line === at.line,
  );
}

function describeVerdict(mutant: Mutant): string {
  const findings = found(mutant).map(({ code, pointer, documentedAt }) => `${code} ${pointer} line ${documentedAt.line}`);
  return `${verdicts.get(mutant)?.kind ?? ''}: ${findings.join(', ') || 'nothing'}`;
}

/** Registers the mutation test of the contracts that the judge has at the time. */
export function describeMutationTest(title: string): void {
  describe(title, () => {
    const survivors = mutants.filter((mutant) => !isKilled(mutant));

    test('every break of every rule is seen, called by its name, and traced to its line', () => {
      const missed = survivors.map((mutant) => {
        const wanted = `${mutant.code} line ${mutant.rule.at.line}`;
        return `${nameOf(mutant)} -> ${describeVerdict(mutant)}; wanted ${wanted}`;
      });
      expect(missed).toEqual([]);
    });

    test('one break is one finding', () => {
      const crowded = mutants.filter((mutant) => found(mutant).length > 1);
      expect(crowded.map((mutant) => `${nameOf(mutant)} -> ${describeVerdict(mutant)}`)).toEqual([]);
    });

    test('before each break there is nothing to find', () => {
      const judgements = [...new Map(mutants.map(({ intact, known }) => [intact, known]))].map(([intact, known]) => judge(intact, known));
      expect(judgements.filter((judgement) => judgement.kind !== 'judged' || serious(judgement).length > 0)).toEqual([]);
    });

    test('each break changes something', () => {
      const idle = mutants.filter(({ intact, broken }) => isSame(intact, broken));
      expect(idle.map(nameOf)).toEqual([]);
    });

    test('every rule is broken in at least one way, in one API version at least', () => {
      const untouched = settings.filter(
        ({ contract, rule }) => !mutants.some((mutant) => mutant.contract === contract && mutant.rule === rule),
      );
      expect(untouched.map(({ contract, rule }) => `${contract.name} ${rule.id}`)).toEqual([]);
    });
  });
}

/** Compared as JSON: to Jest, an object is equal to one that has a property more whose value is undefined. */
function isSame(a: DraftExchange, b: DraftExchange): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
