/** What is under way: one line on a terminal that is written over; elsewhere a line now and then. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

const wholeLine = '\r\u001b[2K';
/** Between two lines of a file or a pipe. */
const PAUSE_MS = 10_000;

export function createProgress(output: NodeJS.WriteStream): Progress {
  let toldAt = -Infinity;
  return {
    show: (text) => {
      if (output.isTTY) output.write(`${wholeLine}${text} …`);
      else if (performance.now() - toldAt >= PAUSE_MS) {
        toldAt = performance.now();
        output.write(`${text} …\n`);
      }
    },
    clear: () => {
      if (output.isTTY) output.write(wholeLine);
    },
  };
}
