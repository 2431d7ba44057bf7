import assert from 'node:assert/strict'
import test from 'node:test'
import {Items} from '../src/items.js'

for (const price of [-1, 2.5, '3', undefined]) {
  test(`${price} is no price`, () => assert.throws(() => new Items().add({name: 'Tea', price}), /whole number of cents/))
}
test('an item without a name is none', () => assert.throws(() => new Items().add({name: ' ', price: 1}), /needs a name/))
