import { CommandError } from '../terminal/exit-code.js';

const sentences = {
  'not-an-archive': 'That is no archive of portcullis backup.',
  newer:
    'The archive was made by a newer version of Portcullis: restore it with that version or a later one.',
  'other-secret':
    'The archive is encrypted under a SECRET that is not the one here. Give that one in a file: --old-secret-file FILE.',
  cut: 'The archive is cut: its end is missing.',
  damaged: 'The archive is damaged: something in it was altered, moved or cut since it was written.',
} as const;

/** An archive that cannot be taken. The sentence is for people; nothing of what it holds is in it. */
export class ArchiveError extends CommandError {
  constructor(readonly reason: keyof typeof sentences) {
    super(sentences[reason]);
  }
}
