/** One line on a terminal that is written over; nothing where standard error is a file or a pipe. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

const wholeLine = '\r\u001b[2K';

export function createProgress(output: NodeJS.WriteStream): Progress {
  const write = (text: string) => {
    if (output.isTTY) output.write(text);
  };
  return {
    show: (text) => {
      write(`${wholeLine}${text} …`);
    },
    clear: () => {
      write(wholeLine);
    },
  };
}
