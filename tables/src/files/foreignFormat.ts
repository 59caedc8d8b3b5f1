const SAVE_AS_CSV = 'save it as CSV';
const EXPORT = 'export the table as CSV or Parquet';

/** First bytes of formats that are sometimes given instead of a table, what they are, and what to do. */
const SIGNATURES: readonly (readonly [bytes: string, name: string, advice: string])[] = [
  ['PK\x03\x04', 'a ZIP archive', 'unpack it first'],
  ['PK\x05\x06', 'an empty ZIP archive', 'unpack it first'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Excel workbook (.xls)', SAVE_AS_CSV],
  ['BZh', 'a bzip2 file', 'unpack it with bunzip2, or pack it with gzip'],
  ['\xfd7zXZ\0', 'an xz file', 'unpack it with unxz, or pack it with gzip'],
  ['(\xb5/\xfd', 'a Zstandard file', 'unpack it with unzstd, or pack it with gzip'],
  ["7z\xbc\xaf'\x1c", 'a 7z archive', 'unpack it first'],
  ['Rar!', 'a RAR archive', 'unpack it first'],
  ['ARROW1', 'an Arrow or Feather file', EXPORT],
  ['FEA1', 'a Feather file', EXPORT],
  ['ORC', 'an ORC file', EXPORT],
  ['Obj\x01', 'an Avro file', EXPORT],
  ['\x89HDF\r\n', 'an HDF5 file', EXPORT],
  ['SQLite format 3\0', 'an SQLite database', EXPORT],
  ['RDX', 'R data', EXPORT],
  ['RDA', 'R data', EXPORT],
  ['X\n\0\0\0', 'R data (.rds)', EXPORT],
  ['\x80\x03', 'a Python pickle', EXPORT],
  ['\x80\x04', 'a Python pickle', EXPORT],
  ['\x80\x05', 'a Python pickle', EXPORT],
  ['\x93NUMPY', 'a NumPy array', EXPORT],
  ['$FL2', 'an SPSS file', EXPORT],
  ['<stata_dta>', 'a Stata file', EXPORT],
  ['\0\x05\x16\x07', 'data of macOS beside a file', 'name the file without ._ before its name'],
  ['bplist', 'a web page that was saved by Safari (.webarchive)', 'save it as page source'],
  ['%PDF', 'a PDF', EXPORT],
  ['\x89PNG', 'an image', EXPORT],
  ['{\\rtf', 'a text of a word processor (RTF)', 'save it as plain text'],
];

/** Place of the signature of a tar archive, whose files begin behind it. */
const TAR_AT = 257;

/**
 * Finds out that a file is neither text nor Parquet, by its first bytes.
 *
 * @param start of the file, or of what is packed in it: some hundred bytes
 * @returns what it is and what to do, to follow "got"; undefined when it may be a text file
 */
export function foreignFormat(start: Buffer): string | undefined {
  const bytes = start.toString('latin1');
  if (bytes.startsWith('PK\x03\x04') && /\[Content_Types\]\.xml|xl\/|_rels\//.test(bytes))
    return `an Excel workbook (.xlsx); ${SAVE_AS_CSV}`;
  if (bytes.startsWith('PK\x03\x04') && bytes.includes('opendocument.spreadsheet')) return `an OpenDocument spreadsheet; ${SAVE_AS_CSV}`;
  const found = SIGNATURES.find(([signature]) => bytes.startsWith(signature));
  if (found !== undefined) return `${found[1]}; ${found[2]}`;
  if (bytes.slice(TAR_AT, TAR_AT + 5) === 'ustar') return 'a tar archive; unpack it first';
  return foreignText(
    start
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart(),
  );
}

/** Finds out that a text is no table of fields and delimiters, by its beginning. */
function foreignText(text: string): string | undefined {
  if (/^<(!doctype html|html|head|body|table)\b/i.test(text))
    return 'an HTML page, as servers send instead of a file; download the file itself';
  if (/^<(\?xml|[a-z]+[ >])/i.test(text)) return `XML; ${EXPORT}`;
  if (/^\{\s*("|\})/.test(text)) return `JSON; ${EXPORT}`;
  if (/^\[\s*(\{|\[|"[^"]*"\s*,)/.test(text)) return `JSON; ${EXPORT}`;
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a Git LFS pointer instead of the file; fetch it with git lfs pull';
  if (/^@relation\b/i.test(text)) return `a Weka file (ARFF); ${EXPORT}`;
  return undefined;
}
