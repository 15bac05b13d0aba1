/** The length of the answer with which a text begins; undefined while it is not whole. */
export function wholeAnswer(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const sized = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head));
  if (sized !== null) return text.length >= head + 4 + Number(sized[1]) ? head + 4 + Number(sized[1]) : undefined;
  const end = text.indexOf('\r\n0\r\n\r\n', head);
  return end === -1 ? undefined : end + 7;
}
