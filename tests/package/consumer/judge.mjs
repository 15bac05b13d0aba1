import { judge } from 'graph-assignment-contracts';

const judgement = judge({
  request: {
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment',
    headers: { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' },
    body: { targets: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
  },
});
if (judgement.kind !== 'outside') {
  for (const { severity, code, message, documentedAt } of judgement.findings) {
    console.log(`${severity} ${code}: ${message} See ${documentedAt.file}:${documentedAt.line}`);
  }
}
