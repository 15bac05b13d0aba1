import { formats } from '../../../scripts/verdict/destinations.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';
import { entryWith, harOf, interactionWith, pactOf, target } from './marked-inputs.js';

const folder = useTemporaryFolder();

/** Slips in the name of a type, of which there are many. */
const slips = ['#microsoft.graph.groupAssignmentTargets', 'groupAssignmentTarget', '#Microsoft.Graph.groupAssignmentTarget'];

const inputs: readonly (readonly [name: string, input: (slip: object) => string])[] = [
  ['what a consumer sends', (slip) => pactOf([interactionWith({ 'request.body.target': slip })])],
  ['what a consumer relies on', (slip) => pactOf([interactionWith({ 'response.body.target': slip })])],
  ['what was sent', (slip) => harOf(entryWith({ 'request.postData.text': JSON.stringify({ target: slip }) }))],
];

describe.each(formats)('as %s, where messages are cut, the cause and the hint come before the list', (format) => {
  test.each(inputs)('%s', async (_, input) => {
    const files = slips.map((slip, index) => folder.write(`${index}.json`, input({ ...target, '@odata.type': slip })));
    const { stdout } = await runCli(['check', ...files, '--format', format]);
    const text = stdout.replaceAll('&#35;', '#').replaceAll('&#46;', '.').replaceAll('&#64;', '@').replaceAll('&#8203;', '');
    for (const slip of slips) expect(text).toContain(`${slip}. Did you mean #microsoft.graph.groupAssignmentTarget?`);
  });
});
