import type { Notification, Result } from 'sarif';
import { numeral } from '../../contracts/count-of.js';
import { visible } from '../../contracts/visible.js';
import type { Remarks, Report } from '../verdict/report.js';
import { wellFormed } from '../verdict/shown-text.js';
import { summaryLine } from './run-text.js';
import { sarifLog } from './sarif-report.js';

/** GitHub shows so many annotations of each kind for a step. */
const mostShown = 10;

const kinds = ['error', 'warning'] as const;

/** The report as workflow commands, which GitHub shows on the lines of a pull request: findings without the notes, and the verdict. */
export function githubReport(report: Report, remarks: Remarks): string {
  const { runs } = sarifLog(report, remarks);
  const lines = kinds.flatMap((kind) => {
    const commands = runs.flatMap(({ results = [], invocations = [] }) => [
      ...invocations.flatMap(({ toolExecutionNotifications = [] }) =>
        toolExecutionNotifications.filter(({ level }) => level === kind).map(message),
      ),
      ...results.filter(({ level }) => level === kind).map(annotation),
    ]);
    const shown =
      commands.length <= mostShown ? commands : [...commands.slice(0, mostShown - 1), remainder(commands.length - mostShown + 1)];
    return shown.map((command) => `::${kind} ${command}`);
  });
  return [...lines, `::notice title=graph-contracts::${inMessage(`${report.verdict}: ${summaryLine(report)}`)}`, ''].join('\n');
}

function remainder(count: number): string {
  return `title=graph-contracts::${numeral(count)} more are not shown: GitHub shows ${mostShown} of each kind for a step. The markdown and sarif reports list more, the json report all.`;
}

function message({ message: { text = '' } }: Notification): string {
  return `title=graph-contracts::${inMessage(text)}`;
}

function annotation({ ruleId = '', message: { text = '' }, locations = [] }: Result): string {
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
  const file = inProperty(visible(decodeURIComponent(artifactLocation?.uri ?? '')));
  return `file=${file},line=${region?.startLine ?? 1},title=${inProperty(ruleId)}::${inMessage(withBareLinks(text))}`;
}

/** An annotation is plain text. The only links of a message are ours. */
function withBareLinks(text: string): string {
  return text.replaceAll(/\[[^\]]*\]\((https:[^)]*)\)/g, '$1');
}

/** Escapes characters that would end the command or begin another. */
function inMessage(text: string): string {
  return wellFormed(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
