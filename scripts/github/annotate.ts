/** `node annotate.js report.sarif`, for the action: prints the findings as workflow commands, which GitHub shows on the lines of a pull request. */
import { readFileSync } from 'node:fs';
import type { Log, Result } from 'sarif';
import { visible } from '../../contracts/visible.js';

const { runs } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Log;
// No notes: GitHub shows only ten annotations of a step, and those should be the findings that fail it.
for (const { results = [], invocations = [] } of runs) {
  for (const result of results) if (result.level !== 'note') console.log(annotation(result));
  for (const { level, message } of invocations.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications)) {
    if (level === 'error' || level === 'warning') console.log(`::${level} title=graph-contracts::${inMessage(message.text ?? '')}`);
  }
}

function annotation({ ruleId = '', level, message, locations = [] }: Result): string {
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
  const file = inProperty(visible(decodeURIComponent(artifactLocation?.uri ?? '')));
  const command = level === 'error' ? 'error' : 'warning';
  return `::${command} file=${file},line=${region?.startLine ?? 1},title=${inProperty(ruleId)}::${inMessage(withBareLinks(message.text ?? ''))}`;
}

/** An annotation is plain text. The only links of a message are ours. */
function withBareLinks(text: string): string {
  return text.replaceAll(/\[[^\]]*\]\((https:[^)]*)\)/g, '$1');
}

/** Escapes what would end the command or begin another. */
function inMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
