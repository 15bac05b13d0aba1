import type { NightSettings, NightResult } from './night-result.js';
import type { LockFile } from '../../recordings/files/lock-file.js';
import { Tally } from '../verdict/tally.js';
import { requestLimit } from '../client/request-limit.js';
import { Journal } from './journal/journal.js';
import { takeRunLock } from './take-run-lock.js';
import { Night } from './drift-run.js';
import { nightReport } from './night-report.js';
import { hindranceOf, notBegunNight } from './not-started.js';
import { runChecks } from './check-all.js';
import type { Stage } from './drift-target.js';
import { complain, placesOf, printLines } from '../verdict/terminal.js';

export const defaultBudget = 300_000;

/**
 * One night: every assignment in every API version, one after the other. No second run touches them meanwhile.
 * @param addMore adds what else is to be judged. @throws CannotRun as `notBegunNight`, and when the run broke off: see `runChecks`.
 */
export async function runNight(
  stage: Stage,
  settings: NightSettings,
  addMore: (tally: Tally) => Promise<void> = () => Promise.resolve(),
): Promise<NightResult> {
  const { client, tenant, clock, checks } = stage;
  const { failOn, mode = 'check', budget = defaultBudget, stop = new AbortController().signal } = settings;
  const journal = new Journal(stage.journalFile, stage.trust);
  let lock: LockFile;
  try {
    journal.prepare();
    lock = takeRunLock(`${journal.file}.lock`);
  } catch (error) {
    return notBegunNight(hindranceOf(error), stage, failOn);
  }
  const night = new Night({
    client,
    tenant,
    journal,
    clock,
    failOn,
    budget,
    requestLimit: stage.requestLimit ?? requestLimit(checks.length),
    stop,
  });
  const tally = new Tally(failOn, { cases: settings.cases === true });
  try {
    const outcome = await runChecks(night, checks, mode, lock);
    const { results, incomplete, notRestored } = outcome;
    const rows = results.map(({ row }) => row);
    try {
      for (const { judged, flaky } of results) {
        for (const one of judged) tally.add(one);
        for (const one of flaky) tally.addFlaky(one);
      }
      if (!notRestored) await addMore(tally);
      return { report: nightReport(tally.report('drift', rows), night, mode, outcome), results, incomplete };
    } catch (error) {
      // Nothing may keep it from being said that a tenant was not put back.
      if (!notRestored) throw error;
      printLines(placesOf(error));
      return { report: nightReport(new Tally(failOn).report('drift', rows), night, mode, outcome), results, incomplete };
    }
  } catch (error) {
    // There will be no report: what a person should know of the tenant is said here.
    for (const remark of night.remarks) complain(remark);
    throw error;
  } finally {
    lock.release();
  }
}
