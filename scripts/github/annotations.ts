import type { Log, Result } from 'sarif';
import { visible } from '../../contracts/visible.js';

const commandOf = { error: 'error', warning: 'warning', note: 'notice', none: 'notice' } as const;

/**
 * The results of a SARIF report as workflow commands: GitHub shows each on its line of a pull request, without an upload and without a permission.
 * Notes are left out: GitHub shows ten of a kind for a step, and those shall be what fails. Problems and weather have no line.
 */
export function annotations({ runs }: Log): string[] {
  return runs.flatMap(({ results = [], invocations = [] }) => [
    ...results.filter(({ level }) => level !== 'note').map(annotation),
    ...invocations
      .flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications)
      .filter(({ level }) => level === 'error' || level === 'warning')
      .map(({ level = 'warning', message }) => `::${commandOf[level]} title=graph-contracts::${inMessage(message.text ?? '')}`),
  ]);
}

function annotation({ ruleId = '', level = 'warning', message, locations = [] }: Result): string {
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
  const file = visible(decodeURIComponent(artifactLocation?.uri ?? ''));
  const where = `file=${inProperty(file)},line=${region?.startLine ?? 1},title=${inProperty(ruleId)}`;
  return `::${commandOf[level]} ${where}::${inMessage(message.text ?? '')}`;
}

/** What would end a command, or begin another, is written as GitHub reads it back. */
function inMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
