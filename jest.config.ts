/**
 * Types are checked once, by `npm run types`; to check this file's at every start would take two seconds of each run.
 *
 * @jest-config-loader ts-node
 * @jest-config-loader-options {"transpileOnly": true}
 */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: '<rootDir>/tests/node-http-left-alone.ts',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // The sources import each other by the names of the compiled files, as Node wants them.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  setupFiles: ['<rootDir>/tests/setup.ts'],
  globalSetup: '<rootDir>/tests/equipment/global-setup.ts',
  globalTeardown: '<rootDir>/tests/equipment/global-teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // For what hangs, and not for what is slow: machines differ by a factor of ten.
  testTimeout: 300_000 * Number(process.env['FAST_CHECK_TIMES'] ?? 1),
  // By default Jest leaves one core out, and on two cores runs everything in one process.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/tests/equipment/slowest-files.mjs'],
};

export default config;
