import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Rooms and the rooms that they may not import, later rows over earlier ones: promises know nothing of observations, and neither knows of commands. Reports
 * are shown by commands only, and a verdict stands under everything in scripts/.
 */
const walls = [
  { room: 'contracts', files: 'contracts/**', not: ['recordings', 'scripts', 'tests'] },
  { room: 'recordings', files: 'recordings/**', not: ['scripts', 'tests'] },
  { room: 'scripts', files: 'scripts/{cli,report}/**', not: ['tests'] },
  { room: 'scripts', files: 'scripts/!(cli|report)/**', not: ['tests', 'report'] },
  {
    room: 'scripts',
    files: 'scripts/verdict/**',
    not: [
      'tests',
      'report',
      'cli',
      'check',
      'drift',
      'tenant',
      'client',
      'emulator',
      'record',
      'serve',
      'http',
      'baseline',
      'history',
      'package',
    ],
  },
];

const mayNot = (room, other) => `${room}/ may not import ${other}/.`;

export default tseslint.config(
  // The consumer is a project of its own: it sees the packed package, and none of our settings.
  { ignores: ['dist/', '.github/actions/check/graph-contracts.cjs', 'coverage/', '**/*.generated.js', 'tests/package/consumer/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.mjs'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  // scripts/verdict/terminal.ts writes what a person reads: it lets through nothing that commands a terminal or a CI runner.
  {
    files: ['contracts/**/*.ts', 'recordings/**/*.ts', 'scripts/**/*.ts'],
    ignores: ['scripts/{bench,build,github}/**'],
    rules: { 'no-console': 'error' },
  },
  ...walls.map(({ room, files, not: rooms }) => ({
    files: [`${files}/*.{ts,mts}`],
    rules: {
      'no-restricted-imports': ['error', { patterns: rooms.map((other) => ({ group: [`**/${other}/**`], message: mayNot(room, other) })) }],
      // What is loaded late, and what lends its type only, is imported as well.
      'no-restricted-syntax': [
        'error',
        ...rooms.map((other) => ({
          selector: `:matches(ImportExpression, TSImportType)[source.value=/(?:^|\\u002f)${other}\\u002f/]`,
          message: mayNot(room, other),
        })),
        {
          selector: ':matches(CallExpression, NewExpression) > SpreadElement',
          message: 'A long list overflows the stack as arguments. Loop, or reduce.',
        },
      ],
    },
  })),
  {
    files: ['tests/**/*.ts'],
    ignores: ['tests/equipment/fast-check.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'tests/equipment/fast-check.ts gives the same cases on every run.' },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
