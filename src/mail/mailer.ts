/** What a mail is, and the port of whatever passes it on. */
export interface Mail {
  /** The address alone: names are people's own text, and no business of a header. */
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface OutgoingMail extends Mail {
  /** The same at every attempt, so that a mailbox can tell a duplicate. */
  readonly id: string;
  readonly date: Date;
}

export interface Mailer {
  /** Resolves once the mail was taken over. @throws MailFault. */
  send(mail: OutgoingMail): Promise<void>;
}

/** A mail that was not taken over, or of which nobody knows whether it was. */
export class MailFault extends Error {
  override readonly name = 'MailFault';

  constructor(
    /** For the log: a code such as `ECONNECTION` or `550`, never the server's words, which repeat the address. */
    readonly reason: string,
    /** Whether the server has said that trying again is of no use. */
    readonly isPermanent: boolean,
    cause?: unknown,
  ) {
    super(`The mail was not taken over: ${reason}.`, { cause });
  }
}
