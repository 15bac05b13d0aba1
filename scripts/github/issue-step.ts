import { existsSync, readFileSync } from 'node:fs';
import { readHistory, type History } from '../history/read-history.js';
import { summarizeHistory } from '../history/summarize-history.js';
import { streakSentences } from '../history/words.js';
import { updateIssue, type IssueTopic, type NightlyReport } from './update-issue.js';

/**
 * Updates the issue about a topic after a nightly run, whose exit code is in the environment (`EXIT_CODE`), its JSON and Markdown reports and its history
 * in the arguments. Fails for every exit code except 0 and 3, and for 3 if the history shows that nothing has been proved for too long.
 * @param messages for the log, by exit code.
 */
export function issueStep(topic: IssueTopic, messages: Readonly<Record<number, string>>): void {
  step(topic, messages, process.argv.slice(2), process.env).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.log(`::error::${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    },
  );
}

async function step(
  topic: IssueTopic,
  messages: Readonly<Record<number, string>>,
  [json = '', markdown = '', history = '']: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  // A job that was killed gives no exit code.
  const exitCode = /^[0-5]$/.test(env['EXIT_CODE'] ?? '') ? Number(env['EXIT_CODE']) : 2;
  const { GITHUB_API_URL = '', GITHUB_SERVER_URL = '', GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '', GITHUB_TOKEN = '' } = env;
  const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as NightlyReport) : undefined;
  const isEmpty = report?.verdict === 'nothing-judged';
  console.log(isEmpty ? '::notice::Nothing was judged.' : (messages[exitCode] ?? messages[2]));
  const unproved = existsSync(history) ? streakSentences(summarizeHistory(ofTenant(readHistory([history]), topic)), runsInARow(env)) : [];
  for (const sentence of unproved) console.log(`::error::${sentence}`);
  const change = isEmpty
    ? 'not changed'
    : await updateIssue(
        topic,
        {
          exitCode,
          unproved,
          findings: report?.findings ?? [],
          markdown: existsSync(markdown) ? readFileSync(markdown, 'utf8') : '',
          url: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
        },
        { url: `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`, token: GITHUB_TOKEN },
      );
  console.log(`The issue was ${change}.`);
  return exitCode === 0 || (exitCode === 3 && unproved.length === 0) ? 0 : 1;
}

/** The runs of the tenant that the issue is about, if there are several. */
function ofTenant({ lines, damaged }: History, { tenant }: IssueTopic): History {
  return { lines: lines.filter((line) => tenant === undefined || line.tenant === tenant), damaged };
}

/** After how many runs in a row that prove nothing the step fails: `DRIFT_FAIL_AFTER`, or 3. */
function runsInARow({ DRIFT_FAIL_AFTER = '' }: NodeJS.ProcessEnv): number {
  return /^[1-9]\d{0,3}$/.test(DRIFT_FAIL_AFTER) ? Number(DRIFT_FAIL_AFTER) : 3;
}
