import assert from 'node:assert/strict'
import {once} from 'node:events'
import test from 'node:test'
import {api} from '../src/server.js'

test('the API keeps what it is given, and says what is wrong', async context => {
  const server = api().listen(0, '127.0.0.1')
  context.after(() => server.close())
  await once(server, 'listening')
  const address = `http://127.0.0.1:${server.address().port}`
  assert.equal((await fetch(`${address}/healthz`)).status, 200)
  assert.equal((await fetch(`${address}/nothing`)).status, 404)
  const post = body => fetch(`${address}/items`, {method: 'POST', body})
  assert.equal((await post('{"name": "Tea", "price": 250}')).status, 201)
  assert.equal((await post('{"name": "Tea"')).status, 400)
  assert.deepEqual(await (await fetch(`${address}/items`)).json(), [{id: 1, name: 'Tea', price: 250}])
})
