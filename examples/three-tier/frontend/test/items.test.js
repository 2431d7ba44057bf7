import assert from 'node:assert/strict'
import test from 'node:test'
import {createElement} from 'react'
import {renderToStaticMarkup} from 'react-dom/server'
import {Items} from '../src/Items.js'

const shown = items => renderToStaticMarkup(createElement(Items, {items}))

test('prices are in euros', () => {
  assert.equal(shown([{id: 1, name: 'Tea', price: 250}]), '<ul><li>Tea: €2.50</li></ul>')
})
test('names stay text', () => {
  assert.match(shown([{id: 1, name: '<b>', price: 0}]), /&lt;b&gt;: €0\.00/)
})
test('an empty shop says so', () => assert.equal(shown([]), '<p>Nothing to buy today.</p>'))
