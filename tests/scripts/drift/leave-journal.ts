import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import type { CurrentCloud } from '../../equipment/local-cloud.js';
import { localTenantId } from '../../equipment/local-authority.js';
import { firstCheck } from './runs-in-process.js';

/** Leaves the journal of a run that was interrupted while it updated the first assignment. @param changes replace members. @returns its file. */
export function leaveJournal(cloud: CurrentCloud, changes: Readonly<Record<string, unknown>> = {}): string {
  const { contract, ids } = firstCheck(cloud.emulator);
  const { policyId, assignmentId } = ids;
  const headers = { authorization: 'Bearer made-up' };
  const request = { method: 'GET', headers, url: `${cloud.graphOrigin}${assignmentPath(contract, 'beta', ids)}` };
  const { body = '' } = cloud.emulator.answer(request, cloud.graphOrigin);
  const views = [{ version: 'beta', body: JSON.parse(body) as unknown }];
  const tenant = `${cloud.graphOrigin} ${localTenantId}`;
  const folder = join(cloud.folder, '.graph-contracts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journal.json');
  writeFileSync(
    file,
    JSON.stringify({ format: 1, tenant, operation: contract.name, policyId, assignmentId, views, differed: false, ...changes }),
  );
  return file;
}
