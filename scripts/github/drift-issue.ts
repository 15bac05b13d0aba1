import { existsSync, readFileSync } from 'node:fs';
import { GitHubIssues } from './github-issues.js';
import { isNothing, type Night, type NightReport } from './issue-text.js';
import { tellNight } from './update-issue.js';

/** What each exit code of the night means for those who watch the workflow. Only 0 and 3 let it pass. */
const saysOf: Readonly<Record<number, string>> = {
  0: '::notice::The night agrees.',
  1: '::error::Graph no longer does what its pages say: see the issue.',
  2: '::error::The night could not run: see the log of the job "drift".',
  3: '::warning::The night is inconclusive: it says nothing about Graph.',
  4: '::error::The night was refused by a rule that keeps the tenant safe: see the log of the job "drift".',
  5: '::error title=THE TENANT WAS NOT PUT BACK::An assignment is not as it was. The log of the job "drift" says what to do by hand, now.',
};

// Run by the nightly workflow: `node drift-issue.js night/drift.json night/drift.md`, with EXIT_CODE and what GitHub puts in the environment.
async function main([json = '', markdown = '']: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // A job that was cut off has told no exit code: that is a night that could not run.
  const exitCode = /^[0-5]$/.test(env['EXIT_CODE'] ?? '') ? Number(env['EXIT_CODE']) : 2;
  const { GITHUB_API_URL = '', GITHUB_SERVER_URL = '', GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '', GITHUB_TOKEN = '' } = env;
  const night: Night = {
    exitCode,
    report: existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as NightReport) : undefined,
    markdown: existsSync(markdown) ? readFileSync(markdown, 'utf8') : '',
    runUrl: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
  };
  console.log(isNothing(night) ? '::notice::Nothing was judged.' : saysOf[exitCode]);
  console.log(`The issue was ${await tellNight(night, new GitHubIssues(GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN))}.`);
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
