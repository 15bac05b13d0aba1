import { listFiles } from '../../recordings/traffic/input/list-files.js';
import { allDocuments } from '../equipment/documents.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, startCli } from '../run-cli.js';

const commands = [...allDocuments.matchAll(/^npx graph-(?:assignment-)?contracts (record .*?) +#/gm)].map(([, line = '']) => line);

/** A capture of one exchange, as a browser writes it. */
const har = {
  log: {
    entries: [
      {
        request: {
          method: 'PATCH',
          url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b',
          headers: [
            { name: 'Authorization', value: 'Bearer x' },
            { name: 'Content-Type', value: 'application/json' },
          ],
          postData: { mimeType: 'application/json', text: '{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}' },
        },
        response: { status: 429, headers: [], content: { mimeType: 'application/json', text: '{"error":{"code":"TooManyRequests"}}' } },
      },
    ],
  },
};

test('the documented commands that record do what the documentation says', async () => {
  const folder = new TemporaryFolder();
  folder.write('traffic.har', JSON.stringify(har));
  const codes: Record<string, number | null> = {};
  for (const command of commands) {
    // A folder of its own for what must not replace a recording.
    const into = /--(?:proxy|from)/.test(command) ? command.replace('my-recordings', 'others') : command;
    const child = startCli(command.includes('--proxy') ? [...into.split(' '), '--port', '0'] : into.split(' '), { cwd: folder.path });
    if (command.includes('--proxy')) child.stdout.once('data', () => child.kill('SIGINT'));
    codes[command.replace(/.*my-recordings/, '').trim()] = (await finished(child)).code;
  }
  // No request reaches the proxy.
  expect(codes).toEqual({ '': 0, '--check': 0, '--update': 0, '--proxy': 2, '--from traffic.har': 3 });
  const files = listFiles(folder.path).map((file) => file.slice(folder.path.length + 1));
  expect(files.filter((file) => file.endsWith('.json'))).toEqual([
    'my-recordings/update-device-compliance-policy-assignment/200-group-target.json',
    'my-recordings/update-device-configuration-assignment/200-group-target.json',
    'others/update-device-configuration-assignment/429-throttled.json',
  ]);
  folder.remove();
});
