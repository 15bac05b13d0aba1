import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import type { CurrentCloud } from '../../equipment/local-cloud.js';
import { localTenantId } from '../../equipment/local-authority.js';

/**
 * Leaves the journal of a run that was interrupted while it updated the first assignment of a cloud.
 * @param changes replace members of it. @returns its file.
 */
export function leaveJournal(cloud: CurrentCloud, changes: Readonly<Record<string, unknown>> = {}): string {
  const [contract] = contracts;
  const found = cloud.emulator.tenant.all.find(({ operation }) => operation === contract?.name);
  if (contract === undefined || found === undefined) throw new Error('There is no contract, or no assignment.');
  const { operation, policyId, assignmentId } = found;
  const headers = { authorization: 'Bearer made-up' };
  const request = { method: 'GET', headers, url: `${cloud.graphOrigin}${assignmentPath(contract, 'beta', found)}` };
  const { body = '' } = cloud.emulator.answer(request, cloud.graphOrigin);
  const views = [{ version: 'beta', body: JSON.parse(body) as unknown }];
  const tenant = `${cloud.graphOrigin} ${localTenantId}`;
  const folder = join(cloud.folder, '.graph-contracts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journal.json');
  writeFileSync(file, JSON.stringify({ format: 1, tenant, operation, policyId, assignmentId, views, differed: false, ...changes }));
  return file;
}
