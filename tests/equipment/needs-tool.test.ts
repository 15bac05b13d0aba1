import { chmodSync } from 'node:fs';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { describeWith, hasTool, mayBeMissing, testWith } from './needs-tool.js';

test.each<[ci: string | undefined, missing: string | undefined, result: 'skipped' | 'failed']>([
  [undefined, undefined, 'skipped'],
  ['', undefined, 'skipped'],
  ['false', undefined, 'skipped'],
  ['true', 'chromium', 'skipped'],
  ['true', 'curl, chromium', 'skipped'],
  ['true', undefined, 'failed'],
  ['1', '', 'failed'],
  ['true', 'curl,chromium-browser', 'failed'],
])('CI is %j, MISSING_TOOLS is %j: tests that need chromium are %s', (CI, MISSING_TOOLS, result) => {
  const look = (): void => {
    mayBeMissing('chromium', { CI, MISSING_TOOLS });
  };
  if (result === 'skipped') expect(look).not.toThrow();
  else expect(look).toThrow('There is no chromium here, and CI skips no test. Install it, or add chromium to MISSING_TOOLS.');
});

describe('a tool', () => {
  const { CI, MISSING_TOOLS, PATH } = process.env;
  const folder = useTemporaryFolder();
  beforeEach(() => {
    process.env['PATH'] = folder.path;
    for (const name of ['CI', 'MISSING_TOOLS']) Reflect.deleteProperty(process.env, name);
    jest.spyOn(console, 'warn').mockImplementation();
  });
  afterEach(() => {
    for (const [name, value] of Object.entries({ CI, MISSING_TOOLS, PATH })) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    jest.restoreAllMocks();
  });

  test('that is on the PATH: its tests run', () => {
    chmodSync(folder.write('curl', '#!/bin/sh\n'), 0o755);
    expect([hasTool('curl'), testWith('curl'), describeWith('curl')]).toEqual([true, test, describe]);
    expect(console.warn).not.toHaveBeenCalled();
  });

  test.each(['curl', 'python3'] as const)('that is not on the PATH, %s: its tests are skipped, and a warning says so', (tool) => {
    expect([hasTool(tool), testWith(tool), describeWith(tool)]).toEqual([false, test.skip, describe.skip]);
    expect(console.warn).toHaveBeenCalledWith(`There is no ${tool} here: the tests that need it are skipped.`);
  });

  test('that is not on the PATH, in CI: its tests fail, unless that is expected', () => {
    process.env['CI'] = 'true';
    expect(() => hasTool('curl')).toThrow('There is no curl here');
    process.env['MISSING_TOOLS'] = 'curl';
    expect(hasTool('curl')).toBe(false);
  });
});
