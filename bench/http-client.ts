/**
 * The load generator's HTTP: kept-alive connections over loopback, and no more work for an answer than has to be,
 * since it shares the machine with what it measures.
 */
import { Agent, type IncomingMessage, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string;
}

interface Answer {
  readonly text: string;
  /** Each as `set-cookie` has it. */
  readonly cookies: readonly string[];
}

/** Both throw an Error on an answer whose status is not 200. */
export interface HttpClient {
  /** @returns the body. */
  send(call: Call): Promise<string>;
  exchange(call: Call): Promise<Answer>;
  close(): void;
}

export function createHttpClient(port: number): HttpClient {
  // Bounded by those who call: each waits for its answer.
  const agent = new Agent({ keepAlive: true });
  return {
    send: async (call) => (await exchange(agent, port, call)).text,
    exchange: (call) => exchange(agent, port, call),
    close: () => {
      agent.destroy();
    },
  };
}

function exchange(agent: Agent, port: number, { body, ...head }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, ...head }, (answer) => {
      readText(answer, (text) => {
        const cookies = answer.headers['set-cookie'] ?? [];
        if (answer.statusCode === 200) resolve({ text, cookies });
        else reject(new Error(`status ${answer.statusCode ?? 0}: ${text.slice(0, 300)}`));
      });
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function readText(answer: IncomingMessage, done: (text: string) => void): void {
  let text = '';
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => (text += chunk));
  answer.on('end', () => {
    done(text);
  });
}
