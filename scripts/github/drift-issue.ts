/** `node drift-issue.js drift.json drift.md`, for the nightly workflow: updates the issue about drift, and fails if action is needed. */
import { existsSync, readFileSync } from 'node:fs';
import { updateIssue, type NightlyReport } from './update-issue.js';

const log = 'see the log of the job "drift".';
const messages: Readonly<Record<number, string>> = {
  0: '::notice::Graph does what its pages say.',
  1: '::error::Graph no longer does what its pages say: see the issue.',
  2: `::error::The nightly check could not run: ${log}`,
  3: '::warning::The nightly check is inconclusive: it shows nothing about Graph.',
  4: `::error::A tenant-safety rule refused the nightly check: ${log}`,
  5: '::error title=THE TENANT WAS NOT RESTORED::An assignment has changed. The log of the job "drift" says how to restore it.',
};

async function main([json = '', markdown = '']: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // A job that was killed gives no exit code.
  const exitCode = /^[0-5]$/.test(env['EXIT_CODE'] ?? '') ? Number(env['EXIT_CODE']) : 2;
  const { GITHUB_API_URL = '', GITHUB_SERVER_URL = '', GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '', GITHUB_TOKEN = '' } = env;
  const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as NightlyReport) : undefined;
  const isEmpty = report?.verdict === 'nothing-judged';
  console.log(isEmpty ? '::notice::Nothing was judged.' : messages[exitCode]);
  const change = isEmpty
    ? 'not changed'
    : await updateIssue(
        {
          exitCode,
          findings: report?.findings ?? [],
          markdown: existsSync(markdown) ? readFileSync(markdown, 'utf8') : '',
          url: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
        },
        { url: `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`, token: GITHUB_TOKEN },
      );
  console.log(`The issue was ${change}.`);
  return exitCode === 0 || exitCode === 3 ? 0 : 1;
}

main(process.argv.slice(2), process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.log(`::error::${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
