import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/problem';
import { text } from '../text';
import { isNameTaken, nameFault } from './nameFault';

const refusal = (code: string, fields: ApiError['fields'] = []) =>
  new ApiError(409, code, 'Title', 'Detail.', null, fields, {});

describe('nameFault', () => {
  it('says nothing of a name that is fine, or not begun', () => {
    for (const name of ['', 'orders-2']) {
      expect(nameFault(name, null)).toBeUndefined();
      expect(nameFault(name, refusal('not_allowed'))).toBeUndefined();
      expect(nameFault(name, new Error('other'))).toBeUndefined();
    }
  });

  it('says what a name has to look like before the server is asked', () => {
    expect(nameFault('Not a name', refusal('name_taken'))).toBe(text.common.nameWrong);
  });

  it('says what the server has against it', () => {
    expect(nameFault('orders', refusal('name_taken'))).toBe('Detail.');
    const field = { pointer: '/name', code: 'invalid', detail: 'Not this one.' };
    expect(nameFault('orders', refusal('invalid', [field]))).toBe('Not this one.');
  });
});

it('only a taken name is said at the field alone', () => {
  expect(isNameTaken(refusal('name_taken'))).toBe(true);
  for (const other of [null, new Error('name_taken'), refusal('invalid')]) {
    expect(isNameTaken(other)).toBe(false);
  }
});
