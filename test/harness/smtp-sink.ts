/** A real SMTP server on loopback that takes mails, or fails in one of the ways that mail servers fail. */
import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

import { type TestCertificate, testCertificate } from './test-certificate.js';

export type SmtpBehaviour =
  | 'ok'
  /** Nobody listens on the port. */
  | 'refuse-connections'
  /** The connection stands, and nobody says anything. */
  | 'hang'
  /** Takes mails, but thinks for seconds about each recipient. */
  | 'slow'
  | 'temporary-failure'
  /** 550 for the recipient, whoever it is. */
  | 'reject-recipient'
  /** 554 once the mail is there. */
  | 'reject-mail'
  /** Takes the whole mail, and drops the connection instead of saying so. */
  | 'drop-after-data';

interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
  readonly text: string;
  readonly session: Pick<SMTPServerSession, 'secure' | 'user'>;
}

export interface SmtpSinkOptions {
  readonly security?: 'none' | 'starttls' | 'tls';
  readonly user?: { readonly name: string; readonly password: string };
}

export interface SmtpSink {
  readonly port: number;
  /** For SMTP_URL. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** How often somebody has connected. */
  readonly connections: number;
  mailsTo(address: string): ReceivedMail[];
  /** The mail to an address that comes next, or that is there already. */
  waitFor(address: string, count?: number): Promise<ReceivedMail>;
  behave(behaviour: SmtpBehaviour, only?: (recipient: string) => boolean): Promise<void>;
  stop(): Promise<void>;
}

export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const sink = new Sink(options, await testCertificate());
  await sink.start();
  return sink;
}

const SLOW_MS = 2_500;

const refusals: Readonly<Record<string, readonly [code: number, words: string]>> = {
  'temporary-failure': [451, 'Try again later'],
  'reject-recipient': [550, 'No such user here'],
  'reject-mail': [554, 'Not wanted'],
};

class Sink implements SmtpSink {
  readonly mails: ReceivedMail[] = [];
  connections = 0;
  port = 0;
  readonly #arrivals = new EventEmitter();
  readonly #sockets = new Set<Socket>();
  readonly #smtp: SMTPServer;
  readonly #front: Server;
  #behaviour: SmtpBehaviour = 'ok';
  #only: (recipient: string) => boolean = () => true;

  constructor(
    private readonly options: SmtpSinkOptions,
    certificate: TestCertificate,
  ) {
    this.#smtp = new SMTPServer(this.#smtpOptions(certificate));
    this.#smtp.on('error', () => undefined);
    // In front of it, so that a connection can be held, refused and cut whatever the protocol is doing.
    this.#front = createServer((socket) => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      if (this.#behaviour !== 'hang') this.#carry(socket);
    });
  }

  get url(): string {
    const { user, security = 'none' } = this.options;
    const who = user === undefined ? '' : `${user.name}:${encodeURIComponent(user.password)}@`;
    const scheme = security === 'tls' ? 'smtps' : 'smtp';
    return `${scheme}://${who}127.0.0.1:${this.port}?tls.rejectUnauthorized=false`;
  }

  /** A pipe: cutting a socket beneath a TLS handshake of this process crashes Node 20. */
  #carry(socket: Socket): void {
    const inner = connect((this.#smtp.server.address() as AddressInfo).port, '127.0.0.1');
    inner.on('error', () => undefined).on('close', () => socket.destroy());
    socket.on('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  }

  async start(): Promise<void> {
    if (!this.#smtp.server.listening) {
      this.#smtp.listen(0, '127.0.0.1');
      await once(this.#smtp.server, 'listening');
    }
    this.#front.listen(this.port, '127.0.0.1');
    await once(this.#front, 'listening');
    this.port = (this.#front.address() as AddressInfo).port;
  }

  async behave(behaviour: SmtpBehaviour, only: (recipient: string) => boolean = () => true): Promise<void> {
    const wasListening = this.#front.listening;
    this.#behaviour = behaviour;
    this.#only = only;
    if (behaviour === 'refuse-connections' && wasListening) await this.#close();
    if (behaviour !== 'refuse-connections' && !wasListening) await this.start();
  }

  mailsTo(address: string): ReceivedMail[] {
    return this.mails.filter(({ to }) => to.includes(address.toLowerCase()));
  }

  async waitFor(address: string, count = 1): Promise<ReceivedMail> {
    for (;;) {
      const mail = this.mailsTo(address)[count - 1];
      if (mail !== undefined) return mail;
      await once(this.#arrivals, 'mail', { signal: AbortSignal.timeout(120_000) });
    }
  }

  async stop(): Promise<void> {
    if (this.#front.listening) await this.#close();
    await new Promise<void>((resolve) => this.#smtp.close(resolve));
  }

  async #close(): Promise<void> {
    const closed = once(this.#front, 'close');
    this.#front.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #smtpOptions(certificate: TestCertificate): SMTPServerOptions {
    const { security = 'none', user } = this.options;
    return {
      ...(security !== 'none' && certificate),
      secure: security === 'tls',
      disabledCommands: [...(user ? [] : ['AUTH']), ...(security === 'starttls' ? [] : ['STARTTLS'])],
      authOptional: user === undefined,
      logger: false,
      onAuth: (given, _session, done) => {
        const isRight = given.username === user?.name && given.password === user?.password;
        if (isRight) done(null, { user: given.username });
        else done(refusal(535, 'Who are you?'));
      },
      onRcptTo: ({ address }, _session, done) => {
        const behaviour = this.#behaviour;
        const refuses = behaviour === 'reject-recipient' || behaviour === 'temporary-failure';
        if (refuses && this.#only(address)) done(refusalOf(behaviour));
        else if (behaviour === 'slow') setTimeout(done, SLOW_MS);
        else done();
      },
      onData: (stream, session, done) => {
        this.#receive(stream, session, done).catch(done);
      },
    };
  }

  async #receive(
    stream: NodeJS.ReadableStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    const raw = Buffer.concat(chunks);
    const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
    const isMeant = to.some((address) => this.#only(address));
    if (this.#behaviour === 'reject-mail' && isMeant) {
      done(refusalOf('reject-mail'));
      return;
    }
    const parsed = await simpleParser(raw);
    const { secure, user } = session;
    this.mails.push({ to, raw: raw.toString(), parsed, text: parsed.text ?? '', session: { secure, user } });
    if (this.#behaviour === 'drop-after-data' && isMeant)
      for (const socket of this.#sockets) socket.destroy();
    else done();
    this.#arrivals.emit('mail');
  }
}

function refusalOf(behaviour: SmtpBehaviour): Error {
  const [code, words] = refusals[behaviour] ?? [451, 'Try again later'];
  return refusal(code, words);
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
