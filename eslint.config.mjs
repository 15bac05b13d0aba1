import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rooms and the rooms that they may not import: promises know nothing of observations, and neither knows of commands. */
const forbidden = {
  contracts: ['recordings', 'scripts', 'tests'],
  recordings: ['scripts', 'tests'],
  scripts: ['tests'],
};

const mayNot = (room, other) => `${room}/ may not import ${other}/.`;

export default tseslint.config(
  // The consumer is a project of its own: it sees the packed package, and none of our settings.
  { ignores: ['dist/', 'coverage/', '**/*.generated.js', 'tests/package/consumer/'] },
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
    },
  },
  // scripts/terminal.ts writes what a person reads: it lets through nothing that commands a terminal or a CI runner.
  {
    files: ['contracts/**/*.ts', 'recordings/**/*.ts', 'scripts/**/*.ts'],
    ignores: ['scripts/{bench,build,github}/**'],
    rules: { 'no-console': 'error' },
  },
  ...Object.entries(forbidden).map(([room, rooms]) => ({
    files: [`${room}/**/*.{ts,mts}`],
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
