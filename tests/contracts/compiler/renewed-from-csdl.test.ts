import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type PageSource } from '../../../contracts/compiler/compile.js';
import type { Contract } from '../../../contracts/contract.js';
import { pagesFolder } from '../../../contracts/folders.js';

/** What the metadata page says can be renewed from the CSDL of both API versions: the two promise the same. */
const csdlFolder = join(__dirname, 'same-promises', 'csdl');
const page = source(pagesFolder, 'assignment-targets.md');
const csdl = readdirSync(csdlFolder).map((file) => source(csdlFolder, file));

const operations = ['update-device-configuration-assignment', 'update-device-compliance-policy-assignment'];

describe.each(operations)('%s', (name) => {
  const operation = source(pagesFolder, `${name}.md`);
  const [ours] = compile([operation, page]);
  const [renewed] = compile([operation, ...csdl]);

  test('promises the same with the CSDL as with our page', () => {
    expect(promisesOf(renewed)).toEqual(promisesOf(ours));
    expect(typesOf(renewed)).toEqual(typesOf(ours));
    expect(renewed?.hash).toBe(ours?.hash);
  });

  test('differs in what no CSDL says: read-only properties, and types that Microsoft contradicts itself about', () => {
    const readOnly = (contract?: Contract): readonly string[] | undefined => contract?.readOnly.map(({ property }) => property);

    expect(readOnly(ours)).toEqual(['source', 'sourceId']);
    expect(readOnly(renewed)).toEqual([]);
    expect(ours?.openTypes.map((type) => type.name)).toEqual(['scopeTagGroupAssignmentTarget']);
    expect(renewed?.openTypes).toEqual([]);
  });

  test('cites the lines of the CSDL', () => {
    const cited = renewed?.rules.find(({ id }) => id === 'type.groupAssignmentTarget/groupId');

    expect(cited?.at).toEqual({
      page: 'beta.xml',
      line: 46,
      kind: 'code-block',
      layer: 'metadata',
      text: '<Property Name="groupId" Type="Edm.String"/>',
    });
    expect(cited?.restatedAt).toMatchObject([{ page: 'v1.0.xml', line: 25 }]);
  });
});

function source(folder: string, file: string): PageSource {
  return { file, text: readFileSync(join(folder, file), 'utf8') };
}

function promisesOf(contract?: Contract): object {
  return Object.fromEntries(contract?.rules.map(({ id, says }) => [id, says]) ?? []);
}

function typesOf(contract?: Contract): object {
  return Object.fromEntries(contract?.types.map(({ name, baseType, abstract }) => [name, { baseType, abstract }]) ?? []);
}
