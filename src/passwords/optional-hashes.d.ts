/** Of the optional dependencies, what is asked of them: by their own types alone no installation could be built that leaves them out. */
declare module '@node-rs/bcrypt' {
  /** @param salt drawn where there is none. */
  export function hashSync(password: string, cost: number, salt?: Uint8Array): string;
  export function compareSync(password: string, hash: string): boolean;
  const bcrypt: { readonly hashSync: typeof hashSync; readonly compareSync: typeof compareSync };
  export default bcrypt;
}

declare module '@node-rs/argon2' {
  interface Options {
    /** In KiB. */
    readonly memoryCost?: number;
    readonly timeCost?: number;
    readonly parallelism?: number;
    readonly algorithm?: number;
    readonly outputLen?: number;
    readonly secret?: Uint8Array;
    readonly salt?: Uint8Array;
  }
  const argon2: {
    hashSync(password: string, options?: Options): string;
    hashRawSync(password: string, options?: Options): Buffer;
    verifySync(hash: string, password: string, options?: Options): boolean;
  };
  export default argon2;
}
