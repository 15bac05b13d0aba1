/** Without verified certificates no command sends a token to a host other than this machine. */
import { join } from 'node:path';
import { assertTlsIsVerified } from '../../../scripts/client/base-url.js';
import { sharedTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const folder = sharedTemporaryFolder();
const config = folder.write(
  'drift.config.json',
  JSON.stringify({
    tenantId: '00000000-0000-4000-8000-0000000000aa',
    assignments: [{ operation: 'update-device-configuration-assignment', policyId: 'a-policy', assignmentId: 'a-policy_target' }],
  }),
);

test.each([
  ['drift', ['drift', '--config', config]],
  ['drift --dry-run', ['drift', '--config', config, '--dry-run']],
  ['record', ['record', '--config', config, '--folder', join(folder.path, 'recorded')]],
  ['record --proxy', ['record', '--proxy', '--port', '0', '--folder', join(folder.path, 'proxied')]],
])('%s is refused', async (_, args) => {
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0', AZURE_CLIENT_ID: 'made-up', AZURE_CLIENT_SECRET: 'made-up' };
  const { code, stderr, stdout } = await runCli(args, { environment });
  expect(stdout + stderr).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is set');
  expect(stdout + stderr).toContain('NODE_EXTRA_CA_CERTS');
  expect(code).toBe(4);
});

test.each([
  ['https://127.0.0.1:4011', '0', false],
  ['https://localhost', '0', false],
  ['https://[::1]:4011', '0', false],
  ['https://graph.microsoft.us', '0', true],
  ['https://127.0.0.1.example', '0', true],
  ['https://graph.microsoft.com', '1', false],
  ['https://graph.microsoft.com', '', false],
  ['https://graph.microsoft.com', undefined, false],
])('%s with %s: refused is %s', (origin, value, refused) => {
  const act = (): void => {
    assertTlsIsVerified(origin, value === undefined ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: value });
  };
  if (refused) expect(act).toThrow(expect.objectContaining({ name: 'Refused' }) as Error);
  else expect(act).not.toThrow();
});
