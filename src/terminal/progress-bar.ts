const BAR_WIDTH = 30;

/** Thirty characters wide; more than the whole is drawn as the whole, and nothing of nothing as empty. */
export function drawBar(done: number, total: number): string {
  const filled = total > 0 ? Math.min(BAR_WIDTH, Math.round((done / total) * BAR_WIDTH)) : 0;
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
}
