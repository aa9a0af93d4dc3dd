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

export interface HttpClient {
  /** @returns the body of an answer with status 200. @throws Error on any other. */
  send(call: Call): Promise<string>;
  close(): void;
}

export function createHttpClient(port: number): HttpClient {
  // Bounded by those who call: each waits for its answer.
  const agent = new Agent({ keepAlive: true });
  return {
    send: (call) => send(agent, port, call),
    close: () => {
      agent.destroy();
    },
  };
}

function send(agent: Agent, port: number, { body, ...head }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, ...head }, (answer) => {
      readText(answer, (text) => {
        if (answer.statusCode === 200) resolve(text);
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
