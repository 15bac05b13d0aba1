const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const headers = { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' };

test('this update breaks the contract', () => {
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupID: 'a-group' };
  expect({ request: { method: 'PATCH', url, headers, body: { target } } }).toKeepContract();
});
