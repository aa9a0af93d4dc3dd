/**
 * What a piece of work comes to, while the work goes on.
 * @param work which goes on as long as it likes once it has given, and fails nobody by then.
 * @throws what `work` throws before it has given.
 */
export function handOver<Result>(work: (give: (result: Result) => void) => Promise<void>): Promise<Result> {
  return new Promise((resolve, reject) => {
    work(resolve).catch(reject);
  });
}
