import { datePartsReader } from './dateParts.ts';

/** Parts of the first text of a column that has these texts. */
function partsIn(texts: readonly string[], name = 'when') {
  const read = datePartsReader(new Map(texts.map((text) => [text, 1])), name);
  return read?.(texts[0] ?? '');
}

test.each([
  { texts: ['2024-03-05'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['2024-03-05T17:45:00Z', '2024-03-06T08:00:00Z'], parts: { year: 2024, month: 3, weekday: 2, hour: 17 } },
  { texts: ['2024-03-05 23:45:00.123+02:00'], parts: { year: 2024, month: 3, weekday: 2, hour: 23 } },
  { texts: ['2024/03/05 07:30'], parts: { year: 2024, month: 3, weekday: 2, hour: 7 } },
  { texts: ['05.03.2024', '31.01.2024'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['05.03.24', '31.01.24'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['03/05/2024', '01/31/2024'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['05/03/2024', '31/01/2024'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['3/5/98 1:05 PM', '1/31/98 2:00 AM'], parts: { year: 1998, month: 3, weekday: 4, hour: 13 } },
  { texts: ['03-05-2024', '01-31-2024'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['05-03-2024 10:00', '31-01-2024 11:00'], parts: { year: 2024, month: 3, weekday: 2, hour: 10 } },
  { texts: ['12-Jun-98'], parts: { year: 1998, month: 6, weekday: 5 } },
  { texts: ['Jun 12 1998'], parts: { year: 1998, month: 6, weekday: 5 } },
  { texts: ['Sunday, March 3rd, 2024 at 9 am'], parts: { year: 2024, month: 3, weekday: 7, hour: 9 } },
  { texts: ['Mon Jan 01 12:34:56 2024'], parts: { year: 2024, month: 1, weekday: 1, hour: 12 } },
  { texts: ['5. März 2024'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['14 juillet 2023'], parts: { year: 2023, month: 7, weekday: 5 } },
  { texts: ['14 juin 2023'], parts: { year: 2023, month: 6, weekday: 3 } },
  { texts: ['2024年3月5日'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['Mar 2024', 'Apr 2024'], parts: { year: 2024, month: 3 } },
  { texts: ['2024-03', '2024-04', '2023-01'], parts: { year: 2024, month: 3 } },
  { texts: ['03/2024', '04/2024'], parts: { year: 2024, month: 3 } },
  { texts: ['2024-Q3'], parts: { year: 2024 } },
  { texts: ['2024-W10-2', '2024-W11-3'], parts: { year: 2024, weekday: 2 } },
  { texts: ['17:05', '08:00'], parts: { hour: 17 } },
  { texts: ['5:05 PM', '12:10 AM'], parts: { hour: 17 } },
  { texts: ['12:10 am', '5:05 PM'], parts: { hour: 0 } },
  { texts: ['20240305', '20240306', '20240307'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['20240305.0', '20240306.0', '20240307.0'], parts: { year: 2024, month: 3, weekday: 2 } },
  { texts: ['202403', '202404'], parts: { year: 2024, month: 3 } },
  { texts: ['1709660700', '1709660701'], parts: { year: 2024, month: 3, weekday: 2, hour: 17 } },
  { texts: ['946684800000', '946684800001'], parts: { year: 2000, month: 1, weekday: 6, hour: 0 } },
])('$texts', ({ texts, parts }) => {
  expect(partsIn(texts)).toEqual(parts);
});

test('a text in another notation, or a day that no month has, has no parts', () => {
  const read = datePartsReader(new Map([['2024-03-05', 99]]), 'when');
  expect(['?', '05.03.2024', '2024-02-31', ''].map((text) => read?.(text))).toEqual([{}, {}, {}, {}]);
});

test('plain numbers and texts are no dates', () => {
  expect([partsIn(['12', '13', '14'], 'x'), partsIn(['red', 'white'])]).toEqual([undefined, undefined]);
});
