/** Stands for your own code: it gives an assignment a target. @returns what was sent and what came back, as an exchange. */
exports.updateTarget = async function updateTarget(url, target) {
  const request = {
    method: 'PATCH',
    url,
    headers: { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' },
    body: JSON.stringify({ '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', target }),
  };
  const response = await fetch(url, request);
  const { status, headers } = response;
  return { request, response: { status, headers: Object.fromEntries(headers), body: await response.text() } };
};
