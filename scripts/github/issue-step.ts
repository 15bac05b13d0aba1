import { existsSync, readFileSync } from 'node:fs';
import { updateIssue, type IssueTopic, type NightlyReport } from './update-issue.js';

/**
 * Updates the issue about a topic after a nightly run, whose exit code is in the environment (`EXIT_CODE`), its JSON and Markdown reports in the
 * arguments. Fails for every exit code except 0 and 3. @param messages for the log, by exit code.
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
  [json = '', markdown = '']: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  // A job that was killed gives no exit code.
  const exitCode = /^[0-5]$/.test(env['EXIT_CODE'] ?? '') ? Number(env['EXIT_CODE']) : 2;
  const { GITHUB_API_URL = '', GITHUB_SERVER_URL = '', GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '', GITHUB_TOKEN = '' } = env;
  const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as NightlyReport) : undefined;
  const isEmpty = report?.verdict === 'nothing-judged';
  console.log(isEmpty ? '::notice::Nothing was judged.' : (messages[exitCode] ?? messages[2]));
  const change = isEmpty
    ? 'not changed'
    : await updateIssue(
        topic,
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
