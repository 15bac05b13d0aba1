import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import type { BeforeState } from '../../../../scripts/drift/journal/before-state.js';
import { restoreByHand } from '../../../../scripts/drift/journal/restore-advice.js';

const state: BeforeState = {
  format: 1,
  tenant: 't',
  operation: contracts[0]?.name ?? '',
  policyId: 'p',
  assignmentId: 'a',
  views: [{ version: 'beta', body: { id: 'a', target: {} } }],
  differed: true,
};

test('the advice names the request and each member of it', () => {
  const { method = '', paths: [path = ''] = [] } = contracts[0] ?? {};
  expect(restoreByHand('/j.json', state)).toContain(
    `/j.json holds its ids and its earlier state: send ${method} /beta${path} with views[0].body.target of that file as "target", or set the target in the Intune admin center. Then`,
  );
});

test('the advice on an operation without a contract names the file', () => {
  const advice = restoreByHand('/j.json', { ...state, operation: 'update-of-another-version' });
  expect(advice).toContain('/j.json holds its ids and its earlier state (views[0].body): set that state in the Intune admin center. Then');
});
