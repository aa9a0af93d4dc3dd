import { Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { FileFault, LONGEST_ROW, type Row, type Rows } from './row.js';

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** RFC 4180, with a line of names first. An empty field is absent. @throws FileFault */
export async function* readCsv(chunks: AsyncIterable<Buffer>, delimiter: string): Rows {
  const parser = Readable.from(chunks).pipe(
    parse({
      delimiter,
      info: true,
      max_record_size: LONGEST_ROW,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  let names: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (names === undefined) names = readNames(record);
      else yield readRecord(names, record, `line ${info.lines}`);
    }
  } catch (error) {
    throw error instanceof CsvError ? explain(error) : error;
  }
}

/** @throws FileFault for a name that is there twice, or is none. */
function readNames(record: readonly string[]): readonly string[] {
  const names = record.map((name) => name.trim());
  const twice = names.find((name, index) => name === '' || names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new FileFault(
    twice === '' ? 'line 1 has a column without a name' : `line 1 names the column ${twice} twice`,
  );
}

function readRecord(names: readonly string[], record: readonly string[], place: string): Row {
  if (record.length !== names.length)
    return { place, problem: `has ${record.length} fields, and line 1 has ${names.length}` };
  const filled = record.flatMap((field, index) =>
    field === '' ? [] : [[names[index] ?? '', field] as const],
  );
  return { place, value: Object.fromEntries(filled) };
}

/** The library's sentences quote what they are about. */
function explain({ code, lines }: CsvError & { readonly lines?: unknown }): FileFault {
  const where = `line ${typeof lines === 'number' ? lines : '?'}`;
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new FileFault(`${where} is longer than ${LONGEST_ROW} bytes, or a quote is not closed before it`);
  return new FileFault(`${where} is no CSV: ${code.replace(/^CSV_/, '').replaceAll('_', ' ').toLowerCase()}`);
}
