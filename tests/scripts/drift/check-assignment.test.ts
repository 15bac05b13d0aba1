import { checkAssignment } from '../../../scripts/drift/check-assignment.js';
import { emulatedConnection } from '../../../scripts/drift/emulated-connection.js';
import { sampleValues } from '../../../scripts/emulator/samples.js';
import { operations } from '../emulator/send-request.js';
import { methodsOf, notFound, ok, outcomeOf, ownTarget, throttled, useScriptedChecks, type ScriptedAnswer } from './scripted-checks.js';
import { VirtualClock } from './virtual-clock.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const { check, checkBy, runOn } = useScriptedChecks();

const everyTarget = operations.flatMap(([name, version, contract]) =>
  Object.keys(sampleValues).map((typeName) => [`${name} ${version}: ${typeName}`, contract, version, typeName] as const),
);

test.each(everyTarget)('%s on the emulator is read, sent unchanged and read back', async (_, contract, version, typeName) => {
  const emulated = await emulatedConnection();
  const { tenant } = emulated.emulator;
  const before = structuredClone(assignmentsIn(tenant));
  const found = before.find(
    ({ operation, target }) => operation === contract.name && String(target['@odata.type']).endsWith(`.${typeName}`),
  );
  if (found === undefined) throw new Error(`The emulator has no ${typeName}.`);
  const result = await checkAssignment(runOn(emulated.client, { failOn: 'additive' }), { contract, version, ids: found });
  await emulated.close();

  expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', status: 200, reasons: [] });
  expect(result.row.tenant).toBe('unchanged');
  expect(methodsOf(result.exchanges)).toEqual(version === 'beta' ? ['GET', 'PATCH', 'GET'] : ['GET', 'GET', 'PATCH', 'GET', 'GET']);
  const sent = result.exchanges.find(({ request }) => request.method === 'PATCH');
  const read = JSON.parse(String(result.exchanges[0]?.response?.body)) as { readonly target: unknown };
  expect(JSON.parse(String(sent?.request.body))).toEqual({
    '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`,
    target: read.target,
  });
  // The emulator adds an unset filter to answers of beta; nothing else changes.
  expect(assignmentsIn(tenant)).toMatchObject(before);
  expect(assignmentsIn(tenant)).toHaveLength(before.length);
});

describe('the update', () => {
  test('is the target that was read, unknown members and order included', async () => {
    const target = { zeta: [1, { b: 2, a: null }], '@odata.type': '#microsoft.graph.noSuchTarget', alpha: 'é', __proto: true };
    const { methods, sent } = await check([ok(target), ok(target), ok(target)]);
    expect(methods).toEqual(['GET', 'PATCH', 'GET']);
    expect(sent[1]?.body).toContain(`"target":${JSON.stringify(target)}`);
    expect(new Set(sent.map(({ path }) => path)).size).toBe(1);
  });

  test('has no control information except the names of types', async () => {
    const list = [{ '@odata.type': '#microsoft.graph.part', '@odata.id': 'x' }];
    const target = { ...ownTarget, '@odata.context': 'x', 'groupId@odata.navigationLink': 'y', 'groupId@odata.type': '#Guid', list };
    const { sent } = await check([ok(target), ok(), ok(target)]);
    expect((JSON.parse(sent[1]?.body ?? '') as { target: unknown }).target).toEqual({
      ...ownTarget,
      'groupId@odata.type': '#Guid',
      list: [{ '@odata.type': '#microsoft.graph.part' }],
    });
  });

  test.each(['9007199254740991', '-1.50', '1E2', '0.1', '0', '100000000000000000000'])(
    'keeps the value of the number %s',
    async (number) => {
      const shown = { status: 200, body: JSON.stringify(ok({ ...ownTarget, n: 'N' }).body).replace('"N"', number) };
      const { methods, sent } = await check([shown, shown, shown]);
      expect(methods).toEqual(['GET', 'PATCH', 'GET']);
      expect(sent[1]?.body).toContain(`"n":${Number(number)}`);
    },
  );

  test.each([
    [
      'values beside the target that cannot be kept',
      JSON.stringify(ok(ownTarget, { n: 'N', text: '\uFFFD' }).body).replace('"N"', '9007199254740993'),
    ],
    ['a byte order mark', `\uFEFF${JSON.stringify(ok().body)}`],
  ])('is sent in spite of %s', async (_, body) => {
    const shown = { status: 200, body };
    const { outcome, methods } = await check([shown, ok(), shown]);
    expect(methods).toEqual(['GET', 'PATCH', 'GET']);
    expect(outcome).toMatchObject({ verdict: 'agrees', reasons: [] });
  });
});

describe('the answer', () => {
  test('that is throttled leaves the check inconclusive, and the read-back still takes place', async () => {
    const { outcome, methods } = await check([ok(), throttled, ok()]);
    expect(outcome).toEqual({ verdict: 'inconclusive', status: 429, findings: [], reasons: ['throttled'] });
    expect(methods).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('404 after a GET that found the assignment is a rejection', async () => {
    const { outcome } = await check([ok(), notFound, ok()]);
    const findings = ['request.rejected', 'request.rejected'];
    expect(outcome).toEqual({ verdict: 'disagrees', status: 404, findings, reasons: [] });
  });
});

describe('a second round', () => {
  test('confirms the findings of the first one', async () => {
    const { result, outcome, methods } = await check([ok(), { status: 204 }, ok()]);
    expect(methods).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
    expect(outcome).toEqual({ verdict: 'disagrees', status: 204, findings: ['response.status', 'response.status'], reasons: [] });
    expect(result.flaky).toEqual([]);
  });

  test.each<readonly [string, readonly ScriptedAnswer[], readonly string[]]>([
    ['agrees: the finding is flaky', [{ status: 204 }, ok()], []],
    ['has another finding: both are flaky', [{ status: 204 }, { status: 202, body: ok().body }], []],
    ['is inconclusive: the finding is neither confirmed nor refuted', [{ status: 204 }, throttled], ['throttled']],
  ])('that %s', async (_, answers, reasons) => {
    let updates = 0;
    const { result, outcome } = await checkBy(({ method }) => (method === 'GET' ? ok() : (answers[updates++] ?? 'connection-lost')));
    expect(outcome).toMatchObject({ verdict: 'inconclusive', reasons });
    expect(outcome.findings).not.toContain('response.status');
    expect(result.flaky.map(({ code }) => code)).toContain('response.status');
    expect(result.row.tenant).toBe('unchanged');
  });

  test.each([
    ['breaking', 'agrees', 1],
    ['unknown', 'agrees', 1],
    ['additive', 'disagrees', 2],
  ] as const)('is made only for findings that fail the run: --fail-on %s', async (failOn, verdict, updates) => {
    const { result, methods } = await checkBy(() => ok(ownTarget, { priority: 1 }), { failOn });
    expect([result.row.verdict, methods.filter((method) => method === 'PATCH').length]).toEqual([verdict, updates]);
  });
});

describe('the row', () => {
  test('has the time of the clock without waits', async () => {
    const clock = new VirtualClock();
    const { result } = await checkBy(
      ({ method }, index) => {
        clock.pass(10.4);
        return method === 'PATCH' && index === 1 ? throttled : ok();
      },
      { clock, budget: 10_000 },
    );
    expect(result.row).toMatchObject({ milliseconds: 42, waitedMilliseconds: 750, requests: 4 });
    expect(result.row.steps).toEqual([
      { step: 'GET before', outcomes: ['200'] },
      { step: 'PATCH', outcomes: ['429', '200'] },
      { step: 'GET after', outcomes: ['200'] },
    ]);
  });

  test('counts the rules that the update exercised', async () => {
    const { documented, metadata } = (await check([ok(), ok(), ok()])).result.row.rulesSeen;
    expect(documented[0]).toBeGreaterThan(10);
    expect(documented[0]).toBeLessThanOrEqual(documented[1]);
    expect(metadata[0]).toBeGreaterThan(0);
    expect(metadata[0]).toBeLessThan(metadata[1]);
  });
});
