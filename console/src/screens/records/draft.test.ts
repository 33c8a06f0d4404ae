import { expect, test } from 'vitest';
import type { KafkaRecord } from '../../api/records';
import { copyOf, EMPTY, recordOf } from './draft';

const payload = (base64: string, text: string | null) => ({ base64, text, size: '1', truncated: false });

test('a copy holds the same bytes, and what was null stays null', () => {
  const record: KafkaRecord = {
    partition: 2,
    offset: '9223372036854775806',
    timestamp: '0',
    timestamp_type: 'create_time',
    key: payload('/w==', null),
    value: null,
    headers: [
      { key: 'h', value: payload('', '') },
      { key: 'h', value: null },
    ],
  };
  expect(recordOf(copyOf(record))).toEqual({
    key: { base64: '/w==' },
    value: null,
    headers: [
      { key: 'h', value: { text: '' } },
      { key: 'h', value: null },
    ],
  });
});

test('line breaks that a text field would change are copied as bytes', () => {
  const record: KafkaRecord = {
    partition: 0,
    offset: '0',
    timestamp: '0',
    timestamp_type: 'create_time',
    key: payload('YQpi', 'a\nb'),
    value: payload('YQ0KYg==', 'a\r\nb'),
    headers: [],
  };
  expect(copyOf(record)).toMatchObject({
    key: { kind: 'text' },
    value: { kind: 'base64', body: 'YQ0KYg==' },
  });
});

test('an empty text is no null', () => {
  expect(recordOf(EMPTY)).toEqual({ key: null, value: { text: '' }, headers: [] });
});
