import {relative} from 'node:path'

const escaped = text => String(text).replace(/[&<>"\n]/g, one => `&#${one.charCodeAt(0)};`)

/** A JUnit report with the file of each test, which is what tests are divided by. */
export default async function * junit(source) {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n'
  for await (const {type, data} of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite' || data.name.endsWith('.js')) continue
    const file = escaped(relative(process.cwd(), data.file ?? ''))
    const failure = type === 'test:fail' ? `<failure message="${escaped(data.details.error.cause?.message ?? data.details.error.message)}"/>` : ''
    yield `<testcase classname="${file}" file="${file}" name="${escaped(data.name)}" time="${data.details.duration_ms / 1000}">${failure}</testcase>\n`
  }
  yield '</testsuites>\n'
}
