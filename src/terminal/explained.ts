import { AppError } from '../foundation/errors.js';
import { CommandError } from './exit-code.js';

/** Does it. @throws CommandError for a refusal, which names the fields that are wrong as options are named. */
export async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    const fields = (error.details.fields ?? []).map(({ path, message }) => `${path} ${message}`);
    throw new CommandError(fields.length > 0 ? fields.join('\n') : error.message);
  }
}
