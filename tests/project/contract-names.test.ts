/**
 * Sources outside `contracts/` name no operation: an operation is data. The names are taken from the compiled contracts. A syntax tree tells properties and
 * texts from local variables and comments, which may have any name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { packageRoot } from '../../contracts/folders.js';

/** Segments of paths that are compound words. `assignments` is an ordinary word: drift checks assignments. */
const pathWords = contracts.flatMap(({ paths }) => paths.flatMap((path) => path.split(/[/{}]+/))).filter((word) => /[a-z][A-Z]/.test(word));
/** The base type of all. */
const ordinaryTypes: readonly string[] = ['entity'];

const forbidden = [
  ...new Set([
    ...contracts.flatMap(({ name, resourceType = '', settable, types }) => [
      name,
      resourceType,
      ...settable,
      ...types.map((type) => type.name),
    ]),
    ...pathWords,
  ]),
]
  .filter((name) => name !== '' && !ordinaryTypes.includes(name))
  .map((name) => ({ name, words: ` ${wordsOf(name)}` }));

/** A file that holds sample data, with the names that it may have. */
interface Exception {
  readonly names: readonly string[];
  readonly reason: string;
}

const exceptions: Readonly<Record<string, Exception>> = {
  'scripts/emulator/samples.ts': {
    names: [
      'target',
      'deviceManagement',
      'allDevicesAssignmentTarget',
      'allLicensedUsersAssignmentTarget',
      'configurationManagerCollectionAssignmentTarget',
      'exclusionGroupAssignmentTarget',
      'groupAssignmentTarget',
    ],
    reason: 'Samples of the emulator: values of types that our pages name, and types that no page names.',
  },
  'scripts/emulator/seed.ts': {
    names: ['deviceConfigurations', 'deviceCompliancePolicies', 'target'],
    reason: 'The type of a seed, by which an editor completes the names of our operations. The code knows them from contracts.',
  },
  'scripts/emulator/simulations.ts': {
    names: ['target'],
    reason: 'Users give the names of simulations to --simulate, and read what each does.',
  },
  'scripts/tenant/token-claims.ts': {
    names: ['deviceManagement'],
    reason: 'The published permission of both operations. Their pages name none.',
  },
  'scripts/report/drift-causes.ts': { names: ['target'], reason: 'The name of a code has it.' },
  'scripts/bench/floor.ts': {
    names: ['update-device-configuration-assignment', 'deviceConfigurationAssignment'],
    reason: 'The loop that is the floor of the benchmark validates one schema.',
  },
  'scripts/bench/inputs.ts': { names: ['target'], reason: 'Faults that the benchmark plants, and the matching rules of its pact.' },
  'scripts/build/bundle.ts': { names: ['target'], reason: 'An option of esbuild has this name.' },
  'scripts/build/matrix/cases.ts': {
    names: [
      'target',
      'allDevicesAssignmentTarget',
      'deviceManagement',
      'deviceConfigurations',
      'update-device-configuration-assignment',
      'deviceConfigurationAssignment',
    ],
    reason: 'The projects that the matrix tests: a client of one operation, and its recording.',
  },
  'recordings/redaction/public-vocabulary.ts': { names: ['target'], reason: "A member of OData's error envelope has this name." },
  'recordings/redaction/public-words.ts': { names: ['target'], reason: 'A common word of English sentences.' },
};

/** `device configuration id` for `deviceConfigurationId` and `device-configuration-id`. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z\d]+/g, ' ')
    .toLowerCase();
}

/** The names of operations in the properties and texts of a source: `line: name`. */
function namesIn(file: string, text: string): { readonly line: number; readonly name: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { line: number; name: string }[] = [];
  const visit = (node: ts.Node): void => {
    const words = ` ${wordsOf(textOf(node) ?? '')} `;
    for (const { name, words: of } of forbidden) {
      const isIn = words.includes(`${of} `) || words.includes(`${of}s `);
      if (isIn) found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, name });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a string or of a part of a template, or the name of a property where it is declared, set, read or bound. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return node.text;
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return isProperty(node) ? node.text : undefined;
  return undefined;
}

function isProperty(node: ts.Identifier | ts.PrivateIdentifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node;
  if (ts.isParameter(parent)) return ts.isParameterPropertyDeclaration(parent, parent.parent) && parent.name === node;
  return (
    (ts.isTypeElement(parent) || ts.isClassElement(parent) || ts.isObjectLiteralElement(parent) || ts.isEnumMember(parent)) &&
    parent.name === node
  );
}

const sources = ['scripts', 'recordings'].flatMap((top) =>
  readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.generated(?:\.d)?)\.m?ts$/.test(file))
    .map((file) => join(top, file)),
);

const violations = sources.flatMap((file) => namesIn(file, readFileSync(join(packageRoot, file), 'utf8')).map((one) => ({ file, ...one })));

test('the contracts give names to look for', () => {
  expect(forbidden.length).toBeGreaterThan(10);
  for (const { name, settable } of contracts) expect(forbidden.map((one) => one.name)).toEqual(expect.arrayContaining([name, ...settable]));
});

test('no other source has them', () => {
  const isAllowed = ({ file, name }: (typeof violations)[number]): boolean => exceptions[file]?.names.includes(name) ?? false;
  expect(sources.length).toBeGreaterThan(150);
  expect(violations.filter((one) => !isAllowed(one)).map(({ file, line, name }) => `${file}:${line} ${name}`)).toEqual([]);
});

test('each exception is needed, and has its reason', () => {
  const needed = Object.keys(exceptions).map((file) => [
    file,
    [...new Set(violations.filter((one) => one.file === file).map(({ name }) => name))].sort(),
  ]);
  expect(needed).toEqual(Object.entries(exceptions).map(([file, { names }]) => [file, [...names].sort()]));
  for (const { reason } of Object.values(exceptions)) expect(reason.length).toBeGreaterThan(20);
});

const [first] = contracts;
if (first === undefined) throw new Error('There is no contract.');
const [member = ''] = first.settable;
const [, , collection = ''] = first.paths[0]?.split('/') ?? [];

test.each([
  ['a property that is read', `body.${member};`],
  ['one that is read by its name', `body['${member}'];`],
  ['one that is set', `const body = { ${member}: 1 };`],
  ['one that is set from a variable', `const body = { ${member} };`],
  ['one that is bound', `const { ${member}: value } = body;`],
  ['one of a parameter', `function of({ ${member} }: Body) {}`],
  ['one of a type', `interface Body { readonly ${member}?: string }`],
  ['one of a class', `class Body { constructor(readonly ${member}: string) {} }`],
  ['a part of its name', `body.own${member.charAt(0).toUpperCase()}${member.slice(1)};`],
  ['a method', `class Body { ${member}() {} }`],
  ['a type', `type Name = Body['${member}'];`],
  ['a text', `const text = 'its ${member} is set';`],
  ['a template', `const text = \`its ${member} of \${name}\`;`],
  ['the end of a template', `const text = \`\${name}: ${member}\`;`],
  ['a regular expression', `const pattern = /${collection}/;`],
  ['an operation', `const name = '${first.name}';`],
  ['a path', `const path = '/v1.0/deviceManagement/${collection}/1';`],
])('is found: %s', (_, text) => {
  expect(namesIn('planted.ts', text)).not.toEqual([]);
});

test.each([
  ['a local variable', `const ${member} = 1; use(${member});`],
  ['a parameter', `function of(${member}: string) { return ${member}; }`],
  ['a comment', `/** The ${member}. */ const one = 1; // ${member}`],
  ['another word', `body.${member}ed; const text = 'assignments of the tenant';`],
  ['a variable that a property is bound to', `const { value: ${member} } = body;`],
])('is none: %s', (_, text) => {
  expect(namesIn('planted.ts', text)).toEqual([]);
});
