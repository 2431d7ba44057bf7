import assert from 'node:assert/strict'
import test from 'node:test'
import {Items} from '../src/items.js'

test('an item gets an id', () => {
  assert.deepEqual(new Items().add({name: ' Tea ', price: 250}), {id: 1, name: 'Tea', price: 250})
})

test('the newest item comes first', () => {
  const items = new Items()
  items.add({name: 'Tea', price: 250})
  items.add({name: 'Coffee', price: 300})
  assert.deepEqual(items.all().map(item => item.name), ['Coffee', 'Tea'])
})
