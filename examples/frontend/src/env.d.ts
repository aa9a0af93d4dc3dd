interface ImportMetaEnv {
  /** The gateway's PUBLIC_URL. */
  readonly VITE_GATEWAY_URL: string;
  /** Of a service behind the guard. */
  readonly VITE_NOTES_URL: string;
}
