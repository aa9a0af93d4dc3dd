import { z } from 'zod';

/** What of the client data (WebAuthn 5.8.1) is read here. Browsers add members now and then, so the whole is never compared. */
const clientDataForm = z.object({
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** @param text base64url. @returns undefined for what is no client data. */
export function readClientData(text: string): z.infer<typeof clientDataForm> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return clientDataForm.safeParse(parsed).data;
  } catch {
    // What is no JSON is nobody's answer, and is refused like an unknown one.
    return undefined;
  }
}
