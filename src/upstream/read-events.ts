/**
 * Server-Sent Events as they come (HTML, section 9.2.6), as far as GraphQL over SSE needs them. Of our own: the parser that is most
 * used publishes its TypeScript under the condition `source`, by which our packages find each other here.
 */
import { UpstreamFault } from './upstream-fault.js';

export interface ServerSentEvent {
  /** `message` where it was not said. */
  readonly event: string;
  readonly data: string;
}

/** @param limitChars of one event. @throws UpstreamFault past it. */
export async function* readEvents(
  body: AsyncIterable<Buffer>,
  limitChars: number,
): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder();
  const reader = new EventReader();
  for await (const chunk of body) {
    yield* reader.feed(decoder.decode(chunk, { stream: true }));
    if (reader.held > limitChars)
      throw new UpstreamFault('unreadable', `an event is larger than ${limitChars} characters`);
  }
}

class EventReader {
  #rest = '';
  /** Whether it ends in a return, which may be half of a line's end. */
  #mayEnd = false;
  #event = '';
  #data: string[] = [];
  #size = 0;

  /** Characters of the event that is not whole yet. */
  get held(): number {
    return this.#rest.length + this.#size;
  }

  *feed(text: string): Iterable<ServerSentEvent> {
    const whole = this.#rest + text;
    // A long line comes in many pieces: to look through all of them with each takes a time that grows by the square.
    if (!this.#mayEnd && !/[\r\n]/.test(text)) {
      this.#rest = whole;
      return;
    }
    this.#mayEnd = whole.endsWith('\r');
    const cut = this.#mayEnd ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, cut).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + whole.slice(cut);
    for (const line of lines) {
      if (line === '') yield* this.#dispatch();
      else this.#take(line);
    }
  }

  *#dispatch(): Iterable<ServerSentEvent> {
    const [event, data] = [this.#event, this.#data];
    this.#event = '';
    this.#data = [];
    this.#size = 0;
    if (data.length > 0 || event !== '')
      yield { event: event === '' ? 'message' : event, data: data.join('\n') };
  }

  #take(line: string): void {
    const [, name, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    this.#size += line.length;
    if (name === 'event') this.#event = value;
    if (name === 'data') this.#data.push(value);
  }
}
