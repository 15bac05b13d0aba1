import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../contracts/folders.js';
import { codeUnder } from '../equipment/documents.js';

test.each(['github', 'github-workflow'])('the lines for GitHub name what is there, with its inputs: %s', (name) => {
  const given = parse(codeUnder(`pipeline: ${name}`)) as readonly Use[] | { readonly jobs: Readonly<Record<string, Use>> };
  const uses = 'jobs' in given ? Object.values(given.jobs) : [...given];
  expect(uses).toHaveLength(1);
  for (const { uses: used, with: inputs } of uses) {
    const [, path = ''] = /^your-org\/graph-assignment-contracts\/(.+)@main$/.exec(used) ?? [];
    const text = readFileSync(join(packageRoot, path.endsWith('.yml') ? path : join(path, 'action.yml')), 'utf8');
    const file = parse(text) as { readonly inputs?: object; readonly on?: { readonly workflow_call: { readonly inputs: object } } };
    expect(Object.keys(file.inputs ?? file.on?.workflow_call.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(inputs)));
  }
});

interface Use {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
}
