import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that writes down with which headers it was asked, and answers as it is told. */
export class Service {
  readonly authorizations: (string | undefined)[] = [];
  answer: RequestListener = (_request, response) => response.end();
  readonly #server = createServer((request, response) => {
    this.authorizations.push(request.headers.authorization);
    this.answer(request, response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
