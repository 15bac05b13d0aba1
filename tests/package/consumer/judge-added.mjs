import { contractsFrom, judge } from 'graph-assignment-contracts';

const companions = contractsFrom('companions');
const request = {
  method: 'POST',
  url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a-policy/assign',
  headers: { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' },
  body: { assignment: [] },
};
console.log(judge({ request }).kind);
const judgement = judge({ request }, {}, companions);
console.log(judgement.kind === 'outside' ? '' : judgement.findings.map(({ code, pointer }) => `${code} ${pointer}`).join());
