import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { BeforeState } from './before-state.js';

/** What a person can do about an assignment that no run could put back. It names a file and no id: the file has them. */
export function byHand(file: string, { operation, views }: BeforeState): string {
  const contract = contracts.find(({ name }) => name === operation);
  const request = `${contract?.method ?? 'its update'} /${views[0]?.version ?? ''}${contract?.paths[0] ?? ''}`;
  return (
    `The file ${file} holds its ids and how it was: send ${request} with views[0].body.target of that file as "target", or set the target in the Intune admin center. ` +
    'Then "graph-contracts drift --restore" looks again, and removes the file if all is as it was. Until then no run touches anything.'
  );
}
