/** Exchanges of which each has a finding of its own: a member that no page names. One a line. */
export function exchangesWithOwnFindings(count: number): string {
  const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
  const headers = { 'content-type': 'application/json' };
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      request: {
        method: 'PATCH',
        url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b',
        headers: { ...headers, authorization: 'Bearer made-up' },
        body: { target: { ...target, [`member${inLetters(index)}`]: 1 } },
      },
      response: { status: 200, headers, body: { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'b', target } },
    }),
  );
  return `${lines.join('\n')}\n`;
}

/** A name with many digits in it is not shown, and so makes no finding of its own. */
function inLetters(index: number): string {
  return String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
}
