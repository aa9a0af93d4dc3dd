/** A whole answer of a page: the document, and the one policy under which it works. Headers are the mount's. */
export interface Page {
  readonly body: string;
  /** The value of Content-Security-Policy; it replaces the service's own on this answer. */
  readonly contentSecurityPolicy: string;
}
