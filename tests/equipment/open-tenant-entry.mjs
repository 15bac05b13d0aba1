// Opens the tenant of a configuration and reads its first assignment. Prints the result as the last line, in JSON. Usage: open-tenant-entry.mjs <file> <reads>
import console from 'node:console';
import process from 'node:process';
import contractsModule from '../../dist/contracts/judge/compiled-contracts.js';
import configModule from '../../dist/scripts/tenant/config.js';
import connectionModule from '../../dist/scripts/drift/tenant-connection.js';

const [file, reads] = process.argv.slice(2);
const answers = [];
let result;
try {
  const config = configModule.readConfig(file);
  const { client } = await connectionModule.tenantConnection(config, {}, process.env, () => undefined);
  const [assignment] = config.assignments;
  const contract = contractsModule.contracts.find(({ name }) => name === assignment.operation);
  for (let left = Number(reads); left > 0; left -= 1) {
    const { response, failure } = await client.read(contract, 'v1.0', assignment);
    answers.push(response?.status ?? failure);
  }
  result = { kind: 'open' };
} catch ({ name, reason, message }) {
  result = { kind: name, reason, sentence: message };
}
console.log(`\n${JSON.stringify({ ...result, answers })}`);
