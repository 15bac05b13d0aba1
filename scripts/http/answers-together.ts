import type { ServerResponse } from 'node:http';
import type { JudgedRequest, Reply } from './graph-server.js';

interface Waiting {
  readonly response: ServerResponse;
  readonly judged: JudgedRequest;
  readonly reply: Reply;
}

/**
 * Sends answers together: those to all requests that are here by now, one right after the other. An answer that is sent by itself wakes up a client
 * who has fallen asleep since the last one, and that takes the machine longer than to judge a request.
 */
export class AnswersTogether {
  private waiting: Waiting[] = [];

  /**
   * @param told hears of each request that was answered.
   * @param failed hears of an answer that cannot be sent: the request stays without one.
   */
  constructor(
    private readonly told: (judged: JudgedRequest, reply: Reply) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Sends an answer as soon as nothing more is there to be read. */
  add(response: ServerResponse, judged: JudgedRequest, reply: Reply): void {
    if (this.waiting.push({ response, judged, reply }) === 1) setImmediate(this.send);
  }

  /** Sends what is waiting. */
  readonly send = (): void => {
    const { waiting } = this;
    this.waiting = [];
    const sent = waiting.filter((one) => this.attempt(one, sendOne));
    for (const one of sent) this.attempt(one, this.tell);
  };

  private readonly tell = ({ judged, reply }: Waiting): void => {
    this.told(judged, reply);
  };

  private attempt(one: Waiting, act: (one: Waiting) => void): boolean {
    try {
      act(one);
      return true;
    } catch (error) {
      one.response.destroy();
      this.failed(error);
      return false;
    }
  }
}

function sendOne({ response, reply: { status, statusText, headers, body, drop } }: Waiting): void {
  if (drop === true) {
    response.destroy();
    return;
  }
  const list = headers as (string | string[])[]; // Node changes nothing in it.
  if (statusText === undefined) response.writeHead(status, list);
  else response.writeHead(status, statusText, list);
  response.end(body);
}
