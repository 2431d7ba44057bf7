import {createServer} from 'node:http'
import {pathToFileURL} from 'node:url'
import {Items} from './items.js'

/** The API: GET /healthz, GET /items, POST /items. */
export function api(items = new Items()) {
  return createServer(async (request, response) => {
    const answer = (status, body) => response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body))
    if (request.url === '/healthz') return answer(200, {status: 'up'})
    if (request.url !== '/items') return answer(404, {error: 'there is nothing here'})
    if (request.method === 'GET') return answer(200, items.all())
    try {
      return answer(201, items.add(JSON.parse(await text(request))))
    } catch (error) {
      return answer(400, {error: error.message})
    }
  })
}

async function text(request) {
  let all = ''
  for await (const part of request) all += part
  return all
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) api().listen(process.env.PORT ?? 8080)
